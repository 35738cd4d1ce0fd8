"""What tests of companies' doings begin with."""

import pytest

from tests.factories import EntryFactory, OrganisationFactory


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def own():
    """An organisation with its published entry."""
    entry = EntryFactory(
        slug="muster",
        name="Muster GmbH",
        website="https://www.muster.example",
        size="sme",
        focuses=["robotics"],
    )
    return OrganisationFactory(entry=entry)
