"""Offers that go with industries, for pages that have none themselves: apps above name them as `Way`s, in a
module `related_offers` of their own."""

_sources = []


def register(source):
    """Ask `source(industries)`, a list of `Industry`, for the `Way`s to offers; public ones, best first."""
    _sources.append(source)
    return source


def related_offers(industries):
    return [way for source in _sources for way in source(industries)]
