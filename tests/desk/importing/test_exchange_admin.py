"""Imports in the administration: who may, and what the pages say."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from desk.models import ColumnMapping, Import
from landkarte.models import Entry
from machinery import jobs
from tests.desk.importing.import_uploads import COLUMNS, applied, checked, lines
from tests.landkarte.loading.entry_files import load_reference
from tests.machinery.spreadsheets.uploaded import csv_upload

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADD = "/admin/desk/import/add/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reference():
    load_reference()


def page(batch, query=""):
    return f"/admin/desk/import/{batch.pk}/change/{query}"


def mapped(columns=COLUMNS, **more):
    return {"_check": "1", **{f"column_{place}": name for place, name in enumerate(columns)}, **more}


# -- Imports -------------------------------------------------------------------------------------------


def test_only_importers_see_imports_and_their_files(staff_with, staff, reference):
    batch = checked(csv_upload(lines({"slug": ""})), staff)
    addresses = [ADD, "/admin/desk/import/", "/admin/desk/columnmapping/", page(batch)]
    addresses += [f"/admin/desk/import/{batch.pk}/{name}/" for name in ("errors", "file")]

    refused = staff_with("view_entry", "change_entry", "export_entry")
    assert [refused.get(address).status_code for address in addresses] == [403] * 6
    assert refused.post(page(batch), {"_discard": "1"}).status_code == 403
    allowed = staff_with("import_entry")
    answers = [allowed.get(address) for address in addresses]
    for answer in answers:
        answer.close()
    assert [answer.status_code for answer in answers] == [200] * 6


def test_file_is_brought_mapped_tried_out_applied_and_undone(staff_client, reference):
    answer = staff_client.post(ADD, {"file": csv_upload(lines({}, {"slug": "b", "name": ""}))}, follow=True)
    batch = Import.objects.get()
    assert answer.redirect_chain == [(page(batch), 302)]
    assert "CSV, UTF-8, durch Komma getrennt" in answer.content.decode()

    answer = staff_client.post(page(batch), mapped(save_as="Unsere"), follow=True)
    assert answer.headers["Refresh"] == "3"
    assert ColumnMapping.objects.get(name="Unsere").columns == dict(zip(COLUMNS, COLUMNS, strict=True))
    jobs.run_waiting()
    answer = staff_client.get(page(batch, "?show=wrong"))
    assert "Refresh" not in answer.headers
    assert "Dieses Feld ist zwingend erforderlich." in answer.content.decode()

    staff_client.post(page(batch), {"_apply": "1"})
    assert jobs.run_waiting() is None
    staff_client.post(page(batch), {"_apply": "1", "leave_out_wrong": "on"})
    jobs.run_waiting()
    assert Entry.objects.get().slug == "muster-ki"

    staff_client.post(page(batch), {"_undo": "1"})
    jobs.run_waiting()
    assert Entry.objects.count() == 0
    assert "Rückgängig gemacht <b>1</b>" in staff_client.get(page(batch)).content.decode()


def test_refused_file_is_told_on_the_page(staff_client):
    answer = staff_client.post(ADD, {"file": SimpleUploadedFile("a.csv", b'slug,kind,name\na,b,"c\n')})

    assert (answer.status_code, Import.objects.count()) == (400, 0)
    assert "Zeile 2: Die Anführungszeichen passen nicht zusammen." in answer.content.decode()


def test_mapping_needs_the_columns_without_which_nothing_goes(staff_client, reference):
    staff_client.post(ADD, {"file": csv_upload([["Firma", "Name 2"], ["A", "B"]])})
    batch = Import.objects.get()

    answer = staff_client.post(page(batch), mapped(["name", "name"]))

    assert answer.status_code == 400
    assert [str(one) for one in answer.context["form"].non_field_errors()] == [
        "Es fehlt noch die Spalte für „Adressteil“ (slug).",
        "Es fehlt noch die Spalte für „Art“ (kind).",
        "„Name“ ist mehrfach zugeordnet.",
    ]


def test_saved_mapping_is_chosen_and_only_knowingly_overwritten(staff_client, reference):
    staff_client.post(ADD, {"file": csv_upload([["X", "Y", "Z"], ["a", "company", "A"]])})
    batch = Import.objects.get()
    saved = ColumnMapping.objects.create(name="Kammer", columns={"X": "slug", "Y": "kind", "Z": "name"})

    answer = staff_client.get(page(batch, f"?saved={saved.pk}"))
    fields = [field.value() for field, _samples in answer.context["form"].lines]
    assert fields == ["slug", "kind", "name"]

    columns = ["slug", "kind", "name"]
    assert staff_client.post(page(batch), mapped(columns, save_as="Kammer")).status_code == 400
    assert (
        staff_client.post(page(batch), mapped(columns, save_as="Kammer", overwrite="on")).status_code == 302
    )


def test_left_out_columns_are_said(staff_client, staff, reference):
    batch = checked(
        csv_upload(lines({}, columns=["slug", "kind", "name", "summary_de", "Telefon"])),
        staff,
        columns=["slug", "kind", "name", "summary_de", ""],
    )

    assert "Weggelassene Spalten: Telefon" in staff_client.get(page(batch)).content.decode()


def test_rows_of_an_import_need_few_queries(staff_client, staff, reference, django_assert_max_num_queries):
    table = lines(*({"slug": f"e-{number}"} for number in range(60)))
    batch = applied(csv_upload(table), staff)

    with django_assert_max_num_queries(15):
        staff_client.get(page(batch))
    with django_assert_max_num_queries(15):
        staff_client.get("/admin/desk/import/")


def test_discarded_import_leaves_nothing(
    staff_client, staff, reference, tmp_path, django_capture_on_commit_callbacks
):
    batch = checked(csv_upload(lines({})), staff)

    with django_capture_on_commit_callbacks(execute=True):
        staff_client.post(page(batch), {"_discard": "1"})

    assert (Import.objects.count(), list((tmp_path / "imports").iterdir())) == (0, [])


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "-1"])
def test_unknown_import_is_not_found(staff_client, key):
    assert staff_client.get(f"/admin/desk/import/{key}/change/").status_code == 404


def test_entry_list_leads_to_import_and_export(staff_client):
    html = staff_client.get("/admin/landkarte/entry/?status__exact=draft").content.decode()

    assert 'href="/admin/desk/export/add/?list=status__exact%3Ddraft"' in html
    assert 'href="/admin/desk/import/"' in html
