"""An entry's page leads to the offers that fit its kind."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from landkarte.models import Entry
from landkarte.plugs.relations import ways_from
from offers.models import Offer
from offers.on_the_map.relations import FITTING, offers_for
from tests.config.test_pages import Page
from tests.factories import EntryFactory, IndustryFactory, OfferFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def offers():
    for phase in Offer.Phase.values:
        OfferFactory(slug=phase, name=phase.title(), phase=phase)


def names(kind, **fields):
    return [way.name for way in offers_for(EntryFactory(kind=kind, **fields))]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("best_practice", ["Identify", "Entry"]),
        ("product", ["Identify", "Design"]),
        ("company", ["Design", "Implement"]),
        ("research", ["Design", "Implement"]),
        ("project", ["Implement"]),
        ("initiative", ["Entry"]),
        ("qualification", ["Entry", "Identify"]),
    ],
)
def test_offers_fit_the_kind(offers, kind, expected):
    assert names(kind) == expected


def test_every_kind_has_its_offers():
    assert FITTING.keys() == set(Entry.Kind)


def test_each_offer_says_why(offers):
    way = offers_for(EntryFactory(kind="best_practice", industries=["crafts"]))[0]

    assert (way.name, way.note, way.address) == (
        "Identify",
        "Anwendung finden",
        "/angebote/identify/?industry=crafts",
    )
    assert way.reason == "Damit Sie herausfinden, wo so etwas in Ihrem Betrieb passt."


def test_offers_for_the_industry_come_first_and_those_for_others_never(offers):
    OfferFactory(name="Zuletzt", phase="entry").industries.set([IndustryFactory(slug="health")])
    OfferFactory(name="Anders", phase="entry").industries.set([IndustryFactory(slug="energy")])

    assert names("initiative", industries=["health"]) == ["Zuletzt", "Entry"]
    assert names("initiative", industries=["crafts"]) == ["Entry"]


def test_hidden_offers_are_not_shown(offers):
    Offer.objects.filter(slug="entry").update(published_from=None)

    assert names("best_practice") == ["Identify"]


def test_page_of_an_entry_shows_them(client, offers):
    EntryFactory(slug="alpha", kind="best_practice", industries=["crafts"])

    response = client.get("/eintraege/alpha/")

    links = {link["href"] for link in Page(response).all("a")}
    assert {"/angebote/identify/?industry=crafts", "/angebote/entry/?industry=crafts"} <= links
    assert "Nächste Schritte mit KI.NRW" in response.content.decode()


def test_page_without_offers_has_no_such_part(client):
    EntryFactory(slug="alpha")

    assert "Nächste Schritte" not in client.get("/eintraege/alpha/").content.decode()


def test_ways_take_the_same_queries_for_one_and_three_offers(offers):
    entry = Entry.objects.with_organisation().get(pk=EntryFactory(kind="best_practice").pk)
    numbers = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            ways_from(entry)
        numbers.append(len(queries))
        for _more in range(3):
            OfferFactory(phase="identify")

    assert numbers == [2, 2]


def test_real_crafts_business_is_led_to_shadowing(real_data):
    entry = Entry.objects.published().filter(kind="best_practice", industries__slug="crafts").first()

    assert "AI.Shadowing" in [way.name for way in offers_for(entry)]
