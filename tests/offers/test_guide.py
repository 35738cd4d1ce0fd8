"""The Starthilfe: its questions, its rules, and what it never shows."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from landkarte import marks
from landkarte.models import Entry, Industry
from offers.guide import AnswersForm, result_for
from offers.models import Audience, Event, Format, FundingProgramme, NextStep, Offer
from tests.config.test_pages import Page
from tests.factories import AudienceFactory, EntryFactory, IndustryFactory, MunicipalityFactory
from tests.landkarte.places import add_places
from tests.landkarte.test_entry_list import HOSTILE

pytestmark = pytest.mark.django_db

GUIDE = "/starthilfe/"


def result(**parameters):
    data = QueryDict(mutable=True)
    data.update(parameters)
    form = AnswersForm(data)
    assert form.is_valid(), form.errors
    return result_for(form.answers)


def add_offer(slug, phase, **fields):
    return Offer.objects.create(
        slug=slug, name=fields.pop("name", slug.upper()), phase=phase, summary_de="Kurz.", **fields
    )


def add_practice(slug, industry="crafts", **fields):
    return EntryFactory(slug=slug, name=slug, kind=Entry.Kind.BEST_PRACTICE, industries=[industry], **fields)


def keys(found, name):
    return found.group(name).keys


def reasons(found, name):
    return {hit.key: hit.reason for hit in found.group(name).hits}


def text_of(response):
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


# -- Questions ------------------------------------------------------------------------------------------


def test_start_asks_and_shows_no_result(client):
    response = client.get(GUIDE)

    assert response.status_code == 200
    assert response.context["result"] is None
    assert {field["value"] for field in Page(response).all("input") if field.get("name") == "stage"} == {
        "curious",
        "use-cases",
        "use-case",
        "implement",
        "exchange",
        "",
    }


def test_skipping_every_question_is_an_answer(client):
    add_offer("ki-sprechstunde", "entry")

    response = client.get(GUIDE, {"stage": "", "industry": "", "place": ""})

    assert response.context["result"].next_offer.offer.slug == "ki-sprechstunde"


def test_calculator_alone_is_no_answer(client):
    assert client.get(GUIDE, {"minutes": "20", "cases": "5"}).context["result"] is None


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"stage": "nix"}, "Diese Antwort gibt es hier nicht."),
        ({"industry": "nix"}, "Diese Antwort gibt es hier nicht."),
        ({"place": "Nirgendheim"}, "Einen Ort „Nirgendheim“ kennen wir nicht."),
        ({"region": "99999"}, "Eine Region mit diesem Schlüssel gibt es nicht."),
        ({"near": "hier"}, "Bitte Breite und Länge angeben"),
        ({"near": "40,4"}, "Dieser Punkt liegt nicht in Nordrhein-Westfalen."),
        ({"place": "x" * 100_000}, "Ein Ort hat höchstens 100 Zeichen."),
        ({"stage": "\x00"}, "Diese Antwort gibt es hier nicht."),
        ({"place": "K\x00ln"}, "Nullzeichen"),
        ({"stage": ["curious", "exchange"]}, "Bitte geben Sie hier nur eine Antwort."),
        ({"industry": ["energy", "crafts"]}, "Bitte geben Sie hier nur eine Antwort."),
        ({"minutes": "viele"}, "Bitte geben Sie eine Zahl an, zum Beispiel 20 oder 12,5."),
    ],
)
def test_wrong_answer_is_said_and_not_guessed(client, parameters, message):
    add_places()
    IndustryFactory(slug="energy")
    IndustryFactory(slug="crafts")

    response = client.get(f"{GUIDE}?{urlencode(parameters, doseq=True)}")

    assert response.status_code == 400
    assert message in text_of(response)
    assert "<title>Fehler:" in response.content.decode()
    if "minutes" not in parameters:
        assert response.context["result"] is None


def test_unknown_place_keeps_the_other_answers(client):
    IndustryFactory(slug="crafts")

    response = client.get(GUIDE, {"stage": "curious", "industry": "crafts", "place": "Nirgendheim"})
    page = Page(response)

    assert [field["value"] for field in page.all("input") if "checked" in field] == ["curious"]
    assert [option["value"] for option in page.all("option") if "selected" in option] == ["crafts"]
    assert [field["value"] for field in page.all("input") if field.get("name") == "place"] == ["Nirgendheim"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_place_is_shown_verbatim(client, text):
    response = client.get(GUIDE, {"place": text})
    (place,) = [field for field in Page(response).all("input") if field.get("name") == "place"]

    assert (response.status_code, place["value"]) == (400, text)


def test_replaced_industry_counts_as_what_replaced_it():
    crafts = IndustryFactory(slug="crafts")
    Industry.objects.create(slug="old", name_de="Alt", name_en="Old", retired=True, replaced_by=crafts)
    add_practice("neu")
    add_practice("alt", "old")

    assert keys(result(industry="old"), "practices") == ["alt", "neu"]


@pytest.mark.parametrize(
    ("parameters", "label", "state"),
    [
        ({"place": "köln"}, "Köln", {"region": "05315"}),
        ({"place": "Deutz"}, "Deutz", {"near": "50.93700,6.97500"}),
        ({"region": "05362"}, "Rhein-Erft-Kreis", {"region": "05362"}),
        ({"near": "50.937,6.975"}, "Deutz", {"near": "50.93700,6.97500"}),
        ({"region": "05"}, None, {}),
    ],
)
def test_place_is_read_and_written_to_addresses(parameters, label, state):
    add_places()
    data = QueryDict(mutable=True)
    data.update(parameters)
    form = AnswersForm(data)

    assert form.is_valid()
    assert (form.answers.spot.label if form.answers.spot else None, form.answers.parameters()) == (
        label,
        state,
    )


def test_state_is_carried_between_both_forms(client):
    add_places()

    page = Page(client.get(GUIDE, {"stage": "curious", "place": "Köln", "minutes": "12,5"}))

    hidden = [(field["name"], field["value"]) for field in page.all("input") if field["type"] == "hidden"]
    assert hidden == [("minutes", "12,5"), ("stage", "curious"), ("region", "05315")]


def test_exhibit_keeps_its_state_and_neither_sends_nor_prints(client):
    add_offer("ki-kick-off", "entry", requestable=True)

    page = Page(client.get(GUIDE, {"stage": "curious", "kiosk": "1"}))

    forms = [field["value"] for field in page.all("input") if field.get("name") == "kiosk"]
    links = [link["href"] for link in page.all("a") if "href" in link]
    assert forms == ["1", "1"]
    assert [link for link in links if "zusenden" in link or "anfragen" in link] == []
    assert [button for button in page.all("button") if "data-print" in button] == []


# -- The next offer --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "slug"),
    [
        ("curious", "ki-kick-off"),
        ("use-cases", "ai-shadowing"),
        ("use-case", "ai-design-sprint"),
        ("implement", "konzeption-erster-loesungen"),
        ("exchange", "fachveranstaltungen"),
        ("", "ki-sprechstunde"),
    ],
)
def test_stage_leads_to_its_offer(stage, slug):
    for phase, offer in [
        ("entry", "ki-kick-off"),
        ("identify", "ai-shadowing"),
        ("design", "ai-design-sprint"),
        ("implement", "konzeption-erster-loesungen"),
        ("network", "fachveranstaltungen"),
        ("entry", "ki-sprechstunde"),
    ]:
        add_offer(offer, phase, requestable=True)

    assert result(stage=stage).next_offer.offer.slug == slug


def hidden(how):
    now = timezone.now()
    return {
        "draft": {"published_from": None},
        "planned": {"published_from": now + timedelta(days=1)},
        "expired": {"published_from": now - timedelta(days=2), "published_until": now - timedelta(days=1)},
    }[how]


STAGES = ["draft", "planned", "expired"]


@pytest.mark.parametrize("how", STAGES)
def test_offer_that_is_not_public_is_replaced_by_one_of_its_phase(how):
    add_offer("ai-shadowing", "identify", requestable=True, **hidden(how))
    add_offer("andere", "identify", requestable=True)
    add_offer("ki-sprechstunde", "entry", requestable=True)

    assert result(stage="use-cases").next_offer.offer.slug == "andere"


def test_phase_without_offer_leads_to_the_one_open_to_all_and_says_so():
    add_offer("ki-sprechstunde", "entry")
    add_offer("nur-lesen", "design")  # cannot be asked for

    found = result(stage="use-case").next_offer

    assert found.offer.slug == "ki-sprechstunde"
    assert found.reason.startswith("Für Ihren Schritt gibt es gerade kein eigenes Angebot.")


def test_offer_of_another_industry_is_not_recommended():
    health = add_offer("a-klinik", "identify", requestable=True)
    health.industries.add(IndustryFactory(slug="health"))
    add_offer("z-alle", "identify", requestable=True)
    IndustryFactory(slug="crafts")

    assert result(stage="use-cases", industry="crafts").next_offer.offer.slug == "z-alle"
    assert result(stage="use-cases", industry="health").next_offer.offer.slug == "a-klinik"


def test_without_any_offer_the_page_still_answers(client):
    response = client.get(GUIDE, {"stage": "curious"})

    assert response.context["result"].next_offer is None
    assert "Gerade ist kein Angebot öffentlich." in text_of(response)


def test_next_steps_lead_on_and_hide_what_is_not_public():
    offer = add_offer("ai-design-sprint", "design")
    open_one = add_offer("offen", "implement")
    NextStep.objects.create(offer=offer, position=1, next_offer=add_offer("x", "design", published_from=None))
    NextStep.objects.create(offer=offer, position=2, next_offer=open_one)
    NextStep.objects.create(offer=offer, position=3, query="kind=company", label_de="Anbieter")
    EntryFactory(industries=["crafts"])

    steps = result(stage="use-case", industry="crafts").next_offer.steps

    assert [(str(step.label), step.address) for step in steps] == [
        ("OFFEN", "/angebote/offen/?industry=crafts"),
        ("Anbieter", "/?kind=company&industry=crafts"),
    ]


def test_next_step_is_only_narrowed_as_far_as_there_are_entries():
    add_places()
    IndustryFactory(slug="crafts")
    offer = add_offer("ai-design-sprint", "design")
    NextStep.objects.create(offer=offer, position=1, query="kind=company", label_de="Anbieter")
    EntryFactory(industries=["energy"])

    (step,) = result(stage="use-case", industry="crafts", place="Köln").next_offer.steps

    assert (step.address, step.note) == (
        "/?kind=company&near=50.93333%2C6.95000&radius=50",
        "50 km um Köln",
    )


# -- Entries ----------------------------------------------------------------------------------------------


def add_far_town():
    return MunicipalityFactory(ags="05334002", name="Aachen", latitude=50.776, longitude=6.084)


def test_practices_of_the_industry_come_nearest_first_then_widen_and_say_so():
    add_places()
    far = add_far_town()
    add_practice("a-weit", region=far)
    add_practice("z-nah")
    add_practice("b-fern-offen", "cross-industry", region=far)
    add_practice("fremd", "energy")
    add_practice("entwurf", status=Entry.Status.DRAFT)

    found = result(industry="crafts", place="Köln")

    assert reasons(found, "practices") == {
        "z-nah": "Branche crafts de, in Köln",
        "a-weit": "Branche crafts de, weiter weg, 63 km von Köln",
        "b-fern-offen": "Für jede Branche, 63 km von Köln",
    }
    assert keys(found, "practices") == ["z-nah", "a-weit", "b-fern-offen"]


def test_entries_without_a_point_come_last_and_name_no_distance():
    add_places()
    add_practice("a-ohne", without_place=True)
    add_practice("b-mit")

    assert reasons(result(industry="crafts", place="Köln"), "practices") == {
        "b-mit": "Branche crafts de, in Köln",
        "a-ohne": "Branche crafts de, weiter weg",
    }


def test_place_alone_shows_what_is_near():
    add_places()
    add_practice("nah", "energy")
    add_practice("fern", "energy", region=add_far_town())

    assert reasons(result(place="Köln"), "practices") == {"nah": "In Köln"}


def test_without_industry_and_place_nothing_is_picked():
    add_practice("beliebig")

    assert keys(result(stage="curious"), "practices") == []


def test_equal_distance_is_ordered_by_name():
    for slug in ("c", "a", "b"):
        add_practice(slug)

    assert keys(result(industry="crafts"), "practices") == ["a", "b", "c"]


def test_of_an_organisation_and_its_products_only_one_is_a_provider():
    house = EntryFactory(slug="haus", name="Haus", industries=["crafts"])
    EntryFactory(slug="ding", name="Ding", kind="product", organisation=house, industries=["crafts"])
    EntryFactory(slug="anderes", name="Anderes", kind="product", industries=["crafts"])

    assert keys(result(industry="crafts"), "providers") == ["haus", "anderes"]


def test_group_links_to_the_list_that_holds_its_hits(client):
    add_places()
    add_practice("nah")

    group = result(industry="crafts", place="Köln").group("practices")

    assert group.more == "/?kind=best_practice&industry=crafts&near=50.93333%2C6.95000&radius=50"
    assert [entry.slug for entry in client.get(group.more).context["page"]] == ["nah"]


def test_link_to_the_map_says_when_it_leaves_out_hits_of_other_industries(client):
    add_places()
    add_practice("nah")
    assert (
        result(industry="crafts", place="Köln").group("practices").more_label == "Alle auf der Karte zeigen"
    )
    add_practice("offen", "cross-industry")

    group = result(industry="crafts", place="Köln").group("practices")

    assert group.keys == ["nah", "offen"]
    assert group.more_label == "Alle aus der Branche auf der Karte zeigen"
    assert [entry.slug for entry in client.get(group.more).context["page"]] == ["nah"]


def add_one_of_each(name):
    add_practice(f"praxis-{name}")
    for kind in ("company", "product", "research"):
        EntryFactory(kind=kind, industries=["crafts"])
    add_project(f"flagship-{name}", "crafts")
    add_programme(f"programm-{name}", audiences=["sme"], industries=["crafts"])
    add_event(f"treffen-{name}", industries=["crafts"], city="Köln")
    offer = add_offer(f"angebot-{name}", "identify", requestable=True)
    offer.industries.add(IndustryFactory(slug="crafts"))


def test_number_of_queries_does_not_grow_with_the_rows(client, flagship_mark):
    add_places()
    NextStep.objects.create(offer=add_offer("ai-shadowing", "identify"), query="kind=company", label_de="x")
    address = f"{GUIDE}?stage=use-cases&industry=crafts&region=05315"

    def queries():
        client.get(address)  # fills what is kept
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    add_one_of_each("eins")
    few = queries()
    add_one_of_each("zwei")
    add_one_of_each("drei")

    assert queries() == few


# -- The flagship ----------------------------------------------------------------------------------------


@pytest.fixture
def flagship_mark(monkeypatch):
    """A mark on the projects whose slug says so, as the flagships give it to theirs."""

    def bearers():
        return Entry.objects.filter(slug__startswith="flagship").values_list("pk", flat=True)

    mark = marks.Mark("flagship", "Flagship", bearers, lambda pk: f"/flagships/{pk}/")
    monkeypatch.setitem(marks._marks, "flagship", mark)


def add_project(slug, industry, **fields):
    return EntryFactory(slug=slug, name=slug, kind=Entry.Kind.PROJECT, industries=[industry], **fields)


def test_flagship_of_the_industry_leads_to_its_page(flagship_mark):
    flagship = add_project("flagship-handwerk", "crafts")
    add_project("flagship-alle", "cross-industry")
    add_project("gewoehnlich", "crafts")

    (hit,) = result(industry="crafts").group("flagships").hits

    assert (hit.key, hit.address) == ("flagship-handwerk", f"/flagships/{flagship.pk}/")
    assert hit.reason == "KI.NRW-Flagship der Branche crafts de"


def test_industry_without_flagship_gets_the_one_for_all(flagship_mark):
    add_project("flagship-alle", "cross-industry")
    add_project("flagship-handwerk", "crafts")
    IndustryFactory(slug="energy")

    assert reasons(result(industry="energy"), "flagships") == {
        "flagship-alle": "Das KI.NRW-Flagship für jede Branche"
    }


def test_flagship_that_is_not_public_is_not_shown(flagship_mark):
    add_project("flagship-handwerk", "crafts", status=Entry.Status.UNPUBLISHED)

    assert keys(result(industry="crafts"), "flagships") == []


def test_without_the_mark_there_is_no_flagship(monkeypatch):
    monkeypatch.setattr(marks, "_marks", {})
    add_project("flagship-handwerk", "crafts")

    assert result(industry="crafts").group("flagships") is None


# -- Funding ---------------------------------------------------------------------------------------------


def add_programme(slug, *, audiences=(), regions=(), industries=(), **fields):
    programme = FundingProgramme.objects.create(slug=slug, name=slug, summary_de="Geld.", **fields)
    for audience in audiences:
        row, _ = Audience.objects.get_or_create(
            slug=audience, defaults={"name_de": audience.upper(), "name_en": audience}
        )
        programme.audiences.add(row)
    programme.regions.set(regions)
    programme.industries.set([IndustryFactory(slug=industry) for industry in industries])
    return programme


def test_funding_holds_here_for_companies_and_says_so():
    add_places()
    erft = MunicipalityFactory(ags="05362032").parent
    add_programme("hier", audiences=["sme"], regions=[erft], region="Rhein-Erft")
    add_programme("land", audiences=["company"])
    add_programme("anderswo", audiences=["sme"], regions=[add_far_town().parent])
    add_programme("forschung", audiences=["research"])
    add_programme("andere-branche", audiences=["sme"], industries=["health"])
    IndustryFactory(slug="crafts")

    assert reasons(result(place="Kerpen", industry="crafts"), "funding") == {
        "hier": "Für: SME; gilt an Ihrem Ort (Rhein-Erft)",
        "land": "Für: COMPANY; gilt in ganz Nordrhein-Westfalen",
    }


def test_funding_of_a_region_is_named_as_such_when_the_place_is_open():
    erft = MunicipalityFactory(ags="05362032").parent
    add_programme("dort", audiences=["sme"], regions=[erft], region="Rhein-Erft")

    assert reasons(result(), "funding") == {"dort": "Für: SME; gilt nur hier: Rhein-Erft"}


def test_administration_gets_the_programmes_for_administrations():
    IndustryFactory(slug="public-sector")
    add_programme("kommune", audiences=["public-sector"])
    add_programme("betrieb", audiences=["sme"])

    assert keys(result(industry="public-sector"), "funding") == ["kommune"]


def add_audiences(*slugs):
    for slug in slugs:
        AudienceFactory(slug=slug)


@pytest.mark.parametrize(
    ("industry", "words"),
    [
        ("", "Alle Förderprogramme für Unternehmen"),
        ("crafts", "Alle Förderprogramme für Unternehmen Ihrer Branche"),
        ("public-sector", "Alle Förderprogramme für Kommunen und Verwaltung"),
        ("education", "Alle Förderprogramme für Forschung und Unternehmen Ihrer Branche"),
    ],
)
def test_whole_funding_list_says_whom_it_is_for_and_holds_the_hits(client, industry, words):
    add_audiences("sme", "company", "research", "public-sector")
    add_programme("fuer-alle")
    add_programme("fremd", audiences=["sme"], industries=["health"])
    answers = {"industry": IndustryFactory(slug=industry).slug} if industry else {"stage": ""}

    group = result(**answers).group("funding")

    assert group.more_label == words
    listed = [programme.slug for programme in client.get(group.more).context["page"]]
    assert listed == group.keys == (["fuer-alle"] if industry else ["fremd", "fuer-alle"])


@pytest.mark.parametrize("how", [*STAGES, "closed"])
def test_funding_that_is_closed_or_not_public_is_not_shown(how):
    yesterday = timezone.localdate() - timedelta(days=1)
    add_programme("weg", **({"closes_on": yesterday} if how == "closed" else hidden(how)))
    add_programme("da", closes_on=timezone.localdate())

    assert keys(result(), "funding") == ["da"]


# -- Events ----------------------------------------------------------------------------------------------


def add_event(slug, days=7, *, industries=(), format_slug="conference", **fields):
    kind, _ = Format.objects.get_or_create(
        slug=format_slug, defaults={"name_de": format_slug, "name_en": format_slug}
    )
    start = None if days is None else timezone.localdate() + timedelta(days=days)
    event = Event.objects.create(
        slug=slug, name=slug, summary_de="Treffen.", date_start=start, format=kind, **fields
    )
    event.industries.set([IndustryFactory(slug=industry) for industry in industries])
    return event


def test_next_events_are_those_of_the_industry_or_for_all_by_date():
    add_event("spaeter", 9, industries=["crafts"])
    add_event("bald", 2)
    add_event("fremd", 1, industries=["health"])
    add_event("vorbei", -1)
    add_event("abgesagt", 3, is_cancelled=True)
    for how in STAGES:
        add_event(how, 4, **hidden(how))

    assert keys(result(industry="crafts"), "events") == ["bald", "spaeter"]


def test_whole_list_of_events_holds_the_hits(client):
    add_event("branche", 9, industries=["crafts"])
    add_event("fuer-alle", 2)
    add_event("fremd", 1, industries=["health"])

    group = result(industry="crafts").group("events")

    listed = [event.slug for event in client.get(group.more).context["page"]]
    assert listed == group.keys == ["fuer-alle", "branche"]


def test_communities_stand_in_for_missing_dates():
    add_event("community", None, industries=["crafts"], format_slug="community")
    add_event("fremd", None, industries=["health"], format_slug="community")
    add_event("konferenz", None, industries=["crafts"])

    assert reasons(result(industry="crafts"), "events") == {"community": "Branche crafts de, regelmäßig"}


def test_community_of_no_industry_is_for_those_who_exchange():
    add_event("entwicklung", None, format_slug="community")

    assert keys(result(stage="curious"), "events") == []
    assert keys(result(stage="exchange"), "events") == ["entwicklung"]


# -- The calculator --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters", "hours", "euros"),
    [
        ({"minutes": "20", "cases": "15", "rate": "50"}, 230, 11500),
        ({"minutes": "12,5", "cases": "10", "rate": "48.50"}, 96, 4648),
        ({"minutes": "20", "cases": "15", "rate": "50", "weeks": "40"}, 200, 10000),
        ({"minutes": "20", "cases": "15"}, 230, None),
        ({"minutes": "1", "cases": "1", "weeks": "30", "rate": "1"}, 1, 1),
    ],
)
def test_calculator_adds_up_a_year(client, parameters, hours, euros):
    savings = client.get(GUIDE, parameters).context["savings"]

    assert (savings.hours, savings.euros) == (hours, euros)


@pytest.mark.parametrize(
    "parameters", [{}, {"minutes": "20"}, {"cases": "3", "rate": "50"}, {"minutes": " ", "cases": "1"}]
)
def test_calculator_says_nothing_as_long_as_too_little_is_known(client, parameters):
    response = client.get(GUIDE, parameters)

    assert (response.status_code, response.context["savings"]) == (200, None)


@pytest.mark.parametrize(
    "value", ["0", "481", "-5", "1.000", "1e3", "nan", "٣", "12,555", "1" * 100_000, "\x00"]
)
def test_calculator_says_what_is_out_of_bounds_and_keeps_the_result(client, value):
    add_offer("ki-kick-off", "entry")

    response = client.get(GUIDE, {"stage": "curious", "minutes": value, "cases": "5"})

    assert (response.status_code, response.context["savings"]) == (400, None)
    assert response.context["result"].next_offer.offer.slug == "ki-kick-off"


def test_calculator_writes_numbers_as_the_language_does(client):
    parameters = {"minutes": "20", "cases": "15", "rate": "50"}

    assert "11.500" in text_of(client.get(GUIDE, parameters))
    assert "11,500" in text_of(client.get("/en/getting-started/", parameters))
