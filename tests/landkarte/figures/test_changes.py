"""The page of changes by month."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from landkarte.entries.moderation import unpublish
from landkarte.models import Entry
from machinery.history import one_record
from tests.config.test_pages import Page
from tests.factories import EntryFactory, IndustryFactory, StaffFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def moment(*parts):
    return datetime(*parts, tzinfo=UTC)


def published(*parts, **fields):
    return EntryFactory(published_at=moment(*parts), **fields)


def changed(entry, *parts, reason="admin"):
    """A line of history at this time for a changed text."""
    with one_record(entry, reason=reason):
        entry.summary_de = f"Text vom {parts}."
        entry.save()
    entry.history.filter(pk=entry.history.latest().pk).update(history_date=moment(*parts))


def listed(response):
    return [(change.entry.slug, str(change.news)) for change in response.context["page"]]


def sums(response):
    return {name: response.context[name] for name in ("opening", "new", "updated", "withdrawn")}


@pytest.fixture
def opening():
    return published(2026, 1, 10, slug="a", name="Alpha", kind="company")


def test_month_lists_what_is_new_and_updated_latest_first(client, opening):
    published(2026, 3, 5, slug="b")
    published(2026, 3, 20, slug="c")
    changed(opening, 2026, 3, 10)
    published(2026, 4, 1, slug="d")

    response = client.get("/aenderungen/?month=2026-03")

    assert listed(response) == [("c", "new"), ("a", "updated"), ("b", "new")]
    assert sums(response) == {"opening": 0, "new": 2, "updated": 1, "withdrawn": 0}


def test_first_page_is_the_latest_month_with_changes(client, opening):
    published(2026, 3, 5, slug="b")

    response = client.get("/aenderungen/")

    assert (str(response.context["month"].start), listed(response)) == ("2026-03-01", [("b", "new")])
    assert [month.href for month in response.context["months"]] == [
        "/aenderungen/?month=2026-03",
        "/aenderungen/?month=2026-01",
    ]


def test_entries_of_the_opening_are_counted_as_such(client, opening):
    published(2026, 1, 10, 20, slug="b")
    published(2026, 1, 20, slug="c")

    response = client.get("/aenderungen/")

    assert sums(response) == {"opening": 2, "new": 1, "updated": 0, "withdrawn": 0}
    assert listed(response) == [("c", "new"), ("b", ""), ("a", "")]


def test_entry_that_changed_twice_is_listed_once_in_each_month(client, opening):
    for day in (3, 7):
        changed(opening, 2026, 3, day)
    changed(opening, 2026, 4, 2)

    march = client.get("/aenderungen/?month=2026-03")
    assert [(str(change.news), change.at) for change in march.context["page"]] == [
        ("updated", moment(2026, 3, 7))
    ]
    assert listed(client.get("/aenderungen/?month=2026-04")) == [("a", "updated")]
    assert [month.updated for month in march.context["months"]] == [1, 1, 0]


def test_new_entry_that_changes_in_its_month_is_new(client, opening):
    changed(published(2026, 3, 1, slug="b"), 2026, 3, 2)

    response = client.get("/aenderungen/?month=2026-03")

    assert (listed(response), sums(response)["updated"]) == ([("b", "new")], 0)
    assert [month.updated for month in response.context["months"]] == [0, 0]


def test_month_ends_where_the_clock_in_the_country_says(client, opening):
    published(2026, 3, 31, 22, 30, slug="b")  # half past midnight, first of April

    assert listed(client.get("/aenderungen/?month=2026-04")) == [("b", "new")]
    assert listed(client.get("/aenderungen/?month=2026-03")) == []


def test_withdrawn_entry_is_a_number_without_a_name(client, opening):
    secret = published(2026, 1, 20, slug="geheim", name="Streng geheim")
    changed(secret, 2026, 2, 20)
    unpublish(secret, by=StaffFactory())
    EntryFactory(name="Streng geheimer Entwurf", status="draft")
    Entry.history.filter(history_change_reason="unpublish").update(history_date=moment(2026, 3, 3))

    texts = {month: client.get(f"/aenderungen/?month=2026-0{month}") for month in (1, 2, 3)}

    assert [sums(response)["withdrawn"] for response in texts.values()] == [0, 0, 1]
    assert [listed(response) for response in texts.values()] == [[("a", "")], [], []]
    assert "eheim" not in "".join(response.content.decode() for response in texts.values())
    assert "1 Eintrag zurückgezogen" in texts[3].content.decode()


@pytest.mark.parametrize("query", ["kind=company", "q=geheim", "industry=health", "near=50.9,6.95"])
def test_filter_does_not_tell_what_was_in_a_withdrawn_entry(client, opening, query):
    secret = published(2026, 1, 20, name="Geheim", kind="company", industries=["health"])
    unpublish(secret, by=StaffFactory())
    month = timezone.localdate().strftime("%Y-%m")

    assert sums(client.get(f"/aenderungen/?month={month}"))["withdrawn"] == 1
    assert sums(client.get(f"/aenderungen/?month={month}&{query}"))["withdrawn"] == 0


def test_deleted_entry_was_withdrawn(client, opening):
    published(2026, 2, 1, name="Weg").delete()
    EntryFactory(status="draft").delete()

    assert sums(client.get(f"/aenderungen/?month={timezone.localdate():%Y-%m}"))["withdrawn"] == 1


def test_changes_keep_to_the_query(client, opening):
    published(2026, 3, 5, slug="b", kind="product")
    published(2026, 3, 6, slug="c", kind="company")

    response = client.get("/aenderungen/?kind=product&month=2026-03")

    assert listed(response) == [("b", "new")]
    assert [month.href for month in response.context["months"]] == [
        "/aenderungen/?kind=product&month=2026-03"
    ]
    assert response.context["list"] == "/?kind=product"
    assert [chip.href for chip in response.context["chips"]] == ["?month=2026-03"]


def test_month_without_changes_says_so(client, opening):
    response = client.get("/aenderungen/?month=2031-01")

    assert (response.status_code, listed(response)) == (200, [])
    assert "In diesem Monat hat sich nichts geändert." in response.content.decode()


def test_empty_map_has_an_empty_page(client):
    response = client.get("/aenderungen/")

    assert (response.status_code, listed(response)) == (200, [])
    assert response.context["month"].start == timezone.localdate().replace(day=1)


@pytest.mark.parametrize(
    "month",
    [
        "0000-13",
        "2026-13",
        "2026-00",
        "2026",
        "2026-1",
        "1999-12",
        "2101-01",
        "99999-01",
        "-1",
        "x",
        "%00",
        "2026-01-01",
        "٢٠٢٦-٠١",
        "9" * 1000,
    ],
)
def test_wrong_month_is_said(client, opening, month):
    response = client.get(f"/aenderungen/?month={month}")

    assert response.status_code == 400
    assert [error.name for error in response.context["errors"]] == ["month"]
    assert "Alpha" not in response.content.decode()


@pytest.mark.parametrize("month", ["2000-01", "2100-12"])
def test_first_and_last_month_are_pages(client, opening, month):
    assert client.get(f"/aenderungen/?month={month}").status_code == 200


@pytest.mark.parametrize("page", ["0", "2", "1e9", "1000000", "x"])
def test_page_that_is_not_there_is_said(client, opening, page):
    response = client.get(f"/aenderungen/?page={page}")

    assert (response.status_code, [error.name for error in response.context["errors"]]) == (400, ["page"])


def test_long_month_has_pages(client, opening):
    start = moment(2026, 3, 1)
    for number in range(51):
        EntryFactory(published_at=start + timedelta(hours=number))
    slugs = []
    for page in (1, 2):
        slugs += [slug for slug, _ in listed(client.get(f"/aenderungen/?month=2026-03&page={page}"))]

    assert (len(slugs), len(set(slugs))) == (51, 51)


def test_page_takes_the_same_queries_for_one_and_three_entries(client, opening):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            entry = published(2026, 3, 1, organisation=opening)
            changed(opening, 2026, 3, 2)
            entry.industries.set([IndustryFactory()])
        client.get("/aenderungen/")  # as it is when somebody has asked before
        with CaptureQueriesContext(connection) as queries:
            assert listed(client.get("/aenderungen/?month=2026-03"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def of_history(queries):
    return [query["sql"] for query in queries if "historicalentry" in query["sql"]]


def numbers_of(client, query):
    months = client.get(f"/aenderungen/?{query}").context["months"]
    return [(month.published, month.updated) for month in months]


def test_history_of_an_unchanged_map_is_read_once_for_all_queries(client, opening):
    changed(opening, 2026, 3, 2)
    with CaptureQueriesContext(connection) as first:
        assert numbers_of(client, "kind=company") == [(0, 1), (1, 0)]
    with CaptureQueriesContext(connection) as others:
        assert numbers_of(client, "kind=company&industry=") == [(0, 1), (1, 0)]
        assert numbers_of(client, "q=nirgends") == []

    assert (len(of_history(first)), of_history(others)) == (1, [])


def test_of_the_history_only_what_has_changed_is_read_again(client, opening):
    entries = [published(2026, 3, 1), published(2026, 3, 1)]
    client.get("/aenderungen/?kind=company")
    changed(entries[0], 2026, 5, 2)
    with CaptureQueriesContext(connection) as queries:
        numbers = numbers_of(client, "kind=company")

    assert numbers == [(0, 1), (2, 0), (1, 0)]
    (asked,) = of_history(queries)
    assert f"IN ({entries[0].pk})" in asked


@pytest.mark.parametrize("taken", ["withdrawn", "deleted", "moved"])
def test_what_is_known_of_an_entry_goes_and_moves_with_it(client, opening, taken):
    entry = published(2026, 3, 1)
    changed(entry, 2026, 4, 2)
    assert numbers_of(client, "kind=company") == [(0, 1), (1, 0), (1, 0)]
    if taken == "deleted":
        entry.delete()
    elif taken == "withdrawn":
        Entry.objects.filter(pk=entry.pk).update(status="unpublished")
    else:
        Entry.objects.filter(pk=entry.pk).update(published_at=moment(2026, 5, 1))

    left = [(1, 0), (1, 0)] if taken == "moved" else [(1, 0)]
    assert numbers_of(client, "kind=company") == left


def test_page_of_a_long_month_reads_no_more_than_it_shows(client, opening):
    start = moment(2026, 3, 1)
    for number in range(60):
        EntryFactory(published_at=start + timedelta(hours=number))
    client.get("/aenderungen/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/aenderungen/?month=2026-03")

    keys = [re.search(r'"landkarte_entry"."id" IN \(([\d, ]+)\)', query["sql"]) for query in queries]
    assert [len(found[1].split(",")) for found in keys if found] == [50]


def test_footer_leads_to_changes_and_feed(client):
    links = [link["href"] for link in Page(client.get("/en/")).all("a")]

    assert {"/en/figures/", "/en/changes/", "/en/feed.atom"} <= set(links)
