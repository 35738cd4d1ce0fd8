"""PostgreSQL keeps us waiting: for somebody who holds what we want to write, or for a slow query."""

import logging

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone

from config import urls
from machinery import jobs
from machinery.busy import is_busy, is_too_slow, unless_busy
from machinery.models import Job, Quota
from tests.client import Client
from tests.config.test_busy import hidden, page_of_ours

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no timeouts of this kind"),
]
BUSY, SLOW = "Gerade ist viel los", "Diese Abfrage dauert zu lange"
WORK = "test"


def sleep():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(20)")


def write(request):
    Quota.objects.update(used=1)
    return HttpResponse("fertig")


def read(request):
    sleep()
    return HttpResponse("fertig")


class Late:
    """A middleware that asks too much of the database when the view is over."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        self.get_response(request)
        return read(request)


urlpatterns = [
    path("schreibt/", write),
    path("rechnet/", read),
    path("en/rechnet/", read),
    path("api/v1/rechnet/", read),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def visitor(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.fixture
def hasty():
    """The same two times of patience, a twentieth as long each."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '750ms'")
        cursor.execute("SET lock_timeout = '250ms'")
        yield
        cursor.execute("RESET statement_timeout")
        cursor.execute("RESET lock_timeout")


@pytest.fixture
def held():
    """Somebody else is writing the row that all want."""
    Quota.objects.create(name="begehrt", ends_at=timezone.now())
    other = connections.create_connection("default")
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("UPDATE machinery_quota SET used = used + 1")
        yield
    finally:
        other.rollback()
        other.close()


def told(caplog):
    return [record for record in caplog.records if record.name == "config.errors"]


def test_wait_for_a_lock_ends_before_the_time_of_a_query():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting::int FROM pg_settings WHERE name IN ('lock_timeout', 'statement_timeout')"
        )
        patience = dict(cursor.fetchall())

    assert patience == {"lock_timeout": 5_000, "statement_timeout": 15_000}


def test_wait_for_somebody_who_writes_is_busy(hasty, held):
    with pytest.raises(OperationalError) as caught:
        Quota.objects.update(used=1)

    assert (is_busy(caught.value), is_too_slow(caught.value)) == (True, False)


def test_query_that_takes_too_long_is_not_busy(hasty):
    with pytest.raises(OperationalError) as caught:
        sleep()

    assert (is_busy(caught.value), is_too_slow(caught.value)) == (False, True)


def test_page_that_waits_for_somebody_asks_again_by_itself(visitor, hasty, held, caplog):
    response = visitor.get("/schreibt/")

    page_of_ours(response, BUSY)
    assert response.headers["Refresh"] == "5"
    assert told(caplog) == []


def test_page_that_asks_too_much_says_so_and_does_not_ask_again(visitor, hasty, caplog):
    response = visitor.get("/rechnet/")

    page_of_ours(response, SLOW, after="60")
    assert "Refresh" not in response.headers
    (record,) = told(caplog)
    assert (record.levelno, record.getMessage()) == (logging.ERROR, "a query was too slow: GET /rechnet/")
    assert is_too_slow(record.exc_info[1])


def test_page_that_asks_too_much_speaks_english_under_the_english_address(visitor, hasty):
    page_of_ours(visitor.get("/en/rechnet/"), "This query takes too long", after="60")


def test_middleware_that_asks_too_much_is_told_in_the_same_way(visitor, hasty, settings):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Late"]

    page_of_ours(visitor.get("/schreibt/"), SLOW, after="60")


def test_form_that_asks_too_much_is_given_back(visitor, hasty):
    response = visitor.post("/rechnet/", {"name": "Muster"})

    page_of_ours(response, SLOW, after="60")
    assert hidden(response) == {"name": "Muster"}


def test_program_that_asks_too_much_gets_json(visitor, hasty):
    response = visitor.get("/api/v1/rechnet/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "status": 503,
        "title": f"{SLOW}. Bitte fragen Sie nach weniger, oder in einigen Minuten noch einmal.",
    }


def test_what_is_only_noted_is_left_out_while_somebody_writes(held):
    assert not unless_busy(lambda: Quota.objects.update(used=1))


def test_what_is_only_noted_hides_no_query_that_is_too_slow(hasty):
    with pytest.raises(OperationalError, match="statement timeout"):
        unless_busy(sleep)


# -- Jobs ------------------------------------------------------------------------------------------------


@pytest.fixture
def start(monkeypatch):
    """Starts a job that does this."""
    monkeypatch.setattr(jobs, "_works", {})

    def start(part):
        jobs.register(jobs.Work(WORK, part, "landkarte.change_entry"))
        return jobs.start(WORK, by=None, label="Zählen", total=1)

    return start


def test_job_that_waits_for_somebody_is_left_to_the_next_worker(start, hasty, held):
    job = start(lambda job: Quota.objects.update(used=1))

    with pytest.raises(OperationalError, match="lock timeout"):
        jobs.run_waiting()

    assert Job.objects.get(pk=job.pk).status == "running"


def test_job_that_asks_too_much_fails_and_says_why(start, hasty):
    job = start(lambda job: sleep())

    jobs.run_waiting()

    job.refresh_from_db()
    assert (job.status, job.claimed_until) == ("failed", None)
    assert job.error == "Die Datenbank hat eine Abfrage abgebrochen, weil sie zu lange dauerte."
    assert transaction.get_autocommit()
