"""What the editors' pages write into history, and how they show it."""

import pytest

from landkarte.models import FurtherSource
from tests.desk.entries.test_entries import LIST, change, form_of
from tests.factories import EntryFactory, IndustryFactory, StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_one_save_with_terms_and_sources_is_one_record(staff_client, staff):
    entry = EntryFactory(name="Alt", industries=["energy"])
    new = IndustryFactory(slug="health")
    before = entry.history.count()

    change(
        staff_client,
        entry,
        name="Neu",
        industries=[new.pk],
        **{
            "further_sources-TOTAL_FORMS": 1,
            "further_sources-0-entry": entry.pk,
            "further_sources-0-fields": "founded",
            "further_sources-0-source": "https://example.org/",
        },
    )

    record = entry.history.first()
    assert entry.history.count() == before + 1
    assert (record.name, record.history_user, record.history_change_reason) == ("Neu", staff, "admin")
    assert [row.industry.slug for row in record.industries.all()] == ["health"]
    assert FurtherSource.objects.get().entry == entry


def test_first_save_is_one_record_of_a_new_entry(staff_client, staff):
    industry = IndustryFactory(slug="energy")
    form = form_of(staff_client, f"{LIST}add/")

    staff_client.post(
        f"{LIST}add/", form | {"name": "Neu", "slug": "neu", "kind": "company", "industries": [industry.pk]}
    )

    from_history = IndustryFactory._meta.model.objects.get().entries.get().history.get()
    assert (from_history.history_type, from_history.history_user) == ("+", staff)
    assert [row.industry.slug for row in from_history.industries.all()] == ["energy"]


def test_save_without_a_change_writes_nothing(staff_client):
    entry = EntryFactory(industries=["energy"])
    before = list(entry.history.values_list("history_id", flat=True))
    updated = entry.updated_at

    change(staff_client, entry)

    assert (list(entry.history.values_list("history_id", flat=True)), entry.updated_at) == (before, updated)


def test_save_and_publish_are_two_records(staff_client):
    entry = EntryFactory(status="draft")

    change(staff_client, entry, name="Neu", _publish="1")

    assert [record.history_change_reason for record in entry.history.all()[:2]] == ["publish", "admin"]


def test_history_page_shows_who_changed_what(client, staff):
    entry = EntryFactory(name="Altes", status="draft")
    for number in range(2):
        person = StaffFactory(email=f"redaktion{number}@example.org")
        client.force_login(person)
        change(client, entry, name=f"Neues {number}")

    content = client.get(f"{LIST}{entry.pk}/history/").content.decode()

    for text in ("redaktion0@example.org", "redaktion1@example.org", "Neues 0", "Neues 1", "Altes"):
        assert text in content, text


def test_version_page_shows_the_entry_as_it_was(staff_client):
    entry = EntryFactory(name="Altes", status="draft")
    change(staff_client, entry, name="Neues")
    old = entry.history.last()

    response = staff_client.get(f"{LIST}{entry.pk}/history/{old.history_id}/")

    assert (response.status_code, "Altes" in response.content.decode()) == (200, True)


def test_version_page_cannot_bring_the_old_state_back(staff_client):
    entry = EntryFactory(name="Altes", status="draft")
    change(staff_client, entry, name="Neues")
    address = f"{LIST}{entry.pk}/history/{entry.history.last().history_id}/"

    staff_client.post(address, form_of(staff_client, f"{LIST}{entry.pk}/change/") | {"name": "Altes"})

    entry.refresh_from_db()
    assert entry.name == "Neues"
