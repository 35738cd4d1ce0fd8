"""The public page of a row that may not be public yet, for editors alone."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache


@dataclass(frozen=True)
class Preview:
    """The template of the public page, what makes its context, and the rows that the page is made from."""

    template: str
    context: Callable  # (row, request) -> dict
    rows: Callable | None = None  # () -> QuerySet without the condition that a row is public; None: all


class PreviewMixin:
    """Adds the page `<pk>/preview/` and `preview`, a link for the form, to a ModelAdmin whose rows say
    `is_published`; `public_page` is what it shows, None where they have no page."""

    public_page = None

    @property
    def _preview_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_preview"

    def get_urls(self):
        view = self.admin_site.admin_view(never_cache(self.preview_view))
        return [path("<int:pk>/preview/", view, name=self._preview_name), *super().get_urls()]

    def preview_view(self, request, pk):
        if (page := self.public_page) is None:
            raise Http404
        row = get_object_or_404(page.rows() if page.rows else self.model.objects, pk=pk)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        context = page.context(row, request)
        return render(request, page.template, context | {"is_preview": True, "preview_note": note(row)})

    @admin.display(description=_("Vorschau"))
    def preview(self, row):
        if not row.pk:
            return _("Nach dem ersten Speichern.")
        if self.public_page is None:
            return "–"
        address = reverse(f"admin:{self._preview_name}", args=[row.pk])
        return format_html('<a href="{}">{}</a>', address, _("So sieht die Seite aus"))

    def view_on_site(self, row):
        return row.get_absolute_url() if row.is_published and self.public_page else None


def note(row):
    if row.is_published:
        return _("Vorschau: so ist die Seite gerade öffentlich.")
    return _("Vorschau: diese Seite ist nicht öffentlich.")
