"""Staff ask members out of turn whether entries are right: the yearly letter's own way."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from desk.bulk import planning
from landkarte.entries import moderation
from landkarte.models import Entry
from machinery.models import Letter
from submissions import freshness
from submissions.models import FreshnessLetter
from tests.factories import EntryFactory, MembershipFactory, OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def today():
    return timezone.localdate()


def owned(today, *, days=60, **values):
    """An entry with one member that was confirmed so many days ago."""
    entry = EntryFactory(confirmed_on=today - timedelta(days=days), **values)
    MembershipFactory(organisation=OrganisationFactory(entry=entry))
    return entry


def ask(staff):
    plan = planning.plan(planning.actions_of(staff)["ask"], Entry.objects.all(), {})
    return planning.carry_out(plan, by=staff, token="once")


def test_plan_says_who_can_be_asked(staff, today):
    owned(today, name="Frisch")
    owned(today, name="Ohnehin fällig", days=400)
    owned(today, name="Heute", days=0)
    owned(today, name="Stumm", unconfirmed_since=today)
    owned(today, name="Entwurf", status="draft")
    EntryFactory(name="Ohne Konto")
    asked = owned(today, name="Gefragt")
    moderation.ask_to_confirm(asked, by=staff)

    plan = planning.plan(planning.actions_of(staff)["ask"], Entry.objects.all(), {})

    told = {"changes": plan.changes, "same": plan.same, **plan.refused}
    assert {reason: [name for _key, name in group.found] for reason, group in told.items()} == {
        "changes": ["Frisch"],
        "same": ["Gefragt", "Ohnehin fällig"],
        "heute bestätigt": ["Heute"],
        "nach der letzten Erinnerung hat niemand geantwortet": ["Stumm"],
        "nicht veröffentlicht": ["Entwurf"],
        "niemand hat ein Konto dafür": ["Ohne Konto"],
    }


def test_letter_leaves_with_the_daily_run_and_leaves_a_line(staff, today):
    entry, other = owned(today), owned(today)
    Entry.objects.filter(pk=other.pk).update(confirmed_on=today)
    before = freshness.write_due()

    job = ask(staff)
    written = [freshness.write_due(), freshness.write_due()]

    assert (job.result["done"], before, written) == (1, 0, [1, 0])
    assert FreshnessLetter.objects.get().entry == entry
    assert Letter.objects.get().recipients == [entry.owner.memberships.get().user.email]
    line = entry.history.first()
    assert (line.history_change_reason, line.history_user, line.asked_on) == ("ask", staff, today)
    assert other.history.count() == 1


def test_several_entries_of_one_person_are_one_letter(staff, today):
    entry = owned(today)
    EntryFactory(organisation=entry, confirmed_on=entry.confirmed_on)

    ask(staff)

    assert freshness.write_due() == 1
    assert (FreshnessLetter.objects.count(), Letter.objects.count()) == (2, 1)


def test_who_confirms_is_asked_no_more(staff, today):
    entry = owned(today)
    ask(staff)
    freshness.write_due()

    moderation.confirm(entry, by=staff)

    assert freshness.write_due(today + timedelta(days=15)) == 0


def test_who_does_not_answer_is_reminded_and_marked(staff, today):
    entry = owned(today)
    ask(staff)
    found = [
        (freshness.write_due(today + timedelta(days=day)), freshness.mark_due(today + timedelta(days=day)))
        for day in (0, 14, 28, 42)
    ]

    entry.refresh_from_db()
    assert found == [(1, 0), (1, 0), (1, 0), (0, 1)]
    assert entry.unconfirmed_since == entry.confirmed_on


def test_draft_cannot_be_asked_about(staff):
    with pytest.raises(ValidationError):
        moderation.ask_to_confirm(EntryFactory(status="draft"), by=staff)


def test_asking_changes_no_content(staff, today):
    entry = owned(today)
    ask(staff)

    assert Entry.objects.with_news().get(pk=entry.pk).changed_at is None
