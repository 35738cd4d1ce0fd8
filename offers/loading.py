"""Which files of the data folder the catalogue takes."""

from landkarte.loading import load_records, register
from offers.models import Event, FundingProgramme, Offer

COMMON = ("slug", "name", "summary_de", "summary_en", "source")


def load_offers(path):
    return _load(path, Offer, "format", "phase", "audience", "duration", "cost")


def load_events(path):
    return _load(path, Event, "date_start", "date_end", "city", "format", "organiser")


def load_funding(path):
    fields = ("provider", "region", "audience", "budget_eur", "grant", "period")
    return _load(path, FundingProgramme, *fields)


def _load(path, model, *fields):
    columns = {name: name for name in (*COMMON, *fields)}
    return load_records(path, model, key=["slug"], columns=columns)


register("offers.csv", load_offers)
register("events.csv", load_events)
register("funding.csv", load_funding)
