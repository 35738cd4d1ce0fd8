"""The page of one entry."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.generic import View

from landkarte.entries.page import entry_context
from landkarte.models import Entry
from landkarte.query.filters import EntryFilter
from landkarte.query.trail import query_to_carry, trail_context


class EntryDetail(View):
    """One published entry; a former address forwards, all others are the same 404."""

    def get(self, request, slug):
        entries = Entry.objects.published().with_organisation().with_town().with_news()
        entry = entries.filter(slug=slug).first()
        if entry:
            context = entry_context(entry, request) | trail_context(entry, request.GET)
            return render(request, "landkarte/entry_detail.html", context)
        entry = Entry.objects.formerly(slug)
        if entry is None:
            raise Http404
        carried = query_to_carry(EntryFilter(request.GET))
        response = redirect(entry.get_absolute_url() + carried, permanent=True)
        response.headers["Cache-Control"] = "no-cache"  # the entry may take its old address back
        return response
