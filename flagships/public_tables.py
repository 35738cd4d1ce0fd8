"""Tells the database which tables of the showcase move the data version: pages of the map show them."""

from django.db.models.signals import post_migrate
from django.dispatch import receiver

from flagships.models import Flagship, News, Partner
from landkarte import publishing

PUBLIC_MODELS = (Flagship, Flagship.industries.through, Partner, News)


@receiver(post_migrate)
def after_migrate(sender, using, **kwargs):
    if sender.label == Flagship._meta.app_label:
        publishing.watch([model._meta.db_table for model in PUBLIC_MODELS], using=using)
