"""Where staff keep the catalogue."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from offers.models import Event, FundingProgramme, Offer


class CatalogueAdmin(SimpleHistoryAdmin):
    search_fields = ["name", "summary_de", "summary_en"]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name"]}


@admin.register(Offer)
class OfferAdmin(CatalogueAdmin):
    list_display = ["name", "phase", "format", "audience"]
    list_filter = ["phase", "format"]


@admin.register(Event)
class EventAdmin(CatalogueAdmin):
    list_display = ["name", "date_start", "date_end", "city", "format", "organiser"]
    list_filter = ["format"]


@admin.register(FundingProgramme)
class FundingProgrammeAdmin(CatalogueAdmin):
    list_display = ["name", "provider", "region", "audience", "budget_eur", "period"]
