"""Reads the columns of the index from the database: all of them, or what has changed."""

from itertools import islice

import numpy as np

from landkarte.models import Entry
from landkarte.query.cells import world_rows
from landkarte.query.columns import Codes, Columns, Links
from landkarte.query.ranks import ranks

PART = 20_000  # rows that are in memory at once
FEW = 2_000  # entries whose links are asked for by their keys
NUMBERS = ("pk", "latitude", "longitude", "y", "recommended")
FIELDS = ("pk", "search_name", "updated_at", "latitude", "longitude", "recommended")


def build(codes, links):
    """The `Columns` of all published entries. `codes` are lookups to one value a row, `links` relations to
    terms. At most `PART` rows are held beside the arrays."""
    coders = {lookup: _Coder() for lookup in codes}
    rows = Entry.objects.published().by_name().values_list(*FIELDS, *codes).iterator(chunk_size=PART)
    parts = [_arrays(part, coders) for part in _parts(rows)] or [_arrays([], coders)]
    arrays = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    updated = arrays.pop("updated_at")
    pk = arrays["pk"]
    return Columns(
        **{name: arrays[name] for name in NUMBERS},
        lists={lookup: coders[lookup].column(arrays[lookup]) for lookup in codes}
        | {relation: _packed(len(pk), _links(relation, pk), _meanings(relation)) for relation in links},
        by_updated=np.argsort(-updated, kind="stable").astype(np.int32),
    )


def with_changes(columns, changed):
    """The `Columns` after the entries with these keys were written, published, taken away or deleted."""
    stay = np.flatnonzero(~columns.having(list(changed)))
    coders = {name: _Coder(column) for name, column in columns.lists.items() if isinstance(column, Codes)}
    found = Entry.objects.published().filter(pk__in=changed)
    rows = sorted(found.values_list(*FIELDS, *coders), key=_by_name)
    arrays = _arrays(rows, coders)
    before = ranks(columns.pk[stay], [_by_name(row) for row in rows], _keys(_by_name))
    order = np.insert(stay, before, len(columns) + np.arange(len(rows)))

    def moved(old, new):
        return np.concatenate([old, new]).take(order)

    lists = {
        name: coders[name].column(moved(column.codes, arrays[name]))
        if isinstance(column, Codes)
        else _moved_links(column, _links(name, arrays["pk"]), _meanings(name), moved, len(rows))
        for name, column in columns.lists.items()
    }
    return Columns(
        **{name: moved(getattr(columns, name), arrays[name]) for name in NUMBERS},
        lists=lists,
        by_updated=_moved_by_updated(columns, stay, rows, order),
    )


def with_meanings(columns):
    """The same `Columns` with what the terms mean today."""
    relations = [name for name, column in columns.lists.items() if isinstance(column, Links)]
    return columns.with_meanings({relation: _meanings(relation) for relation in relations})


# -- Rows ----------------------------------------------------------------------------------------------


class _Coder:
    """Gives each value of a column a small number; None and "" are 0."""

    def __init__(self, column=None):
        self.known = {value: code for code, value in enumerate(column.values if column else (None,))}

    def code(self, value):
        return self.known.setdefault(value or None, len(self.known))

    def column(self, codes):
        return Codes(tuple(self.known), codes.astype(np.min_scalar_type(len(self.known) - 1)))


def _arrays(rows, coders):
    """Name of column -> array, of rows of the `FIELDS` and what the coders are for."""
    columns = list(zip(*rows, strict=True)) or [()] * (len(FIELDS) + len(coders))
    named = dict(zip([*FIELDS, *coders], columns, strict=True))
    latitude = np.array(named["latitude"], dtype=float)
    return {
        "pk": np.array(named["pk"], dtype=np.int32),
        "latitude": latitude,
        "longitude": np.array(named["longitude"], dtype=float),
        "y": world_rows(latitude),
        "recommended": np.array(named["recommended"], dtype=np.int32),
        "updated_at": np.array([moment.timestamp() for moment in named["updated_at"]], dtype=float),
        **{
            lookup: np.fromiter(map(coder.code, named[lookup]), dtype=np.int32, count=len(columns[0]))
            for lookup, coder in coders.items()
        },
    }


def _by_name(row):
    """Sort key of a row: the order of `EntryQuerySet.by_name`."""
    return row[1], row[0]


def _by_updated(row):
    """Sort key of a row: what changed last comes first."""
    return -row[2].timestamp(), row[1], row[0]


def _keys(sort_key):
    """What `ranks` asks: primary keys -> their sort keys."""

    def of(keys):
        rows = Entry.objects.filter(pk__in=keys).values_list(*FIELDS[:3])
        return {row[0]: sort_key(row) for row in rows}

    return of


def _moved_by_updated(columns, stay, rows, order):
    """`by_updated` of the rows that stay, in their new places, and these new ones among them."""
    place = np.full(len(columns) + len(rows), -1, dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    stays = np.zeros(len(columns), dtype=bool)
    stays[stay] = True
    old = columns.by_updated[stays[columns.by_updated]]
    new = sorted(range(len(rows)), key=lambda number: _by_updated(rows[number]))
    before = ranks(columns.pk[old], [_by_updated(rows[number]) for number in new], _keys(_by_updated))
    return np.insert(place[old], before, place[len(columns) + np.array(new, dtype=int)])


# -- Terms ---------------------------------------------------------------------------------------------


def _meanings(relation):
    """Key of each term -> slug of what it means today."""
    vocabulary = Entry._meta.get_field(relation).related_model
    return {term.pk: term.current.slug for term in vocabulary.objects.select_related("replaced_by")}


def _links(relation, pk):
    """Key of term -> positions in `pk` of the entries that have it."""
    field = Entry._meta.get_field(relation)
    links = field.remote_field.through.objects
    if len(pk) <= FEW:
        links = links.filter(entry__in=pk.tolist())
    by_pk = np.argsort(pk)
    found = {}
    pairs = links.values_list("entry_id", f"{field.m2m_reverse_field_name()}_id").iterator(chunk_size=PART)
    for part in _parts(pairs):
        entries, terms = np.array(part).T
        places = np.searchsorted(pk, entries, sorter=by_pk)
        there = places < len(pk)
        places = by_pk[places[there]]
        entries, terms = entries[there], terms[there]
        is_right = pk[places] == entries
        for term in np.unique(terms):
            found.setdefault(int(term), []).append(places[is_right & (terms == term)])
    return {term: np.concatenate(places) for term, places in found.items()}


def _packed(rows, links, meanings):
    bits = {}
    for term, places in links.items():
        mask = np.zeros(rows, dtype=bool)
        mask[places] = True
        bits[term] = np.packbits(mask)
    return Links(rows, bits, meanings)


def _moved_links(column, links, meanings, moved, number):
    new = _packed(number, links, meanings).bits
    none = np.zeros(number, dtype=np.uint8)
    before = np.zeros(column.rows, dtype=np.uint8)
    bits = {}
    for term in column.bits.keys() | new.keys():
        old = np.unpackbits(column.bits[term], count=column.rows) if term in column.bits else before
        come = np.unpackbits(new[term], count=number) if term in new else none
        bits[term] = np.packbits(moved(old, come))
    return Links(len(moved(before, none)), bits, meanings)


def _parts(rows):
    while part := list(islice(rows, PART)):
        yield part
