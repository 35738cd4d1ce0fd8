"""Pictures of what is shared: what stands on them, and that nobody can have them drawn without end."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.http import QueryDict
from PIL import Image

from config.caches import caches as caches_of
from landkarte.models import Entry
from landkarte.query.filters import EntryFilter
from landkarte.sharing import views
from landkarte.sharing.picture import Sheet, draw
from landkarte.sharing.shapes import COLOURS, corners
from landkarte.sharing.sheets import of_entry, of_query
from tests.config.test_pages import Page
from tests.factories import EntryFactory, EventFactory, FlagshipFactory, OfferFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HERE = "http://testserver"


@pytest.fixture(autouse=True)
def own_cache(settings, tmp_path):
    own = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": tmp_path / "pictures",
    }
    settings.CACHES = settings.CACHES | {"pictures": own}
    views.budget.turns.clear()
    yield
    views.budget.turns.clear()


@pytest.fixture
def drawn(monkeypatch):
    """The sheets that were really drawn."""
    sheets = []

    def noting(sheet):
        sheets.append(sheet)
        return draw(sheet)

    monkeypatch.setattr(views, "draw", noting)
    return sheets


@pytest.fixture
def entries():
    EntryFactory(slug="haus", kind="research", name="Institut für Alles")
    EntryFactory(slug="firma", kind="company", name="Firma")
    EntryFactory(slug="entwurf", kind="company", status="draft")


def shared(response):
    """What the head of a page says where it is shared: property or name -> content."""
    metas = Page(response).all("meta")
    return {meta.get("property") or meta.get("name"): meta.get("content") for meta in metas}


@pytest.mark.parametrize("address", ["/bild.png", "/en/picture.png?kind=company", "/eintraege/haus/bild.png"])
def test_picture_is_a_png_of_the_usual_size(client, entries, address):
    response = client.get(address)
    picture = Image.open(BytesIO(response.content))

    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert response.headers["Content-Type"] == "image/png"
    assert len(response.content) < 100_000


def test_picture_of_an_entry_says_kind_name_and_place(client, entries, drawn):
    client.get("/eintraege/haus/bild.png")
    client.get("/en/entries/haus/picture.png")

    entry = Entry.objects.get(slug="haus")
    points = ((entry.latitude, entry.longitude, "research"),)
    assert drawn == [
        Sheet("Forschung", "Institut für Alles", ("Köln",), "research", points),
        Sheet("Research", "Institut für Alles", ("Köln",), "research", points),
    ]


def test_picture_of_a_query_says_how_many_and_where(client, entries, drawn):
    client.get("/bild.png?kind=company")

    (sheet,) = drawn
    assert (sheet.title, sheet.lines, sheet.kind) == ("1 Eintrag", ("Unternehmen",), "company")
    assert [kind for _latitude, _longitude, kind in sheet.points] == ["company"]


def test_point_shows_in_the_colour_of_its_kind(entries):
    entry = Entry.objects.get(slug="haus")
    with_point = Image.open(BytesIO(draw(of_entry(entry)))).convert("RGB").crop((620, 20, 1190, 600))
    entry.latitude = entry.longitude = None
    without = Image.open(BytesIO(draw(of_entry(entry)))).convert("RGB").crop((620, 20, 1190, 600))

    def violet(picture):
        return sum(
            abs(red - 0x6F) + abs(green - 0x3F) + abs(blue - 0xA0) < 12
            for red, green, blue in picture.get_flattened_data()
        )

    assert violet(with_point) > 300
    assert violet(without) == 0


@pytest.mark.parametrize(
    "name", ["W" * 500, "ein langes Wort " * 40, "Žluťoučký Łódź Ελλάδα", "漢字", "\u202eab"]
)
def test_any_name_finds_room(name):
    assert Image.open(BytesIO(draw(Sheet("Art", name, (name,), "company")))).size == (1200, 630)


def test_picture_is_drawn_once(client, entries, drawn):
    first, again = client.get("/eintraege/haus/bild.png"), client.get("/eintraege/haus/bild.png")
    unchanged = client.get("/eintraege/haus/bild.png", headers={"If-None-Match": first.headers["ETag"]})

    assert (len(drawn), first.content == again.content, unchanged.status_code) == (1, True, 304)
    assert first.headers["Cache-Control"] == "public, max-age=3600"


def test_picture_is_drawn_anew_when_it_would_look_different(client, entries, drawn):
    first = client.get("/eintraege/haus/bild.png")
    Entry.objects.filter(slug="haus").update(name="Neu")

    assert client.get("/eintraege/haus/bild.png").headers["ETag"] != first.headers["ETag"]
    assert [sheet.title for sheet in drawn] == ["Institut für Alles", "Neu"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/bild.png?nix=1", 400),
        ("/bild.png?kind=nix", 400),
        ("/bild.png?zoom=3", 400),
        ("/bild.png?kiosk=1", 400),
        ("/eintraege/haus/bild.png?a=1", 400),
        ("/eintraege/entwurf/bild.png", 404),
        ("/eintraege/nix/bild.png", 404),
        ("/angebote/nix/bild.png", 404),
        ("/veranstaltungen/nix/bild.png", 404),
        ("/flagships/nix/bild.png", 404),
    ],
)
def test_nothing_else_is_drawn(client, entries, drawn, address, status):
    assert client.get(address).status_code == status
    assert drawn == []


@pytest.mark.parametrize(
    ("asked", "one"),
    [
        ("/bild.png?kind=company&kind=company", "/bild.png?kind=company"),
        ("/bild.png?kind=company&sort=name&page=1", "/bild.png?kind=company"),
        ("/bild.png?q=&kind=company", "/bild.png?kind=company"),
    ],
)
def test_set_has_one_picture(client, entries, drawn, asked, one):
    response = client.get(asked)

    assert (response.status_code, response.headers["Location"], drawn) == (302, one, [])
    assert client.get(one).status_code == 200


def test_queries_made_up_without_end_are_not_drawn(client, entries, drawn):
    for _ in range(views.DRAWN_IN_A_MINUTE):
        views.budget.take()
    response = client.get("/bild.png?q=firma")

    assert (response.status_code, response.headers["Location"]) == (302, "/bild.png")
    assert response.headers["Cache-Control"] == "no-store"
    assert client.get("/bild.png").status_code == 200
    assert [sheet.title for sheet in drawn] == ["Wer macht was mit KI in NRW?"]


def test_budget_comes_back_after_a_minute(monkeypatch):
    now = 1000.0
    monkeypatch.setattr(views, "monotonic", lambda: now)
    budget = views.Budget(2)

    assert [budget.take() for _ in range(3)] == [True, True, False]
    now += 61
    assert budget.take()


def test_kept_pictures_are_bounded():
    assert caches_of("", Path("/var"))["pictures"]["OPTIONS"] == {"MAX_ENTRIES": 2_000}


# -- Where pages are shared ----------------------------------------------------------------------------


def test_filtered_list_is_shared_as_it_is_shown(client, entries):
    said = shared(client.get("/?kind=company&view=50,7,9&q="))

    assert said["og:url"] == f"{HERE}/?kind=company"
    assert said["og:title"] == "Unternehmen: 1 Eintrag – KI.Landkarte"
    assert said["og:description"] == "1 Eintrag auf der KI.Landkarte: Unternehmen. Zum Beispiel: Firma"
    assert said["description"] == said["og:description"]
    assert said["og:image"] == f"{HERE}/bild.png?kind=company"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert said["twitter:card"] == "summary_large_image"
    assert client.get(said["og:image"].removeprefix(HERE)).status_code == 200


def test_further_page_and_order_are_shared(client, entries):
    EntryFactory.create_batch(30, kind="product")
    said = shared(client.get("/en/?page=2&sort=name"))

    assert said["og:url"] == f"{HERE}/en/?sort=name&page=2"
    assert said["og:image"] == f"{HERE}/en/picture.png"


def test_wrong_query_is_shared_without_itself(client, entries):
    said = shared(client.get("/?kind=nix"))

    assert (said["og:url"], said["og:image"]) == (f"{HERE}/", f"{HERE}/bild.png")


def test_each_page_has_its_picture(client, entries):
    offer, event = OfferFactory(slug="beratung"), EventFactory(slug="treffen")
    flagship = FlagshipFactory(slug="schiff", entry=Entry.objects.get(slug="haus"))
    pages = {
        "/eintraege/haus/": "/eintraege/haus/bild.png",
        "/en/entries/haus/": "/en/entries/haus/picture.png",
        offer.get_absolute_url(): "/angebote/beratung/bild.png",
        event.get_absolute_url(): "/veranstaltungen/treffen/bild.png",
        flagship.get_absolute_url(): "/flagships/schiff/bild.png",
        "/zahlen/": "/bild.png",
    }
    for page, picture in pages.items():
        said = shared(client.get(page))

        assert (said["og:url"], said["og:image"]) == (HERE + page, HERE + picture)
        assert client.get(picture).headers["Content-Type"] == "image/png", picture


@pytest.mark.parametrize(
    "address", ["/angebote/?q=alpha", "/veranstaltungen/?when=past", "/flagships/?page=1"]
)
def test_filtered_lists_of_the_catalogue_are_shared_as_they_are_shown(client, address):
    assert shared(client.get(address))["og:url"] == HERE + address.removesuffix("?page=1")


def test_same_hits_in_another_order_look_the_same(client, entries):
    one, other = (of_query(EntryFilter(QueryDict(text))) for text in ("sort=name", "sort=-updated"))
    assert one.digest == other.digest


def test_kinds_look_as_they_do_on_the_map():
    tokens = Path("static/css/tokens.css").read_text()
    light = dict(re.findall(r"--kind-(\w+): light-dark\((#\w+),", tokens))

    assert {str(kind): colour for kind, colour in COLOURS.items()} == light
    assert all(len(corners(kind, 0, 0, 1)) > 2 for kind in COLOURS)
