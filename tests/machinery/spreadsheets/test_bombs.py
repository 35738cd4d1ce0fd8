"""Files that are small as they come and endless when they are read: refused before they have grown."""

import io
import random
import zipfile

import openpyxl
import pytest

from machinery.spreadsheets import archives, cells, csv_files, uploads
from machinery.spreadsheets.archives import CHUNK, MIB, MeasuredArchive
from machinery.spreadsheets.problems import Faulty
from tests.machinery.spreadsheets.uploaded import xlsx_upload

TOO_LARGE = "Die Datei wird beim Entpacken zu groß."
TOO_TIGHT = "Die Datei ist mehr als 100 zu 1 gepackt: So dicht ist keine Tabelle."
TOO_LONG = "Eine Zelle ist länger als 32767 Zeichen."
UNUSUAL = "Die Datei ist anders aufgebaut als eine Tabelle; bitte öffnen und neu als XLSX speichern."
TOO_MANY_SHEETS = "Die Datei hat mehr als 200 Tabellenblätter."

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
START = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>'
END = "</sheetData></worksheet>"
HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>slug</t></is></c></row>'


CHANCE = random.Random(1)  # noqa: S311 (no secret)


class CountedFile(io.BytesIO):
    """Counts the bytes that are read from it."""

    def __init__(self, data):
        super().__init__(data)
        self.name, self.size, self.taken = "a.xlsx", len(data), 0

    def read(self, size=-1):
        data = super().read(size)
        self.taken += len(data)
        return data


def cells_of_noise(number):
    return [f'<c r="A2" s="{noise(20)}"/>' for _ in range(number)]


def cell(text, line=2):
    return f'<row r="{line}"><c r="A{line}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def noise(number):
    """Text that packs to about half."""
    return CHANCE.randbytes(number // 2).hex()


def workbook(*, compression=zipfile.ZIP_DEFLATED, **parts):
    """A workbook with the given parts, each a list of texts, instead of its own; `parts` by name."""
    plain, packed = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["slug"])
    book.save(plain)
    replaced = {"sheet": SHEET, "strings": STRINGS, "workbook": "xl/workbook.xml", "styles": "xl/styles.xml"}
    own = {replaced[name]: texts for name, texts in parts.items()}
    if "strings" in parts:
        _add_strings(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            kind = compression if part.filename in own else zipfile.ZIP_DEFLATED
            with new.open(_named(part.filename, kind), "w", force_zip64=False) as stream:
                for text in own.get(part.filename, [old.read(part)]):
                    stream.write(text if isinstance(text, bytes) else text.encode())
    return CountedFile(packed.getvalue())


def _add_strings(file):
    """Openpyxl writes texts into their cells; here a workbook gets the part that Excel writes them to."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    types = "[Content_Types].xml"
    said = f'<Override PartName="/{STRINGS}" ContentType="{kind}"/></Types>'.encode()
    parts |= {types: parts[types].replace(b"</Types>", said), STRINGS: b"<sst/>"}
    file.seek(0)
    file.truncate()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _named(name, kind):
    info = zipfile.ZipInfo(name)
    info.compress_type = kind
    return info


def sheet(*texts, **more):
    return workbook(sheet=[START, HEADER, *texts, END], **more)


def lying(file, name, **sizes):
    """The same archive, whose directory says something else of this part: `file_size`, `compress_size`."""
    data, place = bytearray(file.getvalue()), {"compress_size": 20, "file_size": 24}
    with zipfile.ZipFile(file) as archive:
        start = archive.start_dir
    while data[start : start + 4] == b"PK\x01\x02":
        lengths = [int.from_bytes(data[start + at : start + at + 2], "little") for at in (28, 30, 32)]
        if bytes(data[start + 46 : start + 46 + lengths[0]]) == name.encode():
            for field, size in sizes.items():
                data[start + place[field] : start + place[field] + 4] = size.to_bytes(4, "little")
        start += 46 + sum(lengths)
    return CountedFile(bytes(data))


def said(file):
    with pytest.raises(Faulty) as refused:
        list(uploads.read(file, uploads.examine(file)))
    return str(refused.value)


ROW = cell("x" * 20)


# -- What says itself how large it is ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"sheet": [START, HEADER, *[ROW * 10_000] * 5, END]}, TOO_TIGHT),
        ({"strings": ["<sst>", *["<si><t>a</t></si>" * 10_000] * 20, "</sst>"]}, TOO_TIGHT),
        ({"strings": [b"0" * (65 * MIB)]}, TOO_LARGE),
        ({"styles": [b"<x/>" * (3 * MIB)]}, TOO_LARGE),
    ],
    ids=["rows", "shared texts", "large texts", "large styles"],
)
def test_bomb_is_refused_by_what_it_says_of_itself(parts, reason):
    file = workbook(**parts)

    with pytest.raises(Faulty) as refused:
        uploads.examine(file)

    assert str(refused.value) == reason
    assert file.taken < 100 * 1024  # its directory


def test_sheets_that_are_large_together_are_refused(monkeypatch):
    file = sheet(*[cell(noise(2000), line) for line in range(2, 300)])
    monkeypatch.setattr("machinery.spreadsheets.xlsx_files.LARGEST_UNPACKED", MIB // 2)

    assert said(file) == TOO_LARGE


# -- What lies -----------------------------------------------------------------------------------------


def test_bomb_that_says_it_is_loosely_packed_is_refused_while_reading():
    """Of its packed size an archive may say anything: `zipfile` reads to the end of the stream."""
    texts = [ROW * 10_000] * 5
    whole = sheet(*texts, styles=[noise(400_000)])  # so that there is something behind the sheet
    archive = MeasuredArchive(lying(whole, SHEET, compress_size=150_000))

    with pytest.raises(Faulty) as refused:
        archive.read(SHEET)

    assert str(refused.value) == TOO_TIGHT
    assert archive.unpacked <= 2 * MIB


def test_bomb_of_many_parts_is_refused_while_reading(monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_UNPACKED", 256 * 1024)
    archive = MeasuredArchive(sheet(*[cell(noise(2000), line) for line in range(2, 80)]))

    archive.read(SHEET)

    with pytest.raises(Faulty, match=TOO_LARGE):
        archive.read(SHEET)

    assert archive.unpacked <= 256 * 1024 + CHUNK


def test_part_larger_than_it_says_ends_where_it_says(monkeypatch):
    file = lying(sheet(ROW * 10_000), SHEET, file_size=1000)

    with pytest.raises(zipfile.BadZipFile):
        MeasuredArchive(file).read(SHEET)


def test_large_directory_is_not_read(monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_DIRECTORY", 100 * 1024)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(3000):
            archive.writestr(f"xl/{number}.xml", "")
    file = CountedFile(packed.getvalue())

    with pytest.raises(Faulty, match=TOO_LARGE):
        uploads.examine(file)

    assert file.taken <= 70 * 1024  # where the directory is looked for


def test_many_parts_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_PARTS", 5)

    assert said(sheet()) == TOO_LARGE


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_pack_are_refused_unread(kind):
    assert said(sheet(compression=kind)) == UNUSUAL


# -- What is in it -------------------------------------------------------------------------------------


def test_endless_cell_is_refused_while_reading():
    file = sheet(cell(noise(3 * MIB)))
    archive = MeasuredArchive(file)

    with pytest.raises(Faulty, match=TOO_LONG):
        archive.read(SHEET)

    assert archive.unpacked < archives.LONGEST_TEXT + 2 * CHUNK


@pytest.mark.parametrize("length", [32_767, 32_768])
def test_cell_is_as_long_as_excel_allows(length):
    file = sheet(cell("ä" * length))

    if length > cells.LONGEST_CELL:
        assert said(file) == f"Zeile 2: {TOO_LONG}"
    else:
        (record,) = uploads.read(file, uploads.examine(file))
        assert record.cells == ["ä" * length]


def test_cell_of_many_runs_is_as_long_as_all_of_them():
    runs = f"<r><t>{noise(2000)}</t></r>" * 20
    file = sheet(f'<row r="2"><c r="A2" t="inlineStr"><is>{runs}</is></c></row>')

    assert said(file) == f"Zeile 2: {TOO_LONG}"


def test_row_without_an_end_is_refused_while_reading(monkeypatch):
    monkeypatch.setattr(archives, "LONGEST_ROW", 512 * 1024)
    archive = MeasuredArchive(sheet("<row>", *cells_of_noise(20_000), "</row>"))

    with pytest.raises(Faulty, match=TOO_LARGE):
        archive.read(SHEET)

    assert archive.unpacked < 512 * 1024 + 2 * CHUNK


def test_row_of_too_much_markup_is_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_TAGS", 1000)

    assert said(sheet("<row>", *cells_of_noise(2000), "</row>")) == TOO_LARGE


def test_too_many_shared_texts_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MOST_STRINGS", 10)
    texts = ["<si><t>a</t></si>"] * 11
    file = workbook(strings=[f'<sst xmlns="{MAIN}">', *texts, "</sst>"])

    assert said(file) == TOO_LARGE


def test_many_sheets_of_one_part_are_refused():
    with zipfile.ZipFile(sheet()) as archive:
        book = archive.read("xl/workbook.xml").decode()
    (one,) = [part for part in book.split("<") if part.startswith("sheet ")]
    file = workbook(workbook=[book.replace(f"<{one}", f"<{one}" * 201)])

    assert said(file) == TOO_MANY_SHEETS


def test_many_sheets_are_refused(monkeypatch):
    monkeypatch.setattr("machinery.spreadsheets.xlsx_files.MOST_SHEETS", 2)
    packed, book = io.BytesIO(), openpyxl.Workbook()
    for number in range(2):
        book.create_sheet(f"Blatt {number}")
    book.save(packed)

    assert said(CountedFile(packed.getvalue())).startswith("Die Datei hat mehr als ")


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("where", ["sheet", "strings", "workbook", "styles"])
def test_entities_are_refused_unread(where, encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>{ENTITIES}<worksheet xmlns="{MAIN}">&b;</worksheet>'
    file = workbook(**{where: [text.encode(encoding)]})

    assert said(file) == UNUSUAL


def test_forbidden_markup_is_found_where_two_chunks_meet():
    for shift in range(12):
        text = START + "<a/>" * ((CHUNK - len(START)) // 4 - 2) + " " * shift + "<![CDATA[x]]>" + END
        with pytest.raises(Faulty, match=UNUSUAL):
            MeasuredArchive(workbook(sheet=[text])).read(SHEET)


def test_ordinary_workbook_is_read_to_its_end():
    table = [["slug", "name"], *([f"e-{number}", noise(600)] for number in range(1500))]
    file = xlsx_upload(table)

    assert len(list(uploads.read(file, uploads.examine(file)))) == 1500


def test_workbook_of_equal_rows_is_read_to_its_end():
    """Tables of offices repeat themselves; that packs tightly, but not so tightly."""
    words = ["company", "Köln", "Ja", "", "sme", "https://www.example.org/", "vision"]
    table = [["slug", *"abcdefg"], *([f"firma-{number}", *words] for number in range(4000))]
    file = xlsx_upload(table)

    assert len(list(uploads.read(file, uploads.examine(file)))) == 4000


def test_beginning_of_a_workbook_is_enough_to_examine_it():
    """It does not say how large its sheet is: whoever asks reads all of it."""
    rows = [cell(noise(600), line) for line in range(2, 3000)]
    file = workbook(sheet=[START, HEADER, *rows, END])

    table = uploads.examine(file)

    assert (table["header"], len(table["samples"])) == (["slug"], 3)
    assert file.taken < file.size / 4


def test_texts_of_a_workbook_are_read_once_to_examine_it():
    texts = [f"<si><t>{text}</t></si>" for text in ("slug", *(noise(600) for _ in range(2000)))]
    first = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>'
    file = workbook(sheet=[START, first, END], strings=[f'<sst xmlns="{MAIN}">', *texts, "</sst>"])

    assert uploads.examine(file)["header"] == ["slug"]

    assert file.taken < 1.5 * file.size


# -- CSV -----------------------------------------------------------------------------------------------


def test_csv_line_without_an_end_is_refused_before_it_is_read():
    file = CountedFile(b"slug,name\n" + b"a," * (3 * MIB))
    table = {"format": "csv", "encoding": "utf-8", "delimiter": ",", "header": ["slug", "name"], "line": 1}

    with pytest.raises(Faulty) as refused:
        list(uploads.read(file, table))

    assert str(refused.value) == f"Zeile 2: Die Zeile ist länger als {csv_files.LONGEST_LINE} Zeichen."
    assert file.taken < 2 * csv_files.LONGEST_LINE


@pytest.mark.parametrize("quote", [b'"', b""])
def test_csv_cell_without_an_end_is_refused(quote):
    lines = b"\n".join([b"x" * 1000] * 200) if quote else b"x" * 200_000
    file = CountedFile(b"slug,name\na," + quote + lines + quote + b"\n")
    table = {"format": "csv", "encoding": "utf-8", "delimiter": ",", "header": ["slug", "name"], "line": 1}

    with pytest.raises(Faulty, match="Eine Zelle ist länger als"):
        list(uploads.read(file, table))


def test_file_of_blanks_is_not_read_as_one_line():
    class Watched(CountedFile):
        def readline(self, size=-1):
            raise AssertionError("a line may be endless")

        __next__ = readline

    assert said(Watched(b" " * (3 * MIB))) == "Die Datei ist leer."
