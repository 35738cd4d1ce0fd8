"""The map in another site's frame, and the page that builds the frame."""

from csp.decorators import csp_replace, csp_update
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.generic import View

from landkarte.query.filters import EntryFilter
from landkarte.query.panel import form_errors, query_errors
from landkarte.views.embedding import (
    HEIGHT,
    HIGHEST,
    LOCKABLE,
    LOWEST,
    BuilderForm,
    EmbedForm,
    embed_path,
    filter_query,
    iframe,
    with_query,
)
from landkarte.views.entries import PAGE_PARAMETERS, EntryList

PLACE = ("near", "radius", "bbox")
TITLE = "KI.Landkarte Nordrhein-Westfalen"


@method_decorator([xframe_options_exempt, csp_replace({"frame-ancestors": ["*"]})], name="dispatch")
class EntryEmbed(EntryList):
    """The map page for frames: the only address that other sites may frame."""

    template = "landkarte/entry_embed.html"
    kept = (*(name for name in PAGE_PARAMETERS if name != "kiosk"), "lang")

    def get(self, request):
        self.form = EmbedForm(request.GET)
        self.locked = self.form.locked_names
        with override(self.form.language):
            response = super().get(request)
        response.headers["Content-Language"] = self.form.language
        return response

    def results(self, request, query):
        context = super().results(request, query)
        removable = [chip for chip in context["chips"] if chip.name not in self.locked]
        context |= {
            "framed": True,
            "share": None,
            "starts": [],
            "locked": self.locked,
            "with_list": self.form.with_list,
            "everything": self.everything(request, also=self.locked),
            "last_chip": removable[-1] if removable else None,
        }
        if not self.form.is_valid():
            errors = [*context["errors"], *form_errors(self.form)]
            context |= {"valid": False, "page": None, "total": 0, "chips": [], "last_chip": None}
            context |= {"errors": errors, "everything": request.path}
        return context

    def controls(self, request, query):
        context = super().controls(request, query)
        held = [
            (name, value)
            for name in EntryFilter.facet_names()
            if name in self.locked
            for value in request.GET.getlist(name)
            if value
        ]
        return context | {
            "facets": [facet for facet in context["facets"] if facet.name not in self.locked],
            "fixed": held,
            "hidden": [*context["hidden"], *_held_values(request, self.locked)],
            "full_map": with_query(reverse("landkarte:entry-list"), filter_query(request.GET)),
            "nothing_to_choose": set(LOCKABLE) - {"near"} <= set(self.locked),
        }


def _held_values(request, locked):
    """What has no control because the embed locks it, or the panel that it stands in."""
    names = ["q"] if "q" in locked else []
    if {"near", "region"} & set(locked):
        names.append("radius")
    return [(name, request.GET[name]) for name in names if request.GET.get(name)]


class EmbedBuilder(View):
    """Builds the frame: filters, locks, language, height; its own address holds the whole state."""

    # The preview is a frame too, and this is the only page that has one.
    @method_decorator(csp_update({"frame-src": ["'self'"]}))
    def get(self, request):
        query, form = EntryFilter(filter_query(request.GET)), BuilderForm(request.GET)
        context = self.snippet(request, query, form)
        template = "landkarte/_embed_snippet.html"
        if not request.htmx:
            template = "landkarte/embed_builder.html"
            context |= self.controls(request, query, form, context["counts"])
        response = render(request, template, context, status=200 if context["valid"] else 400)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def snippet(self, request, query, form):
        """Context of the result: preview, code, address; or what is wrong."""
        errors = [*query_errors(query), *form_errors(form)]
        shown = query.chips()
        language = form.language if request.GET.get("lang") else get_language()
        path = embed_path(
            filter_query(request.GET),
            locked=form.locked_names,
            language=language,
            with_list=form.with_list,
        )
        address = request.build_absolute_uri(path)
        title = ": ".join([TITLE, ", ".join(chip.label for chip in shown)]) if shown else TITLE
        height = form.cleaned_data.get("height") or HEIGHT
        return {
            "valid": not errors,
            "errors": errors,
            "path": path,
            "address": address,
            "height": height,
            "title": title,
            "code": iframe(address, title=title, height=height),
            "total": query.total,
            "counts": query.facet_counts(),
            "language": language,
            "languages": settings.LANGUAGES,
        }

    def controls(self, request, query, form, counts):
        locked = form.locked_names
        return {
            "text": request.GET.get("q", ""),
            "facets": query.facets(counts),
            "locked": locked,
            "typed_height": request.GET.get("height") or HEIGHT,
            "lowest": LOWEST,
            "highest": HIGHEST,
            "with_list": form.with_list,
            "place": [(name, request.GET[name]) for name in PLACE if request.GET.get(name)],
            "hidden": [
                (name, value)
                for name, values in filter_query(request.GET).lists()
                if name not in ("q", *EntryFilter.facet_names(), *PLACE)
                for value in dict.fromkeys(values)
            ],
            "place_label": _("Ort") if request.GET.get("near") else _("Kartenausschnitt"),
            "narrowed": bool(request.GET),
            "oembed": request.build_absolute_uri(reverse("oembed")),
            "without_filter": with_query(request.path, _frame_query(request)),
        }


def _frame_query(request):
    """What the address says about the frame, without the filters."""
    query = request.GET.copy()
    for name in (*EntryFilter.base_filters, "locked"):
        query.pop(name, None)
    return query
