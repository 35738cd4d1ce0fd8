"""Files of entries for the tests of loading, and what the import does with them."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from landkarte.models import Entry, Focus, Industry, Region
from machinery.publishing import current_version

ROW = {
    "slug": "muster-ki",
    "kind": "company",
    "name": "Muster KI GmbH",
    "organisation": "",
    "street": "Domplatz 1",
    "postal_code": "50667",
    "city": "Köln",
    "ags": "05315000",
    "latitude": "50.93333",
    "longitude": "6.95",
    "precision": "city",
    "website": "https://www.example.org",
    "founded": "2018",
    "size": "sme",
    "summary_de": "Prüft Schweißnähte.",
    "summary_en": "Checks welds.",
    "industries": "production;crafts",
    "focuses": "computer-vision",
    "source": "https://www.example.org/presse",
    "retrieved": "2026-11-20",
}
COLUMNS = list(ROW)


def load_reference():
    """The vocabularies and municipalities that the rows below and the tests name."""
    land = Region.objects.create(ags="05", level="state", name="Nordrhein-Westfalen")
    area = Region.objects.create(ags="053", level="government_region", name="Köln", parent=land)
    district = Region.objects.create(ags="05315", level="district", name="Köln", parent=area)
    for ags, name in [
        ("05315000", "Köln"),
        ("05158020", "Langenfeld (Rhld.)"),
        ("05000001", "Neustadt"),
        ("05000002", "neustadt"),
    ]:
        Region.objects.create(ags=ags, level="municipality", name=name, parent=district)
    for model, slugs in (
        (Industry, ["production", "crafts", "trade"]),
        (Focus, ["computer-vision", "robotics"]),
    ):
        for slug in slugs:
            model.objects.create(slug=slug, name_de=f"{slug} de", name_en=f"{slug} en")
    trade = Industry.objects.get(slug="trade")
    Industry.objects.create(slug="shops", name_de="Läden", name_en="Shops", retired=True, replaced_by=trade)
    Industry.objects.create(slug="gone", name_de="Weg", name_en="Gone", retired=True)


def write_entries(folder, *rows, columns=COLUMNS, delimiter=",", encoding="utf-8", name="firmen.csv"):
    """Write rows (dicts over `ROW`) to a file in the folder; returns its path."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(ROW | row for row in rows)
    path = folder / name
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def run(path, *options):
    """What `import_entries` prints."""
    out = io.StringIO()
    call_command("import_entries", str(path), *options, stdout=out)
    return out.getvalue()


def complaint(path, *options):
    """The lines after the file's name, of a refused import that wrote nothing."""
    before = state()
    with pytest.raises(CommandError) as refused:
        run(path, *options)
    assert state() == before
    name, *lines = str(refused.value).splitlines()
    assert name == f"{path.name}:"
    return lines


def state():
    """All that an import could change."""
    return (
        list(Entry.objects.order_by("pk").values_list()),
        Entry.history.count(),
        current_version(),
        list(Entry.industries.through.objects.order_by("pk").values_list("entry", "industry")),
    )
