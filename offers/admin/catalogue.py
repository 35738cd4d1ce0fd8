"""Where staff keep the catalogue."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from offers.models import Audience, Event, Format, FundingProgramme, NextStep, Offer, Publication


@admin.register(Format, Audience)
class TermAdmin(SimpleHistoryAdmin):
    list_display = ["name_de", "name_en", "slug", "position", "retired"]
    search_fields = ["name_de", "name_en", "slug"]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name_de"]}


class CatalogueAdmin(SimpleHistoryAdmin):
    search_fields = ["name", "summary_de", "summary_en"]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name"]}


class NextStepInline(admin.TabularInline):
    model = NextStep
    fk_name = "offer"
    extra = 0
    autocomplete_fields = ["next_offer"]


@admin.register(Offer)
class OfferAdmin(CatalogueAdmin):
    list_display = ["name", "phase", "format", "audience"]
    list_filter = ["phase", "format"]
    list_select_related = ["format"]
    autocomplete_fields = ["format", "audiences", "industries"]
    inlines = [NextStepInline]


@admin.register(Event)
class EventAdmin(CatalogueAdmin):
    list_display = ["name", "date_start", "date_end", "city", "format", "organiser"]
    list_filter = ["format"]
    list_select_related = ["format"]
    autocomplete_fields = ["series", "format", "audiences", "industries", "organiser_entry"]


@admin.register(Publication)
class PublicationAdmin(CatalogueAdmin):
    list_display = ["name", "year", "publisher"]
    autocomplete_fields = ["audiences", "industries", "offers"]


@admin.register(FundingProgramme)
class FundingProgrammeAdmin(CatalogueAdmin):
    list_display = ["name", "provider", "region", "audience", "budget_eur", "period"]
    autocomplete_fields = ["audiences", "industries", "regions"]
