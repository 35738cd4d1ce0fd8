"""Kilometres from a point to many others, as the database reckons them (`EntryQuerySet.with_distance`)."""

import math

import numpy as np

from landkarte.geometry import EARTH_RADIUS_KM

STEPS_A_KM = 10_000  # tenths of a metre: what is nearer to each other counts as equally far
EDGE_KM = 1e-6  # the last digits of a sine differ between NumPy and the C library that both databases use


def kilometres(point, latitude, longitude):
    """Of arrays of degrees."""
    return _kilometres(point, latitude, longitude, np)


def lie_within(km, point, latitude, longitude):
    """Mask of what lies at most so far from the `Point`; on the edge itself, reckoned as the databases do."""
    far = kilometres(point, latitude, longitude)
    for place in np.flatnonzero(np.abs(far - km) < EDGE_KM):
        far[place] = _kilometres(point, float(latitude[place]), float(longitude[place]), math)
    return far <= km


def _kilometres(point, latitude, longitude, maths):
    """The haversine formula, step by step that of `with_distance`, by the functions of `maths`."""
    here_latitude, here_longitude = maths.radians(point.latitude), maths.radians(point.longitude)
    latitude, longitude = maths.radians(latitude), maths.radians(longitude)
    half_chord = (
        maths.sin((latitude - here_latitude) / 2.0) ** 2.0
        + maths.cos(latitude)
        * maths.cos(here_latitude)
        * maths.sin((longitude - here_longitude) / 2.0) ** 2.0
    )
    return 2 * EARTH_RADIUS_KM * maths.asin(np.minimum(maths.sqrt(half_chord), 1.0))
