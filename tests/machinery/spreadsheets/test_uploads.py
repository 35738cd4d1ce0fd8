"""Which files are taken, what it finds them to be, and what it says of those that it refuses."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from machinery.spreadsheets import cells, uploads
from machinery.spreadsheets.problems import Faulty
from machinery.spreadsheets.sheets import write_sheet
from tests.machinery.spreadsheets.uploaded import archive, csv_upload, xlsx_upload

HEADER = "slug,kind,name\n"
WORKBOOK = {"xl__workbook_xml": "<workbook/>"}


def raw(data, name="firmen.csv"):
    return SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())


def said(upload):
    with pytest.raises(Faulty) as refused:
        list(uploads.read(upload, uploads.examine(upload)))
    return str(refused.value)


REFUSED = {
    "empty": (lambda: raw(" \n\n"), "Die Datei ist leer."),
    "utf-16": (
        lambda: raw(HEADER.encode("utf-16")),
        "Die Datei sieht nach UTF-16 aus; bitte als „CSV UTF-8“ speichern.",
    ),
    "broken utf-8": (
        lambda: raw(HEADER.encode() + "a,b,ü\n".encode() + b"c,d,\xff\n"),
        "Zeile 3: Die Datei ist weder UTF-8 noch Windows-1252; bitte als „CSV UTF-8“ speichern.",
    ),
    "half a character": (
        lambda: raw(HEADER.encode() + b"a,b,\xed\xa0\x80\n"),
        "Zeile 2: Die Datei ist weder UTF-8 noch Windows-1252; bitte als „CSV UTF-8“ speichern.",
    ),
    "picture": (
        lambda: raw(b"\x89PNG\r\n\x1a\n\x00\x00\xff", "bild.csv"),
        "Zeile 1: Die Datei ist weder UTF-8 noch Windows-1252; bitte als „CSV UTF-8“ speichern.",
    ),
    "pdf": (
        lambda: raw(b"%PDF-1.7\n1 0 obj\n"),
        "Das ist eine PDF-Datei; bitte die Tabelle als CSV oder XLSX speichern.",
    ),
    "open quotation": (
        lambda: raw(HEADER + 'a,b,"c\n'),
        "Zeile 2: Die Anführungszeichen passen nicht zusammen.",
    ),
    "same heading twice": (
        lambda: raw("slug,name,name\na,b,c\n"),
        "Zeile 1, Spalte „name“: Diese Spalte kommt mehrfach vor.",
    ),
    "NUL in a heading": (
        lambda: raw("slug,na\0me\na,b\n"),
        "Zeile 1: Die Überschrift der 2. Spalte ist zu lang oder enthält Steuerzeichen.",
    ),
    "columns": (lambda: raw(",".join(map(str, range(1000)))), "Zeile 1: Die Datei hat mehr als 200 Spalten."),
    "columns of a sheet": (
        lambda: xlsx_upload([list(range(1000))]),
        "Zeile 1: Die Datei hat mehr als 200 Spalten.",
    ),
    "old or protected": (
        lambda: raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "alt.xls"),
        "Die Datei ist mit einem Kennwort geschützt oder im alten Format XLS; "
        "bitte ohne Kennwort als XLSX speichern.",
    ),
    "no archive": (lambda: raw(b"PK\x03\x04nothing", "a.xlsx"), "Die Excel-Datei ist beschädigt."),
    "other archive": (lambda: archive(content_xml="<office/>"), "Das ist keine Excel-Datei (XLSX)."),
    "macros": (
        lambda: archive(**WORKBOOK, xl__vbaProject_bin="x"),
        "Die Datei enthält Makros; bitte als XLSX ohne Makros speichern.",
    ),
    "bomb": (
        lambda: archive(**WORKBOOK, xl__sharedStrings_xml=b"0" * (65 * 1024 * 1024)),
        "Die Datei wird beim Entpacken zu groß.",
    ),
    "broken parts": (lambda: archive(**WORKBOOK), "Die Excel-Datei ist beschädigt."),
    "formula in the header": (
        lambda: xlsx_upload([["slug", "=1+1"]]),
        "Zeile 1: „=1+1“ ist eine Formel; bitte den Wert einfügen",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_upload_is_refused_with_its_reason(kind):
    upload, reason = REFUSED[kind]

    assert said(upload()) == reason


def test_upload_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 20)

    assert said(raw(HEADER + "a,b,c\n")) == "Die Datei ist größer als 0 MB; bitte teilen Sie sie auf."


@pytest.mark.parametrize("upload", [csv_upload, xlsx_upload])
def test_upload_with_too_many_rows_is_refused(upload, monkeypatch):
    for module in uploads.READERS.values():
        monkeypatch.setattr(module, "MOST_ROWS", 2)

    assert said(upload([["slug"], ["a"], ["b"], ["c"]])).startswith("Die Datei hat mehr als ")


@pytest.mark.parametrize(
    ("encoding", "delimiter", "found"),
    [
        ("utf-8", ",", ("utf-8", ",")),
        ("utf-8-sig", ";", ("utf-8-sig", ";")),
        ("cp1252", ";", ("cp1252", ";")),
        ("utf-8", "\t", ("utf-8", "\t")),
    ],
)
def test_encoding_and_delimiter_are_found(encoding, delimiter, found):
    upload = csv_upload([["slug", "name"], ["a", "Müller"]], encoding=encoding, delimiter=delimiter)

    table = uploads.examine(upload)

    assert (table["encoding"], table["delimiter"]) == found
    assert [record.cells for record in uploads.read(upload, table)] == [["a", "Müller"]]


def test_letter_before_a_quotation_mark_is_windows_1252():
    upload = csv_upload([["slug", "name"], ["a", "„Spaß“ – MÖ–, „Menü“"]], encoding="cp1252")

    assert uploads.examine(upload)["encoding"] == "cp1252"


def test_cells_keep_their_line_and_lose_control_characters():
    upload = raw(HEADER + '\n"a\nb",x,y\n\nc,d\x00,e\n')

    records = list(uploads.read(upload, uploads.examine(upload)))

    assert [(record.line, record.cells) for record in records] == [
        (3, ["a\nb", "x", "y"]),
        (6, ["c", "d�", "e"]),
    ]
    assert records[1].problems == [("enthält das Steuerzeichen U+0000 (NUL).", 1)]


def test_sheet_holds_texts_as_they_are_and_numbers_as_numbers():
    upload = SimpleUploadedFile("a.xlsx", b"")
    rows = [
        ["slug", "name"],
        ["=1+1", 7],
        ["'-7", 50.5],
        ["#N/A", "@x"],
        ["\ttab", "2026-01-01"],
        ["a\x01b", ""],
    ]

    write_sheet(upload, rows)

    found = [record.cells for record in uploads.read(upload, uploads.examine(upload))]
    assert found == [["=1+1", "7"], ["'-7", "50.5"], ["#N/A", "@x"], ["\ttab", "2026-01-01"], ["ab", ""]]


def test_largest_upload_is_fifty_megabytes():
    assert (cells.LARGEST, cells.MOST_ROWS, cells.MOST_COLUMNS) == (50 * 1024**2, 100_000, 200)
