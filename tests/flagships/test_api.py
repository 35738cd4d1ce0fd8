"""Flagships in the REST API."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from flagships.models import Flagship
from tests.factories import EntryFactory, FlagshipFactory, PartnerFactory

pytestmark = pytest.mark.django_db

LIST = "/api/v1/flagships/"


def names(client, query=""):
    return [row["name"] for row in client.get(f"{LIST}{query}").json()["results"]]


def test_detail_says_everything_that_is_public(client):
    own, lead = EntryFactory(slug="projekt"), EntryFactory(slug="klinik", name="Klinik")
    flagship = FlagshipFactory(
        slug="haus",
        name="SmartHaus",
        full_name="Das smarte Haus",
        summary_en="A house.",
        aim_de="Ziel.",
        entry=own,
        lead=lead,
        start="2021-10",
        funding_eur=14_000_000,
        website="https://haus.example/",
        source="https://quelle.example/person/",
        industries=["health"],
    )
    PartnerFactory(flagship=flagship, entry=lead, role="lead", kind="research", city="Essen")
    PartnerFactory(flagship=flagship, entry=EntryFactory(status="draft"), name="Amt", kind="public")

    body = client.get(f"{LIST}haus/").json()

    assert body.pop("updated")[:10] == f"{timezone.localdate():%Y-%m-%d}"
    assert body == {
        "slug": "haus",
        "name": "SmartHaus",
        "full_name": "Das smarte Haus",
        "summary": "Kurztext des Flagships.",
        "summary_language": "de",
        "summary_de": "Kurztext des Flagships.",
        "summary_en": "A house.",
        "aim_de": "Ziel.",
        "aim_en": "",
        "results_de": "",
        "results_en": "",
        "reuse_de": "",
        "reuse_en": "",
        "industries": ["health"],
        "start": "2021-10",
        "end": "",
        "funding_eur": 14_000_000,
        "funding_disputed": False,
        "term_note_de": "",
        "term_note_en": "",
        "news": [],
        "website": "https://haus.example/",
        "lead": "klinik",
        "entry": "projekt",
        "partners": [
            {"name": "Amt", "role": "partner", "kind": "public", "city": "", "entry": None},
            {"name": "Klinik", "role": "lead", "kind": "research", "city": "Essen", "entry": "klinik"},
        ],
        "source_host": "quelle.example",
        "url": "http://testserver/flagships/haus/",
    }


def test_list_answers_a_page_of_the_same_rows(client):
    for name in ("Alpha", "Beta", "Gamma"):
        FlagshipFactory(slug=name.lower(), name=name)

    body = client.get(f"{LIST}?page_size=2").json()

    assert (body["count"], body["next"], body["previous"]) == (
        3,
        f"http://testserver{LIST}?page_size=2&page=2",
        None,
    )
    assert body["results"] == [client.get(f"{LIST}{slug}/").json() for slug in ("alpha", "beta")]


def test_list_narrows_by_industry_and_words(client):
    FlagshipFactory(name="Alpha", industries=["health"])
    FlagshipFactory(name="Beta", industries=["trade"])

    assert names(client, "?industry=health") == ["Alpha"]
    assert names(client, "?industry=health&industry=trade&q=beta") == ["Beta"]


def test_disputed_funding_is_null(client):
    FlagshipFactory(slug="a", funding_eur=5, funding_disputed=True)

    body = client.get(f"{LIST}a/").json()

    assert (body["funding_eur"], body["funding_disputed"]) == (None, True)


def test_answer_speaks_english(client):
    FlagshipFactory(slug="a", summary_en="A house.")

    body = client.get(f"{LIST}a/", headers={"Accept-Language": "en"}).json()

    assert (body["summary"], body["url"]) == ("A house.", "http://testserver/en/flagships/a/")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("lead=1", "lead"),
        ("status=draft", "status"),
        ("industry=nix", "industry"),
        ("page=0", "page"),
        ("page=99", "page"),
        ("page_size=0", "page_size"),
        ("q=%00", "q"),
    ],
)
def test_wrong_query_is_refused_by_name(client, query, name):
    response = client.get(f"{LIST}?{query}")

    assert response.status_code == 400
    assert name in response.content.decode()


def test_what_is_not_public_is_not_there(client):
    now = timezone.now()
    FlagshipFactory(slug="entwurf", published_from=None)
    FlagshipFactory(slug="geplant", published_from=now + timedelta(days=1))
    FlagshipFactory(
        slug="alt", published_from=now - timedelta(days=2), published_until=now - timedelta(days=1)
    )

    assert client.get(LIST).json() == {"count": 0, "next": None, "previous": None, "results": []}
    assert {client.get(f"{LIST}{slug}/").status_code for slug in ("entwurf", "geplant", "alt")} == {404}


def test_answer_changes_when_a_flagship_expires_by_the_clock(client, set_clock):
    start = timezone.now()
    FlagshipFactory(slug="a", published_until=start + timedelta(hours=1))
    etag = client.get(LIST).headers["ETag"]

    set_clock(start + timedelta(hours=2))

    response = client.get(LIST, headers={"If-None-Match": etag})
    assert (response.status_code, response.json()["count"]) == (200, 0)


def test_list_takes_the_same_queries_for_one_and_three(client):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            flagship = FlagshipFactory(entry=EntryFactory(), lead=EntryFactory(), industries=["a"])
            PartnerFactory(flagship=flagship, entry=EntryFactory())
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6


def test_unpublished_flagship_is_no_relation(client):
    entry = EntryFactory(slug="firma")
    PartnerFactory(flagship=FlagshipFactory(name="Streng geheim"), entry=entry)
    assert "Streng geheim" in client.get("/eintraege/firma/").content.decode()

    Flagship.objects.update(published_from=None)

    assert "eheim" not in client.get("/eintraege/firma/").content.decode()
