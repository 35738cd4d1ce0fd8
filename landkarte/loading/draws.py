"""What chance gives the synthetic entries of a block: arrays with a place for each of them."""

from itertools import pairwise

import numpy as np

TRIES = 8  # for a point within the town
NUMBERS_OF_TERMS = (1, 1, 2, 3)


def point_in(latitude, longitude, rings):
    """Which of these points (arrays) lie in the area of the rings: the same as `geometry.lies_within`."""
    inside = np.zeros(len(latitude), dtype=bool)
    for ring in rings:
        corners = np.array(ring, dtype=float)[:, :2]
        for (east, north), (next_east, next_north) in pairwise(corners.tolist()):
            if north == next_north:
                continue
            between = (north > latitude) != (next_north > latitude)
            crossing = east + (latitude - north) * (next_east - east) / (next_north - north)
            inside ^= between & (longitude < crossing)
    return inside


class Draws:
    """`number` of everything, always drawn in the same order. `towns` are municipalities with a point, with
    their share of the entries, and how far these spread around it, in degrees."""

    def __init__(self, chance, number):
        self.chance, self.number = chance, number

    def below(self, most, least=0):
        """Whole numbers."""
        return self.chance.integers(least, most, self.number)

    def part(self):
        """Numbers from 0 to below 1."""
        return self.chance.random(self.number)

    def true_of(self, percent):
        return self.below(100) < percent

    def by_share(self, shares):
        """Places in a list of shares, of which all together are one."""
        return self.chance.choice(len(shares), self.number, p=shares)

    def terms(self, known):
        """Lists of one to three places among so many terms, in their order."""
        order = np.argsort(self.chance.random((self.number, known)), axis=1)
        numbers = self.chance.choice(NUMBERS_OF_TERMS, self.number)
        return [sorted(row[:most]) for row, most in zip(order.tolist(), numbers.tolist(), strict=True)]

    def points(self, town, towns, spread):
        """Latitude and longitude, rounded, around the middle of each one's town, within its outline where we
        know it: small towns end soon. `town` are places in `towns`: pairs of a point and rings."""
        away = self.chance.normal(size=(2, TRIES, self.number)) * spread.take(town)
        middle = np.array([point for point, _rings in towns]).take(town, axis=0).T
        tried = np.round(middle[:, None, :] + away, 6)
        found = np.array(middle)
        for place in np.unique(town).tolist():
            here, rings = np.flatnonzero(town == place), towns[place][1]
            latitude, longitude = tried[:, :, here]
            inside = np.ones(latitude.shape, dtype=bool)
            if rings:
                inside = point_in(latitude.ravel(), longitude.ravel(), rings).reshape(latitude.shape)
            first = inside.argmax(axis=0)
            chosen = tried[:, first, here]
            found[:, here] = np.where(inside.any(axis=0), chosen, middle[:, here])
        return found.T
