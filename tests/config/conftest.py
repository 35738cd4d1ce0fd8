"""A portal with one row of everything that has a page."""

import pytest

from tests.config.rows import make_desk, make_entry


@pytest.fixture
def entry():
    return make_entry()


@pytest.fixture
def desk(entry):
    """What editors keep: one row of each kind, all with the key of the entry that this returns."""
    return make_desk()
