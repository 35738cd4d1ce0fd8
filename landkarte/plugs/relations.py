"""What an entry takes part in outside the map, and what may follow for its readers: apps above say it, in a
module `relations` of their own."""

from dataclasses import dataclass, field
from typing import Any

_sources = []
_ways = []
_links = []
_answerers = []
_shelves = []


@dataclass
class Relation:
    """One thing that an entry takes part in, in the reader's language."""

    title: str
    name: str
    role: str = ""
    address: str = ""  # its page in this portal
    website: str = ""
    entry: Any = None  # its published entry on the map, where it has one
    others: list = field(default_factory=list)  # pairs: a published entry that takes part too, its role


def register(source):
    """Ask `source(entry)` for the `Relation`s of an entry; it returns a list and shows public rows only."""
    _sources.append(source)
    return source


def relations_of(entry):
    return [relation for source in _sources for relation in source(entry)]


@dataclass
class Way:
    """Where readers of an entry may go next, in their language: a page of the portal, and why that one."""

    name: str
    note: str
    reason: str
    address: str


def register_ways(source):
    """Ask `source(entry)` for the `Way`s on from an entry; it returns a list and shows public rows only."""
    _ways.append(source)
    return source


def ways_from(entry):
    return [way for source in _ways for way in source(entry)]


@dataclass
class Link:
    """A page of the portal, in the reader's language."""

    name: str
    address: str
    note: str = ""


def register_links(source):
    """Ask `source(entry)` for the `Link`s to pages where a visitor may do something about an entry; the note
    says what for."""
    _links.append(source)
    return source


def links_for(entry):
    return [link for source in _links for link in source(entry)]


def register_answerer(source):
    """Ask `source(entry)` for the `Link` to where somebody answers questions about an entry, or None."""
    _answerers.append(source)
    return source


def answerers_for(entry):
    return [link for source in _answerers if (link := source(entry))]


@dataclass
class Shelf:
    """Pages that belong to an entry, under one heading: those shown at once, and the others. `name` is that
    of its element on the page."""

    name: str
    title: str
    links: list[Link]
    folded: list[Link] = field(default_factory=list)


def register_shelf(source):
    """Ask `source(entry)` for the `Shelf`s of an entry; it returns a list and shows public rows only."""
    _shelves.append(source)
    return source


def shelves_of(entry):
    return [shelf for source in _shelves for shelf in source(entry)]
