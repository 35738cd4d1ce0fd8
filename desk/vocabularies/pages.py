"""Vocabularies: staff add, rename, reorder, retire and merge their terms; nothing in use can be deleted."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import F, Func, IntegerField, OuterRef, Subquery, Value
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from desk.forms.history import HistoryAdmin
from desk.lists.words import QUIET, word
from desk.vocabularies.term_merging import MergePage
from desk.vocabularies.terms import flatten, uses
from landkarte.models import Focus, Industry


@admin.register(Industry, Focus)
class TermAdmin(HistoryAdmin):
    """For any model that is a `Term`, of this app or of another."""

    change_form_template = "desk/vocabularies/change_form.html"
    list_display = ["slug", "name_de", "name_en", "position", "is_retired", "replaced_by", "usage"]
    list_editable = ["position"]
    list_select_related = ["replaced_by"]
    list_filter = ["retired"]
    search_fields = ["slug", "name_de", "name_en"]
    autocomplete_fields = ["replaced_by"]

    def get_queryset(self, request):
        """With two numbers for each use: of the public rows, and of all."""
        numbers = {}
        for number, use in enumerate(uses(self.model)):
            numbers[f"all_{number}"] = number_of(use.model._base_manager.all(), use.name)
            if use.is_published_or_not:
                numbers[f"public_{number}"] = number_of(use.model.objects.published(), use.name)
        public = [F(name) for name in numbers if name.startswith("public_")]
        return super().get_queryset(request).annotate(**numbers).annotate(usage=sum(public, start=Value(0)))

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name_de"]}

    def get_readonly_fields(self, request, obj=None):
        return ["slug", "usage"] if obj else []

    def has_delete_permission(self, request, obj=None):
        """A term in use is retired, not deleted: addresses of the filter name it."""
        return super().has_delete_permission(request, obj) and (obj is None or not self._is_used(obj))

    def _is_used(self, term):
        return any(use.rows(term).exists() for use in uses(self.model))

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        flatten(form.instance, by=request.user)

    @admin.display(description=_("Nicht mehr verwenden"), ordering="retired")
    def is_retired(self, term):
        return word(_("nicht mehr"), QUIET) if term.retired else self.get_empty_value_display()

    # -- Where a term is used ----------------------------------------------------------------------

    @admin.display(description=_("Verwendet"), ordering="usage")
    def usage(self, term):
        """What names the term: how many rows, and how many of them are public, each with a link to them."""
        lines = [
            (address_of(self.admin_site, use, term), capfirst(use.label), self._numbers(term, number))
            for number, use in enumerate(uses(self.model))
            if getattr(term, f"all_{number}", 0)
        ]
        return format_html_join("", "<p>{}</p>", ((_linked(*line),) for line in lines)) or _("nirgends")

    def _numbers(self, term, number):
        every, public = getattr(term, f"all_{number}"), getattr(term, f"public_{number}", None)
        if public is None or public == every:
            return every
        return _("%(all)d, öffentlich %(public)d") % {"all": every, "public": public}

    # -- Merging -----------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view(never_cache(self.merge_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_merge"
        return [path("<path:object_id>/merge/", view, name=name), *super().get_urls()]

    def merge_view(self, request, object_id):
        return MergePage(self, request, unquote(object_id)).answer()


def _linked(address, label, numbers):
    if not address:
        return f"{label}: {numbers}"
    return format_html('<a href="{}">{}: {}</a>', address, label, numbers)


def address_of(site, use, term):
    """The list of the rows that name the term, or "" when there is no list of them."""
    if not site.is_registered(use.model):
        return ""
    options = use.model._meta
    listed = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    return f"{listed}?{use.name}__id__exact={term.pk}"


def number_of(rows, name):
    """Expression: how many of these rows (a QuerySet) have the outer row as their relation `name`."""
    own = rows.filter(**{name: OuterRef("pk")}).order_by()
    counted = own.annotate(number=Func(F("pk"), function="COUNT", output_field=IntegerField()))
    return Subquery(counted.values("number"), output_field=IntegerField())
