"""Tells the database which tables of the catalogue move the data version: pages and API show them."""

from django.db.models.signals import post_migrate
from django.dispatch import receiver

from landkarte import publishing
from offers.models import (
    Audience,
    Event,
    EventRegistration,
    Format,
    FundingProgramme,
    NextStep,
    Offer,
    Publication,
)

PUBLIC_MODELS = (
    Format,
    Audience,
    Offer,
    Offer.audiences.through,
    Offer.industries.through,
    NextStep,
    Event,
    Event.audiences.through,
    Event.industries.through,
    EventRegistration,  # the last seat taken makes an event full
    Publication,
    Publication.audiences.through,
    Publication.industries.through,
    Publication.offers.through,
    FundingProgramme,
    FundingProgramme.audiences.through,
    FundingProgramme.industries.through,
    FundingProgramme.regions.through,
)


@receiver(post_migrate)
def after_migrate(sender, using, **kwargs):
    if sender.label == Offer._meta.app_label:
        publishing.watch([model._meta.db_table for model in PUBLIC_MODELS], using=using)
