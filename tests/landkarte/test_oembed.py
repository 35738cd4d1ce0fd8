"""oEmbed 1.0: an address of ours becomes the framed map; any other is unknown."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.config.test_pages import Page
from tests.factories import EntryFactory
from tests.landkarte.test_embed_builder import Frame
from tests.landkarte.test_entry_list import slugs

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HERE = "http://testserver"


@pytest.fixture(autouse=True)
def entries():
    EntryFactory(slug="firma", name="Firma & Söhne", kind="company")
    EntryFactory(slug="ding", name="Ding", kind="product")


def ask(client, url, **parameters):
    return client.get("/oembed/", {"url": url, **parameters})


def framed(response):
    """Path and query of the frame in an answer."""
    ((tag, attributes),) = Frame(response.json()["html"]).elements
    assert tag == "iframe"
    return attributes["src"].removeprefix(HERE)


def test_answer_has_what_the_specification_wants(client):
    response = ask(client, f"{HERE}/?kind=company", format="json")
    answer = response.json()
    html = answer.pop("html")

    assert answer == {
        "version": "1.0",
        "type": "rich",
        "title": "KI.Landkarte Nordrhein-Westfalen",
        "provider_name": "KI.Landkarte",
        "provider_url": f"{HERE}/",
        "cache_age": 86400,
        "width": 800,
        "height": 600,
    }
    assert html.startswith('<iframe src="http://testserver/embed/?kind=company&amp;locked=kind" title="')
    assert ' width="800" height="600" frameborder="0"' in html
    assert "max-width:800px;height:600px" in html
    assert response.headers["Access-Control-Allow-Origin"] == "*"


# What WordPress leaves of the answer of a site that it knows nothing about (`wp_filter_oembed_result`).
LEFT = {"src", "width", "height", "frameborder", "marginwidth", "marginheight", "scrolling", "title"}


def test_frame_keeps_its_size_under_a_strict_filter(client):
    html = ask(client, f"{HERE}/?kind=company", maxwidth=500).json()["html"]
    ((tag, attributes),) = Frame(html).elements
    left = {name: value for name, value in attributes.items() if name in LEFT}

    assert (tag, html.count("<")) == ("iframe", 2)  # beside a quotation the frame would be hidden
    assert left == {
        "src": f"{HERE}/embed/?kind=company&locked=kind",
        "title": "KI.Landkarte Nordrhein-Westfalen",
        "width": "500",
        "height": "600",
        "frameborder": "0",
    }


@pytest.mark.parametrize(
    ("url", "embed"),
    [
        ("/", "/embed/"),
        ("/en/?kind=company&page=3", "/embed/?kind=company&locked=kind&lang=en"),
        ("/?bbox=6,50,8,52&sort=name", "/embed/?bbox=6,50,8,52&sort=name"),
        ("/embed/?kind=company&list=0&lang=en", "/embed/?kind=company&lang=en&list=0"),
        ("/embed/?kind=company&locked=kind", "/embed/?kind=company&locked=kind"),
    ],
)
def test_address_of_the_map_or_an_embed_gives_the_same_filter(client, url, embed):
    assert framed(ask(client, HERE + url)) == embed
    assert client.get(embed).status_code == 200


@pytest.mark.parametrize(
    ("url", "embed"),
    [
        ("http://testserver", "/embed/"),
        ("http://testserver?kind=company", "/embed/?kind=company&locked=kind"),
        ("HTTPS://TestServer/", "/embed/"),
    ],
)
def test_address_is_read_as_browsers_do(client, url, embed):
    assert framed(ask(client, url)) == embed


@pytest.mark.parametrize(("url", "language"), [("/eintraege/firma/", "de"), ("/en/entries/firma/", "en")])
def test_address_of_an_entry_gives_its_map(client, url, language):
    response = ask(client, HERE + url)
    address = framed(response)

    assert response.json()["title"] == "Firma & Söhne"
    assert slugs(client.get(address)) == ["firma"]
    assert parse_qs(urlsplit(address).query).get("lang", ["de"]) == [language]


def test_entry_with_a_name_longer_than_a_search_is_found_by_its_place(client):
    EntryFactory(slug="lang", name=" ".join(f"wort{number}" for number in range(30)), kind="research")

    assert slugs(client.get(framed(ask(client, f"{HERE}/eintraege/lang/")))) == ["lang"]


@pytest.mark.parametrize(
    ("parameters", "size"),
    [
        ({}, (800, 600)),
        ({"maxwidth": 400}, (400, 600)),
        ({"maxheight": 250, "maxwidth": 5000}, (800, 250)),
    ],
)
def test_size_stays_inside_what_the_other_site_has(client, parameters, size):
    answer = ask(client, f"{HERE}/", **parameters).json()

    assert (answer["width"], answer["height"]) == size
    assert f"max-width:{size[0]}px;height:{size[1]}px" in answer["html"]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/",
        "http://testserver.example.org/",
        "http://testserver@example.org/",
        "http://testserver:81/",
        "//testserver/",
        "/",
        "file:///etc/passwd",
        "http://[::1",
        f"{HERE}/nix/",
        f"{HERE}/admin/",
        f"{HERE}/api/v1/entries/",
        f"{HERE}/eintraege/nix/",
        f"{HERE}/eintraege/entwurf/",
        f"{HERE}/entries/firma/",
        f"{HERE}/?kind=nix",
        f"{HERE}/embed/?lang=fr",
        f"{HERE}/?" + "&".join("a=" for _ in range(1100)),
        f"{HERE}/%00/",
    ],
)
def test_foreign_and_unknown_addresses_are_404(client, url):
    EntryFactory(slug="entwurf", status="draft")

    assert ask(client, url).status_code == 404


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({}, "url"),
        ({"url": f"{HERE}/", "maxwidth": "breit"}, "maxwidth"),
        ({"url": f"{HERE}/", "maxheight": "0"}, "maxheight"),
        ({"url": f"{HERE}/", "maxwidth": "9223372036854775808"}, "maxwidth"),
        ({"url": f"{HERE}/\x00"}, "url"),
        ({"url": f"{HERE}/?q={'x' * 5000}"}, "url"),
    ],
)
def test_wrong_parameters_are_a_400_that_names_them(client, parameters, name):
    response = client.get("/oembed/", parameters)

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [name]


def test_other_formats_are_not_implemented(client):
    assert ask(client, f"{HERE}/", format="xml").status_code == 501


@pytest.mark.parametrize("page", ["/", "/?kind=company&page=1", "/eintraege/firma/", "/en/entries/firma/"])
def test_pages_name_their_answer(client, page):
    (link,) = [
        one for one in Page(client.get(page)).all("link") if one.get("type") == "application/json+oembed"
    ]
    response = client.get(link["href"].removeprefix(HERE))

    assert response.status_code == 200
    assert response.json()["type"] == "rich"
