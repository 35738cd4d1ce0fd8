"""Loads what entries refer to: vocabularies, regions with their outlines, places; and further sources."""

import json

from django.db import transaction
from django.utils.translation import gettext as _

from landkarte.loading.problems import Faulty, Problem, quoted
from landkarte.loading.records import Link, load_records
from landkarte.loading.table import read_bytes
from landkarte.loading.tally import Change, Tally
from landkarte.models import Entry, Focus, FurtherSource, Industry, Place, Region

_OUTLINES = ("Polygon", "MultiPolygon")


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


@transaction.atomic
def load_outlines(path):
    """Give each district its outline, a GeoJSON (multi)polygon; returns a `Tally`. Raises `Faulty`."""
    districts = {region.ags: region for region in Region.objects.districts()}
    tally, problems = Tally(), []
    for number, feature in enumerate(_features(path), start=1):
        try:
            ags, outline = _outline(feature)
            district = districts[ags]
        except (KeyError, TypeError):
            reason = _("Merkmal {number} ist nicht der Umriss eines bekannten Kreises.").format(number=number)
            problems.append(Problem(reason))
            continue
        changes = [Change("outline", district.outline, outline)] if district.outline != outline else []
        if changes:
            district.outline = outline
            district.save(update_fields=["outline"])
        tally.count(ags, line=number, created=False, changes=changes)
    if problems:
        raise Faulty(problems)
    return tally


def _features(path):
    try:
        content = json.loads(read_bytes(path))
        return list(content["features"])
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        reason = _("Das ist keine GeoJSON-Sammlung: {error}").format(error=quoted(error))
        raise Faulty([Problem(reason)]) from None


def _outline(feature):
    """Key and geometry of a feature. KeyError or TypeError when it has none."""
    geometry = feature["geometry"]
    if geometry["type"] not in _OUTLINES:
        raise TypeError(geometry["type"])
    return feature["properties"]["ags"], geometry
