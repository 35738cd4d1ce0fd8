"""Loads shapes from GeoJSON: outlines of districts and municipalities, courses of rivers."""

import json

from django.db import transaction
from django.utils.translation import gettext as _

from landkarte.loading.tally import Change, Tally
from landkarte.models import Region, River
from machinery.spreadsheets.problems import Faulty, Problem, quoted
from machinery.spreadsheets.table import read_bytes

AREAS = ("Polygon", "MultiPolygon")
LINES = ("LineString", "MultiLineString")


@transaction.atomic
def load_districts(path):
    """Give each district its outline, a GeoJSON (multi)polygon; returns a `Tally`. Raises `Faulty`."""
    return _load_outlines(
        path,
        Region.objects.districts(),
        _("Merkmal {number} ist nicht der Umriss eines bekannten Kreises."),
    )


@transaction.atomic
def load_municipalities(path):
    """The same for municipalities."""
    return _load_outlines(
        path,
        Region.objects.municipalities(),
        _("Merkmal {number} ist nicht der Umriss einer bekannten Gemeinde."),
    )


@transaction.atomic
def load_rivers(path):
    """Create or change one river per feature, a GeoJSON (multi)line; returns a `Tally`. Raises `Faulty`."""
    rivers = {river.name: river for river in River.objects.all()}

    def river_of(properties):
        name = properties["name"]
        if not isinstance(name, str) or not 0 < len(name) <= River._meta.get_field("name").max_length:
            raise TypeError(name)
        return rivers.setdefault(name, River(name=name))

    return _load_shapes(
        path, "course", LINES, river_of, _("Merkmal {number} ist nicht der Verlauf eines Flusses.")
    )


def _load_outlines(path, regions, reason):
    by_key = {region.ags: region for region in regions}
    return _load_shapes(path, "outline", AREAS, lambda properties: by_key[properties["ags"]], reason)


def _load_shapes(path, field, kinds, record_of, reason):
    """Set the geometry of each feature as `field` of the record that `record_of(properties)` gives; that
    raises KeyError or TypeError where there is none."""
    tally, problems = Tally(), []
    for number, feature in enumerate(_features(path), start=1):
        try:
            geometry = _geometry(feature, kinds)
            record = record_of(feature["properties"])
        except (KeyError, TypeError):
            problems.append(Problem(reason.format(number=number)))
            continue
        created, before = record._state.adding, getattr(record, field)
        changes = [Change(field, before, geometry)] if before != geometry else []
        if changes:
            setattr(record, field, geometry)
            record.save(**({} if created else {"update_fields": [field]}))
        tally.count(str(record.pk), line=number, created=created, changes=changes)
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


def _geometry(feature, kinds):
    """The geometry of a feature, one of these types. KeyError or TypeError when it has none."""
    geometry = feature["geometry"]
    if geometry["type"] not in kinds or not isinstance(geometry["coordinates"], list):
        raise TypeError(geometry["type"])
    return geometry
