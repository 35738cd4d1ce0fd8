"""Exports: who may take what, what the files hold, and what is noted of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from desk.models import Export
from tests.desk.exporting.export_files import ADD, asked, csv_of, sheet_of, taken
from tests.desk.importing.import_uploads import checked
from tests.factories import EntryFactory, MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT, settings.VAR_DIR = tmp_path / "media", tmp_path


def test_export_holds_the_filtered_list_in_the_chosen_columns(staff_client, staff):
    EntryFactory(slug="a", name="Alpha", status="draft", summary_de="")
    EntryFactory(slug="b", name="Beta")
    said = {"list": "status__exact=draft&p=7", "columns": ["slug", "name"], "more": ["status"]}

    assert csv_of(taken(staff_client, **said)) == [["slug", "name", "status"], ["a", "Alpha", "draft"]]
    logged = Export.objects.get()
    assert (logged.by, logged.number, logged.columns, logged.has_personal_data, logged.query) == (
        staff, 1, ["slug", "name", "status"], False, "status__exact=draft&p=7",
    )  # fmt: skip


def test_export_of_a_public_search_holds_published_entries_alone(staff_client):
    EntryFactory(slug="a", name="Alpha")
    EntryFactory(slug="b", name="Beta")
    EntryFactory(slug="c", name="Alpha geheim", status="draft")
    said = {"scope": "public", "columns": ["slug"], "format": "csv"}

    found = taken(staff_client, **said, address="https://landkarte.example/?q=alpha&view=7/1/2")

    assert csv_of(found) == [["slug"], ["a"]]
    wrong = staff_client.post(ADD, said | {"address": "?kind=nix"})
    assert (wrong.status_code, Export.objects.count()) == (400, 1)


def test_rows_stand_in_the_order_of_their_names(staff_client):
    for name in ("Gamma", "Alpha", "Beta"):
        EntryFactory(slug=name.lower(), name=name)

    found = csv_of(taken(staff_client, list="o=-1", columns=["slug"]))

    assert found == [["slug"], ["alpha"], ["beta"], ["gamma"]]


def test_export_as_sheet_has_texts_and_numbers_and_no_formula(staff_client):
    EntryFactory(slug="a", name="=1+1", founded=2001, postal_code="01234", without_place=True)

    file = taken(staff_client, columns=["slug", "name", "postal_code", "founded"], format="xlsx")

    assert sheet_of(file)[1] == [("a", "s"), ("=1+1", "s"), ("01234", "s"), (2001, "n")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_imports_again_without_change(staff_client, staff, kind):
    organisation = EntryFactory(slug="o", status="draft", summary_de="'=1")
    EntryFactory(name="-7", organisation=organisation, summary_de="Zwei\r\nZeilen", industries=["b", "a"])
    EntryFactory(
        name="''@", kind="project", starts_on="2026-01-01", partners="A\nB", founded=1999, street="'x"
    )
    form = staff_client.get(ADD).context["form"]
    chosen = {name: [one[0] for one in form.fields[name].choices] for name in ("columns", "more", "personal")}

    upload = SimpleUploadedFile(f"a.{kind}", taken(staff_client, format=kind, **chosen))

    batch = checked(upload, staff)
    assert batch.counts == {"new": 0, "changed": 0, "unchanged": 3, "wrong": 0}


def test_personal_columns_need_their_permission_and_are_logged(staff_with):
    member = MembershipFactory()
    said = {"columns": ["slug"], "personal": ["member_emails"]}

    refused = staff_with("view_entry", "export_entry")
    assert "personal" not in refused.get(ADD).context["form"].fields
    assert csv_of(taken(refused, **said)) == [["slug"], [member.organisation.entry.slug]]
    allowed = staff_with("view_entry", "export_entry", "export_personal")

    assert csv_of(taken(allowed, **said))[1] == [member.organisation.entry.slug, member.user.email]
    assert list(Export.objects.order_by("pk").values_list("has_personal_data", flat=True)) == [False, True]


def test_only_exporters_export_and_nobody_changes_the_log(staff_with, staff_client):
    EntryFactory()
    logged = asked(staff_client, columns=["slug"])
    line = f"/admin/desk/export/{logged.pk}/change/"

    assert staff_client.get(line).status_code == 200
    assert staff_client.post(line, {"query": "anders"}).status_code == 403
    assert staff_client.post(f"/admin/desk/export/{logged.pk}/delete/", {"post": "yes"}).status_code == 403
    refused = staff_with("view_entry", "import_entry")
    assert [refused.get(address).status_code for address in (ADD, line)] == [403, 403]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("nix__exact=1", 400),
        ("status__exact=%00", 400),
        ("q=" + "x" * 500, 400),
        ("district=" + "9" * 90, 400),  # a district without entries
        ("status__exact=published", 302),
    ],
)
def test_hostile_filter_of_an_export_is_no_server_error(staff_client, query, status):
    EntryFactory()
    said = {"scope": "list", "list": query, "columns": ["slug"], "format": "csv"}

    assert staff_client.get(ADD, {"list": query}).status_code == 200
    assert staff_client.post(ADD, said).status_code == status


def test_nothing_to_export_is_said_and_not_noted(staff_client):
    answer = staff_client.post(ADD, {"scope": "list", "columns": ["slug"], "format": "csv"})

    assert (answer.status_code, Export.objects.count()) == (400, 0)
    assert "Dazu passt kein Eintrag" in answer.content.decode()


def test_no_column_is_no_export(staff_client):
    EntryFactory()

    answer = staff_client.post(ADD, {"scope": "list", "format": "csv"})

    assert (answer.status_code, Export.objects.count()) == (400, 0)
    assert "Bitte wählen Sie mindestens eine Angabe." in answer.content.decode()


def test_form_that_is_sent_twice_is_one_export(staff_client):
    EntryFactory()

    first = asked(staff_client, columns=["slug"], token="a")
    second = asked(staff_client, columns=["slug"], token="a")
    other = asked(staff_client, columns=["slug"], token="b")

    assert (first, Export.objects.count()) == (second, 2)
    assert other != first
