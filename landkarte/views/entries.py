"""The map with its list."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.generic import View

from landkarte import index
from landkarte.entry_page import map_settings
from landkarte.filter_panel import chips, facet_panel, query_errors, sorts
from landkarte.filters import LIST_PAGE_SIZE, EntryFilter

WITHOUT_CONTROL = ("founded", "near", "radius", "bbox")
# What an address says about the page and not about the set of entries: the map's view and layer, the
# presentation mode, the embed's locked parameters and whether it has a list. Links of the page keep them.
PAGE_PARAMETERS = ("view", "layer", "kiosk", "locked", "list")


class EntryList(View):
    """The map page: every published entry that the query names, 24 at a time."""

    def get(self, request):
        query = EntryFilter(request.GET)
        page = query.paginate(LIST_PAGE_SIZE)
        valid = page is not None  # an empty page is false, and yet right
        only_results = request.htmx and not request.htmx.history_restore_request
        context = {
            "text": request.GET.get("q", ""),
            "sort": request.GET.get("sort", ""),
            "valid": valid,
            "page": page,
            "page_numbers": valid and page.paginator.get_elided_page_range(page.number, on_each_side=1),
            "total": page.paginator.count if valid else 0,
            "errors": query_errors(query),
            "chips": (shown := chips(query)),
            "last_chip": shown[-1] if shown else None,
        }
        if not only_results:
            context |= {
                "facets": facet_panel(query, index.facets(query)),
                "sorts": sorts(),
                "near": request.GET.get("near", ""),
                "parameters": " ".join(EntryFilter.base_filters),
                "kept": " ".join(PAGE_PARAMETERS),
                "narrowed": not EntryFilter.base_filters.keys().isdisjoint(request.GET),
                "hidden": [
                    (name, value)
                    for name in (*WITHOUT_CONTROL, *PAGE_PARAMETERS)
                    for value in request.GET.getlist(name)
                    if value
                ],
                "map": map_settings(),
            }
        template = "landkarte/_entry_results.html" if only_results else "landkarte/entry_list.html"
        response = render(request, template, context, status=200 if valid else 400)
        patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
        return response
