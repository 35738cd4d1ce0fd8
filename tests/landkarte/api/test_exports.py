"""All entries of a query as CSV and GeoJSON."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from landkarte.loading import spreadsheet
from landkarte.models import Entry
from machinery.spreadsheets.cells import unescape
from tests.factories import EntryFactory
from tests.landkarte.detailed_entries import UNSAID

pytestmark = pytest.mark.django_db

CONTRACT = {
    "slug",
    "kind",
    "name",
    "organisation",
    "ags",
    "latitude",
    "longitude",
    "industries",
    "focuses",
    "updated",
}


def rows(client, query=""):
    text = client.get(f"/api/v1/entries.csv?{query}").getvalue().decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def features(client, query=""):
    return client.get(f"/api/v1/entries.geojson?{query}").json()["features"]


def test_csv_has_the_documented_columns(client):
    EntryFactory()
    response = client.get("/api/v1/entries.csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="ki-landkarte.csv"'
    assert list(rows(client)[0]) == spreadsheet.COLUMNS
    assert set(spreadsheet.COLUMNS) >= CONTRACT


def test_csv_holds_every_field(client):
    organisation = EntryFactory(slug="institut", kind="research")
    entry = EntryFactory(
        slug="a",
        kind="product",
        name='Mit "Zeichen", Komma;\nund Zeile',
        organisation=organisation,
        street="Weg 1",
        postal_code="01234",
        website="https://example.org/",
        founded=1999,
        size="sme",
        summary_de="Kurz.",
        summary_en="Short.",
        audience_de="Für Werkstätten.",
        industries=["energy", "health"],
        focuses=["vision"],
    )

    (row,) = rows(client, "kind=product")

    updated = row.pop("updated")
    assert row == UNSAID | {
        "slug": "a",
        "kind": "product",
        "name": 'Mit "Zeichen", Komma;\nund Zeile',
        "organisation": "institut",
        "street": "Weg 1",
        "postal_code": "01234",
        "city": "Köln",
        "ags": "05315000",
        "latitude": "50.93333",
        "longitude": "6.95",
        "precision": "city",
        "website": "https://example.org/",
        "founded": "1999",
        "size": "sme",
        "summary_de": "Kurz.",
        "summary_en": "Short.",
        "industries": "energy;health",
        "focuses": "vision",
        "audience_de": "Für Werkstätten.",
        "organisation_name": organisation.name,
        "kind_label": "Produkt",
        "precision_label": "Ortsmitte",
        "size_label": "Kleines oder mittleres Unternehmen",
        "teaching_languages_label": "",
        "industries_label": "energy de; health de",
        "focuses_label": "vision de",
    }
    assert updated == entry.updated_at.isoformat(timespec="seconds")


@pytest.mark.parametrize(
    "name", ["=1+1", "+49 211", "-5", "@SUM(A1)", "\t=1", "'=1", "''-2", "'", "a=b", "= 1"]
)
def test_csv_is_safe_to_open_and_reads_back_unchanged(client, name):
    EntryFactory(name=name)

    (row,) = rows(client)

    assert row["name"][0] not in "=+-@\t\r\n"
    assert unescape(row["name"]) == name


def test_csv_names_neither_drafts_nor_their_organisation(client):
    hidden = EntryFactory(slug="geheim", name="Geheim", status="unpublished")
    EntryFactory(slug="a", organisation=hidden)

    assert [(row["slug"], row["organisation"]) for row in rows(client)] == [("a", "")]


def test_csv_of_nothing_is_its_head(client):
    EntryFactory(status="draft")

    assert client.get("/api/v1/entries.csv").getvalue() == (",".join(spreadsheet.COLUMNS) + "\r\n").encode()


def test_geojson_holds_points_with_the_fields_of_the_api(client):
    entry = EntryFactory(slug="a", industries=["energy"])

    response = client.get("/api/v1/entries.geojson")

    assert response.headers["Content-Type"] == "application/geo+json"
    assert response.json() == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": entry.pk,
                "geometry": {"type": "Point", "coordinates": [6.95, 50.93333]},
                "properties": client.get("/api/v1/entries/").json()["results"][0],
            }
        ],
    }
    assert response.json()["features"][0]["properties"].keys() >= CONTRACT


def test_geojson_leaves_out_entries_without_a_point(client):
    EntryFactory(slug="da")
    EntryFactory(slug="nirgends", without_place=True)

    assert [feature["properties"]["slug"] for feature in features(client)] == ["da"]
    assert sorted(row["slug"] for row in rows(client)) == ["da", "nirgends"]


@pytest.mark.parametrize(
    "query", ["", "kind=product", "q=beta", "near=51,7&radius=100&sort=-updated", "bbox=0,0,1,1"]
)
def test_exports_and_list_name_the_same_entries_in_the_same_order(client, query):
    EntryFactory(name="Alpha", kind="product")
    EntryFactory(name="Beta", latitude=51, longitude=7)
    EntryFactory(name="Gamma Beta", kind="product", status="draft")
    EntryFactory(name="Delta", summary_de="Beta")

    slugs = [entry["slug"] for entry in client.get(f"/api/v1/entries/?{query}").json()["results"]]

    assert [row["slug"] for row in rows(client, query)] == slugs
    assert [feature["properties"]["slug"] for feature in features(client, query)] == slugs


@pytest.mark.parametrize("read", [rows, features])
def test_export_takes_the_same_queries_for_one_and_three_entries(client, read):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            EntryFactory(kind="product", organisation=EntryFactory(), industries=["a", "b"], focuses=["c"])
        with CaptureQueriesContext(connection) as queries:
            assert len(read(client, "kind=product")) == Entry.objects.filter(kind="product").count()
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 9  # two of them for the words of the vocabularies
