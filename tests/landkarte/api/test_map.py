"""What the map draws: points, or cells when there are too many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from landkarte.query.drawing import KINDS
from landkarte.query.filters import EntryFilter
from machinery.publishing import current_version
from tests.factories import EntryFactory, MunicipalityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def answer(client, query=""):
    return client.get(f"/api/v1/map/?{query}").json()


def test_answer_holds_columns_of_points_and_counts(client):
    first = EntryFactory(
        kind="research",
        latitude=51.5,
        longitude=7.25,
        precision="address",
        industries=["energy"],
        size="sme",
    )
    second = EntryFactory(kind="company", focuses=["vision"])
    EntryFactory(kind="company", without_place=True)
    EntryFactory(kind="company", status="draft", industries=["energy"])

    assert answer(client) == {
        "version": current_version(),
        "total": 3,
        "kinds": list(KINDS),
        "facets": {name: {} for name in EntryFilter.facet_names()}
        | {
            "kind": {"research": 1, "company": 2},
            "industry": {"energy": 1},
            "focus": {"vision": 1},
            "size": {"sme": 1},
            "region": {"05": 2, "053": 2, "05315": 2, "05315000": 2},
        },
        "towns": ["05315000"],
        "points": {
            "id": [first.pk, second.pk],
            "kind": [KINDS.index("research"), KINDS.index("company")],
            "latitude": [51.5, 50.93333],
            "longitude": [7.25, 6.95],
            "town": [0, 0],
            "exact": [1, 0],
        },
    }


def test_points_and_cells_know_the_towns_of_their_entries(client, settings):
    bonn, cologne = MunicipalityFactory(ags="05314000"), MunicipalityFactory(ags="05315000")
    for region in (cologne, bonn, cologne, None):
        EntryFactory(region=region, latitude=50.8, longitude=7)
    EntryFactory(region=MunicipalityFactory(ags="05334002"), kind="research", latitude=50.77, longitude=6.1)

    points = answer(client, "kind=company")
    settings.MAP_POINT_LIMIT = 1
    cells = answer(client, "kind=company")

    assert (points["towns"], points["points"]["town"]) == (["05314000", "05315000"], [1, 0, 1, -1])
    assert (cells["towns"], cells["cells"]["town"], cells["cells"]["in_town"]) == (points["towns"], [1], [2])


def test_counts_of_a_facet_ignore_its_own_values(client):
    EntryFactory(kind="research", industries=["energy"])
    EntryFactory(kind="company", industries=["health"])

    facets = answer(client, "kind=company")["facets"]

    assert (facets["kind"], facets["industry"]) == ({"research": 1, "company": 1}, {"health": 1})


def test_cells_come_above_the_limit_and_hold_every_point(client, settings):
    settings.MAP_POINT_LIMIT = 4
    for number in range(6):
        EntryFactory(kind=KINDS[number % 3], latitude=51 + number / 10, longitude=7 + number / 5)
    EntryFactory(without_place=True)
    EntryFactory(status="draft")

    for zoom in range(19):
        body = answer(client, f"zoom={zoom}")
        counts = body["cells"]["counts"]

        assert "points" not in body
        assert [sum(column) for column in zip(*counts, strict=True)] == [2, 2, 2, 0, 0, 0, 0]
        assert body["total"] == 7
        assert {len(column) for column in body["cells"].values()} == {len(counts)}
    assert len(counts) == 6


def test_cells_are_those_of_the_box(client, settings):
    settings.MAP_POINT_LIMIT = 1
    for latitude in (51, 51.4, 51.9):
        EntryFactory(latitude=latitude, longitude=7)

    body = answer(client, "bbox=6,50.9,8,51.5&zoom=12")

    assert sorted(body["cells"]["south"]) == [51, 51.4]
    assert body["total"] == 2


def test_points_come_again_when_the_query_leaves_few(client, settings):
    settings.MAP_POINT_LIMIT = 1
    EntryFactory(kind="research")
    EntryFactory.create_batch(2)

    assert (list(answer(client))[-1], list(answer(client, "kind=research"))[-1]) == ("cells", "points")


def test_zoom_changes_nothing_for_points(client):
    EntryFactory()

    assert answer(client, "zoom=0") == answer(client, "zoom=18") == answer(client)


def test_answer_without_entries_is_empty(client):
    EntryFactory(status="draft")
    body = answer(client)

    assert (body["total"], body["points"]["id"], body["facets"]["kind"]) == (0, [], {})


def test_answer_takes_the_same_queries_for_one_and_three_entries(client):
    counts = []
    for number in (1, 2):
        for _ in range(number):
            EntryFactory(industries=["a", "b"], focuses=["c"])
        EntryFilter.index.current()  # as it is when somebody has asked before
        with CaptureQueriesContext(connection) as queries:
            answer(client, "kind=company&industry=a")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
