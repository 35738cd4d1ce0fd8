"""The flagships: all of them with what they amount to, and one."""

from django.http import Http404
from django.shortcuts import render
from django.views.generic import View

from flagships.filters import FlagshipFilter
from flagships.flagship_page import flagship_context
from flagships.models import Flagship
from flagships.places import places
from flagships.sums import sums_of
from landkarte.entries.page import map_settings
from landkarte.query.panel import query_errors


class FlagshipList(View):
    """The published flagships that the query names, and their sums."""

    def get(self, request):
        query = FlagshipFilter(request.GET)
        page = query.paginate()
        valid = page is not None
        found = list(query.qs.with_partners()) if valid else []
        context = {
            "valid": valid,
            "errors": query_errors(query),
            "page": page,
            "page_numbers": valid and page.paginator.get_elided_page_range(page.number, on_each_side=1),
            "sums": sums_of(found),
            "fields": (fields := query.fields()),
            "all_fields": not any(field.asked for field in fields),
            "chips": query.chips(),
            "narrowed": query.is_narrowed,
            "places": places(flagship.public_entry for flagship in found),
            "map": map_settings(),
        }
        return render(request, "flagships/flagship_list.html", context, status=200 if valid else 400)


class FlagshipDetail(View):
    """One published flagship; all others are the same 404."""

    def get(self, request, slug):
        flagship = Flagship.objects.published().with_partners().filter(slug=slug).first()
        if flagship is None:
            raise Http404
        return render(request, "flagships/flagship_detail.html", flagship_context(flagship, request))
