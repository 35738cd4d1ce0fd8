"""Areas become lines that neighbours share, and come back whole."""

import json
from itertools import chain

import pytest
from django.conf import settings

from landkarte.geometry import rings_of
from landkarte.land.borders import shared_lines

WEST = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
EAST = [(2, 0), (2, 1), (1, 1), (1, 0), (2, 0)]


def put_together(lines, numbers):
    """The ring of these numbers of lines."""
    ring = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        assert not ring or ring[-1] == line[0]
        ring += line[1:] if ring else line
    return ring


def turned(ring):
    """A closed ring from its smallest point on."""
    points = ring[:-1]
    start = points.index(min(points))
    return points[start:] + points[:start]


def test_two_neighbours_share_their_border():
    lines, (west, east) = shared_lines([[WEST], [EAST]])

    assert len(lines) == 3
    (shared,) = {number for number in west[0] if ~number in east[0]} | {
        number for number in east[0] if ~number in west[0] and number >= 0
    }
    assert sorted(lines[max(shared, ~shared)]) == [(1, 0), (1, 1)]


def test_a_town_inside_another_area_is_one_line_with_the_hole_that_it_fills():
    around = [(0, 0), (9, 0), (9, 9), (0, 9), (0, 0)]
    town = [(4, 4), (5, 4), (5, 5), (4, 4)]

    lines, (outside, inside) = shared_lines([[around, town[::-1]], [town]])

    assert len(lines) == 2
    assert outside[1] == [~inside[0][0]] or inside[0] == [~outside[1][0]]


@pytest.mark.parametrize("name", ["districts", "municipalities"])
def test_every_official_outline_comes_back_whole(name):
    content = json.loads((settings.BASE_DIR / "data" / f"{name}.geojson").read_text())
    areas = [
        [[tuple(point) for point in ring] for ring in rings_of(feature["geometry"])]
        for feature in content["features"]
    ]

    lines, numbered = shared_lines(areas)

    for rings, numbers in zip(areas, numbered, strict=True):
        assert [turned(put_together(lines, ring)) for ring in numbers] == [turned(ring) for ring in rings]
    assert sum(map(len, lines)) < 0.7 * sum(map(len, chain.from_iterable(areas)))
