"""Figures: every number is the total of the list behind its link."""

import csv
import random
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import translate_url
from django.utils import timezone

from landkarte.figures.of_query import LABELS, Figures
from landkarte.models import Entry, Focus, Industry, Region
from landkarte.query.filters import EntryFilter
from tests.config.test_pages import Page
from tests.factories import DistrictFactory, EntryFactory, IndustryFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

AT_ONCE = ("kind", "industry", "focus", "size", "founded", "region")


def figure(name, text=""):
    query = EntryFilter(QueryDict(text))
    assert query.is_valid(), query.errors
    return Figures(query).figure(name)


def numbers(name, text="", *, zero=False):
    return {row.label: row.number for row in figure(name, text).rows if zero or row.number}


def total_of(address):
    """How many entries the list at this address has, counted by the query itself."""
    query = EntryFilter(QueryDict(address.partition("?")[2]))
    assert query.is_valid(), (address, query.errors)
    return query.qs.count()


def random_query(chance):
    possible = {
        "q": [chance.choice(["ki", "daten", "fraunhoffer", "universität", "pflege"])],
        "kind": chance.sample(Entry.Kind.values, chance.randrange(1, 4)),
        "size": chance.sample(Entry.Size.values, chance.randrange(1, 3)),
        "industry": chance.sample(list(Industry.objects.values_list("slug", flat=True)), 3),
        "focus": chance.sample(list(Focus.objects.values_list("slug", flat=True)), 2),
        "region": chance.sample(["05", "053", "055", "05315", "05334002", "05111000", "05711"], 2),
        "founded": chance.sample([str(year) for year in range(2010, 2026)], 8),
        "near": [f"{chance.uniform(50.6, 52):.3f},{chance.uniform(6, 9):.3f}"],
        "bbox": ["6.0,50.7,7.4,51.9"],
        "sort": [chance.choice(["name", "-updated"])],
    }
    query = {name: values for name, values in possible.items() if chance.random() < 0.25}
    if "near" in query:
        query["radius"] = [str(chance.choice([20, 60, 150]))]
    return urlencode(query, doseq=True)


def test_every_number_is_the_total_of_the_list_behind_its_link(real_data):
    chance = random.Random(7)  # noqa: S311 (repeatable, not secret)
    checked = 0
    for text in ["", *(random_query(chance) for _ in range(12))]:
        for name in LABELS:
            counted = figure(name, text)
            for row in counted.rows:
                if row.number:
                    assert total_of(row.href) == row.number, (text, row)
                    checked += 1
                else:
                    assert row.href == "", (text, row)

    assert checked > 500


def test_rows_and_missing_add_up_where_an_entry_counts_once(real_data):
    chance = random.Random(3)  # noqa: S311
    for text in ["", *(random_query(chance) for _ in range(20))]:
        for name in ("kind", "size", "region", "founded"):
            counted = figure(name, text)

            assert sum(row.number for row in counted.rows) + counted.missing.number == counted.total, text


def test_missing_of_terms_are_the_entries_without_any():
    EntryFactory(industries=["a", "b"])
    EntryFactory()
    EntryFactory(status="draft")

    counted = figure("industry")

    assert ([row.number for row in counted.rows], counted.missing.number, counted.total) == ([1, 1], 1, 2)
    assert counted.missing.percent == "50"


def test_drafts_and_withdrawn_entries_do_not_count():
    for status in ("draft", "unpublished"):
        EntryFactory(status=status, size="sme", industries=["a"], focuses=["b"], founded=2020)

    assert [numbers(name) for name in AT_ONCE] == [{}] * 6
    assert [figure(name).missing.number for name in AT_ONCE] == [0] * 6


def test_kinds_stand_in_the_order_of_the_vocabulary_with_their_zeros():
    EntryFactory(kind="project")

    assert numbers("kind", zero=True) == {
        str(label): int(value == "project") for value, label in Entry.Kind.choices
    }
    assert [row.value for row in figure("kind").rows] == Entry.Kind.values


def test_terms_stand_by_size():
    EntryFactory(industries=["a", "b"])
    EntryFactory(industries=["b"])

    assert [(row.value, row.number) for row in figure("industry").rows] == [("b", 2), ("a", 1)]


def test_retired_term_counts_for_its_successor_and_once():
    new = IndustryFactory(slug="new", name_de="Neu")
    old = IndustryFactory(slug="old", name_de="Alt", retired=True, replaced_by=new)
    IndustryFactory(slug="left", name_de="Rest", retired=True)
    IndustryFactory(slug="gone", name_de="Weg", retired=True)
    EntryFactory().industries.set([new, old])
    EntryFactory().industries.set([old])
    EntryFactory(industries=["left"])

    rows = figure("industry").rows

    assert [(row.label, row.number, total_of(row.href)) for row in rows] == [("Neu", 2, 2), ("Rest", 1, 1)]


def test_figure_of_a_parameter_in_force_shows_what_is_asked():
    EntryFactory(kind="product", industries=["a", "b"])
    EntryFactory(kind="company", industries=["b", "c"])
    EntryFactory(kind="company", industries=["c"])

    assert numbers("industry", "industry=b") == {"b de": 2}
    assert numbers("industry", "industry=a&industry=b") == {"b de": 2, "a de": 1}
    assert numbers("kind", "kind=product&industry=b", zero=True) == {"Produkt": 1}
    assert figure("industry", "industry=a").in_force
    assert not figure("kind", "industry=a").in_force


def test_town_that_is_asked_for_counts_for_its_district():
    place = MunicipalityFactory(
        ags="05334002", name="Aachen", parent=DistrictFactory(ags="05334", name="Region")
    )
    EntryFactory(region=place)
    EntryFactory()

    rows = [row for row in figure("region", "region=05334002").rows if row.number]

    assert [(row.label, row.number, row.href) for row in rows] == [("Region", 1, "/?region=05334002")]


def test_entries_without_a_district_are_missing_there():
    EntryFactory(without_place=True)
    EntryFactory()

    assert (numbers("region"), figure("region").missing.number) == ({"Köln": 1}, 1)


def test_years_are_in_periods_that_an_address_can_name():
    this_year = timezone.localdate().year
    for year in (1000, 1874, 1913, 1999, 2000, 2009, this_year - 10, this_year, this_year):
        EntryFactory(founded=year)
    counted = numbers("founded")

    assert counted[str(this_year)] == 2
    assert counted[str(this_year - 10)] == counted["1800–1899"] == counted["1000–1099"] == 1
    assert counted["2000–2009"] == counted["1900–1999"] == 2
    assert all(total_of(row.href) == row.number for row in figure("founded").rows if row.number)


def test_century_full_of_years_still_has_an_address():
    for year in [*range(1900, 2000), timezone.localdate().year]:
        EntryFactory(founded=year)
    (century,) = [row for row in figure("founded").rows if row.label == "1900–1999"]

    assert (century.number, total_of(century.href)) == (100, 100)


def test_share_never_says_that_something_is_nothing():
    EntryFactory(kind="product")
    for _ in range(250):
        EntryFactory.build(kind="company")
    Entry.objects.bulk_create(
        Entry(
            slug=f"e{n}",
            name="E",
            kind="company",
            status="published",
            summary_de="T",
            published_at=timezone.now(),
        )
        for n in range(250)
    )

    shares = {row.value: row.percent for row in figure("kind").rows}

    assert (shares["product"], shares["company"], shares["project"]) == ("<1", "100", "0")


# -- The page --------------------------------------------------------------------------------------------


def test_page_shows_the_figures_of_the_query(client):
    EntryFactory(slug="a", name="Alpha", kind="company", industries=["energy"])
    EntryFactory(slug="b", name="Beta", kind="product", industries=["energy"])
    EntryFactory(slug="c", name="Gamma", kind="product", status="draft", industries=["energy"])

    response = client.get("/zahlen/?kind=product")
    text = response.content.decode()

    assert (response.status_code, response.context["total"]) == (200, 1)
    assert [entry.slug for entry in response.context["newest"]] == ["b"]
    assert [(chip.label, chip.href) for chip in response.context["chips"]] == [("Produkt", "?")]
    assert response.context["list"] == "/?kind=product"
    assert "Alpha" not in text
    assert "Gamma" not in text


def test_every_number_on_the_page_that_is_not_zero_is_a_link(client, real_data):
    text = "kind=product&kind=company&region=053"
    context = client.get(f"/zahlen/?{text}").context
    page = Page(client.get(f"/zahlen/?{text}"))
    links = {link["href"] for link in page.all("a")}
    rows = [row for one in context["figures"].values() for row in one.rows] + context["districts"].rows

    assert {row.href for row in rows if row.number} <= links
    assert {district.href for district in context["district_map"].districts if district.number} <= links
    assert f"/?{text}" in links
    assert sum(row.number for row in context["districts"].rows) == context["total"]


def test_english_page_links_to_english_lists(client):
    EntryFactory(kind="product", industries=["energy"])

    links = [link["href"] for link in Page(client.get("/en/figures/")).all("a")]

    assert "/en/?kind=product" in links
    assert "/en/?industry=energy" in links
    assert "/en/figures/kind.csv" in links


@pytest.mark.parametrize(
    "query", ["kind=nix", "page=1e9", "founded=0", "founded=-1", "founded=99999", "q=%00"]
)
def test_wrong_query_is_said(client, query):
    EntryFactory(name="Alpha")
    response = client.get(f"/zahlen/?{query}")
    text = response.content.decode()

    assert response.status_code == 400
    assert [error.name for error in response.context["errors"]] == [query.partition("=")[0]]
    assert f"<code>{query.partition('=')[0]}</code>" in text
    assert "Alpha" not in text


def test_page_without_entries_says_so(client):
    text = client.get("/zahlen/").content.decode()

    assert "Dazu ist nichts eingetragen." in text


def test_links_of_the_figures_leave_out_what_is_no_part_of_the_query(client):
    EntryFactory()
    page = Page(client.get(f"/zahlen/?q=eintrag&kind=company&nix={'x' * 3000}"))
    long = [link["href"][:12] for link in page.all("a") if "xxx" in link["href"]]

    switch = [translate_url("/zahlen/", language)[:12] for language, _name in settings.LANGUAGES[1:]]
    assert long == [*switch, "?kind=compan", "?q=eintrag&n"]  # the language switch and the chips


@pytest.mark.parametrize("query", ["", "q=eintrag&industry=a&region=05315"])
def test_page_takes_the_same_queries_for_one_and_three_entries(client, query):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            EntryFactory(organisation=EntryFactory(), industries=["a", "b"], focuses=["c"], founded=2000)
        client.get("/zahlen/")  # as it is when somebody has asked before
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/zahlen/?{query}").context["total"] > 0
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 30


# -- The map of districts --------------------------------------------------------------------------------


def outline(west, south):
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def test_districts_are_drawn_and_shaded(client):
    DistrictFactory(ags="05315", name="Köln", outline=outline(6, 50))
    other = MunicipalityFactory(
        ags="05334002", parent=DistrictFactory(ags="05334", name="Aachen", outline=outline(7, 50))
    )
    DistrictFactory(ags="05354", name="Leer", outline={"type": "MultiPolygon", "coordinates": []})
    EntryFactory.create_batch(20)
    EntryFactory(region=other)

    drawing = client.get("/zahlen/").context["district_map"]
    shades = {district.name: district.shade for district in drawing.districts}

    assert shades == {"Köln": 5, "Aachen": 1, "Leer": 0}
    assert [(shade.shade, shade.low, shade.high) for shade in drawing.shades] == [
        (1, 1, 1),
        (2, 2, 3),
        (3, 4, 7),
        (4, 8, 13),
        (5, 14, 20),
    ]
    assert drawing.districts[0].path.startswith("M4.0 ")
    assert "," not in "".join(district.path for district in drawing.districts)


def test_real_districts_all_have_a_shape(client, real_data):
    drawing = client.get("/zahlen/").context["district_map"]

    assert len(drawing.districts) == Region.objects.districts().count() == 53
    assert all(district.path.endswith("Z") for district in drawing.districts)
    assert max(district.shade for district in drawing.districts) == 5


# -- CSV ---------------------------------------------------------------------------------------------------


def table(response):
    return list(csv.reader(StringIO(response.content.decode())))


@pytest.mark.parametrize("name", ["kind", "industry", "focus", "size", "region", "founded"])
def test_csv_holds_the_rows_of_the_figure(client, real_data, name):
    text = "q=ki&kind=company"
    response = client.get(f"/zahlen/{name}.csv?{text}")
    head, *rows = table(response)
    expected = figure(name, text)

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="ki-landkarte-{name}.csv"'
    assert head == [name, "label", "entries", "share"]
    assert [(row[1], int(row[2])) for row in rows[:-1]] == [(row.label, row.number) for row in expected.rows]
    assert rows[-1][:3] == ["", "ohne Angabe", str(expected.missing.number)]


def test_csv_of_growth_and_newest(client):
    entry = EntryFactory(slug="a", name="Alpha", kind="product")
    EntryFactory(name="Geheim", status="draft")
    month = timezone.localdate().strftime("%Y-%m")

    assert table(client.get("/zahlen/growth.csv")) == [["month", "entries", "total"], [month, "1", "1"]]
    assert table(client.get("/zahlen/newest.csv"))[1:] == [
        ["a", "product", "Alpha", entry.published_at.isoformat(timespec="seconds")]
    ]


def test_csv_cell_is_no_formula(client):
    EntryFactory(name="=cmd|' /C calc'!A0", industries=["a"])
    Industry.objects.update(name_de="@SUM(1)")

    assert table(client.get("/zahlen/newest.csv"))[1][2] == "'=cmd|' /C calc'!A0"
    assert table(client.get("/zahlen/industry.csv"))[1][1] == "'@SUM(1)"


def test_csv_of_a_wrong_query_is_said_in_plain_text(client):
    response = client.get("/zahlen/kind.csv?kind=nix")

    assert (response.status_code, response.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert response.content.decode().startswith("Art (kind): ")


def test_csv_of_no_figure_is_not_found(client):
    assert client.get("/zahlen/nix.csv").status_code == 404


def test_every_row_of_a_table_has_the_cells_that_its_head_names(client):
    EntryFactory(kind="company", industries=["energy"])
    EntryFactory(kind="product", without_place=True)
    rows, row = [], None
    for tag, attributes in Page(client.get("/zahlen/")).elements:
        if tag == "tr":
            rows.append(row := [])
        elif tag in ("th", "td") and "aria-hidden" not in attributes:
            row.append(tag)

    assert {tuple(row) for row in rows} == {("th", "th", "th"), ("th", "td", "td")}
