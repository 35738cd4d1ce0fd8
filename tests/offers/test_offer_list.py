"""The catalogue along a company's way, with its filters."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from offers.models import Audience, Format
from tests.config.test_pages import Page
from tests.factories import IndustryFactory, OfferFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DAY = datetime.timedelta(days=1)


def steps(response):
    """Phase -> names of its offers, in the order of the page."""
    return {step.phase.value: [offer.name for offer in step.offers] for step in response.context["steps"]}


def counts(response, name):
    """Value -> number beside it, without zeros."""
    (facet,) = (facet for facet in response.context["facets"] if facet.name == name)
    options = [option for _heading, group in facet.groups for option in group]
    return {option.value: option.count for option in options if option.count}


def test_offers_stand_along_the_way_and_those_to_ask_for_first(client):
    OfferFactory(name="Treffen", phase="network")
    OfferFactory(name="Broschüre", phase="entry")
    OfferFactory(name="Vortrag", phase="entry", requestable=True)
    OfferFactory(name="Sprint", phase="design")

    response = client.get("/angebote/")

    assert list(steps(response).items()) == [
        ("entry", ["Vortrag", "Broschüre"]),
        ("design", ["Sprint"]),
        ("network", ["Treffen"]),
    ]
    assert "4 Angebote" in response.content.decode()


@pytest.fixture
def offers():
    talk, workshop = (
        Format.objects.create(slug=slug, name_de=slug, name_en=slug) for slug in ("vortrag", "werkstatt")
    )
    sme, research = (
        Audience.objects.create(slug=slug, name_de=slug, name_en=slug) for slug in ("kmu", "forschung")
    )
    alpha = OfferFactory(name="Alpha", phase="entry", format=talk)
    alpha.audiences.set([sme])
    beta = OfferFactory(name="Beta", phase="design", format=workshop, summary_de="Für Krankenhäuser.")
    beta.audiences.set([sme, research])
    beta.industries.set([IndustryFactory(slug="health")])
    IndustryFactory(slug="crafts")
    for name, period in (
        ("Entwurf", {"published_from": None}),
        ("Geplant", {"published_from": timezone.now() + DAY}),
        ("Abgelaufen", {"published_from": timezone.now() - 2 * DAY, "published_until": timezone.now() - DAY}),
    ):
        hidden = OfferFactory(name=name, phase="entry", format=talk, **period)
        hidden.audiences.set([sme])


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Alpha", "Beta"]),
        ("q=krankenhaus", ["Beta"]),
        ("phase=design", ["Beta"]),
        ("phase=design&phase=entry", ["Alpha", "Beta"]),
        ("format=vortrag", ["Alpha"]),
        ("audience=forschung", ["Beta"]),
        ("industry=health", ["Alpha", "Beta"]),
        ("industry=crafts", ["Alpha"]),
        ("phase=design&industry=crafts", []),
        ("q=&phase=", ["Alpha", "Beta"]),
    ],
)
def test_filters_name_offers(client, offers, query, names):
    response = client.get(f"/angebote/?{query}")

    assert [name for group in steps(response).values() for name in group] == names


def test_values_are_counted_under_the_other_parameters(client, offers):
    response = client.get("/angebote/?phase=design")

    assert counts(response, "phase") == {"entry": 1, "design": 1}
    assert counts(response, "audience") == {"kmu": 1, "forschung": 1}
    assert counts(response, "format") == {"werkstatt": 1}
    assert counts(client.get("/angebote/"), "industry") == {"health": 2, "crafts": 1}


def test_chip_takes_its_value_out(client, offers):
    page = Page(client.get("/angebote/?phase=design&audience=kmu"))

    chips = [link["href"] for link in page.all("a") if link.get("class") == "chip"]
    assert chips == ["?audience=kmu", "?phase=design"]


def test_nothing_found_says_so_and_offers_the_way_back(client, offers):
    response = client.get("/angebote/?q=xyz&phase=entry")

    content = response.content.decode()
    assert (response.status_code, steps(response)) == (200, {})
    assert "Dazu gibt es hier nichts." in content
    assert 'href="?q=xyz"' in content


@pytest.mark.parametrize("query", ["phase=nix", "format=nix", "industry=nix", "page=0", "page=9", "q=%00"])
def test_wrong_query_is_refused_with_a_message(client, offers, query):
    response = client.get(f"/angebote/?{query}")

    content = response.content.decode()
    assert response.status_code == 400
    assert "Alpha" not in content


def test_notice_names_the_wrong_parameter(client, offers):
    content = client.get("/angebote/?phase=nix").content.decode()

    assert "<title>Fehler: Angebote – KI.Landkarte" in content
    assert "<strong>Phase</strong> (<code>phase</code>)" in content


def test_without_any_offer_the_page_says_so(client):
    content = client.get("/angebote/").content.decode()

    assert "Gerade ist kein Angebot veröffentlicht." in content
    assert "data-filter" not in content


def test_filtered_list_is_not_for_search_engines(client, offers):
    assert "noindex" not in client.get("/angebote/").content.decode()
    assert "noindex" in client.get("/angebote/?phase=entry").content.decode()


def test_free_german_text_is_marked(client):
    OfferFactory(summary_de="Nur deutsch.", summary_en="", cost="kostenfrei")

    with translation.override("en"):
        address = reverse("offers:offer-list")
    content = client.get(address).content.decode()

    assert '<span lang="de">Nur deutsch.</span>' in content
    assert '<li lang="de">kostenfrei</li>' in content


def test_list_takes_the_same_queries_for_one_and_three_offers(client):
    numbers = []
    for _ in range(2):
        OfferFactory(
            phase="entry", format=Format.objects.get_or_create(slug="f", name_de="f", name_en="f")[0]
        )
        with CaptureQueriesContext(connection) as queries:
            client.get("/angebote/")
        numbers.append(len(queries))
        OfferFactory(phase="design").industries.set([IndustryFactory()])

    assert numbers[0] == numbers[1]


def test_real_catalogue_has_every_step(client, real_data):
    found = steps(client.get("/angebote/"))

    assert list(found) == ["entry", "identify", "design", "implement", "network"]
    assert sum(map(len, found.values())) == 14
    assert found["design"] == ["AI Design Sprint"]
