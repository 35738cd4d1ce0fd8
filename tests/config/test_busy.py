"""Somebody else holds the database: the answer says to try again, and nothing that was typed is lost."""

import sqlite3

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.forms import PasswordInput
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.urls import path, reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.forms import ConfirmPasswordForm, NewPasswordForm, PasswordLoginForm
from config import errors, urls
from desk.models import Handling
from landkarte.models import Report
from machinery.busy import is_busy, unless_busy
from machinery.models import Quota
from tests.client import Client
from tests.config.test_pages import Page, complaints, secured
from tests.factories import EntryFactory, StaffFactory, SubmissionFactory, UserFactory
from tests.file_database import other_writer
from tests.landkarte.test_reports import GOOD, token
from tests.submissions.states import member_of, submitted


def write(request):
    Quota.objects.create(name=get_random_string(12), ends_at=timezone.now())
    return HttpResponse(get_token(request))


def log_in(request):
    """The session is saved by its middleware, when the view is over."""
    request.session["wer"] = "ich"
    return HttpResponse("fertig")


urlpatterns = [
    path("schreibt/", write),
    path("en/schreibt/", write),
    path("api/v1/schreibt/", write),
    path("sitzung/", log_in),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def visitor(file_database, settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.fixture
def held(file_database):
    """Somebody else is writing."""
    with other_writer(file_database):
        yield


def hidden(response):
    return {
        one["name"]: one["value"]
        for one in Page(response).all("input")
        if one["type"] == "hidden" and one["name"] != "csrfmiddlewaretoken"
    }


def page_of_ours(response, title="Gerade ist viel los", *, after="5"):
    page = Page(response)
    assert response.status_code == 503
    assert f"<h1>{title}</h1>" in response.content.decode()
    assert (response.headers["Retry-After"], response.headers["Cache-Control"]) == (after, "no-store")
    assert list(complaints(page)) == []
    assert secured(response)
    return page


# -- What somebody gets --------------------------------------------------------------------------------


def test_page_loads_itself_again(visitor, held):
    response = visitor.get("/schreibt/")

    page_of_ours(response)
    assert response.headers["Refresh"] == "5"


def test_page_is_there_once_the_database_is_free(visitor, file_database):
    with other_writer(file_database):
        assert visitor.get("/schreibt/").status_code == 503

    assert visitor.get("/schreibt/").status_code == 200


def test_page_speaks_english_under_the_english_address(visitor, held):
    response = visitor.get("/en/schreibt/")

    assert Page(response).all("html")[0]["lang"] == "en"
    page_of_ours(response, "Very busy at the moment")


def test_form_is_given_back_with_all_that_was_typed(visitor, held):
    text = 'Ein langer Text mit "Zeichen" & <b>\nund zwei Zeilen, den niemand zweimal tippt.'
    sent = {"name": "Muster", "viele": ["eins", "zwei"], "text": text, "_knopf": "1"}

    response = visitor.post("/schreibt/?seite=2", sent)

    page = page_of_ours(response)
    assert "Refresh" not in response.headers
    assert page.all("form")[0] == {"class": "form", "method": "post", "action": "/schreibt/?seite=2"}
    assert hidden(response) == {"name": "Muster", "viele": "zwei", "text": text, "_knopf": "1"}
    assert [one["value"] for one in page.all("input") if one["name"] == "viele"] == ["eins", "zwei"]
    assert "<blockquote>Ein langer Text" in response.content.decode()


def test_form_given_back_goes_through_when_sent_again(file_database, settings):
    settings.ROOT_URLCONF = __name__
    strict = Client(enforce_csrf_checks=True)
    token = strict.get("/schreibt/").content.decode()
    with other_writer(file_database):
        busy = strict.post("/schreibt/", {"name": "Muster", "csrfmiddlewaretoken": token})
    (again,) = [one["value"] for one in Page(busy).all("input") if one["name"] == "csrfmiddlewaretoken"]

    response = strict.post("/schreibt/", hidden(busy) | {"csrfmiddlewaretoken": again})

    assert (busy.status_code, response.status_code, Quota.objects.count()) == (503, 200, 2)


def test_both_fields_of_a_new_password_are_asked_for_again(visitor, held):
    forms = (PasswordLoginForm, ConfirmPasswordForm, NewPasswordForm)
    fields = {name: field for form in forms for name, field in form.base_fields.items()}
    secrets = {name for name, field in fields.items() if isinstance(field.widget, PasswordInput)}

    response = visitor.post("/schreibt/", dict.fromkeys(secrets, "streng geheim und sehr lang, von 2026"))

    typed = [one for one in page_of_ours(response).all("input") if one["name"] in secrets]
    assert secrets == {"password", "repeated"}
    assert {(one["name"], one["type"]) for one in typed} == {(name, "password") for name in secrets}
    assert "streng geheim" not in response.content.decode()


def test_password_is_asked_for_again_and_a_file_too(visitor, held):
    sent = {
        "email": "a@b.example",
        "password": "streng geheim 2026",
        "logo": SimpleUploadedFile("a.png", b"x"),
    }

    response = visitor.post("/schreibt/", sent)

    page = page_of_ours(response)
    assert "streng geheim" not in response.content.decode()
    assert {one["type"] for one in page.all("input") if one["name"] in ("password", "logo")} == {
        "password",
        "file",
    }
    assert page.all("form")[0]["enctype"] == "multipart/form-data"
    assert len(page.all("label")) == 2


@pytest.mark.parametrize(
    ("address", "accept"), [("/api/v1/schreibt/", "*/*"), ("/schreibt/", "application/json")]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_program_gets_json(visitor, held, address, accept, method):
    response = getattr(visitor, method)(address, HTTP_ACCEPT=accept)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "status": 503,
        "title": "Gerade ist viel los. Bitte fragen Sie gleich noch einmal.",
    }


def test_program_gets_its_language(visitor, held):
    response = visitor.get("/api/v1/schreibt/", HTTP_ACCEPT_LANGUAGE="en")

    assert response.json()["title"] == "Very busy at the moment. Please ask again in a moment."


def test_session_that_cannot_be_saved_is_no_error_either(visitor, held):
    page_of_ours(visitor.get("/sitzung/"))


def test_busy_page_takes_no_patience_of_the_database(visitor, held, django_assert_num_queries):
    request = visitor.get("/nix/").wsgi_request
    with django_assert_num_queries(0):
        errors.busy(request)


# -- Real forms ----------------------------------------------------------------------------------------


def test_login_while_a_job_writes_gives_the_address_back(visitor, file_database):
    UserFactory(email="a@b.example")
    with other_writer(file_database):
        response = visitor.post(reverse("account_login"), {"email": "a@b.example"})

    page_of_ours(response)
    assert hidden(response)["email"] == "a@b.example"


def test_report_is_sent_once_when_sent_again(visitor, file_database):
    address = reverse("landkarte:report-create", args=[EntryFactory().slug])
    with other_writer(file_database):
        busy = visitor.post(address, {"token": token(visitor, address), **GOOD})
    before = Report.objects.count()

    responses = [visitor.post(address, hidden(busy)) for _ in range(2)]

    assert (busy.status_code, before, Report.objects.count()) == (503, 0, 1)
    assert len({response.headers["Location"] for response in responses}) == 1


# -- Pages that only show something --------------------------------------------------------------------


def test_company_opens_its_draft_while_somebody_writes(visitor, file_database):
    draft = SubmissionFactory()
    visitor.force_login(member_of(draft.organisation))
    with other_writer(file_database):
        for name in ("submission-detail", "submission-edit", "submission-check", "submission-preview"):
            assert visitor.get(reverse(f"submissions:{name}", args=[draft.key])).status_code == 200, name
        assert visitor.get(reverse("submissions:account")).status_code == 200


def test_reviewer_opens_a_submission_while_somebody_writes(visitor, file_database):
    submission, staff, other = submitted(), StaffFactory(), StaffFactory()
    address = reverse("admin:submissions_submission_change", args=[submission.pk])
    visitor.force_login(staff)
    with other_writer(file_database):
        assert visitor.get(address).status_code == 200
    assert not Handling.objects.exists()

    visitor.get(address)
    visitor.force_login(other)
    with other_writer(file_database):
        seen_by_other = visitor.get(address)

    assert Handling.objects.get().looked_at_by == staff
    assert seen_by_other.context["handling"]["other"] == staff


def test_what_is_left_out_when_busy_is_written_when_free(file_database):
    def note():
        Quota.objects.create(name="notiert", ends_at=timezone.now())

    with other_writer(file_database):
        busy = unless_busy(note)
    before = Quota.objects.count()
    free = unless_busy(note)

    assert (busy, before, free, Quota.objects.count()) == (False, 0, True, 1)


def test_patience_is_the_same_after_what_was_left_out(file_database):
    def patience():
        with connection.cursor() as cursor:
            return cursor.execute("PRAGMA busy_timeout").fetchone()[0]

    before = patience()
    with other_writer(file_database):
        unless_busy(Quota.objects.all().delete)

    assert (before, patience()) == (100, 100)


# -- What is busy --------------------------------------------------------------------------------------


def caused(cause):
    error = OperationalError("…")
    error.__cause__ = cause
    return error


def of_sqlite(code):
    error = sqlite3.OperationalError("…")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (caused(of_sqlite(sqlite3.SQLITE_BUSY)), True),
        (caused(of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT)), True),
        (caused(of_sqlite(sqlite3.SQLITE_LOCKED)), True),
        (caused(of_sqlite(sqlite3.SQLITE_FULL)), False),
        (caused(of_sqlite(sqlite3.SQLITE_CANTOPEN)), False),
        (caused(psycopg.errors.LockNotAvailable()), True),
        (caused(psycopg.errors.DeadlockDetected()), True),
        (caused(psycopg.errors.SerializationFailure()), True),
        (caused(psycopg.errors.QueryCanceled()), False),
        (caused(psycopg.errors.AdminShutdown()), False),
        (OperationalError("away"), False),
        (ValueError(), False),
    ],
)
def test_busy_is_told_from_other_errors(error, expected):
    assert is_busy(error) == expected
