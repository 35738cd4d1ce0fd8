"""From a typed town to the municipality and the point; whether that is in NRW."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from landkarte.models import Entry, Place
from submissions import checks, geocoder, places
from submissions.content import empty_content
from tests.factories import EntryFactory, MunicipalityFactory
from tests.submissions.drafting import member_with_draft, save

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
NOTHING = {field: empty_content("company")[field] for field in ("street", "postal_code", "city", "ags")} | {
    "latitude": None,
    "longitude": None,
    "precision": "",
}


@pytest.fixture
def towns():
    MunicipalityFactory()
    names = {
        "05117000": ("Mülheim an der Ruhr", 51.427, 6.8825),
        "05158020": ("Langenfeld (Rhld.)", 51.11, 6.95),
        "05366032": ("Nettersheim", 50.4901, 6.6275),
        "05366004": ("Bad Münstereifel", 50.5583, 6.7653),
    }
    for ags, (name, latitude, longitude) in names.items():
        MunicipalityFactory(ags=ags, name=name, latitude=latitude, longitude=longitude)
    Place.objects.create(name="Deutz", latitude=50.9363, longitude=6.9754)


@pytest.mark.parametrize(
    ("typed", "ags"),
    [
        ("Köln", "05315000"),
        ("KOELN", "05315000"),
        ("Langenfeld", "05158020"),
        ("Köln-Ehrenfeld", "05315000"),
        ("Mülheim", "05117000"),
        ("Bad Münstereifel-Iversheim", "05366004"),
        ("Deutz", "05315000"),
    ],
)
def test_town_is_read_as_people_write_it(towns, typed, ags):
    assert [region.ags for region in places.municipalities(typed)] == [ags]


@pytest.mark.parametrize("typed", ["Berlin", "", "%", "_", "Ko"])
def test_unknown_town_is_no_municipality(towns, typed):
    assert places.municipalities(typed) == []


def test_town_with_a_typo_is_suggested_and_not_taken(towns):
    content = NOTHING | {"city": "Netersheim"}

    assert [region.name for region in places.suggestions("Netersheim")] == ["Nettersheim"]
    assert places.settle(content, NOTHING)["ags"] is None


def test_postal_code_alone_is_enough_where_the_map_knows_it(towns):
    EntryFactory(postal_code="50667")
    settled = places.settle(NOTHING | {"postal_code": "50667"}, NOTHING)

    assert (settled["city"], settled["ags"]) == ("Köln", "05315000")


def test_postal_code_of_an_unpublished_entry_tells_nothing(towns):
    EntryFactory(postal_code="50667", status=Entry.Status.DRAFT)

    assert places.municipalities("", "50667") == []


def test_town_gives_the_point_of_its_middle(towns):
    settled = places.settle(NOTHING | {"city": "Köln"}, NOTHING)

    assert (settled["latitude"], settled["longitude"], settled["precision"]) == (50.93333, 6.95, "city")


def test_part_of_a_town_gives_its_own_point(towns):
    settled = places.settle(NOTHING | {"city": "Deutz"}, NOTHING)

    assert (settled["ags"], settled["latitude"]) == ("05315000", 50.9363)


def test_point_follows_the_town_until_somebody_moves_it(towns):
    before = places.settle(NOTHING | {"city": "Köln"}, NOTHING)
    followed = places.settle(before | {"city": "Nettersheim"}, before)
    moved = places.settle(followed | {"latitude": 50.5, "longitude": 6.6}, followed)
    kept = places.settle(moved | {"street": "Weg 1"}, moved)

    assert (followed["ags"], followed["latitude"]) == ("05366032", 50.4901)
    assert (moved["latitude"], moved["precision"]) == (50.5, "address")
    assert (kept["latitude"], kept["precision"]) == (50.5, "address")


def test_chosen_municipality_stays_for_a_town_that_we_do_not_know(towns):
    chosen = places.settle(NOTHING | {"city": "Hintertupfing", "ags": "05315000"}, NOTHING)

    assert places.settle(chosen | {"postal_code": "50999"}, chosen)["ags"] == "05315000"


def test_municipality_and_point_go_with_the_town(towns):
    before = places.settle(NOTHING | {"city": "Köln"}, NOTHING)
    settled = places.settle(before | {"city": "Berlin"}, before)

    assert (settled["ags"], settled["latitude"], settled["precision"]) == (None, None, "")


# -- In NRW? -------------------------------------------------------------------------------------------


def seat(**place):
    return [problem.field for problem in checks.nrw_seat(NOTHING | place)]


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ({}, ["city"]),
        ({"city": "Berlin"}, ["ags"]),
        ({"city": "Köln", "ags": "11000000"}, ["ags"]),
        ({"city": "Köln", "ags": "05315000"}, []),
        ({"city": "Köln", "ags": "05315000", "latitude": 50.95, "longitude": 6.9}, []),
        ({"city": "Köln", "ags": "05315000", "latitude": 52.52, "longitude": 13.4}, ["latitude"]),
        ({"city": "Köln", "ags": "05315000", "latitude": 51.5, "longitude": 6.95}, ["latitude"]),
    ],
)
def test_seat_is_checked_by_key_and_point(towns, place, wrong):
    assert seat(**place) == wrong


def test_seat_far_from_its_town_says_how_far(towns):
    place = {"city": "Köln", "ags": "05315000", "latitude": 51.5, "longitude": 6.95}

    assert "63 km" in checks.nrw_seat(NOTHING | place)[0].message


def test_seat_of_every_entry_on_the_map_passes(real_data):
    entries = Entry.objects.published().exclude(region=None)
    wrong = {
        entry.slug: checks.nrw_seat(
            {
                "city": entry.city,
                "ags": entry.region_id,
                "latitude": entry.latitude,
                "longitude": entry.longitude,
            }
        )
        for entry in entries
    }

    assert {slug: problems for slug, problems in wrong.items() if problems} == {}


# -- Asking a geocoder ----------------------------------------------------------------------------------


class Geocoder(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        body = self.server.answer
        self.send_response(self.server.code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server(settings):
    server = HTTPServer(("127.0.0.1", 0), Geocoder)
    server.asked, server.code = [], 200
    server.answer = json.dumps([{"lat": "50.9413", "lon": "6.9583"}]).encode()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.GEOCODER_URL = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_geocoder_is_asked_with_the_address_alone(server):
    point = geocoder.find("Domkloster 4", "50667", "Köln")

    assert point == (50.9413, 6.9583)
    assert server.asked == [
        "/search?street=Domkloster+4&postalcode=50667&city=K%C3%B6ln&country=Deutschland&format=jsonv2&limit=5"
    ]


def test_geocoder_outside_of_nrw_finds_nothing(server):
    server.answer = json.dumps([{"lat": "52.52", "lon": "13.4"}]).encode()

    assert geocoder.find("Unter den Linden 1", "", "Berlin") is None


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[[]]", b'[{"lat": "x", "lon": "1"}]', b"{}"])
def test_geocoder_that_talks_nonsense_is_an_error_or_nothing(server, answer):
    server.answer = answer
    try:
        found = geocoder.find("Weg 1", "", "Köln")
    except geocoder.GeocoderError:
        found = None

    assert found is None


def test_form_takes_the_point_of_the_geocoder(client, server):
    draft = member_with_draft(client)
    save(client, draft, "edit", street="Domkloster 4", locate="1")
    draft.refresh_from_db()

    assert (draft.content["latitude"], draft.content["precision"]) == (50.9413, "address")


def test_geocoder_that_is_away_is_told_and_loses_nothing(client, server):
    draft = member_with_draft(client)
    server.code = 503
    response = save(client, draft, "edit", street="Domkloster 4", locate="1")
    draft.refresh_from_db()

    assert response.status_code == 400
    assert "Die Adresssuche antwortet gerade nicht" in response.content.decode()
    assert (draft.content["street"], draft.content["latitude"]) == ("Domkloster 4", 50.93333)


def test_geocoder_that_is_off_is_never_asked(client):
    draft = member_with_draft(client)
    save(client, draft, "edit", street="Domkloster 4", locate="1")
    draft.refresh_from_db()

    assert draft.content["latitude"] == 50.93333
