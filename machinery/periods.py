"""When something was and how long it runs, as exactly as that is known, in the reader's language."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

year_or_month = RegexValidator(
    r"^[12]\d{3}(-(0[1-9]|1[0-2]))?\Z",
    gettext_lazy("Bitte ein Jahr oder einen Monat angeben: 2022 oder 2022-03."),
)
_partial_date = re.compile(r"[12]\d{3}(-\d{2}(-\d{2})?)?", re.ASCII)


def validate_partial_date(text):
    """ValidationError unless this is a year, a month or a day of the calendar: 2022, 2022-03, 2022-03-14."""
    try:
        if _partial_date.fullmatch(text):
            _first_day(text)
            return
    except ValueError:
        pass
    message = gettext_lazy("Bitte Jahr, Monat oder Tag angeben: 2022, 2022-03 oder 2022-03-14.")
    raise ValidationError(message, "no-date")


def in_words(partial_date):
    """2021-10-26 -> 26. Oktober 2021, 2021-10 -> Oktober 2021, 2021 -> 2021; "" for nothing."""
    if not partial_date:
        return ""
    form = ("Y", "F Y", _("j. F Y"))[partial_date.count("-")]
    return date_format(_first_day(partial_date), form)


def _first_day(partial_date):
    """ValueError when there is no such day."""
    year, month, day = (*map(int, partial_date.split("-")), 1, 1)[:3]
    return date(year, month, day)


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
