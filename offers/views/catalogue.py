"""What the lists of the catalogue have in common."""

from django.shortcuts import render
from django.views.generic import View

from landkarte.query.addresses import address, parameters
from landkarte.query.panel import query_errors


class CatalogueList(View):
    """Every published row that the query names, 24 at a time; a wrong query is a 400 that says why."""

    filterset_class = None
    template_name = ""
    title = heading = intro = description = ""

    def get(self, request):
        query = self.filterset_class(request.GET)
        page = query.paginate()
        valid = page is not None  # an empty page is false, and yet right
        context = {
            "title": self.title,
            "heading": self.heading,
            "intro": self.intro,
            "description": self.description,
            "valid": valid,
            "errors": query_errors(query),
            "page": page,
            "page_numbers": valid and page.paginator.get_elided_page_range(page.number, on_each_side=1),
            "total": page.paginator.count if valid else 0,
            "is_empty": not query.queryset.exists(),
            "text": request.GET.get("q", ""),
            "facets": query.facets(),
            "chips": (chips := query.chips()),
            "last_chip": chips[-1] if chips else None,
            "parameters": " ".join(query.base_filters),
            "everything": request.path,
            "narrowed": query.is_narrowed,
            "shared_path": address(request.path, parameters(query)) if valid else "",
        }
        context |= self.more(query, page or [])
        return render(request, self.template_name, context, status=200 if valid else 400)

    def more(self, query, rows):
        """Context that only this list has, of the rows on its page."""
        return {}
