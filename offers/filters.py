"""The queries of the catalogue, in the grammar of the map's."""

from django import forms
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext_lazy as _

from landkarte.models import Industry
from landkarte.query.engine import Query
from landkarte.query.fields import ValuesField
from landkarte.query.parameters import CalendarMonth, Choice, Page, Terms, Text, Values
from landkarte.search import searchable
from offers.models import Audience, Event, Format, FundingProgramme, Offer, Publication

LONGEST_CITY = Event._meta.get_field("city").max_length


class IndustryParameter(Terms):
    def __init__(self, **named):
        help_text = "Slugs of industries; several mean any of them"
        super().__init__(Industry, "industries", label=_("Branche"), help_text=help_text, **named)


class AudienceParameter(Terms):
    def __init__(self, **named):
        help_text = "Slugs of those whom it is for; several mean any of them"
        super().__init__(Audience, "audiences", label=_("Zielgruppe"), help_text=help_text, **named)


class FormatParameter(Terms):
    def __init__(self):
        help_text = "Slugs of formats; several mean any of them"
        super().__init__(Format, "format", label=_("Format"), help_text=help_text)


class CatalogueFilter(Query):
    """The published rows that a query names."""

    q = Text(
        help_text="All words, in name or summary; "
        "German folding (ä=ae, ß=ss, case, accents), stems, parts of words"
    )
    industry = IndustryParameter()
    audience = AudienceParameter()
    page = Page()

    panel_order = chip_order = ("q", "phase", "format")
    counts_all_when_wrong = True

    def listed(self, rows):
        return rows.prefetch_related("audiences", "industries")


class OfferFilter(CatalogueFilter):
    industry = IndustryParameter(empty_means_all=True)
    phase = Values(
        ValuesField(label=_("Phase"), choices=Offer.Phase.choices, required=False),
        help_text="Steps of a company's way; several mean any of them",
    )
    format = FormatParameter()

    class Meta(Query.Meta):
        model = Offer

    def ordered(self, offers):
        return offers.along_the_way()

    def listed(self, offers):
        return super().listed(offers).select_related("format")


class When:
    UPCOMING, PAST = "upcoming", "past"
    choices = ((UPCOMING, _("Kommende")), (PAST, _("Vergangene")))


class Time(Choice):
    def filter(self, events, when):
        return events.upcoming() if when == When.UPCOMING else events.past()


class MonthOfEvents(CalendarMonth):
    def filter(self, events, first):
        return events.in_month(first)

    def words(self, first):
        return formatted(first, "F Y")


class EventFilter(CatalogueFilter):
    """Events in the order of the model, latest first; with `when` or `month` in that of their words."""

    q = Text(
        help_text="All words, German folding (ä=ae, ß=ss, case, accents), stems, parts of words; "
        "one typo a word is forgiven when nothing else is found"
    )
    industry = IndustryParameter(empty_means_all=True)
    format = FormatParameter()
    city = Values(
        ValuesField(label=_("Ort"), choices=(), required=False),
        help_text="Names of towns as the events write them; several mean any of them",
    )
    when = Time(
        forms.ChoiceField(label=_("Zeitraum"), choices=When.choices, required=False),
        help_text="Events that have not ended, the next one first, or those that have, the latest one first",
    )
    month = MonthOfEvents(help_text="Year and month, 2026-11: events of which a day lies in it")

    class Meta(Query.Meta):
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


class PublicationFilter(CatalogueFilter):
    class Meta(Query.Meta):
        model = Publication


class FundingFilter(CatalogueFilter):
    industry = IndustryParameter(empty_means_all=True)
    audience = AudienceParameter(empty_means_all=True)

    class Meta(Query.Meta):
        model = FundingProgramme

    def ordered(self, programmes):
        return programmes.open_first()

    def listed(self, programmes):
        return super().listed(programmes).prefetch_related("regions")
