"""The daily run: all tasks once, told to staff, alone, and safe to repeat."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from desk.models import DailyRun
from desk.running import daily
from machinery.models import Letter
from tests.factories import EntryFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def firma():
    entry = EntryFactory(confirmed_on=timezone.localdate() - timedelta(days=500))
    return MembershipFactory(organisation=OrganisationFactory(entry=entry)).organisation


def run():
    out = StringIO()
    call_command("run_daily", stdout=out)
    return out.getvalue()


def test_command_does_all_and_prints_what(firma):
    printed = run()

    assert "freshness_letters: 1\n" in printed
    assert "retention_letters: 0\n" in printed
    report = DailyRun.objects.get()
    assert (report.is_running, report.failed, report.done["freshness_letters"]) == (None, {}, 1)
    assert sorted(report.done) == sorted(daily.tasks())


def test_second_run_of_a_day_does_nothing_again(firma):
    run()

    assert "freshness_letters: 0\n" in run()
    assert Letter.objects.count() == 1


def test_run_beside_another_does_nothing(firma):
    DailyRun.objects.create()

    assert run() == "Another run is at it.\n"
    assert not Letter.objects.exists()


def test_killed_run_stops_nobody_for_long(firma):
    killed = DailyRun.objects.create(started_at=timezone.now() - timedelta(hours=2))

    assert "freshness_letters: 1\n" in run()
    killed.refresh_from_db()
    assert (killed.is_running, killed.failed) == (None, {"run": "killed"})


def test_task_that_fails_stops_none_of_the_others(firma, monkeypatch):
    def fail():
        raise RuntimeError("geheim")

    monkeypatch.setattr(daily.freshness, "mark_due", fail)

    with pytest.raises(CommandError, match="entries_marked failed: RuntimeError"):
        run()

    report = DailyRun.objects.get()
    assert report.failed == {"entries_marked": "RuntimeError"}
    assert "retention_letters" in report.done


def test_staff_read_the_report_and_cannot_write_it(staff_client, firma):
    run()
    report = DailyRun.objects.get()
    address = f"/admin/desk/dailyrun/{report.pk}/change/"

    assert "erledigt" in staff_client.get("/admin/desk/dailyrun/").content.decode()
    assert "<li>freshness_letters: 1</li>" in staff_client.get(address).content.decode()
    assert staff_client.post(address, {}).status_code == 403
    assert staff_client.get("/admin/desk/dailyrun/add/").status_code == 403
