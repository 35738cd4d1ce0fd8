"""Where staff keep the flagships and their partners."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from flagships.models import Flagship, Partner


class PartnerInline(admin.TabularInline):
    model = Partner
    extra = 0
    autocomplete_fields = ["entry"]
    exclude = ["source"]


@admin.register(Flagship)
class FlagshipAdmin(SimpleHistoryAdmin):
    list_display = ["name", "full_name", "lead", "start", "end", "funding_eur"]
    list_select_related = ["lead"]
    search_fields = ["name", "full_name"]
    autocomplete_fields = ["industries", "lead"]
    inlines = [PartnerInline]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name"]}
