"""Vocabularies: staff add, rename, reorder and retire their terms; nothing in use can be deleted."""

from django.contrib import admin
from django.db.models import F, Func, IntegerField, OuterRef, Subquery, Value
from django.utils.translation import gettext_lazy as _

from landkarte.admin.history import HistoryAdmin
from landkarte.models import Focus, Industry


@admin.register(Industry, Focus)
class TermAdmin(HistoryAdmin):
    """For any model that is a `Term`, of this app or of another."""

    list_display = ["slug", "name_de", "name_en", "position", "retired", "replaced_by", "usage"]
    list_editable = ["position"]
    list_select_related = ["replaced_by"]
    list_filter = ["retired"]
    search_fields = ["slug", "name_de", "name_en"]
    autocomplete_fields = ["replaced_by"]

    def get_queryset(self, request):
        counts = [
            number_of(relation.related_model.objects.published(), relation.field.name)
            for relation in self.opts.related_objects
            if hasattr(relation.related_model.objects, "published")
        ]
        return super().get_queryset(request).annotate(usage=sum(counts, start=Value(0)))

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name_de"]}

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """A term in use is retired, not deleted: addresses of the filter name it."""
        return super().has_delete_permission(request, obj) and (obj is None or not self._is_used(obj))

    def _is_used(self, term):
        relations = self.opts.related_objects
        return any(
            relation.related_model._base_manager.filter(**{relation.field.name: term}).exists()
            for relation in relations
        )

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description=_("Öffentlich verwendet"), ordering="usage")
    def usage(self, term):
        return term.usage


def number_of(rows, name):
    """Expression: how many of these rows (a QuerySet) have the outer row as their relation `name`."""
    own = rows.filter(**{name: OuterRef("pk")}).order_by()
    counted = own.annotate(number=Func(F("pk"), function="COUNT", output_field=IntegerField()))
    return Subquery(counted.values("number"), output_field=IntegerField())
