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


def number_of_rows(name):
    """How many rows or features a file has."""
    return len(features(name) if name.endswith(".geojson") else rows(name))


def number_of_entries(*, region="", kinds=(), located=False):
    """How many entries lie in the region with this official key and are of one of these kinds; `located`: of
    those that have a point."""
    asked = [row for row in rows("entries.csv") if row["latitude"] or not located]
    return sum(row["ags"].startswith(region) and (not kinds or row["kind"] in kinds) for row in asked)


def number_saying(word, kind=""):
    """How many entries (of this kind) say this word: in their own texts, or in the names of their town, its
    district or their organisation."""
    names = {row["slug"]: row["name"] for row in rows("entries.csv")}
    regions = {row["ags"]: row["name"] for row in rows("regions.csv")}

    def text(row):
        own = row["name"], row["summary_de"], row["summary_en"], row["city"]
        return " ".join([*own, regions.get(row["ags"][:5], ""), names.get(row["organisation"], "")])

    asked = [row for row in rows("entries.csv") if kind in ("", row["kind"])]
    return sum(word.casefold() in text(row).casefold() for row in asked)
