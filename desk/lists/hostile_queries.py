"""Queries of the administration's lists: what no list sends is refused before the database sees it."""

from django.core.exceptions import SuspiciousOperation

from landkarte.search import LONGEST_QUERY

TEXTS = ("q", "term", "organisation")  # those in which people type what they look for
LONGEST_VALUE = 20_000  # characters: keys of a thousand entries
YEARS = range(1, 10_000)
LONGEST_KEY = 18  # digits


def refuse_hostile(query):
    """SuspiciousOperation where a filter or search (a QueryDict) holds U+0000, which no text of PostgreSQL
    can, where it is very long (the admin makes one condition of each word, and SQLite cannot nest a thousand
    of them), and where it asks for a pattern or a year that makes the database fail."""
    for name, values in query.lists():
        if any("\x00" in text for text in (name, *values)):
            raise SuspiciousOperation("U+0000 in the query string")
        longest = LONGEST_QUERY if name in TEXTS else LONGEST_VALUE
        if any(len(value) > longest for value in values):
            raise SuspiciousOperation("the text to search for is too long")
        lookups = name.split("__")[1:]
        if {"regex", "iregex"}.intersection(lookups):
            raise SuspiciousOperation("a pattern that somebody has made")
        if {"year", "iso_year"}.intersection(lookups) and not all(map(_is_year, values)):
            raise SuspiciousOperation("a year that no calendar has")


def _is_year(text):
    return text.isascii() and text.isdecimal() and len(text) <= 4 and int(text) in YEARS


def is_key(text):
    """Whether the text may be the key of a row: digits, and no more of them than a database can hold."""
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
