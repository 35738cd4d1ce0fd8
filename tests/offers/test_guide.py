"""The Starthilfe: its questions, the offer it leads to, its calculator."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from landkarte.models import Industry
from offers.guide import AnswersForm
from offers.models import NextStep
from tests.config.test_pages import Page
from tests.factories import EntryFactory, IndustryFactory
from tests.landkarte.places import add_places
from tests.landkarte.test_entry_list import HOSTILE
from tests.offers.guide import GUIDE, STAGES, add_offer, add_practice, hidden, keys, result, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


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
