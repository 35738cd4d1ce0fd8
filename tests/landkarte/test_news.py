"""Which entries are new, and which were updated."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from landkarte.entries.moderation import publish, unpublish
from landkarte.models import Entry
from landkarte.models.news import News
from machinery.history import one_record
from tests.factories import EntryFactory, IndustryFactory, StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOW = timezone.now


def ago(days):
    return NOW() - timedelta(days=days)


@pytest.fixture(autouse=True)
def opening():
    return EntryFactory(slug="eroeffnung", name="Eröffnung", published_at=ago(400))


def news(slug):
    return Entry.objects.with_news().get(slug=slug).news


def change(slug, **fields):
    entry = Entry.objects.get(slug=slug)
    with one_record(entry):
        for name, value in fields.items():
            setattr(entry, name, value)
        entry.save()


def test_opening_is_found_by_its_index():
    (name,) = [index.name for index in Entry._meta.indexes if index.fields == ["published_at"]]
    if connection.vendor == "postgresql":  # else it reads few rows as they come
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")

    assert name in Entry.objects.with_news().explain()


def test_entry_is_new_for_thirty_days():
    EntryFactory(slug="a", published_at=ago(29))
    EntryFactory(slug="b", published_at=ago(31))

    assert (news("a"), news("b")) == (News.NEW, News.NONE)


def test_entries_of_the_opening_are_not_new():
    Entry.objects.update(published_at=ago(2))
    EntryFactory(slug="a", published_at=ago(1.5))
    EntryFactory(slug="b", published_at=ago(0.5))

    assert (news("eroeffnung"), news("a"), news("b")) == (News.NONE, News.NONE, News.NEW)


def test_entry_is_updated_for_thirty_days():
    change("eroeffnung", summary_de="Anders.")
    assert news("eroeffnung") == News.UPDATED

    Entry.history.filter(history_type="~").update(history_date=ago(31))
    assert news("eroeffnung") == News.NONE


def test_new_entry_that_changes_is_new():
    EntryFactory(slug="a", published_at=ago(3))
    change("a", summary_de="Anders.")

    assert news("a") == News.NEW


def test_change_before_publication_is_no_update():
    EntryFactory(slug="a", published_at=ago(60))
    change("a", summary_de="Anders.")
    Entry.objects.filter(slug="a").update(published_at=NOW() + timedelta(seconds=1))
    Entry.objects.filter(slug="eroeffnung").update(published_at=NOW() + timedelta(seconds=1))

    assert news("a") == News.NONE


def test_changed_terms_are_an_update(opening):
    opening.industries.add(IndustryFactory())

    assert news("eroeffnung") == News.UPDATED


def test_search_lines_and_publishing_are_no_update(opening):
    staff = StaffFactory()
    unpublish(opening, by=staff)
    publish(opening, by=staff)
    Entry.objects.filter(slug="eroeffnung").update(search_text="alt")
    Entry.objects.refresh_search()
    entry = Entry.objects.with_news().get()

    assert entry.updated_at > ago(1)  # which is why that column does not decide
    assert entry.changed_at is None


def test_entry_that_nobody_asked_for_its_news_has_none():
    EntryFactory(slug="a", published_at=ago(3))

    assert Entry.objects.get(slug="a").news == News.NONE


def test_draft_has_no_news():
    EntryFactory(slug="a", status="draft")

    assert news("a") == News.NONE


def test_marks_stand_on_cards_and_on_the_page_of_the_entry(client):
    EntryFactory(slug="a", published_at=ago(3), organisation=Entry.objects.get())
    change("eroeffnung", summary_de="Anders.")
    marks = {
        address: client.get(address).content.decode().count(f'"news news--{kind}"')
        for address, kind in [
            ("/?q=eintrag", "new"),
            ("/?q=anders", "updated"),
            ("/eintraege/a/", "new"),
            ("/eintraege/eroeffnung/", "updated"),
        ]
    }

    assert marks == {"/?q=eintrag": 1, "/?q=anders": 1, "/eintraege/a/": 1, "/eintraege/eroeffnung/": 1}
    assert ">New</span>" in client.get("/en/entries/a/").content.decode()


def test_freshly_loaded_map_has_no_marks(client, db):
    Entry.objects.update(published_at=NOW())

    assert "news--" not in client.get("/").content.decode()
