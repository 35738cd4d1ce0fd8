"""Cells that no spreadsheet runs, and that come back unchanged."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from machinery.spreadsheets.cells import escape, unescape

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
