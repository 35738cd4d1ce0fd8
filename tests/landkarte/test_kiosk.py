"""The exhibit: `kiosk=1` and nothing else; no link leaves it."""

import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from landkarte.kiosk import in_kiosk, keep_inside
from tests.config.test_pages import Page
from tests.factories import EntryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("/", "/?kiosk=1"),
        ("/?kind=company&kind=product", "/?kind=company&kind=product&kiosk=1"),
        ("?page=2&kiosk=1", "?page=2&kiosk=1"),
        ("/?kiosk=0&near=51,7", "/?near=51,7&kiosk=1"),
        ("/eintraege/a/#nahe", "/eintraege/a/?kiosk=1#nahe"),
        ("#inhalt", "#inhalt"),
        ("https://example.org/", None),
        ("//example.org/", None),
        ("mailto:a@example.org", None),
        ("/api/v1/entries.csv", None),
        ("/en/api/", None),
        ("/admin/", None),
        ("/feed.atom", None),
    ],
)
def test_address_stays_on_the_exhibit_or_is_none(address, inside):
    assert in_kiosk(address) == inside


def test_links_to_other_places_become_text():
    page = '<p><a href="https://example.org/" rel="ugc">Website</a> <a class="x" href="/a/?b=1&amp;c=2">A</a>'

    assert keep_inside(page) == (
        '<p><span>Website</span> <a class="x" href="/a/?b=1&amp;c=2&amp;kiosk=1">A</a>'
    )


def links(response):
    return [link["href"] for link in Page(response).all("a") if not link["href"].startswith("#")]


def kind_of(address):
    """Pages under one heading that take the same parameters are of one kind: two of each are seen."""
    parts = urlsplit(address)
    steps = parts.path.split("/")
    return steps[1 : 3 if steps[1] == "en" else 2], len(steps), sorted(parse_qs(parts.query))


@pytest.fixture
def entries():
    organisation = EntryFactory(slug="institut", website="https://institut.example/", industries=["energy"])
    EntryFactory(slug="alpha", organisation=organisation, industries=["energy"], focuses=["vision"])
    for _ in range(30):
        EntryFactory()


def test_every_page_reached_from_the_exhibit_stays_there(client, entries):
    waiting, seen, kinds = ["/?kiosk=1&kind=company", "/en/?kiosk=1"], set(), Counter()
    while waiting:
        address = waiting.pop(0)
        kinds[repr(kind_of(address))] += 1
        if kinds[repr(kind_of(address))] > 2:
            continue
        response = client.get(address)
        found = links(response)
        seen.add(address)

        assert 'href="https://institut.example' not in response.content.decode(), address
        assert [link for link in found if not re.search(r"[?&]kiosk=1(&|$|#)", link)] == [], address
        assert [link for link in Page(response).all("a") if "target" in link] == [], address
        base = address.partition("?")[0]
        full = [link if link.startswith("/") else base + link for link in found]
        waiting += [link for link in full if link not in seen and link not in waiting]

    pages = {address.partition("?")[0].rpartition("/")[0].rpartition("/")[0] for address in seen}
    assert {"/eintraege", "/en/entries"} <= pages
    assert len(seen) > 50


def test_exhibit_has_no_header_no_footer_and_two_languages(client):
    entry = EntryFactory(website="https://institut.example/")
    for address in ("/", entry.get_absolute_url()):
        response = client.get(f"{address}?kiosk=1")
        page = Page(response)
        languages = [link["hreflang"] for link in page.all("a") if "hreflang" in link]

        assert languages == [language for language, _name in settings.LANGUAGES]
        assert page.all("footer") == []
        assert [one for one in page.all("header") if one["class"] == "site-header"] == []


def test_website_on_the_exhibit_is_its_host_as_text(client):
    entry = EntryFactory(website="https://institut.example/")

    assert (
        "<p>Website: institut.example</p>"
        in client.get(f"{entry.get_absolute_url()}?kiosk=1").content.decode()
    )


@pytest.mark.parametrize("address", ["/zahlen/", "/aenderungen/", "/eintraege/alpha/"])
def test_exhibit_offers_no_files_no_feed_and_no_report(client, entries, address):
    usual, exhibit = client.get(address).content.decode(), client.get(f"{address}?kiosk=1").content.decode()

    for offer in (">CSV", "Feed (Atom)</a>", "Diesen Eintrag melden"):
        assert offer not in exhibit
    assert any(offer in usual.partition("<footer")[0] for offer in (">CSV", "Feed", "Diesen Eintrag melden"))


def test_map_of_the_exhibit_names_entries_there(client):
    (element,) = [one for one in Page(client.get("/?kiosk=1")).all("div") if one.get("id") == "map"]

    assert element["data-entry-url"] == "/eintraege/__slug__/?kiosk=1"


def test_swapped_list_of_the_exhibit_stays_there(client, entries):
    response = client.get("/?kiosk=1&kind=company", headers={"HX-Request": "true"})

    assert len(links(response)) > 24
    assert all("kiosk=1" in link for link in links(response))


def test_former_address_forwards_inside_the_exhibit(client):
    entry = EntryFactory(slug="alt", name="Alpha")
    entry.slug = "neu"
    entry.save()

    assert client.get("/eintraege/alt/?kiosk=1").headers["Location"] == "/eintraege/neu/?kiosk=1"


def test_error_page_of_the_exhibit_leads_back_into_it(client):
    response = client.get("/eintraege/nix/?kiosk=1")

    assert response.status_code == 404
    assert set(links(response)) == {"/?kiosk=1"}
    assert Page(response).all("html")[0]["class"] == "kiosk"


@pytest.mark.parametrize("query", ["", "kiosk=", "kiosk=0", "kiosk=true", "kiosk=1&kiosk=2", "kiosk=%31x"])
def test_other_values_are_the_ordinary_page(client, query):
    response = client.get(f"/?{query}")

    assert "class" not in Page(response).all("html")[0]
    assert len(Page(response).all("footer")) == 1
