"""The flagships: all of them with what they amount to, and one."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import View

from flagships.filters import FlagshipFilter
from flagships.flagship_page import flagship_context
from flagships.models import Flagship
from flagships.places import places
from flagships.sums import sums_of
from landkarte.entries.page import map_settings
from landkarte.query.addresses import address, parameters
from landkarte.query.panel import query_errors
from landkarte.sharing.picture import Sheet
from landkarte.sharing.views import SharedPicture


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
            "shared_path": address(request.path, parameters(query)) if valid else "",
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


class FlagshipPicture(SharedPicture):
    """One published flagship: its name, what it is for, and where."""

    def sheet(self, slug):
        flagship = Flagship.objects.published().with_partners().filter(slug=slug).first()
        if flagship is None:
            raise Http404
        entry = flagship.public_entry
        points = ((entry.latitude, entry.longitude, entry.kind),) if entry and entry.point else ()
        return Sheet(_("KI.NRW-Flagship"), str(flagship.name), (str(flagship.summary),), "", points)
