"""Tells the database which tables move the data version."""

from django.db.models.signals import post_migrate
from django.dispatch import receiver

from landkarte import publishing
from landkarte.models.connection import Connection
from landkarte.models.entry import Entry, FormerSlug, FurtherSource
from landkarte.models.place import Place, Region, River
from landkarte.models.vocabulary import Focus, Industry

PUBLIC_MODELS = (
    Entry,
    Entry.industries.through,
    Entry.focuses.through,
    FormerSlug,
    FurtherSource,
    Connection,
    Industry,
    Focus,
    Region,
    Place,
    River,
)


@receiver(post_migrate)
def after_migrate(sender, using, **kwargs):
    if sender.label == Entry._meta.app_label:
        publishing.watch([model._meta.db_table for model in PUBLIC_MODELS], using=using)
