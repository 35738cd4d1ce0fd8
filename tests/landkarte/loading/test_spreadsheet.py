"""Entries as rows of a table."""

import pytest

from landkarte.loading.spreadsheet import COLUMNS, row, words
from tests.factories import EntryFactory


@pytest.mark.django_db
def test_row_has_a_cell_for_each_column_and_leaves_numbers_as_numbers():
    entry = EntryFactory(latitude=-1.5, longitude=-2)
    cells = dict(
        zip(
            COLUMNS,
            row(entry, organisation=(None, None), industries=[], focuses=[], words=words()),
            strict=True,
        )
    )

    assert (cells["latitude"], cells["longitude"]) == (-1.5, -2)
