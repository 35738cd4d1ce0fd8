"""An export as a job: written block by block whatever happens to the worker, and its page."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from desk.exporting import making
from desk.exporting.columns import columns
from desk.models import Export
from desk.retention import EXPORTS
from landkarte.models import Entry
from machinery import jobs
from machinery.models import Job
from machinery.retention import enforce, rules
from tests.desk.exporting.export_files import asked, content, csv_of, page, sheet_of, sheet_xml
from tests.factories import EntryFactory, MembershipFactory, StaffFactory

pytestmark = pytest.mark.django_db

NAMES = [f"Eintrag {number}" for number in range(5)]
LINES = [["name"], *([name] for name in NAMES)]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "media", tmp_path


@pytest.fixture
def many(monkeypatch):
    """Five entries, which are too many for a page, in blocks of two."""
    monkeypatch.setattr(making, "AT_ONCE", 4)
    monkeypatch.setattr(making, "BLOCK", 2)
    for name in NAMES:
        EntryFactory(name=name)


@pytest.fixture
def export(many, staff_client):
    """Asked for, and not begun."""
    return asked(staff_client, columns=["name"])


def part_of(export):
    """Let a worker do one part of it."""
    export.job.refresh_from_db()
    jobs._do_part(export.job)


def finish(export):
    """Let the worker that has it, or another one, do the rest."""
    export.job.refresh_from_db()
    return jobs.run(export.job)


def said(client, export):
    return client.get(page(export)).content.decode()


# -- Writing --------------------------------------------------------------------------------------------


def test_few_entries_are_ready_when_the_page_opens(staff_client):
    EntryFactory(name="Eintrag 0")

    export = asked(staff_client, columns=["name"])

    assert csv_of(content(staff_client, export)) == LINES[:2]


def test_many_entries_are_written_by_a_worker(staff_client, export):
    assert (export.file.name, export.number, jobs.run_waiting().position) == ("", 5, 5)

    assert csv_of(content(staff_client, export)) == LINES
    assert not list(making.drafts().iterdir())


def test_worker_that_dies_between_two_blocks_loses_none(staff_client, export):
    part_of(export)
    with making.drafts(export.job.parameters["name"]).open("ab") as draft:
        draft.write(b"half a row that nobody has noted")
    finish(export)

    assert csv_of(content(staff_client, export)) == LINES


@pytest.mark.parametrize("parts", [1, 2])
def test_worker_on_another_machine_begins_the_draft_again(staff_client, export, parts):
    for _part in range(parts):
        part_of(export)
    making.drafts(export.job.parameters["name"]).unlink()
    finish(export)

    assert csv_of(content(staff_client, export)) == LINES


def test_file_that_was_kept_before_a_worker_died_is_there_once(staff_client, export):
    part_of(export), part_of(export)
    making.look(Job.objects.get(pk=export.job.pk))
    finish(export)

    assert csv_of(content(staff_client, export)) == LINES
    export.refresh_from_db()
    assert len(list(export.file.storage.listdir("exports")[1])) == 1


def test_entry_that_is_gone_meanwhile_is_left_out(staff_client, export):
    Entry.objects.get(name="Eintrag 3").delete()
    jobs.run_waiting()

    assert csv_of(content(staff_client, export)) == [*LINES[:4], LINES[5]]


def test_sheet_in_blocks_is_the_sheet_at_once(many, staff_client, monkeypatch):
    MembershipFactory(organisation__entry__name="Zett & Söhne <GmbH>")
    chosen = {"columns": ["name", "latitude", "summary_de"], "personal": ["member_emails"], "format": "xlsx"}
    in_blocks = asked(staff_client, **chosen)
    jobs.run_waiting()
    monkeypatch.setattr(making, "AT_ONCE", 500)
    at_once = asked(staff_client, **chosen)

    assert sheet_xml(content(staff_client, in_blocks)) == sheet_xml(content(staff_client, at_once))
    assert len(sheet_of(content(staff_client, in_blocks))) == 7


def test_block_of_all_columns_needs_few_queries(many, django_assert_max_num_queries):
    MembershipFactory()
    chosen = columns(personal=True)

    with django_assert_max_num_queries(7):
        rows = making.Block(list(Entry.objects.values_list("pk", flat=True)), chosen).rows(chosen)
    assert [len(row) for row in rows] == [len(chosen)] * 6


# -- The page -------------------------------------------------------------------------------------------


def test_page_counts_the_rows_and_offers_the_file_at_the_end(staff_client, export):
    part_of(export)
    assert "2 von 5 Zeilen" in said(staff_client, export)
    state = staff_client.get(f"/admin/machinery/job/{export.job.pk}/state/").json()
    assert state["count"] == "2 von 5 Zeilen"
    finish(export)

    html = said(staff_client, export)
    assert f'href="{page(export, "file")}"' in html
    assert "Die Datei ist fertig" in html


def test_cancelled_export_has_no_file_and_can_go_on(staff_client, export):
    part_of(export)
    staff_client.post(page(export, "stop"))

    assert jobs.run_waiting() is None
    assert "Abgebrochen nach 2 von 5 Zeilen." in said(staff_client, export)
    assert staff_client.get(page(export, "file")).status_code == 404
    staff_client.post(page(export, "resume"))
    jobs.run_waiting()
    assert csv_of(content(staff_client, export)) == LINES


def test_failed_export_says_why_and_can_be_tried_again(staff_client, export, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(making, "column_of", lambda name: 1 / 0)
        jobs.run_waiting()
    html = said(staff_client, export)

    assert "ZeroDivisionError" in html
    assert "Noch einmal versuchen" in html
    staff_client.post(page(export, "resume"))
    jobs.run_waiting()
    assert csv_of(content(staff_client, export)) == LINES


def test_file_that_has_vanished_is_said(staff_client, export):
    jobs.run_waiting()
    export.refresh_from_db()
    export.file.storage.delete(export.file.name)

    assert "Die Datei liegt nicht mehr auf dem Server." in said(staff_client, export)
    assert staff_client.get(page(export, "file")).status_code == 404


def test_file_goes_after_its_days_and_the_log_stays(staff_client, export, django_capture_on_commit_callbacks):
    jobs.run_waiting()
    export.refresh_from_db()
    Export.objects.update(at=timezone.now() - EXPORTS - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert enforce(next(rule for rule in rules() if rule.name == "exports")) == 1

    assert not export.file.storage.exists(export.file.name)
    assert "Die Datei ist gelöscht" in said(staff_client, export)
    assert Export.objects.get().number == 5


def test_selection_that_was_forgotten_ends_a_late_resume(staff_client, export):
    staff_client.post(page(export, "stop"))
    Export.objects.update(at=timezone.now() - EXPORTS - timedelta(hours=1))
    enforce(next(rule for rule in rules() if rule.name == "exports"))
    staff_client.post(page(export, "resume"))

    assert jobs.run_waiting().status == "failed"
    assert "Bitte exportieren Sie neu." in said(staff_client, export)


def test_file_is_for_who_asked_for_it_alone(staff_client, client, export):
    jobs.run_waiting()
    other = StaffFactory()
    client.force_login(other)

    assert "bekommt nur, wer sie angefordert hat" in said(client, export)
    assert [client.get(page(export, "file")).status_code, client.post(page(export, "stop")).status_code] == [
        404,
        404,
    ]


def test_file_with_personal_columns_needs_the_permission_still(client):
    EntryFactory()
    user = StaffFactory(is_superuser=False)
    names = ["view_entry", "export_entry", "export_personal"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    export = asked(client, columns=["slug"], personal=["member_emails"])
    assert content(client, export)

    user.user_permissions.remove(Permission.objects.get(codename="export_personal"))

    assert client.get(page(export, "file")).status_code == 403
    assert "fehlt inzwischen das Recht" in said(client, export)


def test_line_of_the_old_log_is_still_shown(staff_client, staff):
    old = Export.objects.create(columns=["slug", "gone"], number=3, by=staff)

    assert "wurde nicht aufbewahrt" in said(staff_client, old)
    assert staff_client.get(page(old, "file")).status_code == 404


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "-1"])
def test_unknown_export_is_not_found(staff_client, key):
    assert staff_client.get(f"/admin/desk/export/{key}/change/").status_code == 404
