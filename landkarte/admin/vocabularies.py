"""Industries and focuses: staff add, rename, reorder and retire them; nothing in use can be deleted."""

from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from landkarte.models import Entry, Focus, Industry


@admin.register(Industry, Focus)
class TermAdmin(SimpleHistoryAdmin):
    list_display = ["slug", "name_de", "name_en", "position", "retired", "replaced_by", "usage"]
    list_editable = ["position"]
    list_select_related = ["replaced_by"]
    list_filter = ["retired"]
    search_fields = ["slug", "name_de", "name_en"]
    autocomplete_fields = ["replaced_by"]
    prepopulated_fields = {"slug": ["name_de"]}

    def get_queryset(self, request):
        published = Q(entries__status=Entry.Status.PUBLISHED)
        return super().get_queryset(request).annotate(usage=Count("entries", filter=published))

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """A term in use is retired, not deleted: addresses of the filter name it."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.entries.exists())

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description=_("Veröffentlichte Einträge"), ordering="usage")
    def usage(self, term):
        return term.usage
