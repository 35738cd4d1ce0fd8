"""Filters of the entries by what they were on a day of the past, and by how stale they are."""

from datetime import date

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from landkarte.figures.public_on_day import NOWHERE, stale, standing_at
from landkarte.models import Entry, Region
from machinery.days import after

STALE = "stale"


class StandingFilter(admin.SimpleListFilter):
    """`2026-03-31`: public at the end of that day; `2026-03-31.company`, `.053`, `.-`, `.stale`: and of that
    kind, in that region, without a town, or stale as it was then."""

    title = _("Öffentlich am")
    parameter_name = "public_on"

    def lookups(self, request, model_admin):
        if not self.value():
            return [(f"{timezone.localdate():%Y-%m-%d}", _("heute"))]
        day, what = self._asked()
        label = date_format(day, "SHORT_DATE_FORMAT")
        return [(self.value(), f"{label}, {self._named(what)}" if what else label)]

    def _asked(self):
        day, _dot, what = self.value().partition(".")
        try:
            day = date.fromisoformat(day)
            if not 1900 <= day.year < 9998:
                raise ValueError(day)
        except ValueError as error:
            raise IncorrectLookupParameters(error) from error
        return day, what

    @staticmethod
    def _named(what):
        if what == STALE:
            return _("damals nicht bestätigt")
        if what == NOWHERE:
            return _("ohne Ort")
        if what in Entry.Kind.values:
            return Entry.Kind(what).label
        return Region.objects.filter(ags=what).values_list("name", flat=True).first() or what

    def _standing(self):
        day, what = self._asked()
        named = {"only_stale": True} if what == STALE else {"region": what}
        if what in Entry.Kind.values:
            named = {"kind": what}
        return standing_at(after(day), **named).values("pk")

    def queryset(self, request, entries):
        return entries.filter(pk__in=self._standing()) if self.value() else entries


class NotStandingFilter(StandingFilter):
    title = _("Nicht öffentlich am")
    parameter_name = "not_public_on"

    def queryset(self, request, entries):
        return entries.exclude(pk__in=self._standing()) if self.value() else entries


class StaleFilter(admin.SimpleListFilter):
    title = _("Aktualität")
    parameter_name = "stale"

    def lookups(self, request, model_admin):
        return [
            ("any", _("seit 12 Monaten nicht bestätigt oder gekennzeichnet")),
            ("marked", _("öffentlich und gekennzeichnet")),
        ]

    def queryset(self, request, entries):
        if self.value() == "any":
            return entries.published().filter(stale(after(timezone.localdate())))
        return entries.published().exclude(unconfirmed_since=None) if self.value() == "marked" else entries
