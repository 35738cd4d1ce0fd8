"""Events for calendar programs: iCalendar (RFC 5545), with the names that RFC 7986 gives a subscription."""

import unicodedata
from datetime import timedelta

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vDuration, vText

CONTENT_TYPE = "text/calendar; charset=utf-8"
REFRESHED_EVERY = timedelta(hours=12)
TIME_ZONE = "Europe/Berlin"
# The rule of the European Union since 1996 (directive 2000/84/EC).
BERLIN = """BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def calendar_of(events, *, name, address, host):
    """The bytes of a calendar with those of these events (a QuerySet) that have a date, in the reader's
    language. `address(path)` makes whole addresses, `host` makes the events' names unique.

    The same events give the same bytes, whenever they are asked for.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{host}//KI.Landkarte//{get_language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    title = vText(" ".join(_plain(name).split()))  # typed: the library does not escape what it does not know
    calendar.add("name", title)
    calendar.add("x-wr-calname", title)
    calendar.add("x-wr-timezone", TIME_ZONE)
    calendar.add("refresh-interval", REFRESHED_EVERY, parameters={"value": "DURATION"})
    # The library knows no type for it, and a timedelta would come out as "12:00:00".
    calendar.add("x-published-ttl", vDuration(REFRESHED_EVERY))
    calendar.add_component(Timezone.from_ical(BERLIN))
    for event in events.dated().with_facts().with_changes().order_by("date_start", "pk"):
        calendar.add_component(_item(event, address, host))
    return calendar.to_ical()


def _item(event, address, host):
    """Its UID outlives a new name, address and date; SEQUENCE counts how often it was saved."""
    page = address(event.get_absolute_url())
    item = Event()
    item.add("uid", f"event-{event.pk}@{host}")
    item.add("dtstamp", event.changed_at or event.published_from)
    item.add("last-modified", event.changed_at or event.published_from)
    item.add("sequence", max(0, event.changes - 1))
    _add_dates(item, event)
    item.add(
        "summary",
        _plain(_("Abgesagt: %(name)s") % {"name": event.name} if event.is_cancelled else event.name),
    )
    item.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    # A whole day is a note, and what does not take place takes nobody's time (RFC 5545, section 3.8.2.7).
    item.add("transp", "TRANSPARENT" if event.time_start is None or event.is_cancelled else "OPAQUE")
    item.add("url", page)
    item.add("description", _plain(_description(event, page)))
    if event.place:
        item.add("location", _plain(event.place))
    if event.format:
        item.add("categories", [_plain(str(event.format.name))])
    return item


def _add_dates(item, event):
    """With a time in Berlin's, else whole days: then the end is the first day that is free again."""
    if event.time_start is None:
        item.add("dtstart", event.date_start)
        item.add("dtend", event.last_day + timedelta(days=1))
        return
    item.add("dtstart", event.starts_at)
    if event.ends_at:
        item.add("dtend", event.ends_at)
    elif event.last_day > event.date_start:
        item.add("dtend", event.starts_at + (event.last_day - event.date_start))


def _description(event, page):
    lines = [str(event.summary)]
    if event.organiser:
        lines.append(_("Veranstalter: %(name)s") % {"name": event.organiser})
    if event.registration == event.Registration.EXTERNAL:
        lines.append(_("Anmeldung: %(address)s") % {"address": event.registration_url})
    lines.append(page)
    return "\n\n".join(line for line in lines if line)


def _plain(text):
    """Without control characters, which no calendar line may hold (RFC 5545, section 3.1)."""
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))
