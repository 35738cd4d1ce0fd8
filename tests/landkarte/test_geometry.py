"""Boxes around circles, and distances."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from landkarte.geometry import EARTH_RADIUS_KM, Box, Point, box_around, kilometres_between


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
