"""The map page with its list."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from landkarte.models import Entry
from landkarte.query.filters import EntryFilter
from tests.config.test_pages import Page
from tests.factories import (
    DistrictFactory,
    EntryFactory,
    IndustryFactory,
)
from tests.markup import seen

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HOSTILE = [
    "<script>alert(1)</script>",
    '"onmouseover="alert(1)',
    "{{7*7}}",
    "{% now 'Y' %}",
    "</title><b>",
    "'&amp;",
]


def slugs(response):
    return [entry.slug for entry in response.context["page"]]


def boxes(response, name):
    """Of the controls of a parameter: value -> whether checked, disabled."""
    return {
        attributes["value"]: ("checked" in attributes, "disabled" in attributes)
        for attributes in Page(response).all("input")
        if attributes.get("name") == name and attributes["type"] == "checkbox" and "value" in attributes
    }


def test_list_shows_published_entries_with_their_facts(client):
    organisation = EntryFactory(slug="institut", name="Institut", kind="research")
    EntryFactory(slug="a", name="Alpha", kind="product", organisation=organisation, summary_de="Misst alles.")
    EntryFactory(name="Entwurf", status="draft")
    EntryFactory(name="Zurückgezogen", status="unpublished")

    response = client.get("/")
    text = seen(response)

    assert slugs(response) == ["a", "institut"]
    assert [link["href"] for link in Page(response).all("a") if "eintraege" in link["href"]] == [
        "/eintraege/a/",
        "/eintraege/institut/",
    ]
    assert re.findall(r"<h2[^>]*>([^<]*)</h2>", text) == ["2 Treffer"]
    assert re.search(r'class="card__place note">Institut · Köln<', text)
    assert "Misst alles." in text
    assert "Entwurf" not in text
    assert "Zurückgezogen" not in text


def test_list_hides_the_name_of_an_unpublished_organisation(client):
    hidden = EntryFactory(name="Geheimbund", slug="geheimbund", status="unpublished")
    EntryFactory(name="Alpha", organisation=hidden)

    assert "geheimbund" not in client.get("/").content.decode().lower()


def test_english_list_is_english_and_marks_german_texts(client):
    EntryFactory(slug="a", summary_de="Nur deutsch.", summary_en="")
    EntryFactory(slug="b", summary_de="Deutsch.", summary_en="English.")

    text = client.get("/en/").content.decode()

    assert '<html lang="en">' in text
    assert '<span lang="de">Nur deutsch.</span>' in text
    assert '<p class="card__summary">English.</p>' in text
    assert 'href="/en/entries/a/"' in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_shown_verbatim(client, text):
    EntryFactory(name=text, summary_de=text, city=text)
    IndustryFactory(slug="a", name_de=text, definition_de=text)
    DistrictFactory(ags="05316", name=text)

    content = client.get("/").content.decode()

    assert content.count(escape(text)) >= 6
    assert text in ("{{7*7}}", "{% now 'Y' %}", "'&amp;") or text not in content


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_query_is_shown_verbatim(client, text):
    response = client.get("/", {"q": text})
    (search,) = [field for field in Page(response).all("input") if field.get("name") == "q"]

    assert search["value"] == text
    assert text in ("{{7*7}}", "{% now 'Y' %}", "'&amp;") or text not in response.content.decode()


# -- Pages and orders -------------------------------------------------------------------------------


def test_list_has_24_entries_a_page_and_links_that_keep_the_query(client):
    EntryFactory()
    first = Entry.objects.get()
    shown = {"status": "published", "published_at": first.published_at, "summary_de": "Text."}
    Entry.objects.bulk_create(
        Entry(slug=f"e{number}", name=f"E{number}", kind="company", **shown) for number in range(48)
    )
    response = client.get("/?kind=company&sort=-updated&page=2")
    links = {
        link["rel"]: link["href"] for link in Page(response).all("a") if link.get("rel") in ("prev", "next")
    }

    assert len(slugs(response)) == 24
    assert links == {
        "prev": "?kind=company&sort=-updated&page=1",
        "next": "?kind=company&sort=-updated&page=3",
    }
    assert len(slugs(client.get("/?kind=company&sort=-updated&page=3"))) == 1


def test_nothing_found_says_so_and_offers_a_way_back(client):
    EntryFactory(name="Alpha")
    response = client.get("/?q=nirgends&kind=company")
    links = [link["href"] for link in Page(response).all("a")]

    assert (response.status_code, slugs(response)) == (200, [])
    assert "Dazu ist nichts eingetragen." in response.content.decode()
    assert {"?q=nirgends", "/"} <= set(links)


@pytest.mark.parametrize(
    ("address", "name", "message"),
    [
        ("/?kind=nix", "kind", "nix ist keine gültige Auswahl."),
        ("/?near=91,7", "near", "Dieser Punkt liegt nicht auf der Erde."),
        ("/?page=9", "page", "Diese Seite gibt es nicht; die letzte ist Seite 1."),
        ("/en/?near=91,7", "near", "This point is not on the globe."),
        ("/?q=a%00b", "q", "Nullzeichen"),
    ],
)
def test_wrong_query_is_a_400_that_names_the_parameter_and_shows_no_entries(client, address, name, message):
    EntryFactory(name="Alpha")
    response = client.get(address)
    text = response.content.decode()

    assert response.status_code == 400
    assert f"(<code>{name}</code>)" in text
    assert message in text
    assert 'class="card' not in text
    assert "Treffer" not in text.partition('id="results"')[2].partition("</div>")[0]


def test_wrong_query_keeps_what_was_typed(client):
    IndustryFactory(slug="energy")
    response = client.get("/?q=solar&industry=energy&near=91,7")

    assert boxes(response, "industry") == {"energy": (True, False)}
    assert 'value="solar"' in response.content.decode()


# -- htmx, search engines ---------------------------------------------------------------------------


def test_htmx_gets_the_results_alone(client):
    EntryFactory(name="Alpha")
    response = client.get("/?kind=company", headers={"HX-Request": "true"})
    text = response.content.decode().strip()

    assert text.startswith('<div id="results"')
    assert "<html" not in text
    assert "Alpha" in text
    assert {"HX-Request", "HX-History-Restore-Request"} <= set(response.headers["Vary"].split(", "))


def test_htmx_gets_the_whole_page_when_it_restores_history(client):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<html" in client.get("/", headers=headers).content.decode()


def test_htmx_gets_the_error_alone(client):
    response = client.get("/?kind=nix", headers={"HX-Request": "true"})

    assert response.status_code == 400
    assert response.content.decode().strip().startswith('<div id="results"')


@pytest.mark.parametrize(
    ("address", "hidden"), [("/", False), ("/en/", False), ("/?q=a", True), ("/?page=1", True)]
)
def test_only_the_plain_list_is_for_search_engines(client, address, hidden):
    robots = [
        meta["content"] for meta in Page(client.get(address)).all("meta") if meta.get("name") == "robots"
    ]

    assert robots == (["noindex, follow"] if hidden else [])


@pytest.mark.parametrize("address", ["/", "/en/", "/?q=a&page=1"])
def test_list_names_its_canonical_address_and_its_languages(client, address):
    links = Page(client.get(address)).all("link")
    canonical = "http://testserver/en/" if address == "/en/" else "http://testserver/"

    assert [link["href"] for link in links if link["rel"] == "canonical"] == [canonical]
    assert {link["hreflang"]: link["href"] for link in links if "hreflang" in link} == {
        "de": "http://testserver/",
        "en": "http://testserver/en/",
        "x-default": "http://testserver/",
    }


def test_language_switch_keeps_the_query(client):
    links = [
        link["href"] for link in Page(client.get("/?kind=company&q=a+b")).all("a") if link.get("hreflang")
    ]

    assert links == ["/en/?kind=company&q=a+b"]


@pytest.mark.parametrize("query", ["", "q=eintrag&industry=a&region=05315", "near=51,7&radius=100"])
def test_list_takes_the_same_queries_for_one_and_three_entries(client, query):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            EntryFactory(organisation=EntryFactory(), industries=["a", "b"], focuses=["c"])
        EntryFilter.index.current()  # as it is when somebody has asked before
        with CaptureQueriesContext(connection) as queries:
            assert slugs(client.get(f"/?{query}"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 25
