"""Registering for an event: one seat for each, none too many, and taking it back."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from machinery import limits
from machinery.models import FirstAnswer, Letter, Quota
from offers import registrations
from offers.models import Event, EventRegistration
from tests.client import Client
from tests.config.test_pages import Page
from tests.factories import EventFactory, RegistrationFactory
from tests.landkarte.test_entry_list import HOSTILE
from tests.landkarte.test_reports import text_of, token, token_of
from tests.machinery.test_once import in_threads

pytestmark = pytest.mark.django_db

FORM = "/veranstaltungen/a/anmelden/"
GOOD = {"name": "Ada Muster", "email": "ada@example.org", "organisation": "Muster GmbH", "consent": "on"}
REFERENCE = re.compile(r"T-\d{4}-[2-9A-HJKMNP-TV-Z]{6}")


@pytest.fixture
def event():
    return EventFactory(slug="a", name="Alpha", registration="form", capacity=2)


def send(client, address=FORM, **changes):
    return client.post(address, {"token": token(client, address), **GOOD, **changes})


def letter(name):
    """The one letter to this address."""
    (found,) = [one for one in Letter.objects.all() if one.recipients == [name]]
    return found


# -- Taken in -----------------------------------------------------------------------------------------


def test_registration_is_kept_with_reference_and_consent(client, event):
    response = send(client)

    registration = EventRegistration.objects.get()
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/anmeldungen/{registration.reference}/",
    )
    assert REFERENCE.fullmatch(registration.reference)
    assert {
        name: getattr(registration, name)
        for name in ("event", "name", "email", "organisation", "consent_version", "language", "withdrawn_at")
    } == {
        "event": event,
        "name": "Ada Muster",
        "email": "ada@example.org",
        "organisation": "Muster GmbH",
        "consent_version": registrations.CONSENT_VERSION,
        "language": "de",
        "withdrawn_at": None,
    }


def test_organisation_is_optional(client, event):
    send(client, organisation="")

    assert EventRegistration.objects.get().organisation == ""


def test_received_page_names_the_event_and_nothing_that_was_typed(client, event):
    response = client.get(send(client).headers["Location"])

    text = text_of(response)
    assert "Alpha" in text
    assert EventRegistration.objects.get().reference in text
    assert not any(typed in response.content.decode() for typed in ("Ada", "ada@example.org", "Muster"))
    assert "no-store" in response.headers["Cache-Control"]


def test_received_page_does_not_name_an_event_that_is_not_public_any_more(client, event):
    address = send(client).headers["Location"]
    Event.objects.update(published_from=None)

    assert "alpha" not in client.get(address).content.decode().lower()


# -- Letters ------------------------------------------------------------------------------------------


def test_visitor_gets_a_confirmation_without_anything_typed(client, event):
    send(client)

    confirmation = letter("ada@example.org")
    reference = EventRegistration.objects.get().reference
    assert confirmation.subject == f"Ihre Anmeldung {reference}: Alpha"
    assert "http://testserver/veranstaltungen/a/" in confirmation.text
    assert f"http://testserver/anmeldungen/{reference}/abmelden/" in confirmation.text
    assert not any(typed in confirmation.text for typed in ("Ada", "Muster"))
    assert confirmation.reply_to == []


@pytest.mark.parametrize("words", HOSTILE)
def test_staff_get_what_was_typed_verbatim_and_can_answer(client, event, words):
    send(client, name=words, organisation=words)

    told = letter("redaktion@testserver")
    assert told.reply_to == ["ada@example.org"]
    assert f"Name: {words}\n" in told.text
    assert f"Unternehmen oder Einrichtung: {words}\n" in told.text
    assert f"/admin/offers/event/{event.pk}/change/" in told.text
    assert "Noch freie Plätze: 1" in told.text


def test_confirmation_above_the_budget_loses_no_registration(client):
    EventFactory(slug="a", registration="form")
    for number in range(limits.LETTERS_TO_ONE_A_DAY + 1):
        assert send(client, name=f"Ada {number}").status_code == 302

    confirmations = [one for one in Letter.objects.all() if one.recipients == ["ada@example.org"]]
    assert EventRegistration.objects.count() == limits.LETTERS_TO_ONE_A_DAY + 1
    assert len(confirmations) == limits.LETTERS_TO_ONE_A_DAY


# -- Exactly once, and never too many -----------------------------------------------------------------


def test_same_form_sent_again_leads_to_the_same_seat(client, event):
    values = {"token": token(client, FORM), **GOOD}

    places = [client.post(FORM, values).headers["Location"] for _ in range(3)]

    assert places == [EventRegistration.objects.get().get_absolute_url()] * 3
    assert Letter.objects.count() == 2


def test_repeat_after_the_event_is_full_still_leads_to_its_seat(client):
    EventFactory(slug="a", registration="form", capacity=1)
    values = {"token": token(client, FORM), **GOOD}

    first, again = client.post(FORM, values), client.post(FORM, values)

    assert first.headers["Location"] == again.headers["Location"]


def test_form_open_while_the_last_seat_goes_is_told(client):
    EventFactory(slug="a", registration="form", capacity=1)
    values = {"token": token(client, FORM), **GOOD}
    send(client, name="Erste")
    answers = FirstAnswer.objects.count()

    late = client.post(FORM, values)

    assert (late.status_code, EventRegistration.objects.count()) == (409, 1)
    assert "Inzwischen sind alle Plätze vergeben." in text_of(late)
    assert FirstAnswer.objects.count() == answers


def test_same_registration_from_two_tabs_is_one(client):
    EventFactory(slug="a", registration="form")

    places = [send(client).headers["Location"] for _ in range(2)]

    assert places == [f"/anmeldungen/{EventRegistration.objects.get().reference}/"] * 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_for_the_last_seat_get_one():
    EventFactory(slug="a", registration="form", capacity=1)
    forms = [{"token": token(Client(), FORM), **GOOD, "email": f"{n}@example.org"} for n in range(4)]
    posts = [lambda values=values: Client().post(FORM, values).status_code for values in forms]

    codes = in_threads(*posts) if connection.vendor == "postgresql" else [post() for post in posts]

    assert sorted(codes) == [302, 409, 409, 409]
    assert EventRegistration.objects.count() == 1


def test_registration_that_failed_half_way_left_nothing_and_can_be_sent_again(client, event, monkeypatch):
    values = {"token": token(client, FORM), **GOOD}
    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(registrations, "_confirm", lambda *_: 1 / 0)
        assert client.post(FORM, values).status_code == 500
    assert [one.objects.count() for one in (EventRegistration, Letter, FirstAnswer, Quota)] == [0, 0, 0, 0]

    assert client.post(FORM, values).status_code == 302


# -- Refused ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"is_cancelled": True}, "Diese Veranstaltung ist abgesagt."),
        ({"in_days": -1}, "Diese Veranstaltung ist vorbei."),
        ({"is_full": True}, "Alle Plätze sind vergeben."),
        ({"capacity": 0}, "Alle Plätze sind vergeben."),
        ({"registration_ends": timezone.now() - timedelta(minutes=1)}, "Die Anmeldung ist geschlossen."),
    ],
)
def test_closed_event_says_why_and_has_no_form(client, facts, message):
    EventFactory(slug="a", registration="form", **facts)
    page = client.get(FORM)
    sent = client.post(FORM, {"token": "x", **GOOD})

    assert (page.status_code, message in text_of(page)) == (200, True)
    assert Page(page).all("form") == []
    assert (sent.status_code, EventRegistration.objects.count()) == (400, 0)


@pytest.mark.parametrize(
    "facts", [{"registration": ""}, {"registration": "external", "registration_url": "https://example.org/"}]
)
def test_event_without_our_form_has_no_page_for_it(client, facts):
    EventFactory(slug="a", **facts)

    assert (client.get(FORM).status_code, client.post(FORM, GOOD).status_code) == (404, 404)


def test_verb_refuses_an_event_that_is_closed_whatever_the_page_says(event):
    for change in ({"is_cancelled": True}, {"published_from": None}, {"registration": ""}):
        Event.objects.update(is_cancelled=False, registration="form", published_from=timezone.now())
        Event.objects.update(**change)
        with pytest.raises(registrations.ClosedError):
            registrations.register(
                event,
                sender="x",
                language="de",
                address=str,
                name="Ada",
                email="a@example.org",
                organisation="",
            )

    assert EventRegistration.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"name": ""}, "name", "Bitte nennen Sie Ihren Namen."),
        ({"name": "a" * 201}, "name", "auf 200 Zeichen; jetzt sind es 201"),
        ({"name": "A\x00"}, "name", "Null"),
        ({"name": "A\x1b"}, "name", "Steuerzeichen"),
        ({"email": ""}, "email", "Bitte geben Sie Ihre E-Mail-Adresse an."),
        ({"email": "ich@"}, "email", "vollständige E-Mail-Adresse"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "email", "vollständige E-Mail-Adresse"),
        ({"consent": ""}, "consent", "Bitte stimmen Sie zu"),
        ({"organisation": "a" * 100_000}, "organisation", "auf 200 Zeichen"),
    ],
)
def test_wrong_field_is_named_and_linked(client, event, changes, field, message):
    response = send(client, **changes)
    content = response.content.decode()

    assert (response.status_code, EventRegistration.objects.count()) == (400, 0)
    assert "<title>Fehler: " in content
    summary = content.partition("data-errors")[2].partition("</div>")[0]
    assert f'<a href="#id_{field}">' in summary
    assert message in summary


@pytest.mark.parametrize("wrong", ["", "x", "\x00", "a" * 5000])
def test_form_without_a_good_token_is_shown_again_with_its_values(client, event, wrong):
    response = client.post(FORM, {**GOOD, "token": wrong})

    assert (response.status_code, EventRegistration.objects.count()) == (400, 0)
    assert 'value="Ada Muster"' in response.content.decode()
    client.post(FORM, {**GOOD, "token": token_of(response)})
    assert EventRegistration.objects.count() == 1


def test_one_sender_may_register_ten_an_hour(client):
    EventFactory(slug="a", registration="form")
    most = registrations.MOST_OF_ONE_SENDER_AN_HOUR
    codes = [send(client, name=f"Ada {number}").status_code for number in range(most + 1)]

    assert codes == [302] * most + [429]


# -- Taken back ---------------------------------------------------------------------------------------


def withdraw_link():
    found = re.search(r"http://testserver(/anmeldungen/\S+/abmelden/\S+/)", letter("ada@example.org").text)
    return found[1]


def test_link_shows_a_button_and_only_that_gives_the_seat_back(client, event):
    send(client)
    link = withdraw_link()

    shown = client.get(link)
    assert "Jetzt abmelden" in text_of(shown)
    assert shown.headers["Referrer-Policy"] == "strict-origin"  # other places do not learn the link
    assert EventRegistration.objects.get().withdrawn_at is None

    done = client.post(link)
    registration = EventRegistration.objects.get()
    assert done.headers["Location"] == registration.get_absolute_url()
    assert registration.withdrawn_at is not None
    assert "Sie sind abgemeldet" in text_of(client.get(done.headers["Location"]))
    assert event.seats_left == 2


def test_withdrawing_tells_staff_once(client, event):
    send(client)
    link = withdraw_link()

    for _ in range(2):
        assert client.post(link).status_code == 302

    told = [one.subject for one in Letter.objects.all() if one.subject.startswith("Abmeldung")]
    assert told == [f"Abmeldung {EventRegistration.objects.get().reference}: Alpha"]


@pytest.mark.parametrize("key", ["x", "0" * 32, "ä"])
def test_link_with_another_key_is_not_found(client, event, key):
    registration = RegistrationFactory(event=event)
    address = f"/anmeldungen/{registration.reference}/abmelden/{key}/"

    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert EventRegistration.objects.get().withdrawn_at is None


def test_key_of_another_registration_is_not_found(client, event):
    mine, other = RegistrationFactory(event=event), RegistrationFactory(event=event)

    address = f"/anmeldungen/{mine.reference}/abmelden/{registrations.key_of(other)}/"

    assert client.post(address).status_code == 404


def test_seat_given_back_is_free_for_the_next(client):
    EventFactory(slug="a", registration="form", capacity=1)
    send(client)
    assert "Alle Plätze sind vergeben." in text_of(client.get(FORM))
    client.post(withdraw_link())

    assert send(client, email="b@example.org").status_code == 302


def test_nobody_withdraws_from_what_is_over(event):
    registration = RegistrationFactory(event=event)
    Event.objects.update(date_start=timezone.localdate() - timedelta(days=1))

    with pytest.raises(ValidationError):
        registrations.withdraw(registration, address=str)


def test_unknown_reference_is_not_found(client):
    assert client.get("/anmeldungen/T-2026-222222/").status_code == 404


def test_staff_withdraw_somebody_who_asks_for_it(staff_client):
    registration = RegistrationFactory()

    staff_client.post(
        "/admin/offers/eventregistration/",
        {"action": "withdraw_selected", "_selected_action": [registration.pk]},
    )

    registration.refresh_from_db()
    assert registration.withdrawn_at is not None
