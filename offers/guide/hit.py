"""One thing that the Starthilfe shows, with its reason, and a list of them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Hit:
    """`key` is the slug; `kind` that of an entry of the map, else ""."""

    name: str
    address: str
    reason: str
    key: str
    note: str = ""
    summary: Any = ""  # a `Text`
    kind: str = ""


@dataclass
class Group:
    """Hits of one sort, the address of the whole list, and what to say when there is none."""

    name: str
    title: Any
    hits: list
    more: str
    more_label: str
    empty: str = ""
    keys: list = field(init=False)

    def __post_init__(self):
        self.keys = [hit.key for hit in self.hits]
