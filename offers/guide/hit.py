"""One thing that the Starthilfe shows, with its reason, and a list of them."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from machinery.translated import Text


@dataclass
class Hit:
    """`key` is the slug; `kind` that of an entry of the map, else ""."""

    name: str
    address: str
    reason: str
    key: str
    note: Text
    summary: Text
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


def note(*parts, language=""):
    """The parts that are there, as one line; in the reader's language unless another is named."""
    return Text(" · ".join(part for part in parts if part), language or get_language())
