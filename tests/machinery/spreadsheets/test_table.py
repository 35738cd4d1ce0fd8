"""Reading files: any bytes give rows or problems, never another error."""

from contextlib import suppress

import pytest
from hypothesis import given

from machinery.spreadsheets.problems import Faulty
from machinery.spreadsheets.table import read_table
from tests.machinery.spreadsheets.any_files import files_with

COLUMNS = ["slug", "kind", "name", "ags", "latitude", "founded", "retrieved", "summary_de"]


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("files") / "datei.csv"


@given(data=files_with(COLUMNS))
def test_table_of_any_bytes_has_rows_in_order_or_is_refused(path, data):
    path.write_bytes(data)
    with suppress(Faulty):
        rows, _problems = read_table(path, columns=COLUMNS)
        assert [row.line for row in rows] == sorted({row.line for row in rows})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_table_counts_lines_where_records_start(path, end):
    lines = ["slug,kind,name", 'a,company,"zwei', 'Zeilen"', "", "b,company,B"]
    path.write_text(end.join(lines), encoding="utf-8", newline="")

    rows, problems = read_table(path, columns=COLUMNS)

    assert [(row.line, row.cells["slug"]) for row in rows] == [(2, "a"), (5, "b")]
    assert problems == []


def test_empty_cells_behind_the_last_column_are_left_out(path):
    path.write_text("slug,kind\na,company,, \nb,company,x\n", encoding="utf-8")

    rows, problems = read_table(path, columns=COLUMNS)

    assert [row.cells for row in rows] == [{"slug": "a", "kind": "company"}]
    assert list(map(str, problems)) == ["Zeile 3: 3 statt 2 Zellen."]
