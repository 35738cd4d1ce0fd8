"""The answers that carry all entries: the same as from the models, in memory and queries that do not grow."""

import csv
import gc
import gzip
import io
import json
import tracemalloc
from datetime import date

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from landkarte.api.features import collection
from landkarte.api.serializers import EntrySerializer
from landkarte.loading import spreadsheet
from landkarte.models import Entry
from landkarte.query import plain_rows
from machinery import downloads
from machinery.spreadsheets.cells import escape
from tests.factories import EntryFactory, FlagshipFactory, IndustryFactory

pytestmark = pytest.mark.django_db
GEOJSON, CSV = "/api/v1/entries.geojson", "/api/v1/entries.csv"


@pytest.fixture
def awkward():
    """Entries that lack what others have, or have what others lack."""
    IndustryFactory(slug="last", position=9)
    IndustryFactory(slug="first", position=1)
    house = EntryFactory(slug="haus", kind="research", name="Haus", website="")
    hidden = EntryFactory(slug="geheim", name="Geheim", status="unpublished")
    EntryFactory(
        slug="alles",
        kind="product",
        organisation=house,
        name='=1+"Zeichen", Komma;\nZeile\u2028\U0001f916 </script>',
        industries=["last", "first"],
        focuses=["vision", "language"],
        founded=1999,
        size="sme",
        street="-Weg 1",
        postal_code="01234",
        summary_de="",
        summary_en="Only in English.",
        audience_de="'+Für Werkstätten",
        source="https://www.example.org/a?name=Erika",
        confirmed_on=date(2026, 3, 29),
        unconfirmed_since=date(2026, 10, 25),
        precision="address",
    )
    EntryFactory(
        slug="nur-deutsch", organisation=hidden, summary_de="Nur deutsch.", summary_en="", source="Buch"
    )
    EntryFactory(slug="nirgends", without_place=True)
    course = EntryFactory(slug="kurs", kind="qualification", degree="Bachelor", starts_on=None)
    project = EntryFactory(slug="vorhaben", kind="project", starts_on=date(2021, 1, 1), partners="A\nB")
    FlagshipFactory(entry=course)
    picture = {"logo": "logos/abcdefghijklmnop.webp", "logo_width": 40, "logo_height": 20}
    Entry.objects.filter(slug="alles").update(**picture)
    for month, entry in ((1, course), (7, project)):  # winter and summer time
        Entry.objects.filter(pk=entry.pk).update(updated_at=f"2026-0{month}-01T12:00:00.123456Z")


def features(client, language="de", **headers):
    answer = client.get(GEOJSON, headers={"Accept-Language": language, **headers})
    return json.loads(answer.getvalue())["features"]


def lines(answer):
    return list(csv.reader(io.StringIO(answer.getvalue().decode(), newline="")))


@pytest.mark.parametrize("language", ["de", "en"])
def test_geojson_says_what_the_serializer_says(client, awkward, language):
    request = RequestFactory().get(GEOJSON)
    entries = Entry.objects.published().located().with_organisation().by_name()
    with translation.override(language):
        said = EntrySerializer(entries, many=True, context={"request": request}).data
        expected = json.loads(json.dumps(said, default=str))

    written = [feature["properties"] for feature in features(client, language)]

    assert len(written) == 5
    assert [list(one.items()) for one in written] == [list(one.items()) for one in expected]


def test_geojson_puts_each_entry_at_its_point(client, awkward):
    points = {
        feature["id"]: (feature["type"], feature["geometry"]["type"], feature["geometry"]["coordinates"])
        for feature in features(client)
    }

    assert points == {
        entry.pk: ("Feature", "Point", [entry.longitude, entry.latitude])
        for entry in Entry.objects.published().located()
    }


def test_csv_says_what_the_entries_say(client, awkward):
    expected = [
        spreadsheet.row(
            entry,
            organisation=(entry.public_organisation.slug, entry.public_organisation.name)
            if entry.public_organisation
            else (None, None),
            words=spreadsheet.words(),
            industries=[term.slug for term in entry.industries.all()],
            focuses=[term.slug for term in entry.focuses.all()],
        )
        for entry in Entry.objects.published().by_name()
    ]

    head, *rows = lines(client.get(CSV))

    assert head == spreadsheet.COLUMNS
    assert rows == [
        [escape(cell) if isinstance(cell, str) else str(cell) for cell in cells] for cells in expected
    ]
    assert len(rows) == 6


@pytest.mark.parametrize("address", [GEOJSON, CSV])
def test_answer_is_the_same_in_any_number_of_parts(client, awkward, monkeypatch, address):
    whole = client.get(address).getvalue()
    monkeypatch.setattr(plain_rows, "PART", 2)

    assert client.get(address).getvalue() == whole


@pytest.mark.parametrize("address", [GEOJSON, CSV])
def test_queries_grow_with_the_parts_and_not_with_the_rows(client, monkeypatch, address):
    def asked(part):
        monkeypatch.setattr(plain_rows, "PART", part)
        with CaptureQueriesContext(connection) as queries:
            client.get(address).getvalue()
        return len(queries)

    for number in range(6):
        EntryFactory(slug=f"e{number}", industries=["a", "b"], focuses=["c"], organisation=EntryFactory())
    once = asked(100)

    assert [asked(6), asked(3)] == [once + 2, once + 6]  # two queries for each further part


def test_rows_of_one_part_alone_are_in_memory(monkeypatch, rf):
    monkeypatch.setattr(plain_rows, "PART", 3)
    EntryFactory.create_batch(12)
    held = []
    for _ in collection(Entry.objects.published(), rf.get(GEOJSON)):
        held.append(sum(type(thing).__name__ == "Row" for thing in gc.get_objects()))

    assert len(held) == 6  # head, four parts, end
    assert 0 < max(held) <= 3


@pytest.mark.parametrize("packing", ["identity", "gzip"])
def test_long_answer_lies_on_disk_until_it_is_sent(rf, packing):
    request = rf.get("/", headers={"Accept-Encoding": packing})
    piece = bytes(range(256)) * 400
    tracemalloc.start()
    answer = downloads.download(request, (piece for _ in range(300)), content_type="text/plain")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    content = answer.getvalue()
    answer.close()
    assert (gzip.decompress(content) if packing == "gzip" else content) == piece * 300
    assert len(piece) * 300 > 30_000_000
    assert peak < 3_000_000


def test_failure_in_the_middle_is_no_short_answer(rf):
    def broken():
        yield b"begun"
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        downloads.download(rf.get("/"), broken(), content_type="text/plain")


@pytest.mark.parametrize("address", [GEOJSON, CSV])
def test_packed_answer_has_the_weak_form_of_the_tag(client, awkward, address):
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert packed.headers["ETag"] == f"W/{plain.headers['ETag']}"
    assert gzip.decompress(packed.getvalue()) == plain.getvalue()
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert "Accept-Language" in answer.headers["Vary"]
