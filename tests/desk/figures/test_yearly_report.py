"""The yearly report: a year as it was, its lists, and the same numbers as a workbook."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.desk.desk_rows import Desk, lengths, links, numbers

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def busy(set_clock):
    return Desk(set_clock)


def report(client, year):
    return client.get(f"/admin/jahresbericht/{year}/")


def sheets(client, year):
    response = client.get(f"/admin/jahresbericht/{year}/xlsx/")
    return response, load_workbook(BytesIO(response.content))


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_number_is_the_length_of_its_list(busy, staff, staff_client, year):
    busy.everything()

    expected = links(report(staff_client, year))

    assert len(expected) > 50
    assert lengths(staff, expected) == expected


def test_entries_are_those_of_the_year_not_of_today(busy, staff_client):
    busy.entries()

    found = {year: numbers(report(staff_client, year)) for year in (2024, 2025, 2026)}

    assert found[2024]["entries", "kinds"]["zusammen"] == [0, 3, 0, 3]
    assert found[2025]["entries", "kinds"]["zusammen"] == [3, 3, 1, 5]
    assert found[2025]["entries", "kinds"]["Produkt"] == [1, 1, 1, 1]
    assert found[2026]["entries", "kinds"]["Forschung"] == [0, 0, 0, 1]
    assert found[2026]["entries", "regions"]["Regierungsbezirk Köln"] == [5, 5]
    assert found[2026]["entries", "regions"]["Regierungsbezirk Münster"] == [0, 1]


def test_freshness_is_that_of_the_last_day(busy, staff_client):
    busy.entries()

    freshness = [numbers(report(staff_client, year))["entries", "freshness"] for year in (2024, 2025, 2026)]

    assert [list(table.values()) for table in freshness] == [
        [[3, None], [0, 0]],
        [[5, None], [2, 40]],
        [[6, None], [3, 50]],
    ]


def test_deleted_entries_are_named(busy, staff_client):
    busy.entries()

    text = "Dazu kommt 1 Eintrag, der seither gelöscht wurde."
    assert text in report(staff_client, 2025).content.decode()
    assert text not in report(staff_client, 2024).content.decode()


def test_submissions_and_catalogue_are_of_the_year(busy, staff_client):
    busy.submissions()
    busy.catalogue()

    last, this = (numbers(report(staff_client, year)) for year in (2025, 2026))

    assert list(last["submissions", "received"].values()) == [[1], [0], [1]]
    assert list(this["submissions", "received"].values()) == [[9], [2], [1]]
    assert list(this["submissions", "decisions"].values()) == [[2, 1, 0], [1, 0, 0]]
    assert list(last["submissions", "decisions"].values()) == [[1, 0, 1], [0, 0, 0]]
    assert list(last["publications", "publications"].values()) == [[1], [1]]
    assert list(this["publications", "publications"].values()) == [[1], [1]]
    assert last["offers", "requested"] == {"Netzwerk": [1]}


def test_running_year_says_so(busy, staff_client):
    assert "das Jahr läuft noch" in report(staff_client, 2026).content.decode()
    assert "das Jahr läuft noch" not in report(staff_client, 2025).content.decode()


@pytest.mark.parametrize("year", ["2017", "2027", "99999999999999999999", "0"])
def test_year_without_a_report_is_not_found(busy, staff_client, year):
    assert report(staff_client, year).status_code == 404
    assert staff_client.get(f"/admin/jahresbericht/{year}/xlsx/").status_code == 404


# -- The workbook ----------------------------------------------------------------------------------------


def test_workbook_says_what_the_page_says(busy, staff_client):
    busy.everything()
    page = numbers(report(staff_client, 2026))

    _response, book = sheets(staff_client, 2026)
    told = [[tuple(row[1:]) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets[1:]]

    assert len(told) == len(page)
    for lines, table in zip(told, page.values(), strict=True):
        width = len(lines[2])
        rows = [(*row, *[None] * (width - len(row))) for row in table.values()]
        assert lines[3 : 3 + len(table)] == [tuple(row[:width]) for row in rows]


def test_workbook_holds_numbers_as_numbers_and_no_formula(busy, staff_client):
    busy.everything()

    response, book = sheets(staff_client, 2026)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert response.headers["Content-Disposition"] == (
        'attachment; filename="ki-landkarte-jahresbericht-2026.xlsx"'
    )
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert "=1+1" in {cell.value for cell in cells}
    assert [str(cell.value) for cell in cells if cell.data_type == "s" and str(cell.value).isdigit()] == []


def test_workbook_begins_with_what_it_is(busy, staff_client):
    _response, book = sheets(staff_client, 2025)

    facts = dict(book.worksheets[0].iter_rows(values_only=True))

    assert facts["Bericht"] == "KI.Landkarte: Jahresbericht 2025"
    assert facts["Zeitraum"] == "1. Januar bis 31. Dezember 2025"
    assert facts["Stand"].startswith("15.07.2026")
