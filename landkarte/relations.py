"""What an entry takes part in outside the map: apps above say it, in a module `relations` of their own."""

from dataclasses import dataclass, field

_sources = []


@dataclass
class Relation:
    """One thing that an entry takes part in, in the reader's language."""

    title: str
    name: str
    role: str = ""
    address: str = ""  # its page in this portal
    website: str = ""
    others: list = field(default_factory=list)  # pairs: a published entry that takes part too, its role


def register(source):
    """Ask `source(entry)` for the `Relation`s of an entry; it returns a list and shows public rows only."""
    _sources.append(source)
    return source


def relations_of(entry):
    return [relation for source in _sources for relation in source(entry)]
