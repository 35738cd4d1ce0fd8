"""Offers that fit an industry, for pages that show none themselves: apps above name them, in a module
`related_offers` of their own."""

from dataclasses import dataclass

_sources = []


@dataclass
class RelatedOffer:
    """An offer, why it stands there, and its page. `name` and `reason` are in the reader's language;
    `summary` is a `Text`."""

    name: str
    address: str
    summary: str
    reason: str


def register(source):
    """Ask `source(industries)`, a list of `Industry`, for its `RelatedOffer`s: public ones, best first."""
    _sources.append(source)
    return source


def related_offers(industries):
    return [offer for source in _sources for offer in source(industries)]
