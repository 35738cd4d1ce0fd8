"""The catalogue: offers and what follows them, events, publications, funding, and who asks for an offer."""

from offers.models import files  # noqa: F401 (connects its receivers)
from offers.models.catalogue import Audience, CatalogueItem, Format, Languages, Mode
from offers.models.enquiry import Enquiry
from offers.models.event import Event, EventRegistration
from offers.models.funding import FundingProgramme
from offers.models.offer import NextStep, Offer
from offers.models.publication import Publication

__all__ = [
    "Audience",
    "CatalogueItem",
    "Enquiry",
    "Event",
    "EventRegistration",
    "Format",
    "FundingProgramme",
    "Languages",
    "Mode",
    "NextStep",
    "Offer",
    "Publication",
]
