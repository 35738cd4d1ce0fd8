"""Reading files: any bytes give rows or problems, never another error."""

import io
from contextlib import suppress

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from landkarte.loading.entry_rows import COLUMNS
from landkarte.loading.problems import Faulty
from landkarte.loading.table import read_table

pytestmark = pytest.mark.one_database

CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["", "company", "05315000", "50.9", "nan", "1e400", "2020", "2026-02-30", "a;b", "x" * 1200]
    ),
)
TABLES = st.builds(
    lambda columns, rows: "\n".join(",".join(row) for row in [columns, *rows]),
    st.permutations(COLUMNS),
    st.lists(st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=3),
)
FILES = st.one_of(
    st.binary(max_size=200),
    st.builds(lambda tail: b"slug,kind,name\n" + tail, st.binary(max_size=200)),
    st.builds(lambda text: text.encode(), TABLES),
)


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("files") / "datei.csv"


@given(data=FILES)
def test_table_of_any_bytes_has_rows_in_order_or_is_refused(path, data):
    path.write_bytes(data)
    with suppress(Faulty):
        rows, _problems = read_table(path, columns=COLUMNS)
        assert [row.line for row in rows] == sorted({row.line for row in rows})


@pytest.mark.django_db
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=FILES)
def test_import_of_any_bytes_succeeds_or_is_refused(path, data):
    path.write_bytes(data)
    with suppress(CommandError):
        call_command("import_entries", str(path), "--dry-run", stdout=io.StringIO())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_table_counts_lines_where_records_start(path, end):
    lines = ["slug,kind,name", 'a,company,"zwei', 'Zeilen"', "", "b,company,B"]
    path.write_text(end.join(lines), encoding="utf-8", newline="")

    rows, problems = read_table(path, columns=COLUMNS)

    assert [(row.line, row.cells["slug"]) for row in rows] == [(2, "a"), (5, "b")]
    assert problems == []
