"""One thing that is checked at every entry."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Check:
    """`condition()` is an expression: which entries the database thinks are concerned. `detail(entry)` looks
    at one of those more closely: None when nothing is wrong with it, else what is wrong, in no language and
    at most 300 letters; `words` puts that into the reader's language. `advice` says what is to be done.

    What is `is_quiet` concerns so many that it stands behind all others.
    """

    name: str  # at most 40 letters
    label: Any
    advice: Any
    condition: Callable
    detail: Callable = lambda entry: ""
    words: Callable = str
    is_quiet: bool = False
