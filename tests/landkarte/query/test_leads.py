"""Where to go on when a query finds little: links that find what they promise."""

import re
from html import unescape

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from landkarte.query.everyday_words import FOCUSES, INDUSTRIES, meant_by
from landkarte.query.filters import EntryFilter
from landkarte.query.leads import FEW, MOST, leads_of
from landkarte.query.postal_codes import AREAS
from tests.factories import EntryFactory, FocusFactory, IndustryFactory, MunicipalityFactory
from tests.landkarte.places import add_places
from tests.real_files import rows

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
AUGUSTIN, KERPEN = "05382056", "05362032"


@pytest.fixture(autouse=True)
def land():
    """Six entries in Köln, one of them a craft business, one in Kerpen."""
    add_places()
    IndustryFactory(slug="crafts", name_de="Handwerk", name_en="Skilled crafts")
    FocusFactory(slug="computer-vision", name_de="Bildverarbeitung", name_en="Computer vision")
    for number in range(4):
        EntryFactory(name=f"Haus {number}")
    EntryFactory(name="Werkstatt", industries=["crafts"], focuses=["computer-vision"])
    EntryFactory(name="Prüfstand", postal_code="50825", street="Weg 1")
    EntryFactory(name="Kerpener", region=MunicipalityFactory(ags=KERPEN))


def leads(text, **arguments):
    """Heading's name -> label -> (number, address), of what is offered for a query."""
    query = EntryFilter(QueryDict(text))
    return {
        group.name: {lead.label: (lead.count, lead.href) for lead in group.leads}
        for group in leads_of(query, **arguments)
    }


def found(address):
    return EntryFilter(QueryDict(address.removeprefix("?"))).total


QUERIES = [
    "q=50825",
    "q=Qualitätsprüfung",
    "q=Dachdecker",
    "q=Handwerk Kerpen",
    "q=Nirgends",
    "q=%00",
    "kind=product&industry=crafts",
    f"region={KERPEN}&industry=crafts",
    "near=50.87,6.7&radius=1&q=werkstatt",
    "bbox=1,1,2,2",
    "founded=1999",
    "size=sme&focus=computer-vision",
]

WITHOUT = {"q=Nirgends", "q=%00", "bbox=1,1,2,2", "founded=1999"}  # the page has a button for all


@pytest.mark.parametrize("text", QUERIES)
def test_every_lead_finds_what_it_says_and_more_than_the_query(text):
    query = EntryFilter(QueryDict(text))
    groups = leads_of(query)

    assert groups or text in WITHOUT
    for group in groups:
        assert 0 < len(group.leads) <= MOST
        for lead in group.leads:
            assert found(lead.href) == lead.count > query.total
    addresses = [lead.href for group in groups for lead in group.leads]
    assert len(addresses) == len(set(addresses))


@pytest.mark.parametrize("text", QUERIES)
def test_leads_are_the_same_without_the_index(text):
    def of(snapshot):
        query = EntryFilter(QueryDict(text))
        if not snapshot:
            query.snapshot = None
        return leads_of(query)

    assert of(True) == of(False)


def test_enough_hits_need_no_leads():
    assert EntryFilter(QueryDict("q=haus")).total == FEW + 1
    assert leads("q=haus") == {}
    assert leads("q=haus 1") != {}


# -- Place ---------------------------------------------------------------------------------------------


def test_known_postal_code_leads_to_its_town():
    assert leads("q=50825")["place"]["Köln"] == (6, "?region=05315")


def test_entry_is_found_by_its_postal_code():
    assert [entry.name for entry in EntryFilter(QueryDict("q=50825")).qs] == ["Prüfstand"]


def test_unknown_postal_code_leads_to_its_area_and_says_so(client):
    (lead,) = leads("q=50823")["place"].values()
    text = unescape(client.get("/?q=50823").content.decode())

    assert lead == (7, "?near=50.93333,6.95000&radius=25")
    assert "Raum Köln (50823 selbst kennen wir nicht)" in text


@pytest.mark.parametrize(
    ("code", "settled"),
    [("50825", "/?region=05315"), ("50823", "/?near=50.93333,6.95000&radius=25")],
)
def test_postal_code_is_a_place(client, code, settled):
    response = client.get(f"/?place={code}")

    assert (response.status_code, response.headers["Location"]) == (302, settled)


def test_postal_code_of_another_land_is_no_place(client):
    response = client.get("/?place=10115")

    assert response.status_code == 400
    assert "Einen Ort „10115“ kennen wir nicht." in unescape(response.content.decode())


def test_suggestions_know_postal_codes(client):
    groups = client.get("/api/v1/suggestions/?q=50825").json()["groups"]

    assert [(group["name"], [item["label"] for item in group["items"]]) for group in groups] == [
        ("places", ["Köln"])
    ]


def test_areas_of_postal_codes_lie_around_towns_of_the_land():
    assert set(AREAS.values()) - {row["ags"] for row in rows("regions.csv")} == set()


def test_town_in_a_text_leads_there_with_what_else_is_meant():
    assert leads("q=Friseur Köln")["place"] == {
        "Handwerk · Köln": (1, "?region=05315&industry=crafts"),
        "Köln": (6, "?region=05315"),
        "25 km um Köln": (7, "?near=50.93333,6.95000&radius=25"),
    }


def test_region_leads_around_it():
    place = leads(f"region={KERPEN}&industry=crafts")["place"]

    assert place["Handwerk · 25 km um Kerpen"][0] == 1
    assert "25 km um Kerpen" in place


def test_circle_leads_to_a_wider_one():
    place = leads("near=50.87,6.7&radius=1&q=werkstatt")["place"]

    assert place["„werkstatt“ · 25 km um Kerpen"] == (1, "?q=werkstatt&near=50.87,6.7&radius=25")


# -- Words and what they mean --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Dachdecker", [("industry", "crafts")]),
        ("DACHDECKEREI", [("industry", "crafts")]),
        ("Qualitätsprüfung", [("focus", "computer-vision")]),
        ("bildverarbeitung", [("focus", "computer-vision")]),
        ("Haus", []),
        ("", []),
    ],
)
def test_everyday_word_means_a_term(word, meant):
    assert meant_by(word) == meant


def test_everyday_words_are_of_terms_that_there_are():
    for name, words in (("industries.csv", INDUSTRIES), ("focuses.csv", FOCUSES)):
        assert words.keys() - {row["slug"] for row in rows(name)} == set()


def test_word_leads_to_its_industry():
    assert leads("q=Dachdecker")["terms"] == {"Handwerk": (1, "?industry=crafts")}


def test_compound_leads_to_its_parts():
    assert leads("q=Werkstattprüfung")["less"]["„Werkstatt“"] == (1, "?q=Werkstatt")


def test_each_parameter_is_left_out():
    assert leads("size=sme&kind=company")["less"] == {
        "Unternehmen": (7, "?kind=company"),
    }


# -- On the page ---------------------------------------------------------------------------------------


def test_page_without_hits_has_leads_that_work(client):
    text = client.get("/?q=Dachdecker&view=9,51,7").content.decode()
    links = [unescape(link) for link in re.findall(r'<a class="lead[^"]*" href="([^"]*)"', text)]

    assert links[0] == "?view=9,51,7&industry=crafts"
    assert [client.get(f"/{link}").status_code for link in links] == [200] * len(links)


def test_page_with_few_hits_has_them_below_the_list(client):
    text = client.get("/?q=werkstatt").content.decode()

    assert text.index('class="card ') < text.index("Mehr finden Sie hier") < text.index('class="lead ')


def test_leads_keep_what_an_embed_locks(client):
    text = client.get("/embed/?q=Dachdecker&kind=company&locked=kind").content.decode()
    links = [unescape(link) for link in re.findall(r'<a class="lead[^"]*" href="([^"]*)"', text)]

    assert links != []
    assert [link for link in links if "kind=company" not in link or "locked=kind" not in link] == []


def test_leads_cost_a_bounded_number_of_queries():
    text = "q=eins zwei drei vier fünf sechs sieben&kind=product&region=05315&industry=crafts&size=sme"
    query = EntryFilter(QueryDict(text))
    assert query.total == 0

    with CaptureQueriesContext(connection) as queries:
        leads_of(query)

    assert len(queries) < 80
