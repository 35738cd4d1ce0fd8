"""Freshness: the yearly letter, its reminders and the mark."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from landkarte.models import Entry
from machinery.models import Letter
from submissions import freshness
from submissions.models import Activity, FreshnessLetter, Membership
from tests.factories import (
    EntryFactory,
    MembershipFactory,
    OrganisationFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.submissions.states import submitted

pytestmark = pytest.mark.django_db

TODAY = date(2027, 3, 1)
YEAR_AGO = date(2026, 3, 1)


def organisation(*, confirmed_on=YEAR_AGO, members=1, **entry):
    made = OrganisationFactory(entry=EntryFactory(confirmed_on=confirmed_on, **entry))
    for _ in range(members):
        MembershipFactory(organisation=made)
    return made


def stages(user=None):
    rows = FreshnessLetter.objects.order_by("pk")
    return list((rows.filter(user=user) if user else rows).values_list("stage", flat=True))


def run(day):
    return freshness.write_due(day), freshness.mark_due(day)


def days(number):
    return TODAY + timedelta(days=number)


@pytest.fixture
def firma():
    return organisation(name="Firma")


@pytest.fixture
def letter(firma):
    freshness.write_due(TODAY)
    return Letter.objects.get()


# -- Who gets a letter, and when ----------------------------------------------------------------------


def test_letter_comes_a_year_after_the_last_confirmation():
    firma = organisation(confirmed_on=YEAR_AGO)
    organisation(confirmed_on=YEAR_AGO + timedelta(days=1))

    assert freshness.write_due(TODAY) == 1

    letter = Letter.objects.get()
    assert letter.recipients == [firma.memberships.get().user.email]
    assert letter.subject == f"Stimmt „{firma.entry.name}“ auf der KI.Landkarte noch?"
    assert "Stand 1. März 2026" in letter.text


def test_entry_that_nobody_ever_confirmed_counts_from_its_publication():
    published_at = datetime(2026, 3, 1, 23, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    organisation(confirmed_on=None, published_at=published_at)

    assert freshness.write_due(days(-1)) == 0
    assert freshness.write_due(TODAY) == 1


def test_leap_day_has_a_year_too():
    assert freshness.a_year_before(date(2028, 2, 29)) == date(2027, 2, 28)


def test_entries_without_owner_or_members_or_not_public_are_left_alone():
    EntryFactory(confirmed_on=date(2020, 1, 1))
    organisation(confirmed_on=date(2020, 1, 1), members=0)
    organisation(confirmed_on=date(2020, 1, 1), status=Entry.Status.UNPUBLISHED)
    inactive = organisation(confirmed_on=date(2020, 1, 1)).memberships.get().user
    inactive.is_active = False
    inactive.save()
    OrganisationFactory(entry=None)

    assert [run(days(number)) for number in (0, 30, 60, 90)] == [(0, 0)] * 4


def test_letter_bundles_all_entries_of_a_person():
    firma = organisation(name="Firma")
    member = firma.memberships.get().user
    product = EntryFactory(name="Produkt", organisation=firma.entry, confirmed_on=YEAR_AGO)
    other = organisation(name="Andere", members=0)
    MembershipFactory(organisation=other, user=member)

    assert freshness.write_due(TODAY) == 1

    letter = Letter.objects.get()
    assert letter.subject == "Stimmen Ihre 3 Einträge auf der KI.Landkarte noch?"
    assert set(FreshnessLetter.objects.values_list("entry", flat=True)) == {
        firma.entry_id,
        product.pk,
        other.entry_id,
    }
    assert letter.text.count("bestaetigung") == 7


def test_person_gets_one_letter_a_day():
    firma = organisation()
    freshness.write_due(TODAY)
    EntryFactory(organisation=firma.entry, confirmed_on=YEAR_AGO)

    assert freshness.write_due(TODAY) == 0
    assert freshness.write_due(days(1)) == 1


def test_every_member_gets_the_letter_in_their_language():
    firma = organisation(members=0)
    MembershipFactory(organisation=firma, user=UserFactory(language="en", email="en@example.org"))
    MembershipFactory(organisation=firma, user=UserFactory(language="de", email="de@example.org"))

    assert freshness.write_due(TODAY) == 2

    english = Letter.objects.get(html__contains='lang="en"')
    assert english.recipients == ["en@example.org"]
    assert "http://testserver/en/" in english.text


# -- Reminders, gaps, the mark --------------------------------------------------------------------------


def test_reminders_come_after_14_and_28_days_and_the_mark_14_days_later():
    firma = organisation()

    done = {number: run(days(number)) for number in range(60)}

    assert {number: what for number, what in done.items() if what != (0, 0)} == {
        0: (1, 0),
        14: (1, 0),
        28: (1, 0),
        42: (0, 1),
    }
    assert Entry.objects.get(pk=firma.entry_id).unconfirmed_since == YEAR_AGO


def test_last_reminder_says_from_when_the_mark_stands():
    organisation()
    for number in (0, 14, 28):
        freshness.write_due(days(number))

    texts = [one.text for one in Letter.objects.order_by("pk")]

    assert ["letzte Erinnerung" in text for text in texts] == [False, False, True]
    assert "Ab dem 12. April 2027" in texts[2]
    assert [one.subject.startswith("Erinnerung: ") for one in Letter.objects.order_by("pk")] == [
        False,
        True,
        True,
    ]


def test_run_twice_on_a_day_writes_nothing_twice():
    organisation(members=2)

    assert [run(TODAY), run(TODAY)] == [(2, 0), (0, 0)]
    assert Letter.objects.count() == 2


def test_after_a_gap_each_stage_still_comes_once_with_its_pauses():
    organisation(confirmed_on=date(2020, 1, 1))
    freshness.write_due(TODAY)

    done = {number: run(days(number)) for number in range(200, 260)}

    assert {number: what for number, what in done.items() if what != (0, 0)} == {
        200: (1, 0),
        214: (1, 0),
        228: (0, 1),
    }
    assert stages() == [0, 1, 2]


def test_letter_that_was_begun_before_a_crash_reaches_the_others():
    firma = organisation(members=2)
    first, second = (one.user for one in firma.memberships.order_by("user"))
    freshness._write_to(first, TODAY)  # and then the run was killed

    assert freshness.write_due(TODAY) == 1
    assert (stages(first), stages(second)) == ([0], [0])


def test_confirmed_entry_gets_no_more_reminders(firma, letter):
    freshness.confirm(firma.entry)

    assert freshness.write_due(days(14)) == 0


def test_history_of_the_mark_and_the_confirmation_is_one_line_each(firma, letter):
    changed = Entry.objects.get(pk=firma.entry_id).updated_at
    for number in (14, 28, 42):
        run(days(number))
    freshness.confirm(firma.entry, by=firma.memberships.get().user)

    entry = Entry.objects.get(pk=firma.entry_id)
    lines = [(one.history_change_reason, one.history_user_id) for one in entry.history.all()[:2]]
    assert lines == [("confirm", firma.memberships.get().user_id), ("unconfirmed", None)]
    assert (entry.confirmed_on, entry.unconfirmed_since) == (timezone.localdate(), None)
    assert entry.updated_at == changed


def test_confirmation_stands_in_the_log_of_the_organisation(firma):
    product = EntryFactory(name="Produkt", organisation=firma.entry)

    freshness.confirm(product)

    (line,) = Activity.objects.all()
    assert (line.organisation, line.verb, line.subject, line.actor) == (
        firma,
        "confirmed",
        "Produkt",
        None,
    )


def test_what_is_not_public_cannot_be_confirmed():
    entry = EntryFactory(status=Entry.Status.UNPUBLISHED)

    with pytest.raises(ValidationError):
        freshness.confirm(entry)


def test_take_down_withdraws_what_is_open_about_the_entry_alone(firma):
    member = firma.memberships.get().user
    sent = submitted(firma, member, entry=firma.entry)
    other = SubmissionFactory(organisation=firma)

    freshness.take_down(firma.entry, by=member)

    sent.refresh_from_db()
    other.refresh_from_db()
    assert (sent.status, other.status) == ("withdrawn", "draft")
    assert sent.activities.get(verb="withdrawn").actor == member
    told = Letter.objects.get(subject__startswith=f"Zurückgezogen: Ihre Einreichung {sent.reference}")
    assert told.recipients == [member.email]
    assert "Veröffentlicht wurde davon nichts" in told.text


def test_refused_take_down_withdraws_nothing(firma):
    draft = SubmissionFactory(organisation=firma, entry=firma.entry)
    Entry.objects.filter(pk=firma.entry_id).update(status="unpublished")

    with pytest.raises(ValidationError):
        freshness.take_down(firma.entry)

    draft.refresh_from_db()
    assert draft.status == "draft"


# -- Seen by everybody ----------------------------------------------------------------------------------


def test_mark_stands_on_card_page_and_api(client, staff_client):
    EntryFactory(slug="alt", name="Alt", unconfirmed_since=YEAR_AGO)
    EntryFactory(slug="neu", name="Neu")

    for address in ("/?q=alt", "/eintraege/alt/"):
        assert 'class="mark mark--unconfirmed">nicht bestätigt<' in client.get(address).content.decode()
    assert "Nicht bestätigt seit" in client.get("/eintraege/alt/").content.decode()
    assert "mark--unconfirmed" not in client.get("/?q=neu").content.decode()
    rows = client.get("/api/v1/entries/?sort=name").json()["results"]
    assert [(row["slug"], row["unconfirmed_since"], row["marks"]) for row in rows] == [
        ("alt", "2026-03-01", ["unconfirmed"]),
        ("neu", None, []),
    ]
    listed = staff_client.get("/admin/landkarte/entry/?freshness=unconfirmed").context["cl"].queryset
    assert [one.slug for one in listed] == ["alt"]


def test_confirmation_is_no_news(client, firma):
    Entry.objects.update(published_at=timezone.now() - timedelta(days=400))
    freshness.confirm(firma.entry)

    assert "Aktualisiert" not in client.get("/").content.decode()


def test_ex_members_get_no_letter(firma):
    Membership.objects.all().delete()

    assert freshness.write_due(TODAY) == 0
