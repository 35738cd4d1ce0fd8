"""Points become cells of 64 pixels, and none is lost."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from landkarte.geometry import Box
from landkarte.query.cells import cells_of, mercator

pytestmark = pytest.mark.one_database

NRW = Box(5.86, 50.32, 9.47, 52.54)
points = st.lists(
    st.tuples(st.floats(50.0, 53.0), st.floats(5.5, 10.0), st.integers(0, 6)), min_size=0, max_size=60
)


def cells(rows, *, zoom, box=NRW, kinds=7, town=(), towns=1):
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    latitude, longitude = (np.array(column, dtype=float) for column in columns[:2])
    kind, town = np.array(columns[2], dtype=int), np.array(town or [0] * len(rows), dtype=int)
    return cells_of(latitude, longitude, kind, town, kinds=kinds, towns=towns, box=box, zoom=zoom)


@pytest.mark.parametrize(
    ("latitude", "longitude", "x", "y"),
    [
        (0, 0, 0.5, 0.5),
        (0, -180, 0, 0.5),
        (85.05112878, 180, 1, 0),
        (-85.05112878, 0, 0.5, 1),
        (90, 0, 0.5, 0),
        # Cologne in tile 10/531/343 (https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames)
        (50.93333, 6.95, (6.95 + 180) / 360, None),
    ],
)
def test_mercator_of_known_points(latitude, longitude, x, y):
    if y is None:
        radians = math.radians(latitude)
        y = (1 - math.asinh(math.tan(radians)) / math.pi) / 2
    assert mercator(latitude, longitude) == pytest.approx((x, y), abs=1e-9)


@given(points, st.integers(0, 18))
def test_cells_hold_every_point_of_the_box_once(rows, zoom):
    inside = [row for row in rows if 50.32 <= row[0] <= 52.54 and 5.86 <= row[1] <= 9.47]
    counts = np.array(cells(rows, zoom=zoom)["counts"], dtype=int).reshape(-1, 7)

    assert counts.sum(axis=0).tolist() == [sum(row[2] == kind for row in inside) for kind in range(7)]
    assert (counts.sum(axis=1) > 0).all()


@given(points, st.integers(0, 18))
def test_cells_know_the_extent_and_middle_of_their_members(rows, zoom):
    found = cells(rows, zoom=zoom)
    for south, middle, north in zip(found["south"], found["latitude"], found["north"], strict=True):
        assert south - 1e-6 <= middle <= north + 1e-6
    for west, middle, east in zip(found["west"], found["longitude"], found["east"], strict=True):
        assert west - 1e-6 <= middle <= east + 1e-6


@given(points, st.integers(0, 18))
def test_members_of_a_cell_are_at_most_64_pixels_apart(rows, zoom):
    found = cells(rows, zoom=zoom)
    for west, south, east, north in zip(
        *(found[side] for side in ("west", "south", "east", "north")), strict=True
    ):
        (left, bottom), (right, top) = mercator(south, west), mercator(north, east)
        pixels = 256 * 2**zoom
        assert (right - left) * pixels <= 64.001
        assert (bottom - top) * pixels <= 64.001


def test_cells_split_as_the_map_comes_nearer():
    rows = [(50.9, 6.9, 0), (50.95, 7.0, 1), (51.9, 8.9, 0)]

    assert [len(cells(rows, zoom=zoom)["counts"]) for zoom in (3, 8, 14)] == [1, 2, 3]


def test_points_on_the_edge_of_the_box_count():
    rows = [(50, 6, 0), (52, 8, 0), (51, 8.0001, 0)]

    assert sum(map(sum, cells(rows, zoom=6, box=Box(6, 50, 8, 52))["counts"])) == 2


def test_cells_of_nothing_are_empty_columns():
    assert cells([], zoom=8) == {
        name: []
        for name in ("latitude", "longitude", "counts", "west", "south", "east", "north", "town", "in_town")
    }


def test_cells_at_the_edge_of_the_world_do_not_fail():
    rows = [(90, 180, 0), (-90, -180, 1), (-90, 180, 2), (90, -180, 3)]

    found = cells(rows, zoom=0, box=Box(-180, -90, 180, 90))

    assert np.array(found["counts"]).sum(axis=0).tolist() == [1, 1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize("towns", [4, 2_000_000], ids=["few", "many"])
def test_cell_is_named_after_the_town_that_most_of_its_members_are_in(towns):
    rows = [(51, 7, 0)] * 5 + [(51, 8, 0)] * 4 + [(51, 9, 0)]

    found = cells(rows, zoom=8, town=[1, 3, 3, 1, 3, -1, 2, -1, 2, -1], towns=towns)

    assert (found["town"], found["in_town"]) == ([3, -1, -1], [3, 2, 1])


@given(points.filter(len), st.integers(0, 18), st.data())
def test_main_town_is_the_same_however_it_is_counted(rows, zoom, data):
    town = data.draw(st.lists(st.integers(-1, 3), min_size=len(rows), max_size=len(rows)))

    few, many = (cells(rows, zoom=zoom, town=town, towns=towns) for towns in (4, 2_000_000))

    assert (few["town"], few["in_town"]) == (many["town"], many["in_town"])
