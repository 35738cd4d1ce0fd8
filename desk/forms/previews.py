"""The public page of a row that may not be public yet, for editors alone."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from desk.forms.pages_to_preview import preview_of


class PreviewMixin:
    """Adds the page `<pk>/preview/` and `preview`, a link for the form, to a ModelAdmin whose rows say
    `is_published`; what it shows is registered in `desk.forms.pages_to_preview`."""

    @property
    def _preview_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_preview"

    def get_urls(self):
        view = self.admin_site.admin_view(never_cache(self.preview_view))
        return [path("<int:pk>/preview/", view, name=self._preview_name), *super().get_urls()]

    def preview_view(self, request, pk):
        if (preview := preview_of(self.model)) is None:
            raise Http404
        row = get_object_or_404(preview.rows(), pk=pk)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        context = preview.context(row, request)
        return render(request, preview.template, context | {"is_preview": True, "preview_note": note(row)})

    @admin.display(description=_("Vorschau"))
    def preview(self, row):
        if not row.pk:
            return _("Nach dem ersten Speichern.")
        if preview_of(self.model) is None:
            return "–"
        address = reverse(f"admin:{self._preview_name}", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, _("So sieht die Seite aus"))

    def view_on_site(self, row):
        return row.get_absolute_url() if row.is_published and preview_of(self.model) else None


def note(row):
    if row.is_published:
        return _("Vorschau: so ist die Seite gerade öffentlich.")
    return _("Vorschau: diese Seite ist nicht öffentlich.")
