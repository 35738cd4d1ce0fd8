"""Exactly once: sent twice, at the same time, or killed half way."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from landkarte.models import Industry
from machinery import once
from machinery.models import FirstAnswer
from tests.factories import IndustryFactory

CONTENT = {"text": "Ein Text."}


def send(token, act, content=CONTENT):
    return once.once(token, form="probe", content=content, act=act)


class Work:
    """Writes a row each time it runs, and answers with a number."""

    def __init__(self):
        self.runs = 0

    def __call__(self):
        self.runs += 1
        IndustryFactory(slug=f"lauf-{self.runs}")
        return f"Antwort {self.runs}"


@pytest.mark.django_db
def test_repeat_gets_the_first_answer_and_does_nothing():
    token, work = once.new_token("probe"), Work()

    assert [send(token, work) for _ in range(3)] == ["Antwort 1"] * 3
    assert (work.runs, Industry.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_another_rendering_is_another_form():
    work = Work()

    assert [send(once.new_token("probe"), work) for _ in range(2)] == ["Antwort 1", "Antwort 2"]


@pytest.mark.django_db
def test_token_with_other_content_is_refused_with_the_first_answer():
    token, work = once.new_token("probe"), Work()
    send(token, work)

    with pytest.raises(once.OtherContentError) as caught:
        send(token, work, {"text": "Ein anderer Text."})

    assert (caught.value.answer, work.runs) == ("Antwort 1", 1)


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00", "ü" * 500])
def test_foreign_token_is_refused(token):
    work = Work()

    with pytest.raises(once.ExpiredTokenError):
        send(token, work)

    assert work.runs == 0


@pytest.mark.django_db
def test_token_of_another_form_is_refused():
    with pytest.raises(once.ExpiredTokenError):
        send(once.new_token("andere"), Work())


@pytest.mark.django_db
def test_old_token_is_refused(monkeypatch):
    token = once.new_token("probe")
    monkeypatch.setattr(once, "VALID_FOR", timedelta(seconds=-1))

    with pytest.raises(once.ExpiredTokenError):
        send(token, Work())


@pytest.mark.django_db
def test_failure_undoes_everything_and_keeps_the_token_good():
    token, work = once.new_token("probe"), Work()

    def fail():
        work()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        send(token, fail)
    assert (FirstAnswer.objects.count(), Industry.objects.count()) == (0, 0)

    assert send(token, work) == "Antwort 2"
    assert Industry.objects.count() == 1


@pytest.mark.django_db
def test_answers_that_no_token_reaches_any_more_are_deleted():
    old, new = once.new_token("probe"), once.new_token("probe")
    send(old, Work())
    FirstAnswer.objects.update(created_at=timezone.now() - once.KEPT_FOR - timedelta(minutes=1))
    send(new, lambda: "neu")

    assert [first.answer for first in FirstAnswer.objects.all()] == ["neu"]


# -- At the same time: PostgreSQL only; SQLite in memory has one connection -----------------------------


def in_threads(*functions):
    """Run them at the same time; what each returned or raised, in their order."""
    results = [None] * len(functions)
    start = threading.Barrier(len(functions))

    def run(place, function):
        try:
            start.wait()
            results[place] = function()
        except Exception as error:  # handed to the test
            results[place] = error
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(place, function)) for place, function in enumerate(functions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_do_the_work_once():
    token, work = once.new_token("probe"), Work()
    if connection.vendor == "sqlite":
        results = [send(token, work) for _ in range(8)]
    else:
        results = in_threads(*[lambda: send(token, work)] * 8)

    assert results == ["Antwort 1"] * 8
    assert (work.runs, Industry.objects.count(), FirstAnswer.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_connection_that_dies_half_way_leaves_nothing_and_the_repeat_works():
    token, work = once.new_token("probe"), Work()

    def die():
        work()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
            else:
                transaction.set_rollback(True)
                raise ConnectionError

    if connection.vendor == "postgresql":
        (died,) = in_threads(lambda: send(token, die))
        assert isinstance(died, Exception)
    else:
        with pytest.raises(ConnectionError):
            send(token, die)

    assert (FirstAnswer.objects.count(), Industry.objects.count()) == (0, 0)
    assert send(token, work) == "Antwort 2"
    assert (FirstAnswer.objects.count(), Industry.objects.count()) == (1, 1)


@pytest.mark.django_db
def test_same_content_from_another_tab_is_a_repeat_for_a_time():
    answers = iter(["Antwort 1", "Antwort 2"])

    def send():
        return once.once(
            once.new_token("form"),
            form="form",
            content={"text": "a"},
            act=lambda: next(answers),
            same_within=timedelta(hours=1),
        )

    assert [send(), send()] == ["Antwort 1", "Antwort 1"]
    FirstAnswer.objects.update(created_at=timezone.now() - timedelta(hours=2))
    assert send() == "Antwort 2"
