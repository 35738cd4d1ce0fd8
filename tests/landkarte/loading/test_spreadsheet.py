"""Cells that no spreadsheet runs, and that come back unchanged."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from landkarte.loading.spreadsheet import COLUMNS, escape, row, unescape
from tests.factories import EntryFactory

cells = st.text() | st.text("'=+-@\t\r\n a1", max_size=8)


@given(cells)
@example("'")
@example("'=")
@example("''=")
@example("")
def test_escaped_cell_reads_back_unchanged(text):
    assert unescape(escape(text)) == text


@given(cells)
def test_escaped_cell_is_no_formula(text):
    assert escape(text)[:1] not in {*"=+-@\t\r\n"}


@pytest.mark.parametrize("text", ["a=b", "'a'", "", " ", "Müller", "1-2", "'s-Hertogenbosch"])
def test_ordinary_text_stays_as_it_is(text):
    assert escape(text) == unescape(text) == text


@pytest.mark.django_db
def test_row_has_a_cell_for_each_column_and_leaves_numbers_as_numbers():
    entry = EntryFactory(latitude=-1.5, longitude=-2)
    cells = dict(zip(COLUMNS, row(entry, organisation=None, industries=[], focuses=[]), strict=True))

    assert (cells["latitude"], cells["longitude"]) == (-1.5, -2)
