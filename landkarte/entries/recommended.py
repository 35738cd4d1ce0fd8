"""In which order entries are recommended to somebody who asks for nothing: `Entry.recommended`, a place.

What is complete, reachable, confirmed or a flagship comes first, mixed by kind and town. Among entries that
are about as good, the day decides: so everybody has a turn, and the order stays for a day. What becomes
public meanwhile takes its place among those of its kind until the night.
"""

from collections import namedtuple
from hashlib import blake2b
from itertools import islice

import numpy as np
from django.db import connection, transaction
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.dispatch import receiver
from django.utils import timezone

from landkarte.entries.completeness import percent_expression
from landkarte.models import Entry
from landkarte.models.search_lines import refreshed
from landkarte.plugs.marks import marks

REACHABLE = 20  # points of a website, beside the 100 of completeness and those of marks
STEP = 10  # points: entries within a step are as good as each other
SAME_TOWN = 2  # steps that an entry falls back when as many again of its town stand before it
LOOKED_AT = 200  # of the same kind, for the place of a new one
FEW = 20  # new entries that are placed one by one
PART = 1000  # rows that are written at once

Row = namedtuple("Row", "pk slug kind town place percent has_website marks")


# -- What an entry is worth --------------------------------------------------------------------------------


def _rows(entries):
    """A `Row` of each; none is held."""
    bearing = [mark.column for mark in marks() if mark.recommends]
    rows = (
        entries.with_marks()
        .annotate(
            percent=percent_expression(),
            has_website=ExpressionWrapper(~Q(website=""), BooleanField()),
        )
        .values_list("pk", "slug", "kind", "region_id", "recommended", "percent", "has_website", *bearing)
    )
    for row in rows.iterator(chunk_size=PART):
        yield Row(*row[:7], row[7:])


def _steps(row):
    """How good it is, in whole steps."""
    weights = [mark.recommends for mark in marks() if mark.recommends]
    points = sum(weight for weight, borne in zip(weights, row.marks, strict=True) if borne)
    return (row.percent + REACHABLE * row.has_website + points) // STEP


# -- All of them -------------------------------------------------------------------------------------------


def arrange():
    """Give all published entries their place of today. Returns how many have another one than before."""
    today = timezone.localdate()
    keys, steps, kinds, towns, chances, before = [], [], [], [], [], []
    codes = {}
    for row in _rows(Entry.objects.published().order_by()):
        keys.append(row.pk)
        steps.append(_steps(row))
        kinds.append(codes.setdefault(("kind", row.kind), len(codes)))
        towns.append(codes.setdefault(("town", row.town), len(codes)))
        chances.append(_chance(f"{today} {row.slug}"))
        before.append(row.place)
    places = places_of(*(np.array(column, dtype=np.int64) for column in (steps, kinds, towns, chances)))
    moved = np.flatnonzero(places != np.array(before, dtype=np.int64))
    _write((int(places[at]), keys[at]) for at in moved.tolist())
    return len(moved)


def _chance(text):
    """A number from 0 to 2**56 that the text decides: the same everywhere, and no other text's."""
    return int.from_bytes(blake2b(text.encode(), digest_size=7).digest(), "big")


def places_of(steps, kinds, towns, chances):
    """The place of each row, from 0, of arrays with a number a row. The kinds take turns. Of each, those come
    first that have most steps, less `SAME_TOWN` for every doubling of how many of their town are better."""
    ahead = _number_within(towns, np.lexsort((chances, -steps)))
    doublings = np.frexp(ahead + 1)[1] - 1
    turn = _number_within(kinds, np.lexsort((chances, SAME_TOWN * doublings - steps)))
    places = np.empty(len(steps), dtype=np.int64)
    places[np.lexsort((chances, turn))] = np.arange(len(steps))
    return places


def _number_within(groups, order):
    """How many rows of its group come before each row in this order."""
    by_group = order[np.argsort(groups[order], kind="stable")]
    sorted_groups = groups[by_group]
    is_first = np.r_[True, sorted_groups[1:] != sorted_groups[:-1]][: len(order)]
    begins = np.maximum.accumulate(np.where(is_first, np.arange(len(order)), 0))
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[by_group] = np.arange(len(order)) - begins
    return numbers


def _write(pairs):
    """Places by key, past the content: no history, no new day of change."""
    table, key = (connection.ops.quote_name(name) for name in (Entry._meta.db_table, Entry._meta.pk.column))
    column = connection.ops.quote_name(Entry._meta.get_field("recommended").column)
    while part := list(islice(pairs, PART)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", part)  # noqa: S608


# -- New ones ----------------------------------------------------------------------------------------------


@receiver(refreshed)
def place_new(keys, **kwargs):
    """Those of these entries that are public and have no place yet get one."""
    unplaced = Entry.objects.published().filter(recommended=Entry.UNPLACED)
    new = list(unplaced.filter(pk__in=keys).order_by("pk").values_list("pk", "kind")[: FEW + 1])
    if len(new) > FEW:
        arrange()
    else:
        _write((_place_among(kind, key), key) for key, kind in new)


def _place_among(kind, new):
    """The place of the first one of its kind that is not better, among those that are recommended first."""
    placed = Entry.objects.published().filter(kind=kind).exclude(recommended=Entry.UNPLACED)
    known = dict(placed.order_by("recommended", "pk").values_list("pk", "recommended")[:LOOKED_AT])
    if not known:
        return 0
    steps = {row.pk: _steps(row) for row in _rows(Entry.objects.filter(pk__in=[new, *known]).order_by())}
    last = next(reversed(known.values()))
    return next((place for key, place in known.items() if steps[key] <= steps[new]), last)
