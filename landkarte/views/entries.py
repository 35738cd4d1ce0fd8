"""The map with its list."""

from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.generic import View

from landkarte import index, typed_place
from landkarte.embedding import with_query
from landkarte.entry_page import map_settings
from landkarte.filter_panel import chips, facet_panel, query_errors, sorts
from landkarte.filters import LIST_PAGE_SIZE, EntryFilter

WITHOUT_CONTROL = ("founded", "near", "bbox")
# What an address says about the page and not about the set of entries: the map's view and layer, the
# presentation mode, the embed's locked parameters and whether it has a list. Links of the page keep them.
PAGE_PARAMETERS = ("view", "layer", "kiosk", "locked", "list")


class EntryList(View):
    """The map page: every published entry that the query names, 24 at a time."""

    template = "landkarte/entry_list.html"
    kept = PAGE_PARAMETERS

    def get(self, request):
        query = EntryFilter(request.GET)
        if (settled := typed_place.settled(request.GET, query)) is not None:
            return redirect(with_query(request.path, settled))
        only_results = request.htmx and not request.htmx.history_restore_request
        context = self.results(request, query)
        if not only_results:
            context |= self.controls(request, query)
        template = "landkarte/_entry_results.html" if only_results else self.template
        response = render(request, template, context, status=200 if context["valid"] else 400)
        patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
        return response

    def results(self, request, query):
        """Context of the list, which is swapped alone when the query changes."""
        page = query.paginate(LIST_PAGE_SIZE)
        valid = page is not None  # an empty page is false, and yet right
        return {
            "everything": self.everything(request),
            "text": request.GET.get("q", ""),
            "sort": request.GET.get("sort", ""),
            "valid": valid,
            "page": page,
            "page_numbers": valid and page.paginator.get_elided_page_range(page.number, on_each_side=1),
            "total": page.paginator.count if valid else 0,
            "errors": query_errors(query),
            "chips": (shown := chips(query)),
            "last_chip": shown[-1] if shown else None,
            "with_list": True,
        }

    def controls(self, request, query):
        """Context of what stands around the list."""
        return {
            "address": request.path,
            "facets": facet_panel(query, index.facets(query)),
            "sorts": sorts(),
            "near": request.GET.get("near", ""),
            "typed_place": request.GET.get(typed_place.PLACE, ""),
            "radii": typed_place.radii(request.GET),
            "parameters": " ".join(EntryFilter.base_filters),
            "kept": " ".join(self.kept),
            "narrowed": not EntryFilter.base_filters.keys().isdisjoint(request.GET),
            "hidden": [
                (name, value)
                for name in (*WITHOUT_CONTROL, *self.kept)
                for value in request.GET.getlist(name)
                if value
            ],
            "fixed": (),
            "map": map_settings(),
        }

    def everything(self, request, also=()):
        """The page's own address with only what must stay: its own state, and the parameters in `also`."""
        rest = QueryDict(mutable=True)
        for name in (*also, *self.kept):
            if values := [value for value in request.GET.getlist(name) if value]:
                rest.setlist(name, values)
        return f"{request.path}?{rest.urlencode(safe=',')}" if rest else request.path
