"""When and where an event is, in the words of the reader's language."""

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

from offers.models.catalogue import Mode


def days_in_words(first, last):
    """`Mittwoch, 1. Oktober 2025`, `12. bis 14. September 2025`, `7. Oktober bis 2. November 2025`."""
    if first == last:
        return formatted(first, _("l, j. F Y"))
    if first.year != last.year:
        beginning = _("j. F Y")
    else:
        beginning = _("j. F") if first.month != last.month else _("j.")
    return _("%(first)s bis %(last)s") % {
        "first": formatted(first, beginning),
        "last": formatted(last, _("j. F Y")),
    }


def hours_in_words(start, end, *, several_days):
    """`10:00 bis 16:00 Uhr`, `ab 10:00 Uhr`; "" without a time."""
    if start is None:
        return ""
    words = {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}" if end else ""}
    if end is None:
        return _("ab %(start)s Uhr") % words
    if several_days:
        return _("Beginn %(start)s Uhr, Ende %(end)s Uhr") % words
    return _("%(start)s bis %(end)s Uhr") % words


def place_in_words(venue, city, mode):
    """`Rathaus, Aachen`, `Aachen (auch online)`, `online`; "" when it is not known."""
    place = ", ".join(part for part in (venue, city) if part)
    if mode == Mode.ONLINE:
        return _("online")
    if mode == Mode.BOTH:
        return _("%(place)s (auch online)") % {"place": place} if place else _("vor Ort und online")
    return place
