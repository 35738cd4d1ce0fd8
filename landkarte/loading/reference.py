"""Loads what entries refer to: vocabularies, regions, places; and what is said of them besides: sources,
connections."""

from landkarte.loading.records import Link, load_records
from landkarte.models import Connection, Entry, Focus, FurtherSource, Industry, Place, Region


def _same(*names):
    return {name: name for name in names}


def load_industries(path):
    return _load_terms(path, Industry)


def load_focuses(path):
    return _load_terms(path, Focus)


def _load_terms(path, model):
    columns = _same("slug", "name_de", "name_en", "definition_de", "definition_en", "position")
    return load_records(path, model, key=["slug"], columns=columns)


def load_regions(path):
    return load_records(
        path,
        Region,
        key=["ags"],
        columns={**_same("ags", "level", "name", "latitude", "longitude", "population"), "type": "kind"},
        links={"parent": Link("parent", Region.objects.all(), "ags")},
        order=lambda row: len(row.cells["ags"].strip()),
    )


def load_places(path):
    return load_records(
        path, Place, key=["name"], columns=_same("name", "latitude", "longitude", "population")
    )


def load_further_sources(path):
    return load_records(
        path,
        FurtherSource,
        key=["slug", "fields", "source"],
        columns=_same("fields", "source"),
        links={"slug": Link("entry", Entry.objects.all(), "slug")},
    )


def load_connections(path):
    entries = Entry.objects.all()
    return load_records(
        path,
        Connection,
        key=["from", "relation", "to", "to_name"],
        columns={"relation": "kind", "to_name": "other_name", **_same("since", "source", "evidence")},
        links={"from": Link("entry", entries, "slug"), "to": Link("other", entries, "slug")},
        may_be_empty=["to", "to_name"],
    )
