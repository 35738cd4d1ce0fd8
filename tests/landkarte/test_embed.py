"""The embed: the map page in a frame, with parameters that its visitors cannot change."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.config.test_pages import Page
from tests.factories import EntryFactory, IndustryFactory
from tests.landkarte.test_entry_list import boxes, slugs
from tests.markup import seen

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def entries():
    EntryFactory(slug="firma", name="Firma", kind="company", industries=["energy"])
    EntryFactory(slug="ding", name="Ding", kind="product", industries=["energy"])
    EntryFactory(slug="kurs", name="Kurs", kind="qualification")


def links(response, **wanted):
    return [
        link["href"]
        for link in Page(response).all("a")
        if all(link.get(name.replace("_", "-")) == value for name, value in wanted.items())
    ]


def swaps(response):
    """Addresses that the embed goes to by itself: chips, pages, ways back."""
    return [link["href"] for link in Page(response).all("a") if "data-swap" in link]


def query(address):
    return parse_qs(urlsplit(address).query)


@pytest.mark.parametrize("parameters", ["", "kind=company", "q=ding&sort=-updated", "industry=energy"])
def test_embed_shows_what_the_map_page_shows(client, parameters):
    assert slugs(client.get(f"/embed/?{parameters}")) == slugs(client.get(f"/?{parameters}"))


def test_embed_may_be_framed_and_sets_no_cookie(client):
    response = client.get("/embed/")

    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_entries_of_the_embed_open_in_a_new_window(client):
    for headers in ({}, {"HX-Request": "true"}):
        response = client.get("/embed/?kind=company", headers=headers)

        (card,) = links(response, target="_blank", rel="noopener")[:1]
        assert urlsplit(card).path == "/eintraege/firma/"
        assert [
            link for link in Page(response).all("a") if "target" not in link and "data-swap" not in link
        ] == []


def test_entries_of_the_embed_carry_the_query_and_not_what_the_frame_is(client):
    response = client.get("/embed/?kind=company&locked=kind&list=1&lang=de")

    assert links(response, target="_blank", rel="noopener")[0] == "/eintraege/firma/?kind=company"


def test_embed_is_no_exhibit(client):
    usual, exhibit = client.get("/embed/?kind=company"), client.get("/embed/?kind=company&kiosk=1")

    assert links(exhibit, target="_blank", rel="noopener") == links(usual, target="_blank", rel="noopener")
    assert [one for one in Page(exhibit).all("input") if one.get("name") == "kiosk"] == []
    assert not [form for form in Page(exhibit).all("form") if "kiosk" in form["data-kept"].split()]


def test_embed_names_the_full_map_with_the_same_filter_alone(client):
    response = client.get("/embed/?kind=company&kind=product&locked=kind&list=0&page=1")
    (link,) = [one for one in Page(response).all("a") if "data-full-map" in one]

    assert link["href"] == "/?kind=company&kind=product"


def test_embed_is_german_unless_it_says_english(client):
    german, english = client.get("/embed/", headers={"Accept-Language": "en"}), client.get("/embed/?lang=en")

    assert [Page(one).all("html")[0]["lang"] for one in (german, english)] == ["de", "en"]
    assert [one.headers["Content-Language"] for one in (german, english)] == ["de", "en"]
    assert "/en/entries/firma/" in links(english)
    assert "3 results" in english.content.decode()


def test_language_of_an_embed_does_not_stay_for_the_next_request(client):
    client.get("/embed/?lang=en")

    assert Page(client.get("/")).all("html")[0]["lang"] == "de"


@pytest.mark.parametrize(
    ("address", "name", "message"),
    [
        ("/embed/?lang=fr", "lang", "fr ist keine gültige Auswahl."),
        ("/embed/?list=2", "list", "2 ist keine gültige Auswahl."),
        ("/embed/?locked=kind,password", "locked", "password ist keine gültige Auswahl."),
        ("/embed/?locked=bbox", "locked", "bbox ist keine gültige Auswahl."),
        ("/embed/?kind=nix", "kind", "nix ist keine gültige Auswahl."),
        ("/embed/?lang=de%00", "lang", "gültige Auswahl"),
    ],
)
def test_wrong_value_is_a_400_that_names_it_and_shows_no_entries(client, address, name, message):
    for headers in ({}, {"HX-Request": "true"}):
        response = client.get(address, headers=headers)
        text = unescape(response.content.decode())

        assert response.status_code == 400
        assert f"(<code>{name}</code>)" in text
        assert message in text
        assert 'class="card' not in text


def test_embed_without_list_has_no_cards_but_the_number_of_hits(client):
    text = seen(client.get("/embed/?list=0&kind=company"))

    assert 'class="card' not in text
    assert ">1 Treffer</h2>" in text


# -- What is locked ---------------------------------------------------------------------------------


def test_locked_filter_has_no_control(client):
    response = client.get("/embed/?kind=company&kind=product&industry=energy&q=d&locked=kind,q")
    panels = [one["data-facet-panel"] for one in Page(response).all("details") if "data-facet-panel" in one]
    fields = [
        (one["name"], one.get("value"), "hidden" in one)
        for one in Page(response).all("input")
        if "name" in one
    ]

    assert panels == ["industry", "focus", "size", "region"]
    assert [field for field in fields if field[0] == "kind"] == [
        ("kind", "company", True),
        ("kind", "product", True),
    ]
    assert [one["type"] for one in Page(response).all("input") if one.get("name") == "q"] == ["hidden"]
    assert boxes(response, "industry") == {"energy": (True, False)}


def test_chip_of_a_locked_filter_cannot_be_removed(client):
    response = client.get("/embed/?kind=company&industry=energy&locked=kind")

    assert [query(href) for href in swaps(response)] == [
        {"kind": ["company"], "locked": ["kind"]},  # without the industry
        {"kind": ["company"], "locked": ["kind"]},  # remove all
    ]
    assert '<span class="chip chip--locked"><span class="chip__label">Unternehmen</span></span>' in (
        response.content.decode()
    )


def test_nothing_can_be_removed_when_all_is_locked(client):
    response = client.get("/embed/?kind=company&industry=energy&locked=kind,industry")

    assert swaps(response) == []


@pytest.mark.parametrize(
    "parameters",
    [
        "kind=company&region=05315&q=x&locked=kind,region&list=0&lang=en",
        "kind=company&near=51,7&radius=5&industry=energy&locked=kind&locked=near",
        "kind=company&kind=product&locked=kind&page=1&sort=-updated",
        "kind=company&q=xqzwvk&size=large&locked=kind,q",
    ],
)
def test_every_way_on_keeps_what_is_locked_and_what_the_embed_is(client, parameters):
    given = parse_qs(parameters)
    held = {name for item in given["locked"] for name in item.split(",")} | {"locked", "list", "lang"}
    held |= {"radius"} if "near" in held else set()
    expected = {name: values for name, values in given.items() if name in held}
    response = client.get(f"/embed/?{parameters}")
    hidden = {}
    for field in Page(response).all("input"):
        if "hidden" in field or field["type"] == "hidden":
            hidden.setdefault(field["name"], []).append(field["value"])

    assert [one["action"] for one in Page(response).all("form")] == ["/embed/"]
    for address in swaps(response):
        assert urlsplit(address).path in ("", "/embed/")
        assert {name: values for name, values in query(address).items() if name in held} == expected
    assert {name: values for name, values in hidden.items() if name in held} == expected


def test_zero_hits_offer_no_way_out_of_the_lock(client):
    response = client.get("/embed/?kind=qualification&industry=energy&locked=kind,industry")

    assert slugs(response) == []
    assert swaps(response) == []


def test_last_filter_to_remove_is_one_that_is_not_locked(client):
    response = client.get("/embed/?q=ding&kind=qualification&locked=kind")

    assert [query(href) for href in swaps(response)] == [{"kind": ["qualification"], "locked": ["kind"]}] * 4


def test_parameters_may_be_locked_without_a_value(client):
    IndustryFactory(slug="energy")
    response = client.get("/embed/?locked=kind")

    assert len(slugs(response)) == 3
    assert boxes(response, "kind") == {}
