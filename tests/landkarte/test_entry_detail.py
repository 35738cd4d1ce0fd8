"""The page of one entry."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from landkarte.models import Entry, FormerSlug, FurtherSource, Region
from tests.config.test_pages import Page
from tests.factories import EntryFactory, MunicipalityFactory
from tests.landkarte.test_entry_list import HOSTILE

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def text_of(response):
    """What a reader sees, without elements."""
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def structured(response):
    (data,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL
    )
    return json.loads(data)


@pytest.fixture
def entry():
    organisation = EntryFactory(slug="institut", name="Das Institut", kind="research")
    return EntryFactory(
        slug="alpha",
        name="Alpha",
        kind="product",
        organisation=organisation,
        summary_de="Misst alles.",
        industries=["energy"],
        focuses=["vision"],
        size="sme",
        founded=2019,
        website="https://www.alpha.example/start?a=1&b=2",
        street="Domplatz 1",
        postal_code="50667",
        source="https://www.quelle.example/person/erika-mustermann?id=7",
        confirmed_on="2026-03-04",
    )


def test_page_shows_every_fact(client, entry):
    text = text_of(client.get("/eintraege/alpha/"))

    for fact in [
        "Produkt",
        "Das Institut",
        "Misst alles.",
        "energy de",
        "vision de",
        "Köln",
        "Kleines oder mittleres Unternehmen",
        "2019",
        "Domplatz 1",
        "50667 Köln",
        "4. März 2026",
        "quelle.example",
        "alpha.example",
        "Ortsmitte",
    ]:
        assert fact in text, fact


def test_website_link_trusts_nobody(client, entry):
    (link,) = [
        link for link in Page(client.get("/eintraege/alpha/")).all("a") if "alpha.example" in link["href"]
    ]

    assert (link["href"], link["rel"]) == ("https://www.alpha.example/start?a=1&b=2", "nofollow ugc noopener")


def test_page_shows_the_host_of_a_source_and_never_its_address(client, entry):
    FurtherSource.objects.create(entry=entry, fields="founded", source="https://zweite.example/max-muster")
    content = client.get("/eintraege/alpha/").content.decode()

    assert "quelle.example, zweite.example" in re.sub(r"\s+", " ", content)
    assert "erika-mustermann" not in content
    assert "max-muster" not in content


def test_page_does_not_show_a_source_that_is_no_address(client):
    EntryFactory(slug="alpha", source="Telefonat mit Erika Mustermann")
    text = text_of(client.get("/eintraege/alpha/"))

    assert "Unterlage der Redaktion" in text
    assert "Mustermann" not in text


def test_page_without_a_place_says_so_and_has_no_map(client):
    EntryFactory(slug="alpha", without_place=True)
    response = client.get("/eintraege/alpha/")

    assert "Dieser Eintrag hat keinen festen Ort." in text_of(response)
    assert "data-map" not in response.content.decode()


def test_english_page_marks_german_texts(client, entry):
    content = client.get("/en/entries/alpha/").content.decode()

    assert '<span lang="de">Misst alles.</span>' in content
    assert 'lang="de"' not in client.get("/eintraege/alpha/").content.decode().partition("<main")[2]


def test_page_names_its_canonical_address_and_its_languages(client, entry):
    links = Page(client.get("/en/entries/alpha/")).all("link")

    assert [link["href"] for link in links if link["rel"] == "canonical"] == [
        "http://testserver/en/entries/alpha/"
    ]
    assert {link["hreflang"]: link["href"] for link in links if "hreflang" in link} == {
        "de": "http://testserver/eintraege/alpha/",
        "en": "http://testserver/en/entries/alpha/",
        "x-default": "http://testserver/eintraege/alpha/",
    }


def test_tag_of_a_replaced_term_leads_to_its_successor(client, entry):
    old = entry.industries.get()
    other = EntryFactory(industries=["new"]).industries.get()
    old.retired, old.replaced_by = True, other
    old.save()

    links = [link["href"] for link in Page(client.get("/eintraege/alpha/")).all("a")]

    assert "/?industry=new" in links
    assert "/?industry=energy" not in links


# -- Neighbours and own entries ---------------------------------------------------------------------


def test_organisation_lists_its_public_entries_by_name(client, entry):
    organisation = entry.organisation
    EntryFactory(slug="zeta", name="Zeta", organisation=organisation)
    EntryFactory(slug="beta", name="Beta", organisation=organisation)
    EntryFactory(slug="geheim", name="Geheim", organisation=organisation, status="draft")

    response = client.get("/eintraege/institut/")

    (tree,) = response.context["trees"]
    assert tree.root.slug == "institut"
    assert [(branch.kind, [leaf.slug for leaf in branch.shown]) for branch in tree.branches] == [
        ("product", ["alpha"]),
        ("company", ["beta", "zeta"]),
    ]
    assert "Geheim" not in response.content.decode()


def test_entry_stands_among_what_else_belongs_to_its_organisation(client, entry):
    EntryFactory(slug="beta", name="Beta", kind="product", organisation=entry.organisation)
    EntryFactory(slug="fremd", name="Fremd", kind="product")

    response = client.get("/eintraege/alpha/")

    (tree,) = response.context["trees"]
    assert (tree.root.slug, [leaf.slug for leaf in tree.branches[0].shown]) == ("institut", ["alpha", "beta"])
    links = [link["href"] for link in Page(response).all("a")]
    assert ("/eintraege/institut/" in links, "/eintraege/beta/" in links) == (True, True)
    assert "/eintraege/alpha/" not in links


def test_long_branch_folds_and_never_folds_the_entry_itself(client, entry):
    for number in range(60):
        EntryFactory(name=f"Aa {number:02}", kind="product", organisation=entry.organisation)

    response = client.get("/eintraege/alpha/")

    (branch,) = response.context["trees"][0].branches
    assert (branch.count, len(branch.shown), len(branch.folded)) == (61, 6, 55)
    assert branch.shown[-1] == entry
    assert "Alle 61 zeigen" in text_of(response)


def test_map_is_told_of_the_neighbours_that_are_listed(client, entry):
    near = EntryFactory(name='<b>"Nah"</b>', industries=["energy"], latitude=50.95, longitude=6.95)

    response = client.get("/eintraege/alpha/")

    (data,) = [ul["data-neighbours"] for ul in Page(response).all("ul") if "data-neighbours" in ul]
    assert json.loads(data) == [
        {"entry": near.pk, "kind": "company", "name": '<b>"Nah"</b>', "place": [50.95, 6.95], "exact": False}
    ]


@pytest.mark.parametrize(
    ("own", "other", "said"),
    [
        ("address", "address", "1,9 km"),
        ("address", "city", "in Bonn"),
        ("city", "address", "in Bonn"),
        ("city", "city", "in Bonn"),
    ],
)
def test_kilometres_stand_between_exact_points_alone(client, entry, own, other, said):
    Entry.objects.filter(pk=entry.pk).update(precision=own)
    bonn = MunicipalityFactory(ags="05314000", name="Bonn")
    EntryFactory(industries=["energy"], region=bonn, latitude=50.95, longitude=6.95, precision=other)

    text = text_of(client.get("/eintraege/alpha/"))

    assert said in text
    assert ("km" in text) == (said == "1,9 km")


@pytest.mark.parametrize("precision", ["address", "city"])
def test_map_is_told_the_shape_of_the_town_and_whether_the_point_is_exact(client, entry, precision):
    Entry.objects.filter(pk=entry.pk).update(precision=precision)
    square = {"type": "Polygon", "coordinates": [[[6, 51], [6.1, 51], [6.1, 51.2], [6, 51]]]}
    Region.objects.filter(pk=entry.region_id).update(outline=square)

    response = client.get("/eintraege/alpha/")

    (element,) = [div for div in Page(response).all("div") if "data-point" in div]
    assert json.loads(element["data-shape"])["rings"] == [[60000, 510000, 1000, 0, 0, 2000, -1000, -2000]]
    assert ("data-exact" in element) == (precision == "address")
    assert ("in Köln. Genauer kennen wir den Ort nicht" in text_of(response)) == (precision == "city")


def test_page_links_to_its_report_form(client, entry):
    links = [link["href"] for link in Page(client.get("/en/entries/alpha/")).all("a")]

    assert "/en/entries/alpha/report/" in links


def test_neighbours_are_near_related_public_and_not_of_the_same_house(client, entry):
    place = {"latitude": 50.95, "longitude": 6.95}
    EntryFactory(slug="nah", industries=["energy"], **place)
    EntryFactory(slug="naeher", industries=["energy", "health"], latitude=50.934, longitude=6.95)
    EntryFactory(slug="fern", industries=["energy"], latitude=52, longitude=8)
    EntryFactory(slug="fremd", industries=["health"], **place)
    EntryFactory(slug="entwurf", industries=["energy"], status="draft", **place)
    EntryFactory(slug="tochter", industries=["energy"], organisation=entry, **place)
    EntryFactory(slug="schwester", industries=["energy"], organisation=entry.organisation, **place)
    entry.organisation.industries.set(entry.industries.all())

    response = client.get("/eintraege/alpha/")

    assert [found.slug for found in response.context["neighbours"]] == ["naeher", "nah"]


@pytest.mark.parametrize("address", ["/eintraege/institut/", "/eintraege/alpha/"])
def test_page_takes_the_same_queries_for_one_and_three_related_entries(client, entry, address):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            EntryFactory(organisation=entry.organisation, industries=["energy"], focuses=["vision"])
            EntryFactory(organisation=EntryFactory(), industries=["energy", "health"], focuses=["vision"])
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15


# -- Who is public, and where it lives --------------------------------------------------------------


def test_pages_that_are_not_public_are_one_and_the_same(client):
    EntryFactory(slug="entwurf-1", status="draft")
    gone = EntryFactory(slug="zurueck-1", status="unpublished")
    FormerSlug.objects.create(slug="frueher-1", entry=gone)

    answers = {
        slug: client.get(f"/eintraege/{slug}/")
        for slug in ("entwurf-1", "zurueck-1", "frueher-1", "niemals-1")
    }

    assert {slug: answer.status_code for slug, answer in answers.items()} == dict.fromkeys(answers, 404)
    assert len({answer.content for answer in answers.values()}) == 1
    assert len({frozenset(answer.headers.items()) for answer in answers.values()}) == 1


def test_former_addresses_forward_in_one_step(client):
    entry = EntryFactory(slug="a")
    for slug in ("b", "c"):
        entry.slug = slug
        entry.save()

    for path, target in [
        ("/eintraege/a/", "/eintraege/c/"),
        ("/eintraege/b/", "/eintraege/c/"),
        ("/en/entries/a/", "/en/entries/c/"),
    ]:
        response = client.get(path)
        assert (response.status_code, response.headers["Location"]) == (301, target)


def test_entry_that_returned_to_its_address_is_there_again(client):
    entry = EntryFactory(slug="a")
    for slug in ("b", "a"):
        entry.slug = slug
        entry.save()

    assert client.get("/eintraege/a/").status_code == 200
    assert client.get("/eintraege/b/").headers["Location"] == "/eintraege/a/"


@pytest.mark.parametrize("status", ["draft", "unpublished"])
def test_hidden_organisation_is_named_nowhere(client, entry, status):
    Entry.objects.filter(slug="institut").update(status=status)
    Entry.objects.refresh_search()

    for address in [
        "/eintraege/alpha/",
        "/en/entries/alpha/",
        "/",
        "/api/v1/entries/",
        "/api/v1/entries/alpha/",
        "/api/v1/entries.geojson",
        "/api/v1/map/",
    ]:
        assert "institut" not in client.get(address).content.decode().lower(), address
    assert b"institut" not in client.get("/api/v1/entries.csv").getvalue().lower()
    assert client.get("/api/v1/entries/?q=institut").json()["count"] == 0


# -- For machines -----------------------------------------------------------------------------------


def test_structured_data_describe_the_entry(client, entry):
    assert structured(client.get("/eintraege/alpha/")) == {
        "@context": "https://schema.org",
        "@type": "Product",
        "@id": "http://testserver/eintraege/alpha/",
        "name": "Alpha",
        "description": "Misst alles.",
        "url": "https://www.alpha.example/start?a=1&b=2",
        "keywords": ["energy de", "vision de"],
        "manufacturer": {
            "@type": "ResearchOrganization",
            "@id": "http://testserver/eintraege/institut/",
            "name": "Das Institut",
        },
    }


@pytest.mark.parametrize("text", [*HOSTILE, "</script><script>alert(1)</script>", "<!--", "]]>", "\u2028"])
def test_hostile_texts_are_shown_verbatim_and_leave_structured_data_whole(client, text):
    EntryFactory(slug="alpha", name=text, summary_de=text, street=text, source=text, industries=["energy"])
    response = client.get("/eintraege/alpha/")
    content = response.content.decode()
    data = structured(response)

    assert (data["name"], data["description"]) == (text, text)
    assert f"<h1>{escape(text)}</h1>" in content
    assert "<script>alert" not in content
    assert not [
        tag
        for tag, attributes in Page(response).elements
        if any(name.startswith("on") for name in attributes)
    ]
    body = client.get("/api/v1/entries/alpha/").json()
    assert (body["name"], body["street"]) == (text, text)
