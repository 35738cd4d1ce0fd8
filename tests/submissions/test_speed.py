"""How long decisions about submissions take."""

import pytest

from submissions import speed
from submissions.models import Submission
from tests.desk.desk_rows import Desk, moment


@pytest.mark.parametrize(
    ("found", "expected"),
    [({}, None), ({3: 1}, 3), ({1: 1, 4: 1}, 2.5), ({0: 2, 9: 1}, 0), ({1: 2, 2: 2, 8: 3}, 2)],
)
def test_median_is_the_middle(found, expected):
    assert speed.median(found) == expected


@pytest.mark.django_db
@pytest.mark.one_database
def test_quick_and_slow_decisions_are_two_lists(set_clock):
    Desk(set_clock).submissions()
    decided = Submission.objects.filter(status__in=speed.DECIDED)

    quick, slow = (speed.taking(decided, quick=quick) for quick in (True, False))

    assert [submission.submitted_at for submission in slow] == [moment(2026, 6, 1)]
    assert {*quick, *slow} == set(decided)
