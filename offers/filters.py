"""The queries of the catalogue, in the grammar of the map's: several values mean any of them, parameters
mean all of them; a wrong one shows nothing and says why."""

from collections import Counter
from functools import cached_property

from django import forms
from django.db.models import Q
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext_lazy as _
from django_filters import FilterSet

from landkarte.figures.changes import MonthField
from landkarte.models import Industry
from landkarte.models.vocabulary import meanings, slugs_meaning
from landkarte.query.fields import TermsField, TextField, ValuesField
from landkarte.query.filters import LIST_PAGE_SIZE, Page, Parameter, page_of
from landkarte.query.panel import chip, choices_facet
from landkarte.search import LONGEST_QUERY, searchable
from offers.models import Audience, Event, Format, FundingProgramme, Offer, Publication

COLUMNS = {
    "phase": "phase",
    "format": "format__slug",
    "industry": "industries__slug",
    "audience": "audiences__slug",
    "city": "city",
}
LONGEST_CITY = Event._meta.get_field("city").max_length
VOCABULARIES = {"format": Format, "industry": Industry, "audience": Audience}


class CatalogueFilter(FilterSet):
    """The published rows that a query names; `qs` is empty when it is wrong (see `errors`)."""

    q = Parameter(TextField(label=_("Suche"), max_length=LONGEST_QUERY, required=False), "holding")
    industry = Parameter(TermsField(label=_("Branche"), model=Industry, required=False), "with_term")
    audience = Parameter(TermsField(label=_("Zielgruppe"), model=Audience, required=False), "with_term")
    page = Page()

    for_all_without = frozenset()  # facets in which a row without a value is meant for every value

    class Meta:
        fields = ()

    def __init__(self, data, **kwargs):
        super().__init__(data, queryset=self._meta.model.objects.published(), **kwargs)

    # -- Answers -----------------------------------------------------------------------------------

    @cached_property
    def qs(self):
        return self.listed(self.matching()) if self.is_valid() else self.queryset.none()

    def matching(self, *, leaving_out=None):
        """Rows that all parameters name, or all but one: the basis of that one's counts."""
        rows = self.queryset
        for name, value in self.form.cleaned_data.items():
            if name != leaving_out and value:
                rows = self.filters[name].filter(rows, value)
        return rows

    def listed(self, rows):
        """Rows as a list shows them: in its order, with what a line says of each."""
        return rows.prefetch_related("audiences", "industries")

    @cached_property
    def facet_names(self):
        return [name for name in COLUMNS if name in self.base_filters]

    def facets(self):
        """A `Facet` for each multi-select parameter, every value with its count under the others."""
        return [choices_facet(self, name, self.counts(name)) for name in self.facet_names]

    def counts(self, name):
        """{value: number of rows}: of a wrong query, those of the whole catalogue."""
        rows = self.matching(leaving_out=name) if self.is_valid() else self.queryset
        pairs = list(rows.order_by().values_list("pk", COLUMNS[name]).distinct())
        current = meanings(VOCABULARIES[name]) if name in VOCABULARIES else {}
        values = {(pk, current.get(value, value)) for pk, value in pairs if value}
        counts = Counter(value for _pk, value in values)
        if name in self.for_all_without:
            for_all = sum(value is None for _pk, value in pairs)
            for value, _label in self.form.fields[name].choices:
                counts[value] += for_all
        return counts

    def chips(self):
        """One `Chip` per value in force, with the address of the page without it. None of a wrong query."""
        if not self.is_valid():
            return []
        values = self.form.cleaned_data
        shown = [chip(self, "q", values["q"], f"„{values['q']}“")] if values["q"] else []
        for name in self.facet_names:
            shown += self._facet_chips(name, values[name])
        return shown

    def _facet_chips(self, name, values):
        if name not in VOCABULARIES:
            labels = dict(self.form.fields[name].choices)
            return [chip(self, name, value, str(labels[value])) for value in values]
        terms = self.form.fields[name].terms() if values else {}
        current = {slug: terms[slug].current.slug for slug in self.data.getlist(name) if slug in terms}
        return [chip(self, name, term.slug, str(term.name), current) for term in values]

    def paginate(self, size=LIST_PAGE_SIZE):
        """The page asked for; None after noting an error on `page`."""
        return page_of(self.qs, size, self.form) if self.is_valid() else None

    # -- What each parameter means -----------------------------------------------------------------

    def unchanged(self, rows, name, value):
        return rows

    def holding(self, rows, name, text):
        return rows.search(text)

    def one_of(self, rows, name, values):
        return rows.filter(**{f"{name}__in": values})

    def with_term(self, rows, name, terms):
        column, model = COLUMNS[name], VOCABULARIES[name]
        asked = Q(**{f"{column}__in": slugs_meaning(terms, meanings(model))})
        if name in self.for_all_without:
            asked |= Q(**{column: None})
        return rows.filter(pk__in=self.queryset.filter(asked).order_by().values("pk"))


class OfferFilter(CatalogueFilter):
    phase = Parameter(ValuesField(label=_("Phase"), choices=Offer.Phase.choices, required=False), "one_of")
    format = Parameter(TermsField(label=_("Format"), model=Format, required=False), "with_term")

    for_all_without = frozenset({"industry"})

    class Meta(CatalogueFilter.Meta):
        model = Offer

    def listed(self, rows):
        return super().listed(rows).along_the_way().select_related("format")


class When:
    UPCOMING, PAST = "upcoming", "past"
    choices = ((UPCOMING, _("Kommende")), (PAST, _("Vergangene")))


class EventFilter(CatalogueFilter):
    """Events in the order of the model, latest first; with `when` or `month` in that of their words."""

    format = Parameter(TermsField(label=_("Format"), model=Format, required=False), "with_term")
    city = Parameter(ValuesField(label=_("Ort"), choices=(), required=False), "one_of")
    when = Parameter(forms.ChoiceField(label=_("Zeitraum"), choices=When.choices, required=False), "at_time")
    month = Parameter(MonthField(label=_("Monat"), required=False), "in_month")

    for_all_without = frozenset({"industry"})

    class Meta(CatalogueFilter.Meta):
        model = Event

    def __init__(self, data, **kwargs):
        super().__init__(data, **kwargs)
        self.form.fields["city"].choices = [(name, name) for name in self._cities()]

    def _cities(self):
        """Where events are, and what is asked for: an address stays good when a place has none left."""
        known = set(self.queryset.exclude(city="").order_by().values_list("city", flat=True).distinct())
        asked = {
            name for name in self.data.getlist("city") if name.isprintable() and 0 < len(name) <= LONGEST_CITY
        }
        return sorted(known | asked, key=searchable)

    def chips(self):
        shown = super().chips()
        values = self.form.cleaned_data if self.is_valid() else {}
        if when := values.get("when"):
            shown.append(chip(self, "when", when, str(dict(When.choices)[when])))
        if month := values.get("month"):
            shown.append(chip(self, "month", f"{month:%Y-%m}", formatted(month, "F Y")))
        return shown

    def at_time(self, rows, name, when):
        return rows.upcoming() if when == When.UPCOMING else rows.past()

    def in_month(self, rows, name, month):
        return rows.in_month(month)


class PublicationFilter(CatalogueFilter):
    class Meta(CatalogueFilter.Meta):
        model = Publication


class FundingFilter(CatalogueFilter):
    for_all_without = frozenset({"industry", "audience"})

    class Meta(CatalogueFilter.Meta):
        model = FundingProgramme

    def listed(self, rows):
        return super().listed(rows).open_first().prefetch_related("regions")
