"""The page of one offer: what is known of it, and what comes after it."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from landkarte.models import Entry
from offers.models import NextStep, Offer
from tests.config.test_pages import Page
from tests.factories import (
    EntryFactory,
    IndustryFactory,
    OfferFactory,
    PublicationFactory,
)
from tests.landkarte.places import add_places

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DAY = datetime.timedelta(days=1)


def content_of(response):
    return response.content.decode()


@pytest.mark.parametrize(
    "period",
    [
        {"published_from": None},
        {"published_from": timezone.now() + DAY},
        {"published_from": timezone.now() - 2 * DAY, "published_until": timezone.now() - DAY},
    ],
    ids=["draft", "planned", "expired"],
)
def test_offer_that_is_not_public_is_not_found(client, period):
    OfferFactory(slug="geheim", name="Geheim", **period)
    OfferFactory(slug="offen")

    assert client.get("/angebote/geheim/").status_code == 404
    assert client.get("/angebote/offen/").status_code == 200


def test_known_facts_are_shown(client):
    OfferFactory(
        slug="alpha",
        name="Alpha",
        audience="Handwerksbetriebe",
        duration="90 Minuten",
        cost="kostenfrei",
        mode="on-site",
        place="Hürth",
        languages="de,en",
        take_home_de="Eine Liste.",
        prerequisites_de="Eine Idee.",
        contact_name="Team KI.NRW",
        contact_email="team@ki.example",
        contact_phone="0228 1",
        source="https://www.ki.example/seite",
    )

    content = content_of(client.get("/angebote/alpha/"))

    for fact in (
        "Handwerksbetriebe",
        "90 Minuten",
        "kostenfrei",
        "vor Ort",
        "Hürth",
        "Deutsch und Englisch",
        "Eine Liste.",
        "Eine Idee.",
        "Team KI.NRW",
        "mailto:team@ki.example",
        "0228 1",
        "ki.example",
    ):
        assert fact in content, fact
    assert "https://www.ki.example/seite" not in content


def test_unknown_facts_are_left_out(client):
    OfferFactory(slug="alpha")

    content = content_of(client.get("/angebote/alpha/"))

    for label in ("Dauer", "Kosten", "Wo<", "Sprache<", "Kontakt", "Unterlagen", "Voraussetzungen", "Quelle"):
        assert f"<dt>{label}" not in content, label


def test_only_what_can_be_asked_for_has_the_button(client):
    OfferFactory(slug="alpha", requestable=True)
    OfferFactory(slug="beta", requestable=False)

    links = [
        {link["href"] for link in Page(client.get(f"/angebote/{slug}/")).all("a")}
        for slug in ("alpha", "beta")
    ]

    assert "/angebote/alpha/anfragen/" in links[0]
    assert not [href for href in links[1] if "anfragen" in href]
    assert "anfragen" not in content_of(client.get("/angebote/alpha/?kiosk=1"))


def test_industry_and_place_go_along_to_the_enquiry(client):
    add_places()
    IndustryFactory(slug="crafts")
    OfferFactory(slug="alpha", requestable=True)

    links = Page(client.get("/angebote/alpha/?industry=crafts&place=Kerpen")).all("a")

    assert "/angebote/alpha/anfragen/?industry=crafts&place=Kerpen" in [link["href"] for link in links]


def test_offer_that_is_a_page_leads_there(client):
    OfferFactory(slug="alpha", leads_to=Offer.Page.MAP)

    links = [link for link in Page(client.get("/angebote/alpha/")).all("a") if link.get("class") == "button"]

    assert [link["href"] for link in links] == ["/"]


def test_published_downloads_are_listed(client):
    offer = OfferFactory(slug="alpha")
    PublicationFactory(slug="offen", name="Leitfaden").offers.add(offer)
    PublicationFactory(slug="geheim", name="Entwurf", published_from=None).offers.add(offer)
    PublicationFactory(slug="fremd", name="Fremd")

    response = client.get("/angebote/alpha/")

    links = {link["href"] for link in Page(response).all("a")}
    assert [row.slug for row in response.context["downloads"]] == ["offen"]
    assert links & {"/publikationen/offen/", "/publikationen/geheim/"} == {"/publikationen/offen/"}


# -- What comes after it -----------------------------------------------------------------------------


@pytest.fixture
def sprint():
    offer = OfferFactory(slug="sprint")
    NextStep.objects.create(offer=offer, position=1, next_offer=OfferFactory(slug="danach", name="Danach"))
    hidden = OfferFactory(slug="geheim", name="Geheim", published_from=None)
    NextStep.objects.create(offer=offer, position=2, next_offer=hidden)
    NextStep.objects.create(
        offer=offer, position=3, query="kind=company&kind=product", label_de="Anbieter", label_en="Providers"
    )
    return offer


def fields(page):
    """Name and value of every field of the page's forms, as sent without a click."""
    return [(field["name"], field.get("value", "")) for field in page.all("input") if "name" in field]


def test_next_offers_are_those_that_everybody_may_see(client, sprint):
    response = client.get("/angebote/sprint/")

    assert [offer.slug for offer in response.context["following"]] == ["danach"]
    assert "Geheim" not in content_of(response)


def test_query_of_the_map_is_a_form_with_industry_and_place(client, sprint):
    IndustryFactory(slug="crafts")
    page = Page(client.get("/angebote/sprint/"))

    assert [form["action"] for form in page.all("form")] == ["/"]
    assert fields(page) == [("kind", "company"), ("kind", "product"), ("place", "")]
    assert [select["name"] for select in page.all("select")] == ["industry"]


def test_form_starts_with_the_industry_and_place_of_the_address(client, sprint):
    add_places()
    IndustryFactory(slug="crafts")
    IndustryFactory(slug="trade")

    page = Page(client.get("/angebote/sprint/?industry=crafts&place=Kerpen"))

    assert [option["value"] for option in page.all("option") if "selected" in option] == ["crafts"]
    assert ("place", "Kerpen") in fields(page)


def test_industry_that_the_query_has_is_not_asked_for(client):
    IndustryFactory(slug="health")
    offer = OfferFactory(slug="welten")
    NextStep.objects.create(offer=offer, query="kind=best_practice&industry=health", label_de="Beispiele")

    page = Page(client.get("/angebote/welten/"))

    assert page.all("select") == []
    assert fields(page) == [("kind", "best_practice"), ("industry", "health"), ("place", "")]


def test_label_without_translation_is_marked_as_german_wherever_it_stands(client):
    NextStep.objects.create(offer=OfferFactory(slug="welten"), query="kind=company", label_de="Anbieter")

    text = content_of(client.get("/en/offers/welten/"))

    assert text.count("Anbieter") == text.count('<span lang="de">Anbieter</span>') == 2


def test_form_leads_to_the_list_on_the_map(client, sprint):
    add_places()
    IndustryFactory(slug="crafts")

    response = client.get("/?kind=company&kind=product&industry=crafts&place=Kerpen", follow=True)

    assert response.redirect_chain[-1][0] == "/?kind=company&kind=product&industry=crafts&region=05362032"
    assert response.status_code == 200


# -- Examples from the map ---------------------------------------------------------------------------


def examples(response):
    return [entry.slug for entry in response.context["examples"].entries]


@pytest.fixture
def practices():
    kind = Entry.Kind.BEST_PRACTICE
    EntryFactory(slug="klinik", name="A", kind=kind, industries=["health"])
    EntryFactory(slug="tischler", name="B", kind=kind, industries=["crafts"])
    EntryFactory(slug="entwurf", name="C", kind=kind, industries=["crafts"], status="draft")
    EntryFactory(slug="anbieter", name="D", industries=["crafts"])


def test_examples_are_published_best_practices(client, practices):
    OfferFactory(slug="alpha")

    response = client.get("/angebote/alpha/")

    assert examples(response) == ["klinik", "tischler"]
    assert 'href="/?kind=best_practice"' in content_of(response)


def test_examples_are_those_of_the_offers_industries(client, practices):
    OfferFactory(slug="alpha").industries.set([IndustryFactory(slug="health")])

    assert examples(client.get("/angebote/alpha/")) == ["klinik"]


def test_chosen_industry_comes_before_the_offers(client, practices):
    OfferFactory(slug="alpha").industries.set([IndustryFactory(slug="health")])

    response = client.get("/angebote/alpha/?industry=crafts")

    assert examples(response) == ["tischler"]
    assert 'href="/?kind=best_practice&amp;industry=crafts"' in content_of(response)


def test_examples_near_the_place_come_nearest_first(client, practices):
    add_places()
    Entry.objects.filter(slug="tischler").update(latitude=50.8708, longitude=6.6960)
    OfferFactory(slug="alpha")

    response = client.get("/angebote/alpha/?place=Kerpen")

    assert examples(response) == ["tischler", "klinik"]
    assert "near=50.87000%2C6.70000&amp;radius=100" in content_of(response)


def test_full_list_names_the_examples(client, practices):
    OfferFactory(slug="alpha")
    context = client.get("/angebote/alpha/?industry=crafts").context

    listed = client.get(context["examples"].href).context

    assert listed["total"] == context["examples"].total == 1


@pytest.mark.parametrize("query", ["industry=nix", "place=Nirgendwo", f"place={'x' * 200}"])
def test_wrong_situation_is_refused_with_a_message(client, practices, query):
    OfferFactory(slug="alpha", name="Alpha")

    response = client.get(f"/angebote/alpha/?{query}")

    assert response.status_code == 400
    assert "Diese Suche ist nicht in Ordnung" in content_of(response)
    assert "<h1>Alpha</h1>" in content_of(response)


def test_page_takes_the_same_queries_for_one_and_three_steps(client, practices):
    offer = OfferFactory(slug="alpha")
    numbers = []
    for number in range(2):
        for position in range(1 + 2 * number):
            place = 10 * number + position
            NextStep.objects.create(offer=offer, position=place, next_offer=OfferFactory())
            NextStep.objects.create(offer=offer, position=place + 100, query="kind=company", label_de="X")
        with CaptureQueriesContext(connection) as queries:
            client.get("/angebote/alpha/")
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def test_real_sprint_leads_to_its_providers(client, real_data):
    response = client.get("/angebote/ai-design-sprint/?industry=crafts&place=Aachen")

    assert [offer.slug for offer in response.context["following"]] == ["konzeption-erster-loesungen"]
    assert [step.label for step in response.context["map_steps"]] == [
        "Anbieter, die es mit Ihnen umsetzen",
        "Institute mit dem passenden Wissen",
    ]
    assert response.context["examples"].total > 0
