"""Which column of a file is taken for which of ours."""

import pytest

from desk.importing import mapping

pytestmark = pytest.mark.one_database


@pytest.mark.django_db
def test_columns_are_guessed_by_their_german_names():
    header = [
        "Adressteil",
        "Art",
        "Firma",
        "PLZ",
        "Ort",
        "Straße",
        "Telefon",
        "Kurztext (deutsch)",
        "",
        "Fehler",
    ]

    assert mapping.guess(header) == [
        "slug", "kind", "name", "postal_code", "city", "street", "", "summary_de", "", "",
    ]  # fmt: skip
