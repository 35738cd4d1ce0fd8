"""What was public at a moment of the past."""

import pytest

from landkarte.figures.public_on_day import deleted_since, numbers_at, standing_at
from tests.desk.desk_rows import Desk, moment

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_standing_follows_the_history(set_clock):
    Desk(set_clock).entries()

    def slugs(*day):
        return set(standing_at(moment(*day)).values_list("slug", flat=True))

    assert slugs(2024, 12, 31) == {"alpha", "beta", "moved"}
    assert slugs(2025, 12, 31) == {"alpha", "moved", "delta", "bare", "late"}
    assert deleted_since(moment(2025, 12, 31)) == 1
    assert numbers_at([moment(2025, 12, 31)])[0]["kind", "company"] == 4
    assert standing_at(moment(2026, 7, 1), "research", "055").get().slug == "moved"
    assert set(standing_at(moment(2025, 12, 31), region="055")) == set()
