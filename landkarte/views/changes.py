"""What is new on the map: the page of changes by month, and the feed of any query."""

import re
from datetime import UTC, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import feedgenerator, timezone
from django.utils.cache import get_conditional_response
from django.utils.html import escape
from django.utils.translation import get_language, gettext
from django.views.generic import View

from landkarte.figures.changes import Changes, ChangesFilter
from landkarte.figures.events import event_log
from landkarte.models import Entry
from landkarte.models.news import News
from landkarte.query.addresses import address, parameters
from landkarte.query.filters import EntryFilter
from landkarte.views.errors import wrong_query
from machinery.publishing import current_version, version_tag

FEED_LENGTH = 50

_unwritable = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ChangeList(View):
    """The changes of one month; the other months stand beside it."""

    def get(self, request):
        query = ChangesFilter(request.GET)
        if not query.is_valid():
            return wrong_query(request, query, "landkarte/changes.html")
        changes = Changes(query)
        if (page := changes.page()) is None:
            return wrong_query(request, query, "landkarte/changes.html")
        values = {name: value for name, value in parameters(query).items() if name != "month"}
        context = {
            "valid": True,
            "errors": [],
            "chips": query.chips(),
            "months": changes.months,
            "month": changes.month,
            "page": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1),
            "new": changes.number(News.NEW),
            "updated": changes.number(News.UPDATED),
            "opening": changes.number(News.NONE),
            "withdrawn": changes.withdrawn(),
            "list": address(reverse("landkarte:entry-list"), values),
            "figures": address(reverse("landkarte:figures"), values),
            "feed": address(reverse("landkarte:feed"), values),
            "narrowed": query.is_narrowed,
        }
        return render(request, "landkarte/changes.html", context)


class Feed(View):
    """The entries of a query as an Atom feed (RFC 4287), newest change first."""

    def get(self, request):
        version = current_version()  # first: an answer may be newer than its ETag, never older
        etag = version_tag(version, get_language())
        query = EntryFilter(request.GET)
        if not query.is_valid():
            return wrong_query(request, query)
        response = get_conditional_response(request, etag=etag) or self.feed(request, query, version)
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "no-cache"
        return response

    def feed(self, request, query, version):
        values = parameters(query)
        words = ", ".join(chip.label for chip in query.chips())
        feed = AtomFeed(
            title=_writable(f"KI.Landkarte: {words}" if words else "KI.Landkarte"),
            link=request.build_absolute_uri(address(reverse("landkarte:entry-list"), values)),
            description=gettext("Neue und aktualisierte Einträge der KI.Landkarte"),
            language=get_language(),
            feed_url=(own := request.build_absolute_uri(address(request.path, values))),
            feed_guid=own,
            author_name="KI.Landkarte",
            moved_at=datetime.fromtimestamp(version / 1000, UTC),
        )
        for entry in self.entries(query):
            feed.add_item(**_item(entry, request))
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")

    @staticmethod
    def entries(query):
        """Those that came or changed last, each with `moved_at`."""
        latest = event_log.current().latest(query.hit_keys, FEED_LENGTH)
        shown = Entry.objects.published().with_organisation().without_details()
        found = shown.in_bulk([key for key, _seconds in latest])
        for key, seconds in latest:
            if entry := found.get(key):
                entry.moved_at = datetime.fromtimestamp(seconds, UTC)
                yield entry


class AtomFeed(feedgenerator.Atom1Feed):
    """A feed without entries moves with the data, not with the clock: the same answer has the same ETag."""

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=self.feed["moved_at"])


def _item(entry, request):
    """What the feed says of an entry. Its id outlives a new address (RFC 4151); a summary is read as HTML."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    created = timezone.localdate(entry.created_at).isoformat()
    terms = [term.name for term in entry.focuses.all()]
    organisation = entry.public_organisation
    return {
        "title": _writable(entry.name),
        "link": request.build_absolute_uri(entry.get_absolute_url()),
        "description": escape(_writable(entry.summary)),
        "unique_id": f"tag:{host},{created}:entry-{entry.pk}",
        "pubdate": entry.published_at,
        "updateddate": entry.moved_at,
        "categories": [_writable(str(word)) for word in (entry.get_kind_display(), *terms)],
        "author_name": _writable(organisation.name) if organisation else None,
    }


def _writable(text):
    """Without the characters that XML has no way to write (XML 1.0, section 2.2)."""
    return _unwritable.sub("", text)
