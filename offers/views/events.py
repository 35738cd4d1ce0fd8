"""Events: the list, the month, one event, and all of them as calendars."""

import hashlib
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from landkarte.query.addresses import address, parameters
from landkarte.query.panel import query_errors
from landkarte.query.parameters import Parameter
from landkarte.views.errors import wrong_query
from offers import calendars, months
from offers.filters import EventFilter, When
from offers.models import Event
from offers.structured_data import describe_event

LATEST = 3  # past events that the list shows at once
MOST_OF_A_YEAR = 24
MONTH = "month"
REPEATING = ("community", "theme-week", "series")  # formats of what meets again and again


class PageFilter(EventFilter):
    """The query with the way in which the page shows it."""

    view = Parameter(
        forms.ChoiceField(
            label=gettext_lazy("Ansicht"), choices=[(MONTH, gettext_lazy("Monat"))], required=False
        )
    )


@dataclass
class Year:
    number: int
    events: list  # the latest ones of it
    count: int
    visitors: int  # as far as they were counted
    counted: int  # the number of events at which they were


class EventList(View):
    """What comes, the series, what was; or one month, by days."""

    def get(self, request):
        query = PageFilter(request.GET)
        values = query.form.cleaned_data if query.is_valid() else {}
        shows_month = values.get("view") == MONTH
        if shows_month:
            template, context = "offers/event_month.html", self.month(query)
        else:
            template, context = "offers/event_list.html", self.listing(query)
        context |= self.common(request, query, shows_month)
        return render(request, template, context, status=200 if context["valid"] else 400)

    def common(self, request, query, shows_month):
        """Context of the filter and of the links around the list."""
        valid = not query.errors
        values = parameters(query) if valid else {}
        shared = {name: value for name, value in values.items() if name not in ("view", "month")}
        hidden = ("view", "month") if shows_month else ("view",)
        exported = {name: value for name, value in values.items() if name not in hidden}
        feed = address(reverse("offers:event-calendar"), exported)
        return {
            "valid": valid,
            "errors": query_errors(query),
            "facets": query.facets(),
            "text": request.GET.get("q", ""),
            "hidden": [
                (name, value)
                for name in ("when", "month", "view", "kiosk")
                for value in request.GET.getlist(name)
                if value and valid
            ],
            "chips": [chip for chip in query.chips() if not (shows_month and chip.name == "month")],
            "as_list": address(request.path, shared),
            "as_month": address(request.path, shared | {"view": MONTH}),
            "shows_month": shows_month,
            "shared_path": address(request.path, values),
            "calendar_file": feed,
            "calendar_address": request.build_absolute_uri(feed),
            "calendar_subscription": _subscription(request.build_absolute_uri(feed)),
            "narrowed": query.is_narrowed,
        }

    # -- The list ----------------------------------------------------------------------------------

    def listing(self, query):
        if not query.is_valid():
            return {"page": None}
        when, month = query.form.cleaned_data["when"], query.form.cleaned_data["month"]
        rows = query.qs if when or month else query.qs.upcoming()
        page = query.page_of(rows.with_facts())
        if page is None:
            return {"page": None}
        whole = not (when or month) and page.number == 1
        past = list(query.qs.past().with_facts()) if whole else []
        undated = _undated(query) if whole else []
        return {
            "page": page,
            "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1),
            "title": _title(when, month),
            "is_upcoming": when == When.UPCOMING or not (when or month),
            "latest": past[:LATEST] if not page.paginator.count else [],
            "series": [event for event in undated if event.repeats],
            "undated": [event for event in undated if not event.repeats],
            "years": [_year(number, list(rows)) for number, rows in groupby(past, _year_of)],
            "past": address(reverse("offers:event-list"), parameters(query) | {"when": [When.PAST]}),
        }

    # -- The month ---------------------------------------------------------------------------------

    def month(self, query):
        first = query.form.cleaned_data["month"] or timezone.localdate().replace(day=1)
        rows = query.matching(leaving_out="month")
        month = months.Month(first, rows.with_facts())
        previous, following = (None, None) if month.events else months.nearest(first, rows.order_by().dated())
        return {
            "page": None,
            "month": month,
            "previous": self.link(query, month.previous),
            "following": self.link(query, month.following),
            "nearest_before": self.link(query, previous),
            "nearest_after": self.link(query, following),
            "today": self.link(query, timezone.localdate().replace(day=1)),
        }

    def link(self, query, first):
        """A month and its page, or None."""
        if first is None:
            return None
        values = parameters(query) | {"view": [MONTH], "month": [f"{first:%Y-%m}"]}
        return {"first": first, "href": address(reverse("offers:event-list"), values)}


def _title(when, month):
    if month:
        return formatted(month, "F Y")
    return _("Vergangene Veranstaltungen") if when == When.PAST else _("Kommende Veranstaltungen")


def _undated(query):
    """What the query names without a date, each with its coming dates (`coming`), and whether it `repeats`:
    the others are events whose date nobody told us."""
    coming = Prefetch("events", Event.objects.published().upcoming().with_facts(), to_attr="coming")
    dates = Event.objects.published().filter(series=OuterRef("pk"))
    undated = query.qs.series().annotate(repeats=Exists(dates) | Q(format__slug__in=REPEATING))
    return list(undated.select_related("format", "organiser_entry").prefetch_related(coming))


def _year_of(event):
    return event.date_start.year


def _year(number, events):
    counted = [event.visitors for event in events if event.visitors is not None]
    return Year(number, events[:MOST_OF_A_YEAR], len(events), sum(counted), len(counted))


# -- One event, and calendars -------------------------------------------------------------------------


def published_event(slug):
    """Http404 for what is not public."""
    event = Event.objects.published().with_facts().filter(slug=slug).first()
    if event is None:
        raise Http404
    return event


class EventDetail(View):
    """One event, or a series with its dates."""

    def get(self, request, slug):
        event = published_event(slug)
        return render(request, "offers/event_detail.html", event_context(event, request))


def event_context(event, request):
    """Template context of `offers/event_detail.html` for an event fetched `with_facts()`."""
    series = event if event.is_series else event.public_series
    others = Event.objects.published().filter(series=series).exclude(pk=event.pk).with_facts()
    file = request.build_absolute_uri(reverse("offers:event-ics", args=[event.slug]))
    return {
        "event": event,
        "series": series,
        "coming": list(others.upcoming()) if series else [],
        "past": list(others.past()[:MOST_OF_A_YEAR]) if series else [],
        "audiences": event.audiences.all(),
        "industries": event.industries.all(),
        "calendar_subscription": _subscription(file),
        "structured_data": describe_event(event, request.build_absolute_uri),
    }


class EventIcs(View):
    """One event as a calendar file; of a series all its dates, to subscribe to."""

    def get(self, request, slug):
        event = published_event(slug)
        rows = Event.objects.published()
        rows = rows.filter(series=event) if event.is_series else rows.filter(pk=event.pk)
        return calendar_response(request, rows, event.name, f"{event.slug}.ics")


class EventCalendar(View):
    """The dated events that a query names, as a calendar to subscribe to."""

    def get(self, request):
        query = EventFilter(request.GET)
        if not query.is_valid():
            return wrong_query(request, query)
        words = ", ".join(chip.label for chip in query.chips())
        name = _("KI.Landkarte: Veranstaltungen")
        return calendar_response(
            request, query.qs, f"{name} ({words})" if words else name, "ki-landkarte.ics"
        )


def calendar_response(request, events, name, file_name):
    """200 with the calendar, or 304 to somebody who has exactly that. It moves with the clock as well as with
    the data, so its ETag is that of its content."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    content = calendars.calendar_of(events, name=name, address=request.build_absolute_uri, host=host)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        content,
        content_type=calendars.CONTENT_TYPE,
        headers={"Content-Disposition": f'inline; filename="{file_name}"'},
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return response


def _subscription(address):
    """The address as calendar programs take it up."""
    return f"webcal:{address.partition(':')[2]}"
