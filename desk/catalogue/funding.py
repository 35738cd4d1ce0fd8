"""Funding programmes."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.catalogue.catalogue import CatalogueAdmin
from desk.forms.previews import Preview
from desk.forms.scheduled import PUBLICATION, ScheduledAdmin
from offers.models import FundingProgramme
from offers.views.funding import funding_context


class ClosedFilter(admin.SimpleListFilter):
    title = _("Anträge")
    parameter_name = "closed"

    def lookups(self, request, model_admin):
        return [("no", _("möglich oder unbekannt")), ("yes", _("vorbei"))]

    def queryset(self, request, programmes):
        if self.value() == "no":
            return programmes.not_closed()
        if self.value() == "yes":
            return programmes.filter(closes_on__lt=timezone.localdate())
        return programmes


@admin.register(FundingProgramme)
class FundingProgrammeAdmin(CatalogueAdmin):
    public_page = Preview("offers/funding_detail.html", lambda row, request: funding_context(row))
    list_display = ["name", "provider", "region", "closes_on", "stage", "translation"]
    list_filter = [*ScheduledAdmin.list_filter, ClosedFilter, "audiences"]
    autocomplete_fields = ["audiences", "industries", "regions"]
    not_copied = ["opens_on", "closes_on"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "provider"]}),
        PUBLICATION,
        (_("Inhalt"), {"fields": [("summary_de", "summary_en"), "grant", "budget_eur", "website"]}),
        (_("Für wen"), {"fields": ["audience", "audiences", "industries", "region", "regions"]}),
        (_("Frist"), {"fields": ["period", ("opens_on", "closes_on")]}),
        (_("Herkunft"), {"fields": ["source"]}),
    ]
