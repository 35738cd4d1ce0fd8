"""What stands in the files of the starting data set, so that no test has to say a number of theirs."""

import csv
import json

from django.conf import settings


def rows(name):
    """The rows of a CSV file of the data folder, as dicts by column."""
    with (settings.DATA_DIR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def features(name):
    """The features of a GeoJSON file of the data folder."""
    return json.loads((settings.DATA_DIR / name).read_text(encoding="utf-8"))["features"]


def number(name):
    """How many rows or features a file has."""
    return len(features(name) if name.endswith(".geojson") else rows(name))
