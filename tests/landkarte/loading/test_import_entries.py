"""`manage.py import_entries`: what it creates and changes."""

from datetime import date
from functools import partial

import pytest
from django.core.management import CommandError
from django.utils import timezone

from landkarte.models import Entry
from tests.landkarte.loading.entry_files import (
    COLUMNS,
    ROW,
    complaint,
    load_reference,
    run,
    state,
    write_entries,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reference():
    load_reference()


@pytest.fixture
def write(tmp_path):
    """Write rows (dicts over `ROW`) to a file; returns its path."""
    return partial(write_entries, tmp_path)


def test_import_creates_entry_with_every_column(write):
    assert run(write({})) == "firmen.csv: 1 neu, 0 geändert, 0 unverändert\n"

    entry = Entry.objects.get()
    plain = {column: str(getattr(entry, column)) for column in COLUMNS if hasattr(entry, column)}
    same = {
        column: ROW[column] for column in plain if column not in ("organisation", "industries", "focuses")
    }
    assert plain | same == plain
    assert entry.region_id == "05315000"
    assert entry.organisation is None
    assert entry.retrieved_on == date(2026, 11, 20)
    assert {term.slug for term in entry.industries.all()} == {"production", "crafts"}
    assert {term.slug for term in entry.focuses.all()} == {"computer-vision"}


def test_import_publishes_new_entry(write):
    run(write({}))

    entry = Entry.objects.published().get()
    assert timezone.now() >= entry.published_at


def test_import_as_draft_publishes_nothing(write):
    run(write({}), "--draft")

    assert list(Entry.objects.values_list("status", "published_at")) == [("draft", None)]


@pytest.mark.parametrize("status", ["draft", "unpublished"])
def test_import_keeps_status_of_known_entry(write, status):
    run(write({}))
    Entry.objects.update(status=status)

    run(write({"name": "Neuer Name"}))

    assert list(Entry.objects.values_list("name", "status")) == [("Neuer Name", status)]


def test_import_of_same_file_changes_nothing(write):
    path = write({}, {"slug": "zweite", "organisation": "muster-ki"})
    run(path)
    before = state()

    assert run(path) == "firmen.csv: 0 neu, 0 geändert, 2 unverändert\n"
    assert state() == before


def test_import_writes_one_record_for_new_entry_with_its_terms(write):
    run(write({}))

    record = Entry.history.get()
    assert (record.history_type, record.history_change_reason) == ("+", "import_entries firmen.csv")
    assert {row.industry.slug for row in record.industries.all()} == {"production", "crafts"}
    assert {row.focus.slug for row in record.focuses.all()} == {"computer-vision"}


def test_import_writes_one_record_for_changed_entry_with_its_terms(write):
    run(write({}))

    run(write({"name": "Neuer Name", "industries": "trade", "focuses": "", "city": "Köln"}, name="b.csv"))

    record = Entry.history.latest("history_id")
    assert Entry.history.count() == 2
    assert (record.history_type, record.history_change_reason) == ("~", "import_entries b.csv")
    assert record.name == "Neuer Name"
    assert [row.industry.slug for row in record.industries.all()] == ["trade"]
    assert list(record.focuses.all()) == []


def test_import_record_knows_organisation_of_later_row(write):
    run(write({"organisation": "zweite"}, {"slug": "zweite"}))

    organisation = Entry.objects.get(slug="zweite")
    assert Entry.history.get(slug="muster-ki").organisation_id == organisation.pk


def test_import_cuts_long_file_name_in_reason(write):
    run(write({}, name=f"{'x' * 150}.csv"))

    assert Entry.history.get().history_change_reason == f"import_entries {'x' * 85}"


def test_import_without_column_keeps_field(write):
    run(write({}))

    run(write({"name": "Neu"}, columns=["slug", "kind", "name"]))

    entry = Entry.objects.get()
    assert (entry.name, entry.summary_de, entry.region_id) == ("Neu", "Prüft Schweißnähte.", "05315000")
    assert entry.industries.count() == 2


def test_import_of_empty_cells_empties_fields(write):
    run(write({}))

    run(write(dict.fromkeys(COLUMNS[3:], "") | {"summary_de": "Bleibt."}))

    entry = Entry.objects.get()
    empty = [
        getattr(entry, name) for name in ("street", "city", "region", "latitude", "founded", "retrieved_on")
    ]
    assert empty == ["", "", None, None, None, None]
    assert entry.industries.count() == 0


def test_import_refuses_to_empty_the_summary_of_a_published_entry(write):
    run(write({}))

    with pytest.raises(CommandError, match="Ein veröffentlichter Eintrag braucht einen Kurztext"):
        run(write({"summary_de": "", "summary_en": ""}))

    assert Entry.objects.get().summary_de != ""


def test_import_moves_updated_at_when_only_terms_change(write):
    run(write({}))
    before = Entry.objects.get().updated_at

    run(write({"focuses": "robotics"}))

    assert Entry.objects.get().updated_at > before


def test_import_makes_new_name_and_terms_findable(write):
    run(write({}))
    run(write({"name": "Nahtprüfer", "industries": "trade", "focuses": ""}))

    found = {word: Entry.objects.search(word).count() for word in ("nahtprüfer", "trade", "muster", "vision")}
    assert found == {"nahtprüfer": 1, "trade": 1, "muster": 0, "vision": 0}


def test_import_makes_product_findable_by_new_name_of_its_organisation(write):
    run(write({}, {"slug": "ware", "kind": "product", "name": "Ware", "organisation": "muster-ki"}))

    run(write({"name": "Umbenannt"}))

    assert Entry.objects.search("umbenannt").count() == 2


def test_import_finds_municipality_by_name_of_town(write):
    run(write({"ags": "", "city": " köln "}))

    assert Entry.objects.get().region_id == "05315000"


def test_import_accepts_town_without_addition_beside_its_key(write):
    run(write({"ags": "05158020", "city": "Langenfeld"}))

    assert Entry.objects.get().region_id == "05158020"


def test_import_without_key_column_keeps_municipality_of_same_town(write):
    run(write({"ags": "05158020", "city": "Langenfeld"}))

    run(write({"city": "Langenfeld"}, columns=["slug", "kind", "name", "city"]))

    assert Entry.objects.get().region_id == "05158020"


@pytest.mark.parametrize(
    "form",
    [
        {"encoding": "utf-8-sig"},
        {"delimiter": ";"},
        {"delimiter": ";", "encoding": "utf-8-sig"},
        {"columns": COLUMNS[::-1]},
    ],
)
def test_import_reads_same_from_other_form_of_file(write, form):
    run(write({}))
    before = state()

    assert run(write({}, **form)) == "firmen.csv: 0 neu, 0 geändert, 1 unverändert\n"
    assert state() == before


def test_import_reads_decimal_comma_and_german_date(write):
    run(write({"latitude": "50,93333", "longitude": "6,95", "retrieved": "20.11.2026"}, delimiter=";"))

    entry = Entry.objects.get()
    assert (entry.latitude, entry.longitude, entry.retrieved_on) == (50.93333, 6.95, date(2026, 11, 20))


def test_import_skips_blank_lines(write):
    path = write({})
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\r\n\r\n") + b",,,\r\n  \r\n")

    assert run(path) == "firmen.csv: 1 neu, 0 geändert, 0 unverändert\n"


def test_dry_run_names_each_change(write):
    run(write({}, {"slug": "zweite", "name": "Zweite"}))
    before = state()

    said = run(
        write(
            {"summary_de": "Neu.", "latitude": "51", "organisation": "zweite", "focuses": "robotics"},
            {"slug": "zweite", "name": "Zweite"},
            {"slug": "dritte"},
        ),
        "--dry-run",
    )

    assert said.splitlines() == [
        "Zeile 2 (muster-ki): Breite „50.93333“ -> „51.0“",
        "Zeile 2 (muster-ki): Kurztext (deutsch) „Prüft Schweißnähte.“ -> „Neu.“",
        "Zeile 2 (muster-ki): Organisation „“ -> „zweite“",
        "Zeile 2 (muster-ki): KI-Schwerpunkte „computer-vision“ -> „robotics“",
        "Zeile 4 (dritte): neu",
        "Nur geprüft, nichts geändert.",
        "firmen.csv: 1 neu, 1 geändert, 1 unverändert",
    ]
    assert state() == before


def test_dry_run_refuses_what_import_refuses(write):
    assert complaint(write({"kind": "firma"}), "--dry-run") == complaint(write({"kind": "firma"}))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"slug": "fall-1\u200b"}, {"slug": "fall-1"}),
        ({"city": "Ko\u0308ln", "ags": ""}, {"city": "Köln", "region_id": "05315000"}),
        ({"city": "Ko\u0308ln"}, {"city": "Köln", "region_id": "05315000"}),
        ({"city": "Köln\u00a0", "postal_code": "50667\u00a0"}, {"city": "Köln", "postal_code": "50667"}),
        ({"website": "https://beispiel.example/\u200b"}, {"website": "https://beispiel.example/"}),
        ({"summary_de": "Ein\u00ad Text\ufeff"}, {"summary_de": "Ein Text"}),
        ({"ags": "\u200e05315000", "founded": "2018\u200b"}, {"region_id": "05315000", "founded": 2018}),
    ],
)
def test_cells_are_read_without_what_nobody_sees(write, typed, kept):
    run(write(typed))

    entry = Entry.objects.get()
    assert {name: getattr(entry, name) for name in kept} == kept
    assert run(write(typed)) == "firmen.csv: 0 neu, 0 geändert, 1 unverändert\n"
