"""Importing as staff do: dry run, apply and undo, on the map and in its history."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils import timezone

from desk.importing import applying, checking, rows, steps
from desk.importing.error_files import error_file
from desk.models import Import
from landkarte.entries.moderation import publish
from landkarte.models import Entry, FormerSlug, Industry
from machinery import jobs, retention
from machinery.models import Job
from machinery.spreadsheets import uploads
from tests.desk.importing.import_uploads import (
    COLUMNS,
    DAMAGES,
    applied,
    checked,
    damaged_rows,
    lines,
    problems,
    undone,
)
from tests.factories import OrganisationFactory
from tests.landkarte.loading.entry_files import load_reference, state
from tests.machinery.spreadsheets.uploaded import csv_upload, xlsx_upload

pytestmark = pytest.mark.django_db

NOTHING = {"new": 0, "changed": 0, "unchanged": 0, "wrong": 0}


@pytest.fixture(autouse=True)
def reference(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_reference()


@pytest.fixture
def former():
    entry = Entry.objects.create(slug="neu", kind="company", name="Neu")
    for slug in ("alt", "ganz-alt"):
        FormerSlug.objects.create(slug=slug, entry=entry)
    Entry.objects.create(slug="aufgegangen", kind="company", name="Weg", merged_into=entry)


def small_parts(monkeypatch):
    for module, name in ((rows, "PART"), (checking, "PART"), (applying, "STEP")):
        monkeypatch.setattr(module, name, 2)


# -- The dry run ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("upload", [csv_upload, xlsx_upload])
def test_dry_run_counts_rows_and_changes_nothing(upload, staff):
    applied(upload(lines({"slug": "a"}, {"slug": "b"})), staff)
    before = state()

    batch = checked(
        upload(lines({"slug": "a"}, {"slug": "b", "name": "B"}, {"slug": "c"}, {"slug": ""})), staff
    )

    assert batch.counts == {"new": 1, "changed": 1, "unchanged": 1, "wrong": 1}
    assert state() == before


def test_dry_run_names_changes_field_by_field(staff):
    applied(csv_upload(lines({})), staff)
    said = {
        "name": "Andere GmbH",
        "city": "Langenfeld",
        "ags": "05158020",
        "founded": "",
        "focuses": "robotics",
    }

    row = checked(csv_upload(lines(said)), staff).rows.get()

    assert [(change["label"], change["before"], change["after"]) for change in rows.shown(row.changes)] == [
        ("Name", "Muster KI GmbH", "Andere GmbH"),
        ("Ort", "Köln", "Langenfeld"),
        ("Gegründet oder begonnen", "2018", ""),
        ("Gemeinde", "Köln (05315000)", "Langenfeld (Rhld.) (05158020)"),
        ("KI-Schwerpunkte", "computer-vision", "robotics"),
    ]


def test_dry_run_names_every_kind_of_damage_with_its_column(staff, former):
    batch = checked(csv_upload(lines(*damaged_rows())), staff)

    found = problems(batch)
    begins = {slug: complaint for slug, (_row, complaint) in DAMAGES.items()}
    assert {slug: said[0][: len(begins[slug])] for slug, said in found.items() if slug in begins} == begins
    assert found["kurz"] == [f": 2 statt {len(COLUMNS)} Zellen."]
    assert found["lang"] == [f": {len(COLUMNS) + 1} statt {len(COLUMNS)} Zellen."]
    assert found["gut"] == [f"slug: „gut“ steht schon in Zeile {len(DAMAGES) + 4}"]
    assert batch.counts == NOTHING | {"new": 1, "wrong": len(DAMAGES) + 3}


def test_dry_run_refuses_formulas_of_a_spreadsheet(staff):
    table = lines({"founded": "=1+1", "kind": "x"}, {"slug": "b", "name": "-7"})

    assert problems(checked(xlsx_upload(table), staff)) == {
        "muster-ki": [
            "founded: „=1+1“ ist eine Formel; bitte den Wert einfügen",
            "kind: „x“ gibt es hier nicht; möglich: company, research, best_practice, product, project, "
            "initiative, qualification",
        ]
    }


def test_dry_run_takes_texts_numbers_and_days_of_a_spreadsheet(staff):
    typed = {"postal_code": 50667, "ags": 5315000, "latitude": 50.93333, "founded": 2018.0, "longitude": 6.95}
    day = timezone.datetime(2026, 11, 20)
    applied(csv_upload(lines({})), staff)

    assert checked(xlsx_upload(lines(typed | {"retrieved": day})), staff).counts == NOTHING | {"unchanged": 1}


def test_retired_term_that_an_entry_has_already_is_no_mistake(staff):
    applied(csv_upload(lines({"slug": "a", "industries": "trade"})), staff)
    Entry.objects.get(slug="a").industries.add(Industry.objects.get(slug="shops"))
    rows = [{"slug": slug, "industries": "shops;trade"} for slug in ("a", "b")]

    batch = checked(csv_upload(lines(*rows)), staff)

    assert batch.counts == NOTHING | {"unchanged": 1, "wrong": 1}
    assert [row.cells[0] for row in batch.rows.filter(outcome="wrong")] == ["b"]


def test_new_row_without_text_can_be_a_draft(staff):
    batch = applied(csv_upload(lines({"summary_de": "", "summary_en": ""})), staff, as_drafts=True)

    assert batch.counts["applied"] == 1
    assert list(Entry.objects.values_list("status", "published_at")) == [("draft", None)]


def test_file_that_breaks_off_ends_the_dry_run_with_its_line(staff):
    batch = steps.bring(csv_upload(lines({})), by=staff)
    batch.file.storage.delete(batch.file.name)

    job = jobs.run(steps.check(batch, columns=batch.table["header"], as_drafts=False, by=staff))

    assert (job.status, job.error) == ("failed", "Die hochgeladene Datei ist nicht mehr da.")


# -- Applying ------------------------------------------------------------------------------------------


def test_apply_writes_every_column_with_one_line_of_history(staff):
    batch = applied(csv_upload(lines({})), staff)

    entry = Entry.objects.published().get()
    line = entry.history.get()
    assert (line.history_user, line.history_change_reason) == (staff, f"import {batch.pk} firmen.csv")
    assert {term.industry.slug for term in line.industries.all()} == {"production", "crafts"}
    assert entry.search_name.strip() == "muster ki gmbh"


@pytest.mark.parametrize("upload", [csv_upload, xlsx_upload])
def test_same_file_changes_nothing_the_second_time(upload, staff):
    table = lines({"slug": "a"}, {"slug": "b", "name": "'=1+1"}, {"slug": "c", "summary_de": "Zwei\nZeilen"})
    applied(upload(table), staff)
    before = state()

    batch = checked(upload(table), staff)

    assert batch.counts == NOTHING | {"unchanged": 3}
    with pytest.raises(ValidationError, match="ändert nichts"):
        steps.apply(batch, leave_out_wrong=False, by=staff)
    assert state() == before


def test_organisation_may_stand_in_a_later_row(staff, monkeypatch):
    small_parts(monkeypatch)
    table = lines(
        {"slug": "c", "organisation": "b"}, {"slug": "x"}, {"slug": "b", "organisation": "a"}, {"slug": "a"}
    )

    applied(csv_upload(table), staff)

    assert dict(Entry.objects.values_list("slug", "organisation__slug")) == {
        "a": None, "b": "a", "c": "b", "x": None,
    }  # fmt: skip


def test_wrong_rows_are_left_out_only_when_asked(staff):
    batch = checked(csv_upload(lines({"slug": "a"}, {"slug": "b", "name": ""})), staff)

    with pytest.raises(ValidationError, match="fehlerhafte Zeilen"):
        steps.apply(batch, leave_out_wrong=False, by=staff)
    assert Entry.objects.count() == 0
    jobs.run(steps.apply(batch, leave_out_wrong=True, by=staff))
    assert [entry.slug for entry in Entry.objects.all()] == ["a"]


def test_apply_does_not_overwrite_what_somebody_has_changed_since(staff):
    applied(csv_upload(lines({"slug": "a"}, {"slug": "b"})), staff)
    batch = checked(
        csv_upload(lines({"slug": "a", "name": "X"}, {"slug": "b", "name": "Y"}, {"slug": "c"})), staff
    )
    Entry.objects.filter(slug="a").update(name="Von Hand")
    Entry.objects.create(slug="c", kind="company", name="Auch von Hand")

    jobs.run(steps.apply(batch, leave_out_wrong=False, by=staff))

    assert dict(Entry.objects.values_list("slug", "name")) == {
        "a": "Von Hand",
        "b": "Y",
        "c": "Auch von Hand",
    }
    assert list(batch.rows.filter(state="conflict").values_list("line", "told")) == [
        (2, "Der Eintrag wurde nach der Prüfung geändert."),
        (4, "Diesen Eintrag gibt es inzwischen."),
    ]


def test_apply_goes_on_after_a_part_was_lost(staff, monkeypatch):
    small_parts(monkeypatch)
    table = lines(*({"slug": f"e-{number}"} for number in range(5)))
    batch = checked(csv_upload(table), staff)
    job = steps.apply(batch, leave_out_wrong=False, by=staff)
    real, parts = applying.relate, []

    def killed(*args, **kwargs):
        parts.append(1)
        if len(parts) == 2:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    monkeypatch.setattr(applying, "relate", killed)
    with pytest.raises(KeyboardInterrupt):
        jobs.run(job)
    assert (Entry.objects.count(), Entry.history.count()) == (2, 2)

    job.refresh_from_db()
    jobs.run(job)

    assert (Entry.objects.count(), Entry.history.count()) == (5, 5)


def test_apply_that_was_stopped_does_not_go_on_after_the_undo(staff, monkeypatch):
    small_parts(monkeypatch)
    table = lines(*({"slug": f"e-{number}"} for number in range(5)))
    batch = checked(csv_upload(table), staff)
    job = steps.apply(batch, leave_out_wrong=False, by=staff)
    jobs._do_part(job)
    jobs.stop(job)
    undone(batch, staff)

    jobs.resume(job)
    job = jobs.run(Job.objects.get(pk=job.pk))

    batch.refresh_from_db()
    assert (job.status, job.error) == ("failed", "Mit dieser Datei ist inzwischen etwas anderes geschehen.")
    assert (batch.status, Entry.objects.count()) == ("undone", 0)


def test_dry_run_that_was_stopped_does_not_go_on_after_the_next(staff, monkeypatch):
    small_parts(monkeypatch)
    batch = steps.bring(csv_upload(lines(*({"slug": f"e-{number}"} for number in range(5)))), by=staff)
    first = steps.check(batch, columns=COLUMNS, as_drafts=False, by=staff)
    jobs._do_part(first)
    jobs.stop(first)
    second = steps.check(batch, columns=COLUMNS, as_drafts=False, by=staff)

    jobs.resume(first)
    ended = [jobs.run(Job.objects.get(pk=one.pk)).status for one in (first, second)]

    batch.refresh_from_db()
    assert (ended, batch.counts["new"]) == (["failed", "done"], 5)


def test_apply_is_started_once(staff):
    batch = checked(csv_upload(lines({})), staff)
    steps.apply(batch, leave_out_wrong=False, by=staff)

    with pytest.raises(ValidationError, match="wird übernommen"):
        steps.apply(batch, leave_out_wrong=False, by=staff)


# -- Undo ----------------------------------------------------------------------------------------------


def shown_of_map():
    return [
        (*row, sorted(Entry.objects.get(slug=row[0]).industries.values_list("slug", flat=True)))
        for row in Entry.objects.order_by("slug").values_list(
            "slug", "name", "status", "organisation__slug", "region", "founded", "retrieved_on", "search_text"
        )
    ]


def test_undo_leaves_the_map_as_it_was(staff):
    applied(csv_upload(lines({"slug": "a"}, {"slug": "b"})), staff)
    before = shown_of_map()
    said = {
        "name": "X",
        "organisation": "neu",
        "industries": "",
        "founded": "",
        "retrieved": "",
        "ags": "05158020",
    }
    table = lines(
        {"slug": "a", "city": "Langenfeld", **said}, {"slug": "neu"}, {"slug": "n2", "organisation": "neu"}
    )

    batch = undone(applied(csv_upload(table), staff), staff)

    assert shown_of_map() == before
    assert (batch.status, batch.counts["undone"], batch.counts["kept"]) == ("undone", 3, 0)
    line = Entry.history.filter(slug="neu").latest("pk")
    assert (line.history_type, line.history_user) == ("-", staff)
    assert Entry.objects.get(slug="a").history.count() == 3
    with pytest.raises(ValidationError, match="rückgängig gemacht"):
        steps.undo(batch, by=staff)


def test_undo_keeps_and_names_what_somebody_has_changed_since(staff):
    applied(csv_upload(lines({"slug": "a", "founded": "2001"})), staff)
    batch = applied(
        csv_upload(lines({"slug": "a", "name": "X", "founded": "2002"}, {"slug": "b"}, {"slug": "c"})),
        staff,
        as_drafts=True,
    )
    Entry.objects.filter(slug="a").update(name="Von Hand")
    publish(Entry.objects.get(slug="b"), by=staff)
    OrganisationFactory(entry=Entry.objects.get(slug="c"))

    undone(batch, staff)

    assert list(Entry.objects.order_by("slug").values_list("slug", "name", "founded")) == [
        ("a", "Von Hand", 2001), ("b", "Muster KI GmbH", 2018), ("c", "Muster KI GmbH", 2018),
    ]  # fmt: skip
    assert list(batch.rows.values_list("state", "told")) == [
        ("kept", "Inzwischen geändert, bleibt: Name"),
        ("kept", "Der Eintrag wurde inzwischen geändert."),
        ("kept", "Am Eintrag hängt inzwischen: Organisation"),
    ]


# -- Error file, retention -----------------------------------------------------------------------------


@pytest.mark.parametrize("upload", [csv_upload, xlsx_upload])
def test_error_file_can_be_corrected_and_brought_again(upload, staff):
    batch = checked(upload(lines({"slug": "a"}, {"slug": "b", "name": "", "summary_de": "ä"})), staff)
    table = batch.table

    with File(error_file(batch), batch.file_name) as again:
        found = uploads.examine(again)
        records = list(uploads.read(again, found))

    assert found["header"] == [*table["header"], "Fehler"]
    assert [record.line for record in records] == [2]
    assert records[0].cells[0] == "b"
    assert records[0].cells[-1].endswith("name: Dieses Feld ist zwingend erforderlich.")


def test_files_and_rows_go_thirty_days_after_they_were_applied(
    staff, tmp_path, django_capture_on_commit_callbacks
):
    rule = next(rule for rule in retention.rules() if rule.name == "imports")
    old, new = (
        applied(csv_upload(lines({"slug": "a"})), staff),
        applied(csv_upload(lines({"slug": "b"})), staff),
    )
    Import.objects.filter(pk=old.pk).update(applied_at=timezone.now() - timedelta(days=31))

    with django_capture_on_commit_callbacks(execute=True):
        assert retention.enforce(rule) == 1

    assert [one.pk for one in Import.objects.all()] == [new.pk]
    assert [path.name for path in (tmp_path / "imports").iterdir()] == [
        new.file.name.removeprefix("imports/")
    ]
    assert Entry.objects.count() == 2


def test_windows_1252_with_semicolons_arrives_with_its_umlauts(staff):
    batch = applied(csv_upload(lines({"name": "Müller & Söhne"}), encoding="cp1252", delimiter=";"), staff)

    assert (batch.table["encoding"], batch.table["delimiter"]) == ("cp1252", ";")
    assert Entry.objects.get().name == "Müller & Söhne"
