"""What `manage.py import_entries` says about faulty files; it writes nothing then."""

from functools import partial

import pytest

from landkarte.models import Entry, FormerSlug
from tests.landkarte.loading.entry_files import complaint, load_reference, run, write_entries

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def reference():
    load_reference()


@pytest.fixture
def write(tmp_path):
    """Write rows (dicts over `ROW`) to a file; returns its path."""
    return partial(write_entries, tmp_path)


def too_long(most):
    return (
        f"Bitte sicherstellen, dass der Wert aus höchstens {most} Zeichen besteht. "
        f"(Er besteht aus {most + 1} Zeichen.)"
    )


CELLS = [
    ({"slug": ""}, "Spalte slug: Dieses Feld ist zwingend erforderlich."),
    (
        {"slug": "muster ki"},
        "Spalte slug: „muster ki“: Bitte ein gültiges Kürzel, bestehend aus Buchstaben, "
        "Ziffern, Unterstrichen und Bindestrichen, eingeben.",
    ),
    ({"slug": "x" * 81}, f"Spalte slug: „{'x' * 59}…“: {too_long(80)}"),
    ({"slug": "alt"}, "Spalte slug: „alt“: Diese Adresse führt noch zu einem anderen Eintrag. (neu)"),
    ({"kind": ""}, "Spalte kind: Dieses Feld ist zwingend erforderlich."),
    (
        {"kind": "firma"},
        "Spalte kind: „firma“ gibt es hier nicht; möglich: company, research, best_practice, product, "
        "project, initiative, qualification",
    ),
    ({"name": " "}, "Spalte name: Dieses Feld ist zwingend erforderlich."),
    ({"name": "x" * 201}, f"Spalte name: „{'x' * 59}…“: {too_long(200)}"),
    ({"name": "a\0b"}, "Spalte name: enthält das Steuerzeichen U+0000 (NUL)."),
    ({"name": "a\x1bb"}, "Spalte name: enthält das Steuerzeichen U+001B."),
    ({"summary_de": "x" * 1001}, f"Spalte summary_de: „{'x' * 59}…“: {too_long(1000)}"),
    (
        {"size": "riesig"},
        "Spalte size: „riesig“ gibt es hier nicht; möglich: start-up, sme, large, research, public",
    ),
    ({"precision": "genau"}, "Spalte precision: „genau“ gibt es hier nicht; möglich: address, city"),
    ({"latitude": "abc"}, "Spalte latitude: „abc“ ist keine Zahl"),
    ({"latitude": "nan"}, "Spalte latitude: „nan“ ist keine Zahl"),
    ({"longitude": "inf"}, "Spalte longitude: „inf“ ist keine Zahl"),
    ({"longitude": "1_0"}, "Spalte longitude: „1_0“ ist keine Zahl"),
    ({"longitude": "1e400"}, "Spalte longitude: „1e400“ ist keine Zahl"),
    ({"longitude": "9" * 400}, f"Spalte longitude: „{'9' * 59}…“ ist keine Zahl"),
    ({"latitude": "90.1"}, "Spalte latitude: „90.1“: Dieser Wert muss kleiner oder gleich 90 sein."),
    ({"longitude": "-180.1"}, "Spalte longitude: „-180.1“: Dieser Wert muss größer oder gleich -180 sein."),
    (
        {"latitude": "", "precision": ""},
        "Spalten latitude, longitude: Breite und Länge gehören zusammen: beide oder keine.",
    ),
    ({"precision": ""}, "Spalten latitude, precision: Genauigkeit und Punkt gehören zusammen."),
    ({"founded": "bald"}, "Spalte founded: „bald“ ist keine ganze Zahl"),
    ({"founded": "2018.5"}, "Spalte founded: „2018.5“ ist keine ganze Zahl"),
    ({"founded": "999"}, "Spalte founded: „999“: Dieser Wert muss größer oder gleich 1000 sein."),
    (
        {"founded": "99999999999999999999"},
        "Spalte founded: „99999999999999999999“: Dieser Wert muss kleiner oder gleich 2100 sein.",
    ),
    ({"retrieved": "2026-02-30"}, "Spalte retrieved: „2026-02-30“ ist kein Datum (so: 2026-11-20)"),
    ({"postal_code": "5066"}, "Spalte postal_code: „5066“: Eine Postleitzahl hat fünf Ziffern."),
    (
        {"website": "example.org"},
        "Spalte website: „example.org“: Bitte eine vollständige Adresse angeben, zum Beispiel https://www.example.org.",
    ),
    (
        {"website": "http://localhost/"},
        "Spalte website: „http://localhost/“: Diese Adresse ist nicht öffentlich erreichbar.",
    ),
    ({"industries": "backen"}, "Spalte industries: „backen“ ist kein bekannter Begriff"),
    (
        {"industries": "shops;crafts;backen"},
        "Spalte industries: „backen“ ist kein bekannter Begriff; "
        "„shops“ wird nicht mehr verwendet, bitte „trade“ nehmen",
    ),
    ({"industries": "gone"}, "Spalte industries: „gone“ wird nicht mehr verwendet"),
    ({"focuses": "production"}, "Spalte focuses: „production“ ist kein bekannter Begriff"),
    (
        {"organisation": "muster-ki"},
        "Spalte organisation: „muster-ki“: Ein Eintrag kann nicht seine eigene Organisation sein.",
    ),
    ({"organisation": "nie"}, "Spalte organisation: „nie“ steht weder in der Datei noch auf der Karte"),
    ({"organisation": "alt"}, "Spalte organisation: „alt“ heißt jetzt „neu“"),
    ({"ags": "05"}, "Spalte ags: „05“ ist keine bekannte Gemeinde"),
    ({"ags": "05158020"}, "Spalten city, ags: „Köln“ ist nicht die Gemeinde 05158020: „Langenfeld (Rhld.)“"),
    ({"ags": "", "city": "Atlantis"}, "Spalte city: „Atlantis“ ist keine bekannte Gemeinde"),
    (
        {"ags": "", "city": "Langenfeld"},
        "Spalte city: „Langenfeld“ ist keine bekannte Gemeinde; "
        "gemeint sein könnte: Langenfeld (Rhld.) (05158020)",
    ),
    (
        {"ags": "", "city": "Neustadt"},
        "Spalte city: „Neustadt“ heißen mehrere Gemeinden, bitte ags angeben: "
        "Neustadt (05000001), neustadt (05000002)",
    ),
]


@pytest.mark.parametrize(("cells", "expected"), CELLS, ids=lambda value: str(value)[:40])
def test_import_names_line_column_and_reason(write, cells, expected):
    renamed = Entry.objects.create(slug="neu", kind="company", name="Neu")
    FormerSlug.objects.create(slug="alt", entry=renamed)

    lines = complaint(write({"slug": "gut", "name": "zwei\nZeilen"}, cells, {"slug": "auch-gut"}))

    assert lines == [f"Zeile 4, {expected}"]


def test_import_names_all_problems_of_file_in_its_order(write):
    lines = complaint(
        write({"kind": "firma", "latitude": "x"}, {"slug": "b", "precision": ""}, {"slug": "b"})
    )

    assert [line.partition(":")[0] for line in lines] == [
        "Zeile 2, Spalte kind",
        "Zeile 2, Spalte latitude",
        "Zeile 3, Spalten latitude, precision",
        "Zeile 4, Spalte slug",
    ]
    assert lines[-1] == "Zeile 4, Spalte slug: „b“ steht schon in Zeile 3"


def test_import_shows_hundred_problems_and_counts_the_rest(write):
    lines = complaint(write(*({"slug": f"e-{number}", "kind": "firma"} for number in range(105))))

    assert (len(lines), lines[-1]) == (101, "… und 5 weitere Fehler.")


def test_import_refused_by_rule_of_database_names_every_row(write):
    run(write({}, {"slug": "zweite"}))

    lines = complaint(
        write({"precision": ""}, {"slug": "zweite", "precision": ""}, {"slug": "neu", "precision": ""})
    )

    assert [line[:7] for line in lines] == ["Zeile 2", "Zeile 3", "Zeile 4"]


HEADERS = [
    ("slug,kind,name,farbe\na,company,A,rot\n", "Zeile 1, Spalte „farbe“: Diese Spalte ist unbekannt."),
    ("slug,name\na,A\n", "Zeile 1, Spalte kind: Diese Spalte fehlt."),
    ("slug,kind,name,name\na,company,A,A\n", "Zeile 1, Spalte name: Diese Spalte kommt mehrfach vor."),
    ("slug,kind,name,\na,company,A,\n", "Zeile 1: Eine Spalte hat keinen Namen."),
    ("slug,kind,name\na,company\n", "Zeile 2: 2 statt 3 Zellen."),
    ("slug,kind,name\na,company,A,B\n", "Zeile 2: 4 statt 3 Zellen."),
    ('slug,kind,name\na,company,A\nb,company,"B\nC', "Zeile 3: Die Anführungszeichen passen nicht zusammen."),
    (f"slug,kind,name\na,company,{'x' * 140_000}\n", "Zeile 2: Eine Zelle ist länger als 131072 Zeichen."),
    ("", "Die Datei ist leer."),
    ("\ufeff\n", "Die Datei ist leer."),
]


@pytest.mark.parametrize(("text", "expected"), HEADERS, ids=[expected for _, expected in HEADERS])
def test_import_names_what_is_wrong_with_form_of_file(tmp_path, text, expected):
    path = tmp_path / "firmen.csv"
    path.write_text(text, encoding="utf-8", newline="")

    assert complaint(path) == [expected]


def test_import_recognises_windows_1252(write):
    assert complaint(write({"name": "Müller"}, encoding="cp1252")) == [
        "Zeile 2: kein UTF-8 (Byte 0xFC an Stelle 185 der Datei). "
        "Die Datei sieht nach Windows-1252 aus; bitte als „CSV UTF-8“ speichern."
    ]


def test_import_recognises_utf_16(write):
    assert complaint(write({}, encoding="utf-16")) == [
        "Zeile 1: kein UTF-8 (Byte 0xFF an Stelle 1 der Datei). "
        "Die Datei sieht nach UTF-16 aus; bitte als „CSV UTF-8“ speichern."
    ]


def test_import_says_that_file_is_missing(tmp_path):
    path = tmp_path / "nichts.csv"

    assert complaint(path) == [f"Die Datei {path} gibt es nicht."]


def test_import_of_folder_is_refused(tmp_path):
    assert len(complaint(tmp_path)) == 1
