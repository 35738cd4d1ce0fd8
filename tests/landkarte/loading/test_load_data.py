"""`manage.py load_data`: the whole starting data set, and folders with faults."""

import io
import json
import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from flagships.models import Flagship, News, Partner
from landkarte import loading
from landkarte.models import Connection, Entry, Focus, FurtherSource, Industry, Place, Region, River
from machinery.publishing import current_version
from offers.models import Audience, Event, Format, FundingProgramme, NextStep, Offer, Publication
from tests.real_files import number_of_rows, rows

pytestmark = pytest.mark.django_db

LINE = {"type": "LineString", "coordinates": []}
FILES = {
    "regions.csv": Region,
    "rivers.geojson": River,
    "places.csv": Place,
    "industries.csv": Industry,
    "focuses.csv": Focus,
    "entries.csv": Entry,
    "extra_sources.csv": FurtherSource,
    "relations.csv": Connection,
    "formats.csv": Format,
    "audiences.csv": Audience,
    "offers.csv": Offer,
    "next_steps.csv": NextStep,
    "events.csv": Event,
    "publications.csv": Publication,
    "funding.csv": FundingProgramme,
    "flagships.csv": Flagship,
    "flagship_partners.csv": Partner,
    "flagship_news.csv": News,
}


@pytest.fixture
def folder(tmp_path):
    """A copy of the real files that a test may spoil."""
    return shutil.copytree(settings.DATA_DIR, tmp_path / "data")


@pytest.fixture
def small(tmp_path):
    """A folder with one region and one industry."""
    (tmp_path / "regions.csv").write_text("ags,level,name,parent\n05,state,NRW,\n", encoding="utf-8")
    (tmp_path / "industries.csv").write_text(
        "slug,name_de,name_en,position\ntrade,Handel,Trade,1\n", encoding="utf-8"
    )
    return tmp_path


def load(*arguments):
    out = io.StringIO()
    call_command("load_data", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def content():
    """What entries say, without what differs from load to load (keys and times)."""
    entries = Entry.objects.order_by("slug").select_related("organisation", "region")
    return [
        (
            entry.slug,
            entry.kind,
            entry.status,
            entry.name,
            entry.organisation and entry.organisation.slug,
            entry.region_id,
            entry.point,
            entry.search_text,
            {term.slug for term in [*entry.industries.all(), *entry.focuses.all()]},
        )
        for entry in entries.prefetch_related("industries", "focuses")
    ]


def test_load_data_loads_every_row_of_the_real_files():
    load()

    entries = number_of_rows("entries.csv")
    assert {name: model.objects.count() for name, model in FILES.items()} == {
        name: number_of_rows(name) for name in FILES
    }
    assert Entry.objects.published().count() == Entry.history.count() == entries
    outlined = Region.objects.exclude(outline=None)
    assert outlined.districts().count() == number_of_rows("districts.geojson")
    assert outlined.municipalities().count() == number_of_rows("municipalities.geojson")


def test_every_file_of_the_data_folder_has_its_step():
    there = {path.name for path in settings.DATA_DIR.iterdir() if path.suffix in (".csv", ".geojson")}

    assert there == {name for name, _load in loading.steps()}


def test_every_entry_says_what_its_row_says(real_data):
    wanted = [(row["slug"], row["name"], row["kind"], row["organisation"]) for row in rows("entries.csv")]
    columns = "slug", "name", "kind", "organisation__slug"

    said = [(*texts, owner or "") for *texts, owner in Entry.objects.values_list(*columns)]

    assert sorted(said) == sorted(wanted)


def test_load_data_a_second_time_changes_nothing(real_data):
    before = current_version(), Entry.history.count(), content()

    said = load()

    assert (current_version(), Entry.history.count(), content()) == before
    assert [line for line in said if "0 neu, 0 geändert" not in line and "übersprungen" not in line] == []


@pytest.mark.one_database
def test_load_data_does_not_depend_on_order_of_rows(real_data, folder):
    before = content()
    Flagship.objects.all().delete()
    FurtherSource.objects.all().delete()
    Entry.objects.update(organisation=None)
    Entry.objects.all().delete()
    header, *rows = (folder / "entries.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "entries.csv").write_text(header + "".join(reversed(rows)), encoding="utf-8")

    load(folder)

    assert content() == before


def test_load_data_refreshes_search_lines_completely(real_data):
    before = current_version()

    assert Entry.objects.all().refresh_search() == 0
    assert current_version() == before


def test_load_data_counts_each_file_in_order(small):
    (small / "unbekannt.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (small / "SOURCES.md").write_text("Woher", encoding="utf-8")

    assert load(small) == [
        "regions.csv: 1 neu, 0 geändert, 0 unverändert",
        "districts.geojson: fehlt, übersprungen",
        "municipalities.geojson: fehlt, übersprungen",
        "rivers.geojson: fehlt, übersprungen",
        "places.csv: fehlt, übersprungen",
        "industries.csv: 1 neu, 0 geändert, 0 unverändert",
        "focuses.csv: fehlt, übersprungen",
        "entries.csv: fehlt, übersprungen",
        "extra_sources.csv: fehlt, übersprungen",
        "relations.csv: fehlt, übersprungen",
        "formats.csv: fehlt, übersprungen",
        "audiences.csv: fehlt, übersprungen",
        "offers.csv: fehlt, übersprungen",
        "next_steps.csv: fehlt, übersprungen",
        "events.csv: fehlt, übersprungen",
        "publications.csv: fehlt, übersprungen",
        "funding.csv: fehlt, übersprungen",
        "flagships.csv: fehlt, übersprungen",
        "flagship_partners.csv: fehlt, übersprungen",
        "flagship_news.csv: fehlt, übersprungen",
        "unbekannt.csv: noch ohne Ziel, übersprungen",
    ]


def test_load_data_changes_what_the_file_says_otherwise(small):
    load(small)
    Industry.objects.update(name_de="Laden", definition_de="bleibt")

    assert load(small)[5] == "industries.csv: 0 neu, 1 geändert, 0 unverändert"
    assert list(Industry.objects.values_list("name_de", "definition_de")) == [("Handel", "bleibt")]


def test_load_data_writes_nothing_when_a_later_file_is_faulty(small):
    (small / "industries.csv").write_text("slug,name_de,name_en\ntrade,Handel,\n", encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        load(small)

    assert str(refused.value) == (
        "industries.csv:\nZeile 2, Spalte name_en: Dieses Feld ist zwingend erforderlich."
    )
    assert Region.objects.count() == 0


def test_load_data_if_empty_keeps_edits(small):
    region = Region.objects.create(ags="05", level="state", name="Von Hand")
    Entry.objects.create(slug="a", kind="company", name="A")

    assert load("--if-empty", small) == ["Es gibt schon Einträge: nichts geladen."]
    assert Region.objects.get().name == region.name


def test_load_data_if_empty_loads_into_empty_database(small):
    load("--if-empty", small)

    assert Region.objects.count() == 1


def test_load_data_without_folder_is_refused(tmp_path):
    with pytest.raises(CommandError, match="gibt es nicht"):
        load(tmp_path / "nirgends")


REGIONS = [
    ("05,state,NRW,\n053,district,Köln,99\n", "Zeile 3, Spalte parent: „99“ ist unbekannt"),
    ("05,state,NRW,\n05,state,NRW,\n", "Zeile 3, Spalte ags: steht schon in Zeile 2"),
    (",state,NRW,\n", "Zeile 2, Spalte ags: Diese Angabe fehlt."),
    (
        "05,land,NRW,\n",
        "Zeile 2, Spalte level: „land“ gibt es hier nicht; möglich: state, government_region, "
        "district, municipality",
    ),
    (
        "053,district,Köln,\n",
        "Zeile 2, Spalten level, parent: Jede Region außer dem Land gehört zu einer anderen.",
    ),
]


@pytest.mark.parametrize(("lines", "expected"), REGIONS, ids=[str(expected) for _, expected in REGIONS])
def test_load_data_names_line_column_and_reason(small, lines, expected):
    (small / "regions.csv").write_text(f"ags,level,name,parent\n{lines}", encoding="utf-8")

    with pytest.raises(CommandError) as refused:
        load(small)

    assert str(refused.value) == f"regions.csv:\n{expected}"


def test_load_data_takes_regions_in_any_order(small):
    lines = "05315,district,Köln,053\n053,government_region,Köln,05\n05,state,NRW,\n"
    (small / "regions.csv").write_text(f"ags,level,name,parent\n{lines}", encoding="utf-8")

    load(small)

    assert Region.objects.get(ags="05315").parent.parent.name == "NRW"


@pytest.mark.parametrize("file", ["districts.geojson", "municipalities.geojson", "rivers.geojson"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"features": 1}',
        "[" * 5000,
        json.dumps({"features": [{"properties": {"ags": "05"}, "geometry": {"type": "Polygon"}}]}),
        json.dumps({"features": [{"properties": {"ags": []}, "geometry": {"type": "Polygon"}}]}),
        json.dumps({"features": ["x"]}),
        json.dumps({"features": [{"properties": {"name": "Rur"}, "geometry": {"type": "Point"}}]}),
        json.dumps({"features": [{"properties": {}, "geometry": LINE}]}),
        json.dumps({"features": [{"properties": {"name": ""}, "geometry": LINE}]}),
    ],
)
def test_load_data_refuses_faulty_shapes(small, file, text):
    (small / file).write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match=rf"^{file}:\n"):
        load(small)


def test_register_refuses_second_step_for_a_file():
    with pytest.raises(ValueError, match=r"regions\.csv"):
        loading.register("regions.csv", print)


def test_registered_step_is_run_after_the_others(small, monkeypatch):
    monkeypatch.setattr("landkarte.loading.registry._steps", dict(loading.steps()))
    (small / "extra.csv").write_text("x", encoding="utf-8")
    loading.register("extra.csv", lambda path: loading.Tally(new=len(path.read_bytes())))

    assert load(small)[-1] == "extra.csv: 1 neu, 0 geändert, 0 unverändert"
