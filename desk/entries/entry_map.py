"""The entries of a list on a map, drafts too: the page, and the data that its script asks for."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from desk.bulk.selection import Selection
from landkarte.entries.page import map_settings
from landkarte.query.drawing import KINDS, drawing
from landkarte.query.fields import BoxField
from landkarte.query.filters import EntryFilter

USUAL_ZOOM = 8
MOST_LISTED = 100


class MapForm(forms.Form):
    """What the map's script says about its view."""

    zoom = forms.IntegerField(min_value=0, max_value=18, required=False)
    bbox = BoxField(required=False)
    page_size = forms.IntegerField(min_value=1, required=False)


class EntryMapMixin:
    """For the ModelAdmin of entries."""

    def get_urls(self):
        pages = [
            ("map/", self.map_view, "map"),
            ("map/answer/", self.map_answer, "map_answer"),
            ("map/entries/", self.map_entries, "map_entries"),
        ]
        return [
            *(
                path(route, self.admin_site.admin_view(never_cache(view)), name=f"landkarte_entry_{name}")
                for route, view, name in pages
            ),
            *super().get_urls(),
        ]

    def map_view(self, request):
        selection = self._selection(request)
        located = selection.entries.located().count()
        answers = {name: reverse(f"admin:landkarte_entry_map_{name}") for name in ("answer", "entries")}
        change = reverse("admin:landkarte_entry_change", args=[0])
        context = {
            **self.admin_site.each_context(request),
            "title": self.opts.verbose_name_plural,
            "opts": self.opts,
            "selection": selection,
            "located": located,
            "without_place": selection.number - located,
            "nowhere_address": _nowhere(selection),
            "map": map_settings(),
            "answers": answers,
            "change_address": change.replace("/0/", "/__slug__/"),
        }
        return render(request, "admin/landkarte/entry/map.html", context)

    def map_answer(self, request):
        """As the public map's own answer."""
        selection, form = self._selection(request), MapForm(request.GET)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        zoom, box = form.cleaned_data["zoom"], form.cleaned_data["bbox"]
        answer = {
            "total": selection.number,
            "kinds": KINDS,
            "facets": {"region": EntryFilter({}).counts("region", selection.entries)},
            **drawing(selection.entries, zoom=USUAL_ZOOM if zoom is None else zoom, box=box),
        }
        return JsonResponse(answer)

    def map_entries(self, request):
        """What a popup tells of the entries in a small extent."""
        selection, form = self._selection(request), MapForm(request.GET)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=400)
        box = form.cleaned_data["bbox"]
        entries = selection.entries.within(box) if box else selection.entries
        shown = entries.select_related("organisation").without_details().order_by("name", "pk")
        return JsonResponse(
            {"count": entries.count(), "results": [_told(entry) for entry in shown[:MOST_LISTED]]}
        )

    def _selection(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return Selection.asked(self, request)


def _told(entry):
    """As the public API, but by its key: the popup leads to the form. Its status stands before its text."""
    text = f"{entry.get_status_display()}. {entry.summary}" if not entry.is_published else entry.summary
    return {
        "slug": str(entry.pk),
        "kind": entry.kind,
        "name": entry.name,
        "organisation_name": entry.organisation.name if entry.organisation else "",
        "city": entry.city,
        "summary": text,
        "summary_language": getattr(entry.summary, "language", get_language()),
        "marks": [],
    }


def _nowhere(selection):
    """Address of the list of those that have no point; "" for entries that were ticked."""
    if selection.keys is not None:
        return ""
    query = "&".join(part for part in (selection.filter, "missing=point") if part)
    return f"{reverse('admin:landkarte_entry_changelist')}?{query}"
