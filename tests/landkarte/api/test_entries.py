"""Entries as JSON: one, and a page of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from landkarte.models import Entry, FormerSlug
from landkarte.models.entry_fields import details
from landkarte.query.filters import EntryFilter
from tests.factories import EntryFactory, MunicipalityFactory
from tests.landkarte.detailed_entries import UNSAID

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

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


@pytest.fixture
def entry():
    organisation = EntryFactory(slug="institut", name="Institut", kind="research")
    return EntryFactory(
        slug="pruefstand",
        name="Prüfstand <b>",
        kind="product",
        organisation=organisation,
        summary_de="Misst.",
        summary_en="Measures.",
        audience_de="Für Werkstätten.",
        industries=["energy", "health"],
        focuses=["vision"],
        size="sme",
        founded=2019,
        website="https://example.org/a?b=c",
        street="Weg 1",
        postal_code="50667",
        source="https://www.quelle.example/person/name?id=7",
        confirmed_on="2021-01-02",
    )


def test_entry_has_all_its_fields(client, entry):
    body = client.get("/api/v1/entries/pruefstand/").json()

    updated = body.pop("updated")
    assert body == UNSAID | {
        "id": entry.pk,
        "slug": "pruefstand",
        "kind": "product",
        "name": "Prüfstand <b>",
        "organisation": "institut",
        "organisation_name": "Institut",
        "summary": "Misst.",
        "summary_language": "de",
        "summary_de": "Misst.",
        "summary_en": "Measures.",
        "industries": ["energy", "health"],
        "focuses": ["vision"],
        "size": "sme",
        "founded": 2019,
        "website": "https://example.org/a?b=c",
        "street": "Weg 1",
        "postal_code": "50667",
        "city": "Köln",
        "ags": "05315000",
        "latitude": 50.93333,
        "longitude": 6.95,
        "precision": "city",
        "kind_label": "Produkt",
        "size_label": "Kleines oder mittleres Unternehmen",
        "precision_label": "Ortsmitte",
        "industries_label": "energy de; health de",
        "focuses_label": "vision de",
        "source_host": "quelle.example",
        "marks": [],
        "marks_label": "",
        "confirmed_on": "2021-01-02",
        "unconfirmed_since": None,
        "logo": None,
        "monogram": "PB",
        "fact": "Für Werkstätten.",
        "fact_label": "Für wen",
        "fact_language": "de",
        "url": "http://testserver/eintraege/pruefstand/",
        "audience_de": "Für Werkstätten.",
        "partners": [],
        "connections": [],
        "starts_on": None,
        "ends_on": None,
    }
    assert updated[:10] == entry.updated_at.date().isoformat()


def test_entry_without_place_and_organisation_has_empty_fields(client):
    EntryFactory(slug="a", without_place=True)

    body = client.get("/api/v1/entries/a/").json()

    assert [body[name] for name in ("organisation", "organisation_name", "ags", "latitude", "longitude")] == [
        None
    ] * 5


def test_entry_speaks_the_language_asked_for(client, entry):
    body = client.get("/api/v1/entries/pruefstand/", headers={"Accept-Language": "en-GB,en;q=0.9"}).json()

    assert (body["summary"], body["summary_language"]) == ("Measures.", "en")
    assert body["url"] == "http://testserver/en/entries/pruefstand/"


def test_entry_says_in_which_language_its_only_text_is(client):
    EntryFactory(slug="a", summary_de="Nur deutsch.", summary_en="")

    body = client.get("/api/v1/entries/a/", headers={"Accept-Language": "en"}).json()

    assert (body["summary"], body["summary_language"]) == ("Nur deutsch.", "de")


def test_list_shows_what_the_detail_does_but_what_single_kinds_say(client, entry):
    (result,) = client.get("/api/v1/entries/?kind=product").json()["results"]
    whole = client.get("/api/v1/entries/pruefstand/").json()

    alone = {*(field.column for field in details()), "connections"}  # what the detail says on top
    assert result == {name: value for name, value in whole.items() if name not in alone}
    assert result.keys() >= CONTRACT


def test_unpublished_organisation_is_not_named(client, entry):
    Entry.objects.filter(slug="institut").update(status="unpublished")
    body = client.get("/api/v1/entries/pruefstand/").json()

    assert (body["organisation"], body["organisation_name"]) == (None, None)


@pytest.mark.parametrize("slug", ["entwurf", "zurueck", "nie-gewesen", "alt"])
def test_entry_that_is_not_public_is_the_same_404(client, slug):
    EntryFactory(slug="entwurf", status="draft")
    gone = EntryFactory(slug="zurueck", status="unpublished")
    FormerSlug.objects.create(slug="alt", entry=gone)

    response = client.get(f"/api/v1/entries/{slug}/")

    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")
    assert response.json() == {"type": "about:blank", "status": 404, "title": "Das gibt es nicht."}


# -- Pages ------------------------------------------------------------------------------------------


def test_list_counts_all_and_leads_through_its_pages(client):
    for number in range(5):
        EntryFactory(slug=f"e{number}", name=f"Eintrag {number}")
    EntryFactory(kind="research")

    first = client.get("/api/v1/entries/?kind=company&page_size=2").json()
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()

    assert [[entry["slug"] for entry in page["results"]] for page in (first, second, third)] == [
        ["e0", "e1"],
        ["e2", "e3"],
        ["e4"],
    ]
    assert {page["count"] for page in (first, second, third)} == {5}
    base = "http://testserver/api/v1/entries/?kind=company&page_size=2&page="
    assert (first["previous"], first["next"]) == (None, f"{base}2")
    assert (third["previous"], third["next"]) == (f"{base}2", None)
    assert client.get(second["previous"]).json() == client.get(f"{base}1").json() == first


def test_list_of_nothing_is_an_empty_page(client):
    EntryFactory(status="draft")

    assert client.get("/api/v1/entries/").json() == {
        "count": 0,
        "next": None,
        "previous": None,
        "results": [],
    }


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", 24),
        ("page_size=1", 1),
        ("page_size=100", 100),
        ("page_size=101", 100),
        ("page_size=1000000", 100),
    ],
)
def test_page_holds_24_entries_and_a_hundred_at_most(client, asked, shown):
    EntryFactory()
    template = Entry.objects.get()
    copies = [
        Entry(**{field.attname: getattr(template, field.attname) for field in Entry._meta.concrete_fields})
        for _ in range(101)
    ]
    for number, copy in enumerate(copies):
        copy.pk, copy.slug = None, f"kopie-{number}"
    Entry.objects.bulk_create(copies)

    assert len(client.get(f"/api/v1/entries/?{asked}").json()["results"]) == shown


@pytest.mark.parametrize("query", ["page=2", "page=1000000", "page=3&page_size=1"])
def test_page_beyond_the_last_is_a_problem(client, query):
    EntryFactory.create_batch(2)
    response = client.get(f"/api/v1/entries/?{query}")

    assert (response.status_code, list(response.json()["errors"])) == (400, ["page"])


def test_list_takes_the_same_queries_for_one_and_three_entries(client):
    MunicipalityFactory()
    counts = []
    for number in (1, 2):
        for _ in range(number):
            EntryFactory(kind="product", organisation=EntryFactory(), industries=["a", "b"], focuses=["c"])
        EntryFilter.index.current()  # as it is when somebody has asked before
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/v1/entries/?kind=product")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6


def test_former_slug_forwards_to_the_entry(client):
    entry = EntryFactory(slug="alt")
    entry.slug = "neu"
    entry.save()

    response = client.get("/api/v1/entries/alt/")

    assert (response.status_code, response.headers["Location"]) == (301, "/api/v1/entries/neu/")
    assert response.headers["Cache-Control"] == "no-cache"
