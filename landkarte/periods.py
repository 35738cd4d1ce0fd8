"""How long something runs, in the words of the reader's language."""

from django.utils.translation import gettext as _


def period_in_words(start, end, *, has_begun):
    """`Oktober 2021 bis März 2024`, `seit Oktober 2021`, `ab Dezember 2026`, `bis 2027`, or "", made of
    the words for its start and its end, each "" where it is not known."""
    if start and start == end:
        return start
    if start and end:
        return _("%(start)s bis %(end)s") % {"start": start, "end": end}
    if end:
        return _("bis %(end)s") % {"end": end}
    if not start:
        return ""
    return (_("seit %(start)s") if has_begun else _("ab %(start)s")) % {"start": start}
