"""The filters of the list of entries; apps above add theirs."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from desk.figures.public_on_day_filter import NotStandingFilter, StaleFilter, StandingFilter
from desk.findings import checks
from desk.forms.translations import TranslationFilter
from desk.models import Finding
from landkarte.entries import completeness
from landkarte.entries.completeness import HIGH, LOW, POINT
from landkarte.entries.freshness import Freshness, condition
from landkarte.models import Entry, Region
from landkarte.models.place import official_key
from landkarte.query.fields import BoxField

_added = []


def add_filter(entry_filter):
    """Show another filter in the list of entries."""
    _added.append(entry_filter)


def entry_filters():
    return [
        "status",
        "kind",
        OrganisationFilter,
        RegionFilter,
        FreshnessFilter,
        CompletenessFilter,
        MissingFilter,
        *_added,
        FindingFilter,
        "industries",
        "focuses",
        TranslationFilter,
        "size",
        "precision",
        BoxFilter,
        StaleFilter,
        StandingFilter,
        NotStandingFilter,
    ]


class OrganisationFilter(admin.SimpleListFilter):
    """Of an organisation, by the beginnings of the words of its name."""

    title = _("Organisation")
    parameter_name = "organisation"
    template = "admin/landkarte/entry/_text_filter.html"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self._others = [
            (name, value)
            for name, values in request.GET.lists()
            if name not in (self.parameter_name, "p", "e")
            for value in values
        ]

    def lookups(self, request, model_admin):
        return ()

    def has_output(self):
        return True

    def queryset(self, request, entries):
        text = (self.value() or "").strip()
        if not text:
            return entries
        named = Entry.objects.named_like(text).order_by().values("pk")
        return entries.filter(Q(organisation__in=named) | Q(pk__in=named))

    def choices(self, changelist):
        """One choice: the field, with all the other parameters that a search keeps."""
        yield {
            "selected": bool(self.value()),
            "display": self.value() or "",
            "name": self.parameter_name,
            "others": self._others,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
        }


class RegionFilter(admin.SimpleListFilter):
    title = _("Region")
    parameter_name = "district"

    def lookups(self, request, model_admin):
        levels = (Region.Level.GOVERNMENT_REGION, Region.Level.DISTRICT)
        regions = Region.objects.filter(level__in=levels).order_by("ags").values_list("ags", "level", "name")
        return [(ags, name if level == levels[0] else f"– {name}") for ags, level, name in regions]

    def queryset(self, request, entries):
        return entries.in_region(official_key(self.value())) if self.value() else entries


class FreshnessFilter(admin.SimpleListFilter):
    title = _("Bestätigung")
    parameter_name = "freshness"

    def lookups(self, request, model_admin):
        return Freshness.choices

    def queryset(self, request, entries):
        known = self.value() in Freshness.values
        return entries.filter(condition(Freshness(self.value()))) if known else entries


class CompletenessFilter(admin.SimpleListFilter):
    title = _("Vollständigkeit")
    parameter_name = "completeness"
    ranges = {
        "low": (_("unter %(low)d Prozent"), {"complete__lt": LOW}),
        "middle": (_("%(low)d bis %(high)d Prozent"), {"complete__gte": LOW, "complete__lte": HIGH}),
        "high": (_("über %(high)d Prozent"), {"complete__gt": HIGH}),
    }

    def lookups(self, request, model_admin):
        numbers = {"low": LOW, "high": HIGH}
        return [(name, label % numbers) for name, (label, _range) in self.ranges.items()]

    def queryset(self, request, entries):
        if self.value() not in self.ranges:
            return entries
        return entries.alias(complete=completeness.percent_expression()).filter(
            **self.ranges[self.value()][1]
        )


class MissingFilter(admin.SimpleListFilter):
    """What an entry of its kind should say, and does not."""

    title = _("Fehlende Angabe")
    parameter_name = "missing"

    def lookups(self, request, model_admin):
        named = {name: label_of(name) for name in (*completeness.WEIGHTS, POINT) if name != "name"}
        return sorted(named.items(), key=lambda pair: str(pair[1]).casefold())

    def queryset(self, request, entries):
        known = self.value() in completeness.WEIGHTS or self.value() == POINT
        return entries.filter(completeness.missing(self.value())) if known else entries


class FindingFilter(admin.SimpleListFilter):
    """What the consistency checks have found and nobody has put aside."""

    title = _("Befund")
    parameter_name = "finding"
    ANY = "any"

    def lookups(self, request, model_admin):
        labels = ((name, check.label) for name, check in checks.CHECKS.items())
        return [(self.ANY, _("irgendein Befund")), *labels]

    def has_output(self):
        return True

    def queryset(self, request, entries):
        if not self.value():
            return entries
        found = Finding.objects.open()
        if self.value() != self.ANY:
            found = found.filter(check_name=self.value())
        return entries.filter(pk__in=found.values("entry"))


class BoxFilter(admin.SimpleListFilter):
    """In an extent, as the map of a selection names it; without one it is not shown."""

    title = _("Kartenausschnitt")
    parameter_name = "bbox"

    def lookups(self, request, model_admin):
        return [(self.value(), self.value())] if self.box else []

    @property
    def box(self):
        try:
            return BoxField(required=False).clean(self.value())
        except ValidationError:
            return None

    def queryset(self, request, entries):
        return entries.within(self.box) if self.box else entries


def label_of(name):
    """What a field that may be missing is called."""
    return _("Punkt auf der Karte") if name == POINT else Entry._meta.get_field(name).verbose_name
