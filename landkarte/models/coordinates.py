"""A point on the globe, as two plain columns: no GDAL, the same on every database."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from landkarte.geometry import Point


class Located(models.Model):
    """`latitude` and `longitude`, WGS 84 degrees: both or neither, and on the globe."""

    latitude = models.FloatField(
        _("Breite"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("Länge"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="%(class)s_point_is_whole",
                violation_error_message=_("Breite und Länge gehören zusammen: beide oder keine."),
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
                | models.Q(latitude=None)
                | models.Q(longitude=None),
                name="%(class)s_point_is_on_globe",
                violation_error_message=_("Dieser Punkt liegt nicht auf der Erde."),
            ),
        ]

    @property
    def point(self):
        """`Point` in degrees, or None."""
        return None if self.latitude is None else Point(self.latitude, self.longitude)
