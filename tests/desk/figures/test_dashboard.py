"""The dashboard: what it counts, for which days, and that each number is the length of its list."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission

from desk.lists.days import days_of
from machinery.days import Days
from tests.desk.desk_rows import Desk, lengths, links, numbers
from tests.factories import EntryFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ADDRESS = "/admin/zahlen/"


@pytest.fixture
def busy(set_clock):
    return Desk(set_clock)


# -- The lists -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?year=2025"])
def test_every_number_is_the_length_of_its_list(busy, staff, staff_client, query, monkeypatch):
    monkeypatch.setattr("desk.figures.submissions.WEEKS", 6)  # each is like the others
    busy.everything()

    expected = links(staff_client.get(ADDRESS + query))

    assert len(expected) > 60
    assert lengths(staff, expected) == expected


def test_bad_days_in_the_address_of_a_list_show_the_whole_list(staff_client):
    for query in ("submission/?decided=nix", "submission/?sent=2026-02-30..", "claim/?since=..9999-99-99"):
        response = staff_client.get(f"/admin/submissions/{query}")
        assert (response.status_code, response.headers.get("Location", "")[-4:]) == (302, "?e=1"), query
    for query in ("2026-13-01", "0001-01-01", "9999-12-31", "2026-01-01.nix", "."):
        response = staff_client.get(f"/admin/landkarte/entry/?public_on={query}", follow=True)
        assert response.status_code == 200, query


# -- What is counted -------------------------------------------------------------------------------------


def test_open_items_stand_by_kind_and_age(busy, staff_client):
    busy.submissions()
    busy.catalogue()

    table = numbers(staff_client.get(ADDRESS))["open", "age"]

    assert table == {
        "Meldungen": [1, 0, 0, 0, 1],
        "Barrieren": [0, 0, 1, 0, 1],
        "Einreichungen": [1, 1, 0, 1, 3],
        "Ansprüche": [0, 1, 0, 0, 1],
        "Anfragen": [1, 0, 0, 0, 1],
        "zusammen": [3, 2, 1, 1, 7],
    }


def test_decisions_are_counted_by_week(busy, staff_client):
    busy.submissions()

    weeks = numbers(staff_client.get(ADDRESS))["submissions", "weeks"]
    busiest = {label: counted for label, counted in weeks.items() if any(counted)}

    assert len(weeks) == 26
    assert busiest == {
        "13.07.–19.07.2026": [1, 0, 1],
        "06.07.–12.07.2026": [1, 0, 1],
        "08.06.–14.06.2026": [1, 0, 0],
        "06.04.–12.04.2026": [0, 1, 0],
    }


def test_median_and_share_are_of_working_days(busy, staff_client):
    busy.submissions()

    this_year = numbers(staff_client.get(f"{ADDRESS}?year=2026"))["submissions", "speed"]
    last_year = numbers(staff_client.get(f"{ADDRESS}?year=2025"))["submissions", "speed"]

    assert list(this_year.values()) == [[4, None], [3.5, None], [3, 75], [1, 25]]
    assert list(last_year.values()) == [[1, None], [1, None], [1, 100], [0, 0]]


def test_entries_stand_as_they_were_at_the_end_of_each_quarter(busy, staff_client):
    busy.entries()

    found = numbers(staff_client.get(f"{ADDRESS}?year=2025"))

    assert found["entries", "kinds"]["Unternehmen"] == [2, 2, 4, 4]
    assert found["entries", "kinds"]["Produkt"] == [2, 1, 1, 1]
    assert found["entries", "kinds"]["zusammen"] == [4, 3, 5, 5]


def test_stale_and_marked_entries_have_their_share(busy, staff_client):
    busy.entries()
    EntryFactory(unconfirmed_since="2026-05-01")

    stock = numbers(staff_client.get(ADDRESS))["entries", "stock"]

    assert list(stock.values()) == [[7, None], [4, 57], [1, 14]]


def test_catalogue_and_flagships_are_summed(busy, staff_client):
    busy.catalogue()
    busy.flagships()

    found = numbers(staff_client.get(ADDRESS))

    assert found["offers", "enquiries"]["zusammen"] == [4]
    assert list(found["events", "events"].values()) == [[3], [2], [65], [2]]
    assert list(found["flagships", "flagships"].values()) == [[2], [3], [1], [2_500_000], [1]]


def test_failures_are_counted(busy, staff_client):
    busy.failures()

    assert list(numbers(staff_client.get(ADDRESS))["failures", "failures"].values()) == [[2], [1]]


# -- The page --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", ["abc", "0", "-1", "99999", "1e400", "2017", "9" * 5000])
def test_bad_year_is_told(staff_client, year):
    response = staff_client.get(ADDRESS, {"year": year})

    assert response.status_code == 400
    assert "Bitte ein Jahr von 2018 bis" in response.content.decode()
    assert response.context["sections"] == []


def test_queries_do_not_grow(busy, staff_client, django_assert_max_num_queries):
    busy.everything()

    with django_assert_max_num_queries(16):
        staff_client.get(ADDRESS)
    with django_assert_max_num_queries(13):
        staff_client.get(ADDRESS)


def editor(*codenames):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


def test_staff_without_the_right_to_see_entries_are_refused(client):
    client.force_login(editor("view_letter"))

    assert client.get(ADDRESS).status_code == 403
    assert client.get("/admin/jahresbericht/2025/").status_code == 403
    assert client.get("/admin/jahresbericht/2025/xlsx/").status_code == 403
    assert "/admin/zahlen/" not in client.get("/admin/").content.decode()


def test_numbers_have_no_links_to_lists_that_one_may_not_see(busy, client):
    busy.everything()
    client.force_login(editor("view_entry"))

    response = client.get(ADDRESS)

    assert numbers(response)["failures", "failures"]["aufgegebene Briefe"] == [2]
    assert {address.split("?")[0] for address in links(response)} == {"/admin/landkarte/entry/"}


def test_no_name_of_a_person_appears(busy, staff_client):
    busy.everything()

    page = staff_client.get(ADDRESS).content.decode()

    assert busy.staff.email not in page
    assert "Ada Muster" not in page


# -- Days ------------------------------------------------------------------------------------------------


def test_days_are_read_and_written_alike():
    days = Days(date(2026, 1, 5), date(2026, 3, 1))

    assert days_of(days.value) == days
    assert days_of("..2026-03-01").last == date(2026, 3, 1)
