"""Who makes an entry public, and who takes it back."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from landkarte.entries.moderation import publish, unpublish
from landkarte.models import Entry
from tests.factories import EntryFactory, StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize("status", ["draft", "unpublished"])
def test_publish_shows_the_entry_to_everybody(client, staff, status):
    entry = EntryFactory(slug="a", status=status)
    before = timezone.now()

    published = publish(entry, by=staff)

    entry.refresh_from_db()
    assert (entry.status, published) == ("published", entry)
    assert before <= entry.published_at <= timezone.now()
    assert client.get("/eintraege/a/").status_code == 200


def test_unpublish_takes_the_entry_out_of_everything(client, staff):
    entry = EntryFactory(slug="a", name="Alpha")

    unpublish(entry, by=staff)

    assert client.get("/eintraege/a/").status_code == 404
    assert client.get("/api/v1/entries/").json()["count"] == 0
    assert client.get("/api/v1/map/").json()["total"] == 0
    assert b"Alpha" not in client.get("/api/v1/entries.csv").getvalue()


@pytest.mark.parametrize(
    ("verb", "values", "code"),
    [
        (publish, {"status": "published"}, "published"),
        (publish, {"status": "draft", "summary_de": "", "summary_en": ""}, "no-summary"),
        (unpublish, {"status": "draft"}, "not-published"),
        (unpublish, {"status": "unpublished"}, "not-published"),
    ],
)
def test_illegal_change_is_refused_and_changes_nothing(staff, verb, values, code):
    entry = EntryFactory(name="Alpha", **values)
    records = entry.history.count()

    with pytest.raises(ValidationError) as error:
        verb(entry, by=staff)

    entry.refresh_from_db()
    assert (error.value.code, entry.status, entry.history.count()) == (code, values["status"], records)
    assert "„Alpha“" in error.value.message % error.value.params


def test_english_text_is_enough_to_publish(staff):
    entry = EntryFactory(status="draft", summary_de="", summary_en="Measures.")

    assert publish(entry, by=staff).is_published


def test_verb_looks_at_the_database_and_not_at_an_old_copy(staff):
    entry = EntryFactory(status="draft", name="Alt")
    stale = Entry.objects.get(pk=entry.pk)
    Entry.objects.update(name="Neu")
    publish(entry, by=staff)

    with pytest.raises(ValidationError):
        publish(stale, by=staff)

    assert Entry.objects.get().name == "Neu"


@pytest.mark.parametrize(
    ("verb", "status", "reason"), [(publish, "draft", "publish"), (unpublish, "published", "unpublish")]
)
def test_history_says_who_did_what_in_one_record(staff, verb, status, reason):
    entry = EntryFactory(status=status, industries=["energy"])
    before = entry.history.count()

    verb(entry, by=staff)

    record = entry.history.first()
    assert entry.history.count() == before + 1
    assert (record.history_user, record.history_change_reason) == (staff, reason)
    assert [row.industry.slug for row in record.industries.all()] == ["energy"]


def test_history_does_not_take_the_person_of_the_change_before(staff):
    entry = publish(EntryFactory(status="draft"), by=StaffFactory(email="eine@example.org"))
    unpublish(entry, by=staff)

    assert [record.history_user.email for record in entry.history.all()[:2]] == [
        staff.email,
        "eine@example.org",
    ]


def test_hidden_organisation_can_no_longer_be_searched_for(staff):
    organisation = EntryFactory(name="Geheimbund")
    EntryFactory(name="Werkzeug", organisation=organisation)
    found = Entry.objects.published().search
    assert found("geheimbund").count() == 2

    unpublish(organisation, by=staff)
    assert found("geheimbund").count() == 0

    publish(organisation, by=staff)
    assert found("geheimbund").count() == 2
