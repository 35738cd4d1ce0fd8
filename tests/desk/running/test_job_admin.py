"""The pages of jobs: how far they are, stop, resume, and whose they are."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.utils import timezone

from machinery.models import Job
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/machinery/job/"


def editor(*names):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return user


def new_job(**values):
    ended = timezone.now() if values.get("status") in ("done", "failed", "stopped") else None
    return Job.objects.create(kind="entries", label="Veröffentlichen", **{"ended_at": ended, **values})


def test_list_shows_what_one_may_do_and_technik_sees_all(client):
    own, foreign = new_job(), Job.objects.create(kind="andere", label="Fremd")
    seen = []
    for names in (["bulk_change_entry"], ["view_job"]):
        client.force_login(editor(*names))
        seen.append({job.pk for job in client.get(LIST).context["cl"].result_list})

    assert seen == [{own.pk}, {own.pk, foreign.pk}]


@pytest.mark.parametrize("path", ["{pk}/change/", "{pk}/state/", "{pk}/stop/", "{pk}/resume/"])
def test_job_of_others_is_not_found(client, path):
    job = Job.objects.create(kind="andere", label="Fremd")
    client.force_login(editor("bulk_change_entry"))
    ask = client.post if path.endswith(("stop/", "resume/")) else client.get

    assert ask(LIST + path.format(pk=job.pk)).status_code == 404
    assert Job.objects.get().status == "waiting"


@pytest.mark.parametrize("path", ["", "{pk}/change/", "{pk}/state/"])
def test_editor_without_any_work_sees_none(client, path):
    client.force_login(editor("change_entry"))

    assert client.get(LIST + path.format(pk=new_job().pk)).status_code == 403


def test_page_of_a_running_job_asks_again_without_a_script(staff_client):
    job = new_job(status="running", position=20, total=80, result={"done": 20})

    text = staff_client.get(job.get_absolute_url()).content.decode()

    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in text
    assert ("20 von 80" in text, 'value="25"' in text, "20 Einträge geändert." in text) == (True, True, True)


def test_page_of_an_ended_job_rests(staff_client):
    text = staff_client.get(new_job(status="done", total=1, position=1).get_absolute_url()).content.decode()

    assert 'http-equiv="refresh"' not in text
    assert "/stop/" not in text


def test_state_says_what_the_page_shows(staff_client):
    job = new_job(status="running", position=1, total=3, result={"done": 1})

    state = staff_client.get(f"{LIST}{job.pk}/state/").json()

    assert state == {
        "status": "läuft",
        "tone": "waiting",
        "count": "1 von 3",
        "percent": 33,
        "finished": False,
        "ended": "",
        "lines": ["1 Eintrag geändert."],
        "address": "",
        "notice": "",
        "error": "",
    }


def test_job_that_waits_too_long_says_so(staff_client):
    job = new_job(waiting_since=timezone.now() - timedelta(minutes=2))

    assert "run_jobs" in staff_client.get(f"{LIST}{job.pk}/state/").json()["notice"]


def test_error_is_told_verbatim(staff_client):
    job = new_job(status="failed", error="<script>alert(1)</script>")

    text = staff_client.get(job.get_absolute_url()).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_job_is_stopped_and_goes_on(client):
    client.force_login(editor("bulk_change_entry"))
    job = new_job(total=3)
    found = []
    for verb in ("stop", "resume", "resume"):
        response = client.post(f"{LIST}{job.pk}/{verb}/")
        found.append((Job.objects.get().status, [str(m) for m in get_messages(response.wsgi_request)][-1]))

    assert found == [
        ("stopped", "Der Auftrag ist angehalten. Was getan ist, bleibt."),
        ("waiting", "Der Auftrag geht weiter, wo er aufgehört hat."),
        ("waiting", "Nur angehaltene und gescheiterte Aufträge können weitergehen."),
    ]


@pytest.mark.parametrize("verb", ["stop", "resume"])
def test_reading_changes_no_job(staff_client, verb):
    assert staff_client.get(f"{LIST}{new_job().pk}/{verb}/").status_code == 405


@pytest.mark.parametrize("key", ["999999", "abc", "99999999999999999999999"])
def test_job_that_is_not_there_is_not_found(staff_client, key):
    assert staff_client.get(f"{LIST}{key}/change/").status_code == 404
