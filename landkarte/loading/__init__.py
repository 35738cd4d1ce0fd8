"""Brings files into the database: all or nothing, and a second time without a change.

Each app adds its files in a module `loading` of its own: `register("offers.csv", load_offers)`, where
`load_offers(path)` returns a `Tally` or raises `Faulty`. `load_records` does that for plain tables.
"""

from landkarte.loading.entries import load_entries
from landkarte.loading.records import Link, load_records
from landkarte.loading.reference import (
    load_connections,
    load_focuses,
    load_further_sources,
    load_industries,
    load_places,
    load_regions,
)
from landkarte.loading.registry import register, steps
from landkarte.loading.shapes import load_districts, load_municipalities, load_rivers
from landkarte.loading.tally import Tally
from machinery.spreadsheets.problems import Faulty, Problem

__all__ = ["Faulty", "Link", "Problem", "Tally", "load_entries", "load_records", "register", "steps"]

register("regions.csv", load_regions)
register("districts.geojson", load_districts)
register("municipalities.geojson", load_municipalities)
register("rivers.geojson", load_rivers)
register("places.csv", load_places)
register("industries.csv", load_industries)
register("focuses.csv", load_focuses)
register("entries.csv", load_entries)
register("extra_sources.csv", load_further_sources)
register("relations.csv", load_connections)
