"""The Atom feed of a query, read as a feed reader reads it."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from landkarte.models import Entry
from machinery.history import one_record
from tests.config.test_pages import Page
from tests.factories import EntryFactory, FocusFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ATOM = "{http://www.w3.org/2005/Atom}"
START = datetime(2026, 3, 1, tzinfo=UTC)


def read(response):
    assert (response.status_code, response.headers["Content-Type"]) == (
        200,
        "application/atom+xml; charset=utf-8",
    )
    return ElementTree.fromstring(response.content)  # noqa: S314 (our own)


def text(element, name):
    return element.findtext(f"{ATOM}{name}")


def links(element):
    return {link.get("rel"): link.get("href") for link in element.findall(f"{ATOM}link")}


def titles(response):
    return [text(entry, "title") for entry in read(response).findall(f"{ATOM}entry")]


def test_feed_tells_of_an_entry(client):
    FocusFactory(slug="vision", name_de="Bildverarbeitung")
    organisation = EntryFactory(name="Institut", published_at=START)
    entry = EntryFactory(
        slug="a",
        name="Alpha",
        kind="product",
        summary_de="Misst alles.",
        organisation=organisation,
        focuses=["vision"],
        published_at=START + timedelta(days=1),
    )
    Entry.objects.filter(slug="a").update(created_at=START)
    Entry.history.filter(id=entry.pk).update(history_date=START)
    feed = read(client.get("/feed.atom"))
    item = feed.find(f"{ATOM}entry")

    assert (text(feed, "title"), text(feed, "id"), text(feed, "updated")) == (
        "KI.Landkarte",
        "http://testserver/feed.atom",
        "2026-03-02T00:00:00+00:00",
    )
    assert links(feed) == {"alternate": "http://testserver/", "self": "http://testserver/feed.atom"}
    assert [text(item, name) for name in ("title", "summary", "id", "published", "updated")] == [
        "Alpha",
        "Misst alles.",
        f"tag:testserver,2026-03-01:entry-{entry.pk}",
        "2026-03-02T00:00:00+00:00",
        "2026-03-02T00:00:00+00:00",
    ]
    assert links(item) == {"alternate": "http://testserver/eintraege/a/"}
    assert [one.get("term") for one in item.findall(f"{ATOM}category")] == ["Produkt", "Bildverarbeitung"]
    assert item.findtext(f"{ATOM}author/{ATOM}name") == "Institut"


def test_newest_change_stands_first(client):
    first, *_ = [
        EntryFactory(name=name, published_at=START + timedelta(days=day)) for day, name in enumerate("ABC")
    ]
    Entry.history.update(history_date=START)
    assert titles(client.get("/feed.atom?sort=name")) == ["C", "B", "A"]

    with one_record(first):
        first.summary_de = "Anders."
        first.save()

    assert titles(client.get("/feed.atom")) == ["A", "C", "B"]


def test_feed_has_fifty_entries(client):
    for number in range(51):
        EntryFactory(name=str(number), published_at=START + timedelta(days=number))
    Entry.history.all().delete()

    assert titles(client.get("/feed.atom")) == [str(number) for number in range(50, 0, -1)]


def test_feed_keeps_to_the_query_and_says_so(client):
    EntryFactory(name="Alpha", kind="product")
    EntryFactory(name="Beta", kind="company")
    EntryFactory(name="Alpha geheim", kind="product", status="draft")
    EntryFactory(name="Alpha weg", kind="product", status="unpublished")
    feed = read(client.get("/feed.atom?q=alpha&kind=product&page=1&utm=x"))

    assert text(feed, "title") == "KI.Landkarte: „alpha“, Produkt"
    assert [text(entry, "title") for entry in feed.findall(f"{ATOM}entry")] == ["Alpha"]
    assert links(feed) == {
        "alternate": "http://testserver/?q=alpha&kind=product",
        "self": "http://testserver/feed.atom?q=alpha&kind=product",
    }


def test_english_feed_is_english(client):
    EntryFactory(slug="a", kind="company", summary_de="Deutsch.", summary_en="English.")
    feed = read(client.get("/en/feed.atom?kind=company"))
    item = feed.find(f"{ATOM}entry")

    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert (text(feed, "title"), text(item, "summary")) == ("KI.Landkarte: Company", "English.")
    assert links(item) == {"alternate": "http://testserver/en/entries/a/"}


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "A & B &amp; C", "]]>", "{{7*7}}", "ä 🤖"])
def test_text_from_people_stays_as_it_is(client, words):
    EntryFactory(name=words, summary_de=words)
    feed = read(client.get("/feed.atom"))
    item = feed.find(f"{ATOM}entry")
    summary = item.find(f"{ATOM}summary")

    assert text(item, "title") == words
    # A summary is HTML: what a reader makes of it is the text.
    shown = ElementTree.fromstring(f"<p>{summary.text}</p>")  # noqa: S314
    assert (summary.get("type"), shown.text, len(shown)) == ("html", words, 0)


def test_characters_that_xml_cannot_write_are_left_out(client):
    EntryFactory(name="A\x0bB\ufffe", summary_de="C\x1bD")
    item = read(client.get("/feed.atom")).find(f"{ATOM}entry")

    assert (text(item, "title"), text(item, "summary")) == ("AB", "CD")
    assert text(read(client.get("/feed.atom?q=a%0Bb")), "title") == "KI.Landkarte: „ab“"


def test_organisation_that_is_withdrawn_has_no_name(client):
    hidden = EntryFactory(name="Geheimbund", status="unpublished")
    EntryFactory(name="Alpha", organisation=hidden)

    assert "Geheimbund" not in client.get("/feed.atom").content.decode()


@pytest.mark.parametrize("query", ["kind=nix", "founded=0", "page=1e9", "q=%00", "near=1"])
def test_wrong_query_is_said(client, query):
    EntryFactory(name="Alpha")
    response = client.get(f"/feed.atom?{query}")

    assert (response.status_code, response.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert f"({query.partition('=')[0]}): " in response.content.decode()
    assert "Alpha" not in response.content.decode()


def test_feed_without_entries_is_a_feed(client):
    feed = read(client.get("/feed.atom"))

    assert feed.findall(f"{ATOM}entry") == []
    assert text(feed, "updated")


def test_unchanged_feed_is_not_sent_again(client):
    entry = EntryFactory()
    first = client.get("/feed.atom")
    again = client.get("/feed.atom", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    other = client.get("/en/feed.atom", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    entry.delete()
    after = client.get("/feed.atom", HTTP_IF_NONE_MATCH=first.headers["ETag"])

    assert [one.status_code for one in (first, again, other, after)] == [200, 304, 200, 200]
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"] != after.headers["ETag"]
    assert {one.headers["Cache-Control"] for one in (first, again, after)} == {"no-cache"}


def test_feed_takes_the_same_queries_for_one_and_three_entries(client):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            EntryFactory(organisation=EntryFactory(), industries=["a", "b"], focuses=["c"])
        client.get("/feed.atom?kind=company")  # as it is when somebody has asked before
        with CaptureQueriesContext(connection) as queries:
            assert titles(client.get("/feed.atom"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6


@pytest.mark.parametrize("address", ["/zahlen/", "/aenderungen/"])
def test_pages_name_the_feed_of_their_query(client, address):
    EntryFactory()
    page = Page(client.get(f"{address}?kind=company&page=1"))
    feeds = [link["href"] for link in page.all("link") if link.get("type") == "application/atom+xml"]

    assert feeds == ["/feed.atom?kind=company"]
