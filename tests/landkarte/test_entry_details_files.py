"""What entries of single kinds say, in CSV files and in the editors' form."""

import pytest
from django.core.management import CommandError, call_command

from landkarte.models import Entry, entry_fields
from tests.desk.entries.test_entries import change
from tests.factories import EntryFactory
from tests.landkarte.detailed_entries import CASE, OF_KINDS

DETAILS = entry_fields.details()
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def exported(client, tmp_path):
    for kind, values in OF_KINDS.items():
        EntryFactory(slug=kind, kind=kind, **values)
    path = tmp_path / "export.csv"
    path.write_bytes(b"".join(client.get("/api/v1/entries.csv").streaming_content))
    return path


def details():
    return {entry.slug: [getattr(entry, field.name) for field in DETAILS] for entry in Entry.objects.all()}


def test_export_of_details_imports_without_change(exported, capsys):
    call_command("import_entries", exported)

    assert "export.csv: 0 neu, 0 geändert, 4 unverändert" in capsys.readouterr().out


def test_export_of_details_makes_the_same_entries(exported):
    before = details()
    Entry.objects.all().delete()

    call_command("import_entries", exported)

    assert details() == before


def test_file_without_details_leaves_them(exported, tmp_path, capsys):
    before = details()
    path = tmp_path / "old.csv"
    path.write_text("slug,kind,name,summary_de\nproject,project,Neuer Name,Kurztext.\n")

    call_command("import_entries", path)

    assert "old.csv: 0 neu, 1 geändert, 0 unverändert" in capsys.readouterr().out
    assert details() == before


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("ends_on", "2020-01-01", "Das Ende liegt vor dem Beginn."),
        ("starts_on", "bald", "ist kein Datum"),
        ("degree", "Zertifikat", "Für die Art „Projekt“ gibt es diese Angabe nicht."),
        ("teaching_languages", "fr", "möglich: de, en, de-en"),
        ("partners", "x" * 2001, "2000"),
    ],
)
def test_wrong_detail_is_named_with_its_line_and_nothing_is_written(exported, tmp_path, column, cell, said):
    before = details()
    path = tmp_path / "wrong.csv"
    path.write_text(f"slug,kind,name,{column}\nproject,project,Neu,{cell}\n")

    with pytest.raises(CommandError) as caught:
        call_command("import_entries", path)

    assert "2" in str(caught.value)
    assert said in str(caught.value)
    assert details() == before


def test_editors_cannot_say_what_the_kind_does_not(staff_client):
    entry = EntryFactory(slug="a", kind="project")

    response = change(staff_client, entry, degree="Zertifikat")

    assert response.context["adminform"].form.errors == {
        "degree": ["Für die Art „Projekt“ gibt es diese Angabe nicht."]
    }


def test_list_says_which_details_wait_for_english(staff_client):
    EntryFactory(slug="a", kind="best_practice", summary_en="Short.", **CASE)
    EntryFactory(slug="b", summary_en="Short.")

    response = staff_client.get("/admin/landkarte/entry/?texts=en")

    assert [entry.slug for entry in response.context["cl"].result_list] == ["a"]
