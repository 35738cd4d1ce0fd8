"""Pictures of the map's pages for whoever shares them."""

from django.core.exceptions import BadRequest
from django.http import Http404, QueryDict
from django.shortcuts import redirect

from landkarte.query.addresses import address
from landkarte.query.filters import EntryFilter
from landkarte.sharing.sheets import of_entry, of_query, picture_parameters, published_entry
from landkarte.sharing.views import SharedPicture, kept


class EntryPicture(SharedPicture):
    """One published entry: its kind, its name, and where it is."""

    def sheet(self, slug):
        entry = published_entry(slug)
        if entry is None:
            raise Http404
        return of_entry(entry)


class QueryPicture(SharedPicture):
    """A query: how many entries it names, and where they are. Each set has one address."""

    def get(self, request, **kwargs):
        self.query = EntryFilter(request.GET)
        if request.GET.keys() - self.query.base_filters.keys() or self.query.errors:
            raise BadRequest("a query that is not right has no picture")
        canonical = address(request.path, picture_parameters(self.query))
        if QueryDict(canonical.partition("?")[2]) != request.GET:
            return redirect(canonical)
        return super().get(request, **kwargs)

    def refuse_others(self, request):
        """Done."""

    def sheet(self):
        return of_query(self.query)

    def without_turn(self, request):
        if request.GET:
            return super().without_turn(request)
        kept(self.sheet(), always=True)
        return super().get(request)
