"""One column of an export of entries."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """`cells(entries)` returns key of entry -> text or number, for a list of entries at once. Personal ones
    need a permission of their own. What `is_imported` comes back unchanged when the file is imported."""

    name: str
    label: Any
    cells: Callable
    is_personal: bool = False
    is_imported: bool = False
