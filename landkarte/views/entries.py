"""The map with its list."""

from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from landkarte.entries.page import map_settings
from landkarte.models import Entry
from landkarte.query import typed_place
from landkarte.query.addresses import address, parameters
from landkarte.query.filters import EntryFilter, Sort, sorts
from landkarte.query.leads import leads_of
from landkarte.query.panel import query_errors
from landkarte.query.trail import query_to_carry
from landkarte.sharing.sheets import picture_parameters, said_of
from landkarte.views.embedding import with_query

WITHOUT_CONTROL = ("founded", "near", "bbox")
# What an address says about the page and not about the set of entries: the map's view and layer, the
# presentation mode, the embed's locked parameters and whether it has a list. Links of the page keep them.
PAGE_PARAMETERS = ("view", "layer", "kiosk", "locked", "list")

PLACE = ("region", "near", "radius")
STARTS = {
    Entry.Kind.BEST_PRACTICE: _("Wer macht das schon?"),
    Entry.Kind.COMPANY: _("Wer kann helfen?"),
    Entry.Kind.RESEARCH: _("Wer forscht daran?"),
    Entry.Kind.PRODUCT: _("Was gibt es fertig?"),
}
# What carries the same set of entries to other places: name in the template -> URL name.
EXPORTS = {
    "print": "landkarte:entry-print",
    "figures": "landkarte:figures",
    "embed": "landkarte:embed-builder",
    "csv": "api:entry-csv",
    "xlsx": "api:entry-xlsx",
    "geojson": "api:entry-geojson",
    "feed": "landkarte:feed",
}


def exports(query):
    """Addresses that hold exactly the entries of a right query, by name."""
    values = parameters(query)
    return {name: address(reverse(url), values) for name, url in EXPORTS.items()}


def where_shared(request, query, page):
    """Context of what stands where this page is shared; {} for a wrong query, of which nothing is said."""
    if page is None:
        return {}
    values = parameters(query)
    if page.number > 1:
        values["page"] = [str(page.number)]
    return {
        "shared_path": address(request.path, values),
        "picture_path": address(reverse("landkarte:entry-list-picture"), picture_parameters(query)),
        "said": said_of(query, [entry.name for entry in page]),
    }


class EntryList(View):
    """The map page: every published entry that the query names, 24 at a time."""

    template = "landkarte/entry_list.html"
    kept = PAGE_PARAMETERS
    locked = ()  # names of parameters that the reader cannot change

    def get(self, request):
        query = EntryFilter(request.GET)
        if (settled := typed_place.settled(request.GET, query, self.locked)) is not None:
            return redirect(with_query(request.path, settled))
        only_results = request.htmx and not request.htmx.history_restore_request
        context = self.results(request, query)
        if not only_results:
            context |= self.controls(request, query) | where_shared(request, query, context["page"])
        template = "landkarte/_entry_results.html" if only_results else self.template
        response = render(request, template, context, status=200 if context["valid"] else 400)
        patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
        return response

    def results(self, request, query):
        """Context of the list, which is swapped alone when the query changes."""
        page = query.paginate()
        valid = page is not None  # an empty page is false, and yet right
        return {
            "everything": self.everything(request),
            "text": request.GET.get("q", ""),
            "sort": request.GET.get("sort", ""),
            "is_recommended": valid and query.sort_key == Sort.RECOMMENDED,
            "valid": valid,
            "page": page,
            "carried": query_to_carry(query),
            "page_numbers": valid and page.paginator.get_elided_page_range(page.number, on_each_side=1),
            "total": page.paginator.count if valid else 0,
            "errors": query_errors(query),
            "chips": (shown := query.chips()),
            "last_chip": shown[-1] if shown else None,
            "with_list": True,
            "leads": leads_of(query, self.kept_of(request), self.locked),
            "replacements": query.replacements(),
            "starts": self.starts(request, shown) if page and page.number == 1 else [],
            "share": valid and exports(query),
        }

    def controls(self, request, query):
        """Context of what stands around the list."""
        return {
            "address": request.path,
            "facets": query.facets(),
            "sorts": sorts(),
            "near": request.GET.get("near", ""),
            "typed_place": request.GET.get(typed_place.PLACE, ""),
            "radii": typed_place.radii(request.GET),
            "parameters": " ".join(EntryFilter.base_filters),
            "kept": " ".join(self.kept),
            "narrowed": query.is_narrowed,
            "hidden": [
                (name, value)
                for name in (*WITHOUT_CONTROL, *self.kept)
                for value in request.GET.getlist(name)
                if value
            ],
            "fixed": (),
            "map": map_settings(),
            "feed": exports(query)["feed"] if query.is_valid() else reverse("landkarte:feed"),
        }

    def starts(self, request, shown):
        """Where to begin, for somebody who has asked for nothing yet, or for a place alone."""
        if any(chip.name not in PLACE for chip in shown):
            return []
        everything = self.everything(request, also=PLACE)
        join = "&" if "?" in everything else "?"
        return [
            {"kind": kind.value, "label": label, "href": f"{everything}{join}kind={kind.value}"}
            for kind, label in STARTS.items()
        ]

    def everything(self, request, also=()):
        """The page's own address with only what must stay: its own state, and the parameters in `also`."""
        rest = self.kept_of(request, also)
        return f"{request.path}?{rest.urlencode(safe=',')}" if rest else request.path

    def kept_of(self, request, also=()):
        """What the address says of the page itself, and the parameters in `also`: a QueryDict."""
        rest = QueryDict(mutable=True)
        for name in (*also, *self.kept):
            if values := [value for value in request.GET.getlist(name) if value]:
                rest.setlist(name, values)
        return rest
