"""The result as a letter to oneself: once, within its budget, and without a word that somebody typed."""

import pytest
from django.test import Client

from landkarte import limits
from landkarte.models import Entry, Letter, Quota
from offers.guide import letter
from offers.models import Offer
from tests.config.test_pages import Page
from tests.factories import EntryFactory, IndustryFactory
from tests.landkarte.places import add_places
from tests.landkarte.test_reports import token_of

pytestmark = pytest.mark.django_db

SEND = "/starthilfe/zusenden/?stage=curious&industry=crafts&region=05315"
SENT = "/starthilfe/gesendet/?stage=curious&industry=crafts&region=05315"
TO = "betrieb@example.org"


@pytest.fixture(autouse=True)
def portal():
    add_places()
    IndustryFactory(slug="crafts", name_de="Handwerk")
    Offer.objects.create(slug="ki-kick-off", name="KI.Kick-off", phase="entry", summary_de="Vortrag.")
    EntryFactory(name="Sprechender Tischler", kind=Entry.Kind.BEST_PRACTICE, industries=["crafts"])


def send(client, address=SEND, email=TO, **changes):
    token = changes.pop("token", None) or token_of(client.get(address))
    return client.post(address, {"token": token, "email": email, **changes})


def test_letter_holds_the_address_the_offer_and_the_names(client):
    response = send(client)

    sent = Letter.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, SENT)
    assert (sent.recipients, sent.subject) == ([TO], "Ihre Starthilfe von KI.NRW")
    assert "http://testserver/starthilfe/?stage=curious&industry=crafts&region=05315\n" in sent.text
    assert "Ihr nächster Schritt: KI.Kick-off\n" in sent.text
    assert "- Sprechender Tischler (Branche Handwerk, in Köln)\n" in sent.text


def test_address_of_the_letter_leads_to_the_same_result(client):
    send(client)
    address = next(line for line in Letter.objects.get().text.splitlines() if line.startswith("http"))

    found = client.get(address.removeprefix("http://testserver")).context["result"]

    assert found.next_offer.offer.slug == "ki-kick-off"
    assert [hit.name for hit in found.group("practices").hits] == ["Sprechender Tischler"]


def test_letter_is_written_in_the_language_of_its_page(client):
    send(client, "/en/getting-started/send/?stage=curious")

    sent = Letter.objects.get()
    assert "Your next step: KI.Kick-off\n" in sent.text
    assert "http://testserver/en/getting-started/?stage=curious\n" in sent.text


def test_typed_place_reaches_the_letter_only_as_the_place_that_it_means(client):
    send(client, "/starthilfe/zusenden/?place=  KÖLN ")

    assert "KÖLN" not in Letter.objects.get().text
    assert "?region=05315\n" in Letter.objects.get().text


@pytest.mark.parametrize("extra", ["q=Kaufen+Sie", "minutes=Kaufen+Sie", "kiosk=Kaufen+Sie"])
def test_nothing_else_of_the_address_reaches_the_letter(client, extra):
    send(client, f"{SEND}&{extra}")

    assert "Kaufen" not in Letter.objects.get().text


def test_sent_twice_it_is_one_letter(client):
    token = token_of(client.get(SEND))
    answers = [send(client, token=token).headers["Location"] for _ in range(3)]

    assert (answers, Letter.objects.count()) == ([SENT] * 3, 1)


def test_other_address_with_a_used_token_is_asked_again(client):
    token = token_of(client.get(SEND))
    send(client, token=token)

    response = send(client, token=token, email="andere@example.org")

    assert (response.status_code, Letter.objects.count()) == (409, 1)
    assert token_of(response) != token
    assert send(client, token=token_of(response), email="andere@example.org").status_code == 302


def test_without_a_good_token_nothing_is_sent(client):
    response = send(client, token="falsch")

    assert (response.status_code, Letter.objects.count()) == (400, 0)
    assert [field["value"] for field in Page(response).all("input") if field.get("name") == "email"] == [TO]


@pytest.mark.parametrize(
    "email", ["", "kein", "a@b", "a@example.org\nBcc: b@example.org", "a\x00@example.org", "a" * 100_000]
)
def test_wrong_address_is_said(client, email):
    response = send(client, email=email)

    assert (response.status_code, Letter.objects.count()) == (400, 0)
    assert "<title>Fehler:" in response.content.decode()


def test_third_letter_to_an_address_is_not_written_and_nobody_is_told(client):
    answers = [send(client) for _ in range(3)]

    assert Letter.objects.count() == limits.LETTERS_TO_ONE_A_DAY == 2
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, SENT)}


def test_sender_who_sends_too_much_has_to_wait(client, monkeypatch):
    monkeypatch.setattr(letter, "MOST_OF_ONE_SENDER_AN_HOUR", 1)
    send(client)

    response = send(client, email="andere@example.org")

    assert (response.status_code, Letter.objects.count()) == (429, 1)
    assert int(response.headers["Retry-After"]) > 0


def test_used_up_budget_of_all_letters_says_so_and_counts_nothing(client, monkeypatch):
    monkeypatch.setattr(limits, "LETTERS_A_DAY", 0)

    response = send(client)

    assert (response.status_code, Letter.objects.count()) == (429, 0)
    assert sum(quota.used for quota in Quota.objects.filter(name__startswith="guide")) == 0


def test_wrong_answers_get_a_page_that_says_so(client):
    for address in ("/starthilfe/zusenden/?stage=nix", "/starthilfe/zusenden/?place=nix"):
        assert client.get(address).status_code == 400
        assert client.post(address, {"email": TO}).status_code == 400
    assert Letter.objects.count() == 0


def test_form_is_protected_against_other_sites():
    client = Client(enforce_csrf_checks=True)

    assert client.post(SEND, {"email": TO}).status_code == 403


def test_answer_page_is_the_same_for_everybody(client):
    pages = [client.get(SENT).content]
    send(client)
    pages.append(client.get(SENT).content)

    assert pages[0] == pages[1]
    assert TO.encode() not in pages[1]
