"""Offers, publications and funding programmes in the API."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offers.models import NextStep
from tests.factories import (
    FundingProgrammeFactory,
    IndustryFactory,
    OfferFactory,
    PublicationFactory,
)
from tests.real_files import number_of_rows

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
MAKERS = {"offers": OfferFactory, "publications": PublicationFactory, "funding": FundingProgrammeFactory}
SORTS = pytest.mark.parametrize(("name", "make"), MAKERS.items(), ids=MAKERS)


def slugs(client, address):
    return [row["slug"] for row in client.get(address).json()["results"]]


@SORTS
def test_list_comes_in_pages(client, name, make):
    for slug in ("a", "b", "c"):
        make(slug=slug)

    body = client.get(f"/api/v1/{name}/?page_size=2").json()

    assert list(body) == ["count", "next", "previous", "results"]
    assert (body["count"], body["next"], body["previous"]) == (
        3,
        f"http://testserver/api/v1/{name}/?page_size=2&page=2",
        None,
    )
    assert [row["slug"] for row in body["results"]] == ["a", "b"]


@SORTS
def test_row_is_the_same_in_list_and_detail(client, name, make):
    make(slug="alpha")

    (row,) = client.get(f"/api/v1/{name}/").json()["results"]

    assert client.get(f"/api/v1/{name}/alpha/").json() == row
    assert row["url"].startswith("http://testserver/")
    assert client.get(row["url"]).status_code == 200


@SORTS
@pytest.mark.parametrize(
    "period",
    [
        {"published_from": None},
        {"published_from": timezone.now() + DAY},
        {"published_from": timezone.now() - 2 * DAY, "published_until": timezone.now() - DAY},
    ],
    ids=["draft", "planned", "expired"],
)
def test_what_is_not_public_is_not_there(client, name, make, period):
    make(slug="geheim", **period)
    make(slug="offen")

    assert slugs(client, f"/api/v1/{name}/") == ["offen"]
    response = client.get(f"/api/v1/{name}/geheim/")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


@SORTS
@pytest.mark.parametrize("query", ["kind=company", "status=draft", "industry=nix", "page=9", "page_size=x"])
def test_bad_parameter_is_named(client, name, make, query):
    response = client.get(f"/api/v1/{name}/?{query}")

    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
    assert list(response.json()["errors"]) == [query.partition("=")[0]]


@SORTS
def test_detail_takes_no_parameters(client, name, make):
    make(slug="alpha")

    assert client.get(f"/api/v1/{name}/alpha/?phase=entry").status_code == 400


@SORTS
def test_answer_has_exactly_the_documented_fields(client, name, make):
    make(slug="alpha")
    schema = client.get("/api/v1/openapi.json").json()
    content = schema["paths"][f"/api/v1/{name}/{{slug}}/"]["get"]["responses"]["200"]["content"]
    shape = content["application/json"]["schema"]["$ref"].rpartition("/")[2]

    documented = schema["components"]["schemas"][shape]["properties"]

    assert client.get(f"/api/v1/{name}/alpha/").json().keys() == documented.keys()


@SORTS
def test_nothing_internal_is_told(client, name, make):
    make(slug="alpha", source="https://innen.example/geheimer-pfad")

    text = client.get(f"/api/v1/{name}/alpha/").content.decode()

    assert "geheimer-pfad" not in text
    assert "published" not in text
    assert '"source_host":"innen.example"' in text


def test_contact_of_an_offer_is_that_of_its_page(client):
    OfferFactory(slug="alpha", contact_name="Erika", contact_email="erika@ki.example")
    OfferFactory(slug="beta")

    contacts = [client.get(f"/api/v1/offers/{slug}/").json()["contact"] for slug in ("alpha", "beta")]

    assert contacts == [{"name": "Erika", "email": "erika@ki.example", "phone": ""}, None]


def test_offer_tells_its_public_steps_and_downloads(client):
    offer = OfferFactory(slug="alpha")
    for position, fields in enumerate([{"slug": "danach"}, {"slug": "geheim", "published_from": None}]):
        NextStep.objects.create(offer=offer, position=position, next_offer=OfferFactory(**fields))
    NextStep.objects.create(
        offer=offer, position=3, query="kind=company", label_de="Anbieter", label_en="Providers"
    )
    for fields in ({"slug": "blatt"}, {"slug": "entwurf", "published_from": None}):
        PublicationFactory(**fields).offers.add(offer)

    row = client.get("/api/v1/offers/alpha/").json()

    assert row["next_steps"] == [
        {"offer": "danach", "query": "", "label_de": "", "label_en": ""},
        {"offer": None, "query": "kind=company", "label_de": "Anbieter", "label_en": "Providers"},
    ]
    assert row["downloads"] == ["blatt"]


def test_languages_are_a_list(client):
    for name, make in (("offers", OfferFactory), ("publications", PublicationFactory)):
        make(slug="beide", languages="de,en")
        make(slug="keine", languages="")
        rows = [client.get(f"/api/v1/{name}/{slug}/").json() for slug in ("beide", "keine")]
        assert [row["languages"] for row in rows] == [["de", "en"], []]


def test_list_of_offers_takes_the_same_queries_for_one_and_two_steps(client):
    offer = OfferFactory(slug="alpha")
    targets = [OfferFactory(), OfferFactory()]
    numbers = []
    for position, following in enumerate(targets):
        NextStep.objects.create(offer=offer, position=position, next_offer=following)
        PublicationFactory().offers.add(offer)
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/v1/offers/")
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_filters_are_those_of_the_page(client):
    OfferFactory(slug="a", phase="entry").industries.set([IndustryFactory(slug="health")])
    OfferFactory(slug="b", phase="design")

    assert slugs(client, "/api/v1/offers/?phase=entry") == ["a"]
    IndustryFactory(slug="crafts")
    assert slugs(client, "/api/v1/offers/?industry=crafts") == ["b"]


def test_texts_and_address_follow_the_language(client):
    OfferFactory(slug="alpha", summary_de="Deutsch.", summary_en="English.")

    german, english = (
        client.get("/api/v1/offers/alpha/", headers={"Accept-Language": language}).json()
        for language in ("de", "en")
    )

    assert (german["summary"], english["summary"]) == ("Deutsch.", "English.")
    assert (german["url"], english["url"].startswith("http://testserver/en/")) == (
        "http://testserver/angebote/alpha/",
        True,
    )


def test_file_has_its_full_address(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    PublicationFactory(slug="datei", link="", file=ContentFile(b"%PDF-", name="x.pdf"))
    PublicationFactory(slug="verweis", link="https://lesen.example/")

    rows = {row["slug"]: row for row in client.get("/api/v1/publications/").json()["results"]}

    assert (rows["datei"]["file"], rows["datei"]["link"]) == (
        "http://testserver/publikationen/datei/datei/",
        "",
    )
    assert (rows["verweis"]["file"], rows["verweis"]["link"]) == ("", "https://lesen.example/")


@SORTS
def test_list_takes_the_same_queries_for_one_and_three(client, name, make):
    numbers = []
    for _ in range(2):
        make()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/api/v1/{name}/")
        numbers.append(len(queries))
        make().industries.set([IndustryFactory()])

    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("name", ["formats", "audiences"])
def test_words_of_the_catalogue_have_their_addresses(client, real_data, name):
    rows = client.get(f"/api/v1/{name}/").json()

    assert {"slug", "name", "name_de", "name_en"} <= rows[0].keys()
    assert len(rows) == number_of_rows(f"{name}.csv")
