"""What the two tables of entries write, the import reads back without a change: by command and by upload."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from landkarte.loading import load_entries
from landkarte.models import Entry
from tests.desk.importing.import_uploads import checked
from tests.factories import EntryFactory, StaffFactory
from tests.landkarte.detailed_entries import OF_KINDS

pytestmark = pytest.mark.django_db
TABLES = ["entries.csv", "entries.xlsx"]


@pytest.fixture(autouse=True)
def entries(settings, tmp_path):
    """One entry of each kind, with all that its kind can say, and words that look like others."""
    settings.MEDIA_ROOT = tmp_path / "media"
    house = EntryFactory(slug="haus", kind="research", name="=1+1", size="sme", founded=1999)
    for kind, said in OF_KINDS.items():
        EntryFactory(
            slug=kind.replace("_", "-"),
            kind=kind,
            name=f"'+{kind}; \n„Zeile“",
            organisation=house,
            industries=["energy", "health"],
            focuses=["vision"],
            street="-Weg 1",
            postal_code="01234",
            **said,
        )
    EntryFactory(slug="nirgends", kind="initiative", without_place=True)


def rows_of_sheet(content):
    return list(
        openpyxl.load_workbook(io.BytesIO(content), read_only=True).active.iter_rows(values_only=True)
    )


@pytest.fixture(params=[(name, language) for name in TABLES for language in ("de", "en")], ids="-".join)
def table(request, client, tmp_path):
    """The path of a table as somebody has downloaded it."""
    name, language = request.param
    path = tmp_path / name
    path.write_bytes(client.get(f"/api/v1/{name}", headers={"Accept-Language": language}).getvalue())
    return path


def test_command_reads_a_table_back_without_a_change(table):
    tally = load_entries(table)

    assert (tally.new, tally.changed, tally.unchanged) == (0, 0, Entry.objects.count())


def test_upload_reads_a_table_back_without_a_change(table):
    batch = checked(SimpleUploadedFile(table.name, table.read_bytes()), StaffFactory())

    assert {name: number for name, number in batch.counts.items() if number} == {
        "unchanged": Entry.objects.count()
    }
    assert set(batch.mapping.values()) >= {"slug", "kind", "organisation", "industries", "focuses", "ags"}


def test_table_brings_everything_back(table):
    before = list(
        Entry.objects.order_by("slug").values_list("slug", "kind", "name", "region", "size", "degree")
    )
    Entry.objects.update(name="anders", size="", founded=None)
    load_entries(table)

    after = list(
        Entry.objects.order_by("slug").values_list("slug", "kind", "name", "region", "size", "degree")
    )
    assert after == before
    assert Entry.objects.get(slug="haus").founded == 1999


def test_office_table_speaks_in_words(client):
    answer = client.get("/api/v1/entries.xlsx?kind=product")
    headings, row = rows_of_sheet(answer.getvalue())
    said = dict(zip(headings, row, strict=True))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="ki-landkarte.xlsx"'
    assert said["Art"] == "Produkt"
    assert said["Branchen"] == "energy de; health de"
    assert said["Name der Organisation"] == "=1+1"
    assert said["Name"] == "'+product; \n„Zeile“"
    assert said["Gegründet oder begonnen"] is None


def test_terms_of_one_name_stay_apart_in_the_office_table(client, tmp_path):
    entry = Entry.objects.get(slug="product")
    entry.industries.update(name_de="Gleich", name_en="Same; same")
    path = tmp_path / "a.xlsx"
    path.write_bytes(client.get("/api/v1/entries.xlsx").getvalue())

    assert load_entries(path).changed == 0


def test_command_takes_the_office_table(client, tmp_path, capsys):
    path = tmp_path / "a.xlsx"
    path.write_bytes(client.get("/api/v1/entries.xlsx").getvalue())
    Entry.objects.filter(slug="haus").update(name="anders")
    call_command("import_entries", path)

    assert Entry.objects.get(slug="haus").name == "=1+1"


def test_office_table_names_neither_drafts_nor_their_organisation(client):
    Entry.objects.filter(slug="haus").update(status="unpublished")
    _headings, *rows = rows_of_sheet(client.get("/api/v1/entries.xlsx").getvalue())

    assert len(rows) == len(OF_KINDS) + 1
    assert not [cell for row in rows for cell in row if cell in ("haus", "=1+1")]


@pytest.mark.parametrize("key", ["5315", "05315", "53", "5315000", "5"])
def test_official_key_counts_without_its_zero_in_a_query(client, key):
    found = client.get(f"/api/v1/entries/?region={key}").json()["count"]

    assert found == Entry.objects.exclude(slug="nirgends").count()
    assert client.get(f"/?region={key}").context["total"] == found


@pytest.mark.parametrize("key", ["6315", "531", "", "5x15"])
def test_other_keys_stay_wrong(client, key):
    assert client.get(f"/api/v1/entries/?region={key}").status_code == (400 if key else 200)


def test_official_key_counts_without_its_zero_in_files(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("slug,kind,name,ags\nhaus,research,=1+1,5315000\n")

    assert load_entries(path).unchanged == 1
    batch = checked(SimpleUploadedFile("a.csv", path.read_bytes()), StaffFactory())
    assert batch.counts["unchanged"] == 1


def test_words_beside_keys_make_no_other_column_of_an_upload(client):
    content = client.get("/api/v1/entries.csv").getvalue()
    batch = checked(SimpleUploadedFile("a.csv", content), StaffFactory())
    header = batch.table["header"]

    assert "kind_label" in header
    assert str(header.index("kind_label")) not in batch.mapping
