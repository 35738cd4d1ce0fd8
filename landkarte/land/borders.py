"""Areas as lines that neighbours share: each border is said once, which halves what a map of areas weighs."""

from collections import defaultdict
from itertools import pairwise


def shared_lines(areas):
    """Cut the rings of areas into lines where they meet. `areas` are lists of rings, each a list of points
    (any hashable), the first one again at the end.

    Returns (`lines`, `numbered`): lines as lists of points, and for each area its rings as lists of numbers
    of lines; `~number` runs a line backwards (as in TopoJSON, whose specification calls them arcs).
    """
    junctions = _junctions(areas)
    lines, known = [], {}

    def number_of(line):
        if line not in known:
            known[line], known[line[::-1]] = len(lines), ~len(lines)
            lines.append(list(line))
        return known[line]

    numbered = [[[number_of(line) for line in _cut(ring, junctions)] for ring in rings] for rings in areas]
    return lines, numbered


def _junctions(areas):
    """Points in which other than two edges meet."""
    beside = defaultdict(set)
    for rings in areas:
        for ring in rings:
            for one, other in pairwise(ring):
                beside[one].add(other)
                beside[other].add(one)
    return {point for point, others in beside.items() if len(others) != 2}


def _cut(ring, junctions):
    """The lines of a ring. One without a junction is one line, which begins at the same point whoever has it:
    an island, or a town inside another district and the hole that it fills."""
    points = ring[:-1]
    start = next((place for place, point in enumerate(points) if point in junctions), None)
    if start is None:
        start = points.index(min(points))
    points = [*points[start:], *points[: start + 1]]
    line = points[:1]
    for point in points[1:-1]:
        line.append(point)
        if point in junctions:
            yield tuple(line)
            line = [point]
    yield (*line, points[-1])
