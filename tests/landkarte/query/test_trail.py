"""Previous and next follow the list: the same set, the same order."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from landkarte.models import Entry
from landkarte.query.filters import EntryFilter
from landkarte.query.trail import query_to_carry, trail_context
from tests.config.test_pages import Page
from tests.factories import EntryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

QUERIES = [
    "kind=company&sort=-updated",
    "kind=company&sort=name",
    "q=fraunhofer",
    "q=fraunhoffer&sort=relevance",
    "q=aachen&kind=research&kind=product&sort=-updated",
    "near=50.776,6.084&radius=30",
    "near=50.776,6.084&radius=30&sort=name",
    "near=50.93,6.95&radius=80&sort=distance&q=daten",
    "region=05334",
    "bbox=6.0,50.7,7.0,51.0",
]


def trail_of(entry, query):
    return trail_context(entry, QueryDict(query))["trail"]


@pytest.mark.parametrize("query", QUERIES)
def test_walk_along_next_is_the_list(real_data, query):
    hits = list(EntryFilter(QueryDict(query)).qs)
    places = {0, 1, 23, 24, 25, len(hits) // 2, len(hits) - 1}
    assert len(hits) > 3

    for place in sorted(place for place in places if place < len(hits)):
        found = trail_of(hits[place], query)
        beside = (hits[place - 1] if place else None, hits[place + 1] if place + 1 < len(hits) else None)
        assert (found.number, found.total, found.previous, found.following) == (
            place + 1,
            len(hits),
            *beside,
        )


@pytest.mark.parametrize("query", QUERIES)
def test_way_back_leads_to_the_page_that_holds_the_entry(client, real_data, query):
    hits = list(EntryFilter(QueryDict(query)).qs)

    for place in {0, min(23, len(hits) - 1), min(24, len(hits) - 1), len(hits) - 1}:
        page = client.get(trail_of(hits[place], query).hits)
        assert hits[place] in list(page.context["page"]), place


def test_links_of_the_list_carry_its_query_and_not_its_page(client, real_data):
    response = client.get(
        "/?q=&kind=company&kind=product&sort=-updated&page=2&view=9/51/7&layer=x&kiosk=1&utm=1"
    )

    links = [link["href"] for link in Page(response).all("a") if link["href"].startswith("/eintraege/")]
    assert len(links) == 24
    assert {link.partition("?")[2] for link in links} == {"kind=company&kind=product&sort=-updated&kiosk=1"}


def test_links_carry_each_value_once(client):
    EntryFactory(slug="alpha")

    links = [link["href"] for link in Page(client.get("/?" + "kind=company&" * 900)).all("a")]

    assert "/eintraege/alpha/?kind=company" in links


def test_links_of_a_wrong_query_carry_nothing(client):
    EntryFactory(slug="alt", name="A")
    entry = Entry.objects.get()
    entry.slug = "neu"
    entry.save()

    assert client.get("/eintraege/alt/?kind=nix&q=a").headers["Location"] == "/eintraege/neu/"


def test_an_order_alone_is_no_search(client):
    EntryFactory(slug="a", name="A")
    EntryFactory(slug="b", name="B")

    content = client.get("/eintraege/a/?sort=-updated").content.decode()

    assert 'class="trail ' not in content
    assert 'href="/?sort=-updated"' in content


def test_links_of_the_whole_list_carry_nothing(client):
    EntryFactory(slug="alpha")
    links = [link["href"] for link in Page(client.get("/?page=1&q=")).all("a")]

    assert "/eintraege/alpha/" in links


def test_entry_page_shows_place_and_ways(client):
    EntryFactory(slug="a", name="A")
    EntryFactory(slug="b", name="B")
    EntryFactory(slug="c", name="C")
    EntryFactory(slug="d", name="D", kind="product")

    response = client.get("/eintraege/b/?kind=company")

    content = response.content.decode()
    assert "Treffer 2 von 3" in content
    links = {link.get("rel"): link["href"] for link in Page(response).all("a") if link.get("rel")}
    assert (links["prev"], links["next"]) == ("/eintraege/a/?kind=company", "/eintraege/c/?kind=company")
    assert 'href="/?kind=company"' in content
    assert '<link rel="canonical" href="http://testserver/eintraege/b/">' in content
    assert 'href="/en/entries/b/?kind=company"' in content


def test_first_and_last_hit_end_the_way(client):
    EntryFactory(slug="a", name="A")
    EntryFactory(slug="b", name="B")

    assert 'rel="prev"' not in client.get("/eintraege/a/?kind=company").content.decode()
    assert 'rel="next"' not in client.get("/eintraege/b/?kind=company").content.decode()


def test_query_without_the_entry_shows_no_bar_and_keeps_the_way_back(client):
    EntryFactory(slug="a", name="A")
    EntryFactory(slug="b", name="B", kind="product")

    content = client.get("/eintraege/a/?kind=product").content.decode()

    assert "Treffer 1" not in content
    assert 'href="/?kind=product"' in content


@pytest.mark.parametrize(
    "query",
    [
        "kind=nix",
        "sort=password",
        "q=%00",
        "q=%ED%A0%80",
        "near=91,400&radius=-1",
        "bbox=nan,inf,0,0",
        "sort=distance",
        "q=" + "a" * 100_000,
        "kind=company" + "&kind=product" * 900,
        "region=%00",
        "industry=%25",
    ],
)
def test_wrong_query_is_an_ordinary_page_without_a_bar(client, query):
    EntryFactory(slug="a", name="A")

    response = client.get(f"/eintraege/a/?{query}")

    # 900 times the same value is that value: a right query
    expected = 1 if query.startswith("kind=company") else 0
    assert (response.status_code, response.content.decode().count('class="trail ')) == (200, expected)


def test_former_address_keeps_the_query(client):
    entry = EntryFactory(slug="alt", name="A")
    entry.slug = "neu"
    entry.save()

    response = client.get("/eintraege/alt/?kind=company&x=1")

    assert (response.status_code, response.headers["Location"]) == (301, "/eintraege/neu/?kind=company")


def test_draft_is_no_hit_and_no_neighbour(client):
    EntryFactory(slug="a", name="A")
    EntryFactory(slug="b", name="Geheim", status="draft")
    EntryFactory(slug="c", name="C")

    content = client.get("/eintraege/a/?kind=company").content.decode()

    assert "Treffer 1 von 2" in content
    assert "Geheim" not in content


def test_trail_takes_the_same_queries_for_few_and_many_hits():
    first = EntryFactory(name="A")
    EntryFactory(name="B")
    counts = []
    for _ in range(2):
        EntryFilter.index.current()
        with CaptureQueriesContext(connection) as queries:
            trail_of(Entry.objects.get(pk=first.pk), "sort=name&kind=company")
        counts.append(len(queries))
        EntryFactory.create_batch(30)

    assert counts[0] == counts[1] <= 4


def test_carried_query_is_escaped():
    assert (
        query_to_carry(EntryFilter(QueryDict("q=a%26kind%3Dproduct%22&page=3"))) == "?q=a%26kind%3Dproduct%22"
    )
