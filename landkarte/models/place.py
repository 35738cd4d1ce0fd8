"""Regions with their official keys, and the smaller places inside them."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from landkarte.models.coordinates import Located
from machinery.model_fields import LineColumn


def official_key(text):
    """The official key as it is kept: spreadsheets take it for a number and drop its first digit, which is 0
    in all of NRW (state 05). Whatever else this is stays as it is. Every door reads keys with this."""
    text = text.strip()
    is_short = re.fullmatch("5[0-9]*", text) and len(text) + 1 in Region.KEY_LENGTHS.values()
    return f"0{text}" if is_short else text


class RegionQuerySet(models.QuerySet):
    def districts(self):
        return self.filter(level=Region.Level.DISTRICT)

    def municipalities(self):
        return self.filter(level=Region.Level.MUNICIPALITY)

    def named(self, name):
        """Municipalities of exactly this name, whatever its case."""
        return self.municipalities().filter(name__iexact=name)


class Region(Located):
    """A state, government region, district or municipality; its key starts with its parent's key."""

    moves_data_version = True

    class Level(models.TextChoices):
        STATE = "state", _("Land")
        GOVERNMENT_REGION = "government_region", _("Regierungsbezirk")
        DISTRICT = "district", _("Kreis oder kreisfreie Stadt")
        MUNICIPALITY = "municipality", _("Gemeinde")

    KEY_LENGTHS = {
        Level.STATE: 2,
        Level.GOVERNMENT_REGION: 3,
        Level.DISTRICT: 5,
        Level.MUNICIPALITY: 8,
    }

    ags = models.CharField(_("Amtlicher Schlüssel"), max_length=8, primary_key=True)
    level = models.CharField(_("Ebene"), max_length=20, choices=Level.choices)
    name = LineColumn(_("Name"), max_length=100)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("gehört zu")
    )
    kind = LineColumn(_("Art"), max_length=40, blank=True)
    population = models.PositiveIntegerField(
        _("Einwohner"), null=True, blank=True, help_text=_("Nur gerundet, für die Auswahl der Kartennamen.")
    )
    outline = models.JSONField(_("Umriss"), null=True, blank=True, help_text=_("GeoJSON-Geometrie"))

    objects = RegionQuerySet.as_manager()

    class Meta(Located.Meta):
        abstract = False
        verbose_name = _("Region")
        verbose_name_plural = _("Regionen")
        ordering = ["ags"]
        constraints = [
            *Located.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(level="state") ^ models.Q(parent__isnull=False),
                name="region_has_parent_unless_state",
                violation_error_message=_("Jede Region außer dem Land gehört zu einer anderen."),
            ),
        ]

    def __str__(self):
        return self.name


class River(models.Model):
    """A larger river in or near the state, for orientation on the background of the map (Natural Earth)."""

    moves_data_version = True

    name = LineColumn(_("Name"), max_length=100, unique=True)
    course = models.JSONField(_("Verlauf"), help_text=_("GeoJSON-Geometrie"))

    class Meta:
        verbose_name = _("Fluss")
        verbose_name_plural = _("Flüsse")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Place(Located):
    """A place below the municipalities, for finding a point by its name (GeoNames)."""

    moves_data_version = True

    name = LineColumn(_("Name"), max_length=100, unique=True)
    population = models.PositiveIntegerField(_("Einwohner"), null=True, blank=True)

    class Meta(Located.Meta):
        abstract = False
        verbose_name = _("Ort")
        verbose_name_plural = _("Orte")
        ordering = ["name"]

    def __str__(self):
        return self.name
