"""Reporting an entry: from the form to the number, exactly once."""

import re

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from landkarte import reports
from landkarte.models import Entry, Report
from machinery import limits
from machinery.models import FirstAnswer, Quota
from machinery.models.reference import new_reference
from machinery.working_days import add_working_days
from tests.client import Client, Stranger
from tests.config.test_pages import Page
from tests.factories import EntryFactory
from tests.landkarte.test_entry_list import HOSTILE
from tests.machinery.test_once import in_threads

pytestmark = pytest.mark.django_db

FORM = "/eintraege/alpha/melden/"
GOOD = {"reason": "outdated", "text": "Die Adresse ist seit März eine andere.", "email": "ich@example.org"}
REFERENCE = re.compile(r"M-\d{4}-[2-9A-HJKMNP-TV-Z]{6}")


@pytest.fixture
def entry():
    return EntryFactory(slug="alpha", name="Alpha")


def token(client, address=FORM):
    return token_of(client.get(address))


def token_of(response):
    (field,) = [field for field in Page(response).all("input") if field.get("name") == "token"]
    return field["value"]


def send(client, address=FORM, **changes):
    return client.post(address, {"token": token(client, address), **GOOD, **changes})


def text_of(response):
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


# -- Taken in -----------------------------------------------------------------------------------------


def test_report_is_kept_with_reference_and_due_date(client, entry):
    response = send(client)

    report = Report.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, f"/meldungen/{report.reference}/")
    assert REFERENCE.fullmatch(report.reference)
    assert (report.entry, report.entry_name, report.reason, report.text, report.email, report.status) == (
        entry,
        "Alpha",
        "outdated",
        GOOD["text"],
        "ich@example.org",
        "open",
    )
    assert report.due_on == add_working_days(timezone.localdate(), 10)


def test_report_needs_no_address(client, entry):
    send(client, email="")

    assert Report.objects.get().email == ""


def test_confirmation_names_number_and_day_and_nothing_that_was_written(client, entry):
    response = client.get(send(client).headers["Location"])

    text = text_of(response)
    report = Report.objects.get()
    assert report.reference in text
    assert str(report.due_on.year) in text
    assert "Adresse ist seit" not in text
    assert "ich@example.org" not in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


def test_confirmation_does_not_name_an_entry_that_was_withdrawn(client, entry):
    address = send(client).headers["Location"]
    Entry.objects.update(status="unpublished")

    assert "alpha" not in client.get(address).content.decode().lower()


def test_unknown_reference_is_not_found(client):
    assert client.get("/meldungen/M-2026-222222/").status_code == 404


# -- Exactly once -------------------------------------------------------------------------------------


def test_same_form_sent_again_leads_to_the_same_report(client, entry):
    values = {"token": token(client), **GOOD}

    places = [client.post(FORM, values).headers["Location"] for _ in range(3)]

    assert places == [Report.objects.get().get_absolute_url()] * 3


def test_two_tabs_are_two_forms(client, entry):
    for _ in range(2):
        send(client)

    assert Report.objects.count() == 2


def test_changed_text_in_a_sent_form_asks_first_and_then_is_a_second_report(client, entry):
    values = {"token": token(client), **GOOD}
    client.post(FORM, values)
    changed = values | {"text": "Und die Hausnummer stimmt auch nicht."}

    asked = client.post(FORM, changed)

    reference = Report.objects.get().reference
    assert asked.status_code == 409
    assert reference in text_of(asked)
    assert "Und die Hausnummer" in text_of(asked)
    client.post(FORM, changed | {"token": token_of(asked)})
    assert Report.objects.count() == 2


@pytest.mark.parametrize("wrong", ["", "x", "\x00", "a" * 5000])
def test_form_without_a_good_token_is_shown_again_with_its_values(client, entry, wrong):
    response = client.post(FORM, {**GOOD, "token": wrong})

    assert (response.status_code, Report.objects.count()) == (400, 0)
    assert GOOD["text"] in text_of(response)
    client.post(FORM, {**GOOD, "token": token_of(response)})
    assert Report.objects.count() == 1


def test_token_of_another_entry_is_refused(client, entry):
    EntryFactory(slug="beta")

    response = client.post(FORM, {**GOOD, "token": token(client, "/eintraege/beta/melden/")})

    assert (response.status_code, Report.objects.count()) == (400, 0)


@pytest.mark.django_db(transaction=True)
def test_four_sent_at_once_are_one_report(client):
    EntryFactory(slug="alpha", name="Alpha")
    values = {"token": token(client), **GOOD}
    posts = [lambda: Client().post(FORM, values).headers["Location"]] * 4

    places = in_threads(*posts) if connection.vendor == "postgresql" else [post() for post in posts]

    assert places == [Report.objects.get().get_absolute_url()] * 4
    assert FirstAnswer.objects.count() == 1


def test_report_that_failed_half_way_is_not_there_and_can_be_sent_again(client, entry, monkeypatch):
    values = {"token": token(client), **GOOD}
    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr(reports, "new_reference", lambda *_: "")  # the constraint refuses it, after the limits
        assert client.post(FORM, values).status_code == 500
    assert (Report.objects.count(), FirstAnswer.objects.count(), Quota.objects.count()) == (0, 0, 0)

    client.post(FORM, values)

    assert Report.objects.count() == 1


# -- Refused, with a message ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"reason": ""}, "reason", "Bitte wählen Sie einen Grund."),
        ({"reason": "nix"}, "reason", "nix"),
        ({"text": ""}, "text", "Bitte beschreiben Sie, was nicht stimmt."),
        ({"text": "kurz"}, "text", "mindestens 10 Zeichen"),
        ({"text": "a" * 2001}, "text", "auf 2000 Zeichen; jetzt sind es 2001"),
        ({"text": "Ein Text mit \x00 darin"}, "text", "Null"),
        ({"text": "Ein Text mit \x1b[31m darin"}, "text", "Steuerzeichen"),
        ({"email": "ich@"}, "email", "vollständige E-Mail-Adresse"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "email", "vollständige E-Mail-Adresse"),
    ],
)
def test_wrong_field_is_named_linked_and_described(client, entry, changes, field, message):
    response = send(client, **changes)
    content = response.content.decode()

    assert (response.status_code, Report.objects.count()) == (400, 0)
    assert "<title>Fehler: " in content
    summary = content.partition("data-errors")[2].partition("</div>")[0]
    target = "id_reason_0" if field == "reason" else f"id_{field}"
    assert f'<a href="#{target}">' in summary
    assert message in summary
    assert [tag for tag, values in Page(response).elements if values.get("id") == target]
    described = [
        values["aria-describedby"] for _, values in Page(response).elements if "aria-describedby" in values
    ]
    assert any(f"id_{field}_error" in names.split() for names in described)


def test_wrong_form_keeps_every_good_value(client, entry):
    response = send(client, text="kurz")

    fields = {field["id"]: field for field in Page(response).all("input") if "id" in field}
    assert "checked" in fields["id_reason_1"]
    assert fields["id_email"]["value"] == "ich@example.org"
    assert fields.keys() >= {"id_reason_0", "id_reason_7"}


def test_line_breaks_count_as_one_character(client, entry):
    send(client, text="a\r\n" * 999 + "bc")

    assert len(Report.objects.get().text) == 2000


def test_hostile_text_is_shown_verbatim_and_stored_as_it_is(client, entry):
    for text in HOSTILE:
        wrong = send(client, text=text + " ergänzt", email="nix")
        assert "<script>alert" not in wrong.content.decode()
        Quota.objects.all().delete()
        send(client, text=text + " ergänzt")
        assert Report.objects.latest("pk").text == text + " ergänzt"


def test_files_and_other_content_types_are_no_error_of_ours(client, entry):
    for body, kind in [("{}", "application/json"), ("<a/>", "text/xml"), ("a=b", "multipart/form-data")]:
        assert client.post(FORM, body, content_type=kind).status_code == 400


def test_form_wants_the_csrf_token(entry):
    strict = Stranger()

    assert strict.post(FORM, GOOD).status_code == 403
    assert Report.objects.count() == 0


# -- Limits ---------------------------------------------------------------------------------------------


def test_sixth_report_of_an_hour_waits_and_keeps_its_values(client, entry):
    for _ in range(5):
        send(client)

    response = send(client)

    assert (response.status_code, Report.objects.count()) == (429, 5)
    assert 0 < int(response.headers["Retry-After"]) <= 3601
    assert "gerade sehr viel" in text_of(response)
    assert GOOD["text"] in text_of(response)
    assert send(Client(REMOTE_ADDR="203.0.113.9")).status_code == 302


def test_eleventh_report_of_a_day_waits_until_tomorrow(client, entry, monkeypatch):
    monkeypatch.setattr(reports, "MOST_OF_ONE_SENDER_AN_HOUR", 100)
    monkeypatch.setattr(limits, "MOST_OF_ONE_SENDER_A_DAY", 2)
    noon = timezone.now().replace(hour=12)
    monkeypatch.setattr(limits.timezone, "now", lambda: noon)
    for _ in range(2):
        send(client)

    response = send(client)

    assert (response.status_code, Report.objects.count()) == (429, 2)
    assert "kam heute sehr viel. Bitte versuchen Sie es morgen noch einmal." in text_of(response)
    assert send(Client(REMOTE_ADDR="203.0.113.9")).status_code == 302


def test_budget_of_a_day_holds_for_all(client, entry, monkeypatch):
    monkeypatch.setattr(reports, "MOST_A_DAY", 2)
    for number in range(2):
        send(Client(REMOTE_ADDR=f"203.0.113.{number}"))

    response = send(Client(REMOTE_ADDR="203.0.113.9"))

    assert (response.status_code, Report.objects.count()) == (429, 2)
    assert "morgen" in text_of(response)


def test_wrong_forms_and_repeats_do_not_count(client, entry):
    values = {"token": token(client), **GOOD}
    for _ in range(7):
        send(client, text="kurz")
        client.post(FORM, values)

    assert send(client).status_code == 302


def test_no_table_holds_the_address_of_the_sender(client, entry):
    send(Client(REMOTE_ADDR="203.0.113.77"))

    rows = [*Quota.objects.values_list(), *Report.objects.values_list(), *FirstAnswer.objects.values_list()]
    assert "203.0.113.77" not in repr(rows)


# -- Which entries --------------------------------------------------------------------------------------


def test_pages_of_what_is_not_public_are_one_and_the_same(client):
    EntryFactory(slug="entwurf", status="draft")
    EntryFactory(slug="zurueck", status="unpublished")

    paths = [f"/eintraege/{slug}/melden/" for slug in ("entwurf", "zurueck", "niemals")]
    for method in (client.get, client.post):
        answers = [method(path, GOOD) for path in paths]
        assert ([answer.status_code for answer in answers], len({a.content for a in answers})) == (
            [404] * 3,
            1,
        )
    assert Report.objects.count() == 0


def test_former_address_forwards_and_takes_a_form_that_was_open(client, entry):
    values = {"token": token(client), **GOOD}
    entry.slug = "neu"
    entry.save()

    response = client.get(FORM)
    assert (response.status_code, response.headers["Location"]) == (301, "/eintraege/neu/melden/")
    client.post(FORM, values)
    assert Report.objects.get().entry == entry


def test_report_outlives_its_entry(client, entry):
    send(client)
    entry.delete()

    report = Report.objects.get()
    assert (report.entry, report.entry_name) == (None, "Alpha")
    assert client.get(report.get_absolute_url()).status_code == 200


def test_form_page_is_not_stored_and_the_entry_page_sets_no_cookie(client, entry):
    assert "no-store" in client.get(FORM).headers["Cache-Control"]
    assert not Client().get("/eintraege/alpha/").cookies


# -- Closing --------------------------------------------------------------------------------------------


def test_closing_notes_who_and_when_once(client, entry, staff):
    send(client)

    report = reports.close(Report.objects.get(), by=staff)

    assert (report.status, report.closed_by, report.history.first().history_user) == ("done", staff, staff)
    with pytest.raises(reports.ValidationError, match="schon erledigt"):
        reports.close(report, by=staff)


@pytest.mark.parametrize("wrong", [{"status": "done"}, {"closed_at": timezone.now()}, {"text": ""}])
def test_half_closed_or_empty_report_is_refused_by_the_database(client, entry, wrong):
    send(client)

    with pytest.raises(IntegrityError):
        Report.objects.update(**wrong)


def test_references_are_unambiguous_and_differ():
    references = {new_reference(Report, "M") for _ in range(200)}

    assert len(references) == 200
    assert all(REFERENCE.fullmatch(reference) for reference in references)
    assert not set("01OILU") & set("".join(reference[7:] for reference in references))
