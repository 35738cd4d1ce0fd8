"""Boxes around circles, distances, and points in areas."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landkarte.geometry import (
    EARTH_RADIUS_KM,
    Box,
    Point,
    box_around,
    kilometres_between,
    kilometres_beyond,
    lies_within,
    rings_of,
)

# A square of one degree with a hole, and an island beside it.
AREA = {
    "type": "MultiPolygon",
    "coordinates": [
        [
            [[6, 50], [7, 50], [7, 51], [6, 51], [6, 50]],
            [[6.4, 50.4], [6.6, 50.4], [6.6, 50.6], [6.4, 50.6], [6.4, 50.4]],
        ],
        [[[8, 50], [9, 50], [9, 51], [8, 51], [8, 50]]],
    ],
}


def destination(point, km, bearing):
    """Where one arrives after `km` kilometres on a great circle (https://www.movable-type.co.uk/scripts/latlong.html)."""
    arc = km / EARTH_RADIUS_KM
    north, east = math.radians(point.latitude), math.radians(point.longitude)
    sine = math.sin(north) * math.cos(arc) + math.cos(north) * math.sin(arc) * math.cos(bearing)
    latitude = math.asin(max(-1.0, min(1.0, sine)))
    turn = math.atan2(
        math.sin(bearing) * math.sin(arc) * math.cos(north), math.cos(arc) - math.sin(north) * sine
    )
    return Point(math.degrees(latitude), math.degrees(east + turn))


@given(
    st.builds(Point, st.floats(-85, 85), st.floats(-100, 100)), st.floats(0.1, 500), st.floats(0, 2 * math.pi)
)
def test_box_holds_the_whole_circle(point, km, bearing):
    box, there = box_around(point, km), destination(point, km, bearing)

    assert box.south - 1e-6 <= there.latitude <= box.north + 1e-6
    assert box.west - 1e-6 <= there.longitude <= box.east + 1e-6


def test_box_is_the_smallest_that_holds_the_circle():
    box = box_around(Point(51, 7), 25)

    assert box.north - 51 == pytest.approx(0.22483, abs=1e-4)
    assert box.east - 7 == pytest.approx(0.22483 / math.cos(math.radians(51)), abs=1e-3)
    assert (box.south + box.north, box.west + box.east) == pytest.approx((102, 14))


@pytest.mark.parametrize(("latitude", "south", "north"), [(90, 85.5, 90), (-90, -90, -85.5)])
def test_box_at_a_pole_reaches_round_the_globe(latitude, south, north):
    assert box_around(Point(latitude, 7), 500) == pytest.approx(Box(-180, south, 180, north), abs=0.01)


@given(
    st.builds(Point, st.floats(-85, 85), st.floats(-100, 100)), st.floats(0.1, 500), st.floats(0, 2 * math.pi)
)
def test_kilometres_between_are_those_of_the_way(point, km, bearing):
    assert kilometres_between(point, destination(point, km, bearing)) == pytest.approx(km, rel=1e-4)


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        (Point(50.2, 6.2), True),
        (Point(50.5, 6.5), False),  # in the hole
        (Point(50.5, 7.5), False),  # between the two
        (Point(50.5, 8.5), True),
        (Point(51.1, 6.5), False),
    ],
)
def test_point_lies_within_an_area_with_hole_and_island(point, inside):
    assert lies_within(point, rings_of(AREA)) is inside


def test_point_inside_is_no_kilometre_beyond():
    assert kilometres_beyond(Point(50.2, 6.2), rings_of(AREA)) == 0


@pytest.mark.parametrize(
    ("point", "nearest"),
    [
        (Point(51.05, 6.5), Point(51, 6.5)),
        (Point(50.5, 7.3), Point(50.5, 7)),
        (Point(51.03, 9.04), Point(51, 9)),
    ],
)
def test_kilometres_beyond_an_area_are_those_to_its_nearest_edge(point, nearest):
    beyond = kilometres_beyond(point, rings_of(AREA))

    assert beyond == pytest.approx(kilometres_between(point, nearest), rel=0.005)
