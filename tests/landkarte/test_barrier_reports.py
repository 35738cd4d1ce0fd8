"""Barriers: the statement on accessibility, the form, and what becomes of what is sent."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from landkarte import reports
from landkarte.models import Report
from machinery import limits
from machinery.working_days import add_working_days
from tests.config.test_pages import Page
from tests.factories import EntryFactory
from tests.landkarte.test_reports import send, text_of, token

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

STATEMENT, FORM = "/barrierefreiheit/", "/barrierefreiheit/melden/"
GOOD = {
    "text": "Der Filter geht mit der Tastatur nicht auf.",
    "page": "Kartenseite <b>",
    "email": "ich@example.org",
}


def test_every_page_links_to_the_statement(client):
    for address in ("/", "/zahlen/", "/angebote/", "/nix/", STATEMENT):
        links = [link.get("href") for link in Page(client.get(address)).all("a")]
        assert STATEMENT in links, address


def test_statement_says_what_is_known_and_names_the_ombuds_office(client):
    text = text_of(client.get(STATEMENT))

    assert "Selbstbewertung" in text
    assert "Eine Prüfung durch eine unabhängige Stelle gab es noch nicht." in text
    assert "Ombudsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen" in text


def test_report_is_kept_with_its_reference_and_two_weeks(client):
    response = send(client, FORM, **GOOD)

    report = Report.objects.get()
    assert response.headers["Location"] == f"/meldungen/{report.reference}/"
    assert report.reference.startswith("B-")
    assert (report.subject, report.entry, report.page, report.text, report.email, report.status) == (
        "barrier",
        None,
        GOOD["page"],
        GOOD["text"],
        "ich@example.org",
        "open",
    )
    assert report.due_on == add_working_days(timezone.localdate(), 10)


def test_confirmation_names_number_and_nothing_that_was_written(client):
    text = text_of(client.get(send(client, FORM, **GOOD).headers["Location"]))

    assert Report.objects.get().reference in text
    assert "Wenn Sie eine E-Mail-Adresse angegeben haben" in text
    assert ("Tastatur" in text, "Kartenseite" in text) == (False, False)


def test_same_form_sent_again_leads_to_the_same_report(client):
    values = {"token": token(client, FORM), **GOOD}

    places = [client.post(FORM, values).headers["Location"] for _ in range(3)]

    assert places == [Report.objects.get().get_absolute_url()] * 3


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": ""}, "Bitte beschreiben Sie die Barriere."),
        ({"text": "kurz"}, "mindestens 10 Zeichen"),
        ({"text": "a" * 2001}, "2.000 Zeichen"),
        ({"text": "Ein Text\x07 mit Ton."}, "Steuerzeichen"),
        ({"page": "a" * 501}, "500 Zeichen"),
        ({"page": "\x00"}, "Nullzeichen"),
        ({"email": "ich"}, "vollständige E-Mail-Adresse"),
    ],
)
def test_wrong_form_is_told_what_to_do_and_keeps_the_rest(client, wrong, told):
    response = send(client, FORM, **(GOOD | wrong))

    assert (response.status_code, Report.objects.count()) == (400, 0)
    assert told.replace("2.000", "2000") in text_of(response).replace("2.000", "2000")
    assert "<title>Fehler:" in response.content.decode()


def test_too_many_of_one_sender_wait(client):
    for number in range(reports.MOST_OF_ONE_SENDER_AN_HOUR):
        reports.receive_barrier(page="", text=f"Barriere Nummer {number}", email="", sender="a")

    with pytest.raises(limits.LimitReachedError):
        reports.receive_barrier(page="", text="Noch eine Barriere.", email="", sender="a")


@pytest.mark.parametrize(
    "wrong",
    [
        {"subject": "barrier", "reason": "wrong"},
        {"subject": "entry", "reason": ""},
        {"subject": "entry", "page": "x"},
    ],
)
def test_database_keeps_both_kinds_apart(wrong):
    values = {"reference": "B-1", "text": "Text.", "due_on": timezone.localdate(), "reason": "wrong"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(**values | wrong)


def test_staff_read_it_and_close_it(staff_client, staff):
    report = reports.receive_barrier(**GOOD, sender="a")
    about_entry = reports.receive(EntryFactory(), reason="wrong", text="Falsch.", email="", sender="a")
    page = f"/admin/landkarte/report/{report.pk}/change/"

    content = staff_client.get(page).content.decode()
    staff_client.post(page, {"_close": "1"})

    report.refresh_from_db()
    assert "Kartenseite &lt;b&gt;" in content
    assert (report.status, report.closed_by) == ("done", staff)
    listed = staff_client.get("/admin/landkarte/report/?subject__exact=barrier").content.decode()
    assert (report.reference in listed, about_entry.reference in listed) == (True, False)
