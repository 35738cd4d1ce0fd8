"""The embed builder: a form whose address holds the whole state, and the code that comes of it."""

from html import unescape
from html.parser import HTMLParser

import pytest

from landkarte.query.filters import EntryFilter
from tests.config.test_pages import Page
from tests.factories import DistrictFactory, EntryFactory, FocusFactory, IndustryFactory
from tests.landkarte.test_entry_list import boxes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def entries():
    EntryFactory(slug="firma", kind="company", industries=["energy"])
    EntryFactory(slug="ding", kind="product")


class Fields(HTMLParser):
    """The text of each textarea by its id."""

    def __init__(self, response):
        super().__init__()
        self.texts, self.current = {}, None
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attributes):
        if tag == "textarea":
            self.current = dict(attributes)["id"]
            self.texts[self.current] = ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.current = None

    def handle_data(self, text):
        if self.current:
            self.texts[self.current] += text


class Frame(Page):
    """The frame that the pasted code makes."""

    def __init__(self, code):
        HTMLParser.__init__(self)
        self.elements, self.raw = [], []
        self.feed(code)


def test_code_is_a_responsive_frame_of_the_embed(client):
    response = client.get("/einbetten/?kind=company&kind=product&locked=kind&list=0&height=450&lang=en")
    address = "http://testserver/embed/?kind=company&kind=product&locked=kind&lang=en&list=0"

    assert Fields(response).texts == {
        "code": f'<iframe src="{address.replace("&", "&amp;")}" title="KI.Landkarte Nordrhein-Westfalen: '
        'Unternehmen, Produkt" width="100%" height="450" frameborder="0" loading="lazy" '
        'style="width:100%;height:450px;border:0" '
        'allow="fullscreen; geolocation"></iframe>',
        "address": address,
    }


def test_preview_is_the_embed_that_the_code_names(client):
    response = client.get("/einbetten/?kind=company&height=450")
    (preview,) = Page(response).all("iframe")

    assert (preview["src"], preview["height"]) == ("/embed/?kind=company", "450")
    assert client.get(preview["src"]).status_code == 200


@pytest.mark.parametrize("text", ['"><script>alert(1)</script>', "' onload='x", "&amp;<b>", "{{7*7}}"])
def test_hostile_search_stays_inside_the_codes_attributes(client, text):
    response = client.get("/einbetten/", {"q": text})
    ((tag, attributes),) = Frame(Fields(response).texts["code"]).elements

    assert tag == "iframe"
    assert set(attributes) == {"src", "title", "width", "height", "frameborder", "loading", "style", "allow"}
    assert attributes["title"] == f"KI.Landkarte Nordrhein-Westfalen: „{text}“"
    assert list(Page(response).raw) == []


def test_language_of_the_page_is_the_embeds_unless_chosen(client):
    addresses = [
        Fields(client.get(path)).texts["address"]
        for path in ("/einbetten/", "/en/embedding/", "/en/embedding/?lang=de", "/einbetten/?lang=en")
    ]

    assert [address.partition("/embed/")[2] for address in addresses] == ["", "?lang=en", "", "?lang=en"]


def test_only_filters_with_a_value_are_locked(client):
    response = client.get("/einbetten/?kind=company&locked=kind&locked=region")

    assert Fields(response).texts["address"] == "http://testserver/embed/?kind=company&locked=kind"
    assert boxes(response, "locked")["region"] == (True, False)


def test_form_keeps_every_parameter_of_the_query(client):
    values = {name: ["1"] for name in EntryFilter.base_filters if name != "page"}
    facets = {name: EntryFilter.base_filters[name] for name in EntryFilter.facet_names()}
    values |= {
        name: [facet.field.choices[0][0]]
        for name, facet in facets.items()
        if not (facet.vocabulary or facet.levels)
    }
    values |= {"founded": ["2019", "2020"], "sort": ["-updated"], "q": ["eintrag"]}
    values |= {
        "near": ["51,7"],
        "bbox": ["6,50,8,52"],
        "region": [DistrictFactory().ags],
    }
    values |= {"industry": ["energy"], "focus": [FocusFactory(slug="vision").slug]}
    page = Page(client.get("/einbetten/", values | {"page": "1"}))
    sent = {}
    for field in page.all("input"):
        if field["type"] in ("search", "hidden") or (field["type"] == "checkbox" and "checked" in field):
            sent.setdefault(field.get("name"), []).append(field.get("value"))

    assert {name: sent.get(name) for name in values} == values


def test_builder_counts_once(client, monkeypatch):
    asked = []
    count = EntryFilter.facet_counts
    monkeypatch.setattr(EntryFilter, "facet_counts", lambda query: asked.append(query) or count(query))

    response = client.get("/einbetten/?kind=company")

    assert len(asked) == 1
    assert boxes(response, "kind")["product"] == (False, False)


def test_form_comes_filled_in_from_a_query(client):
    IndustryFactory(slug="leer")
    response = client.get("/einbetten/?kind=company&q=eintrag&near=51,7&radius=200&bbox=6,50,8,52")
    fields = {
        one["name"]: one["value"]
        for one in Page(response).all("input")
        if one["type"] in ("search", "hidden")
    }

    assert fields == {"q": "eintrag", "near": "51,7", "radius": "200", "bbox": "6,50,8,52"}
    assert boxes(response, "kind")["company"] == (True, False)
    assert boxes(response, "industry")["leer"] == (False, True)


@pytest.mark.parametrize(
    ("query", "name", "message"),
    [
        ("height=299", "height", "größer oder gleich 300"),
        ("height=1201", "height", "kleiner oder gleich 1200"),
        ("height=hoch", "height", "ganze Zahl"),
        ("height=9223372036854775808", "height", "kleiner oder gleich 1200"),
        ("lang=fr", "lang", "fr ist keine gültige Auswahl."),
        ("list=ja", "list", "ja ist keine gültige Auswahl."),
        ("locked=bbox", "locked", "bbox ist keine gültige Auswahl."),
        ("kind=nix", "kind", "nix ist keine gültige Auswahl."),
        ("near=91,7", "near", "Dieser Punkt liegt nicht auf der Erde."),
    ],
)
def test_wrong_value_is_named_and_gives_no_code(client, query, name, message):
    for headers in ({}, {"HX-Request": "true"}):
        response = client.get(f"/einbetten/?{query}", headers=headers)
        text = unescape(response.content.decode())

        assert response.status_code == 400
        assert f"(<code>{name}</code>)" in text
        assert message in text
        assert Fields(response).texts == {}


def test_wrong_height_stays_in_its_field(client):
    response = client.get("/einbetten/?height=hoch&kind=company")
    (field,) = [one for one in Page(response).all("input") if one.get("name") == "height"]

    assert field["value"] == "hoch"
    assert boxes(response, "kind")["company"] == (True, False)


def test_htmx_gets_the_result_alone(client):
    text = client.get("/einbetten/?kind=company", headers={"HX-Request": "true"}).content.decode()

    assert text.strip().startswith('<section id="snippet"')
    assert "<html" not in text
