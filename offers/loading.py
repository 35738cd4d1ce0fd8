"""Which files of the data folder the catalogue takes."""

from landkarte.loading import Link, load_records, register
from landkarte.models import Entry, Industry, Region
from offers.models import Audience, Event, Format, FundingProgramme, NextStep, Offer, Publication

TERM = ("slug", "name_de", "name_en", "definition_de", "definition_en", "position")
COMMON = ("slug", "name", "summary_de", "summary_en", "source")
OFFER = (
    *COMMON,
    "phase",
    "position",
    "audience",
    "duration",
    "cost",
    "mode",
    "place",
    "take_home_de",
    "take_home_en",
    "prerequisites_de",
    "prerequisites_en",
    "requestable",
    "leads_to",
)
EVENT = (*COMMON, "date_start", "date_end", "city", "organiser")
PUBLICATION = (*COMMON, "name_en", "year", "kind", "audience", "link")
FUNDING = (*COMMON, "provider", "region", "audience", "budget_eur", "grant", "period")


def load_formats(path):
    return _load(path, Format, TERM)


def load_audiences(path):
    return _load(path, Audience, TERM)


def load_offers(path):
    many = {"audiences": _slugs("audiences", Audience), "industries": _slugs("industries", Industry)}
    return _load(path, Offer, OFFER, links={"format": _slugs("format", Format)}, many=many)


def load_next_steps(path):
    return load_records(
        path,
        NextStep,
        key=["offer", "position"],
        columns=_same(("position", "query", "label_de", "label_en")),
        links={"offer": _slugs("offer", Offer), "next_offer": _slugs("next_offer", Offer)},
    )


def load_events(path):
    links = {
        "format": _slugs("format", Format),
        "organiser_entry": _slugs("organiser_entry", Entry),
    }
    return _load(path, Event, EVENT, links=links, many={"industries": _slugs("industries", Industry)})


def load_publications(path):
    return _load(path, Publication, PUBLICATION, many={"audiences": _slugs("audiences", Audience)})


def load_funding(path):
    many = {
        "audiences": _slugs("audiences", Audience),
        "regions": Link("regions", Region.objects.all(), "ags"),
    }
    return _load(path, FundingProgramme, FUNDING, many=many)


def _same(names):
    return {name: name for name in names}


def _slugs(field, model):
    return Link(field, model.objects.all(), "slug")


def _load(path, model, fields, **linked):
    return load_records(path, model, key=["slug"], columns=_same(fields), **linked)


register("formats.csv", load_formats)
register("audiences.csv", load_audiences)
register("offers.csv", load_offers)
register("next_steps.csv", load_next_steps)
register("events.csv", load_events)
register("publications.csv", load_publications)
register("funding.csv", load_funding)
