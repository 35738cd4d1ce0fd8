"""What the portal keeps of a person: apps say it for their tables, in a module `personal_data`. Pages, export
and erasure are made from that."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from landkarte.history import overwrite
from landkarte.models import Letter, Report

SHORTEST_NAME = 4  # characters of a name for which letters and lines are searched: others are words
NOTHING_LEFT = "–"

_holdings = {}


@dataclass(frozen=True)
class Person:
    """Somebody with an account, or (after a backup came back) just with addresses, in lower case."""

    user: Any
    addresses: frozenset

    @property
    def traces(self):
        """What tells in a text that it is about this person."""
        name = self.user.name.strip() if self.user else ""
        return [*self.addresses, *([name] if len(name) >= SHORTEST_NAME else [])]

    def is_in(self, text):
        lower = text.lower()
        return any(trace.lower() in lower for trace in self.traces)

    def with_address(self, queryset, column="email"):
        """The rows whose column holds one of the addresses."""
        return queryset.alias(lower_address=Lower(column)).filter(lower_address__in=self.addresses)


def _nothing(person):
    return []


@dataclass(frozen=True)
class Holding:
    """`rows(person)` are dicts for the export, `files(person)` pairs of a name and a stored file;
    `erase(person)` leaves nothing of theirs. `seen()` yields address and moment of all rows that are found by
    their address: after a backup came back, those of erased people are erased again."""

    name: str  # of the file in the export
    label: Any
    why: Any
    rows: Callable
    erase: Callable
    files: Callable = _nothing
    seen: Callable = list


def register(holding):
    """ValueError when the name is taken."""
    if holding.name in _holdings:
        raise ValueError(f"There is a holding {holding.name} already.")
    _holdings[holding.name] = holding


def holdings():
    """All of them, in the order of their registration."""
    return list(_holdings.values())


def row_of(instance, *names):
    """The columns of a row as JSON takes them."""
    return {name: _plain(getattr(instance, name)) for name in names}


def _plain(value):
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def seen_in(queryset, column="email", moment="created_at"):
    return lambda: queryset.all().exclude(**{column: ""}).values_list(column, moment).iterator()


# -- Letters --------------------------------------------------------------------------------------------


def _letters(person):
    return (letter for letter in Letter.objects.iterator(chunk_size=500) if _is_about(letter, person))


def _is_about(letter, person):
    parts = (letter.recipients, letter.reply_to, letter.headers)
    return person.is_in("\n".join([letter.subject, letter.text, letter.html, str(parts), letter.last_error]))


def _letter_rows(person):
    mine = [
        letter
        for letter in _letters(person)
        if {address.lower() for address in letter.recipients} & person.addresses
    ]
    return [row_of(one, "subject", "text", "status", "created_at", "sent_at") for one in mine]


def _erase_letters(person):
    Letter.objects.filter(pk__in=[letter.pk for letter in _letters(person)]).delete()


register(
    Holding(
        "letters",
        _("Briefe"),
        _("Damit wir wissen, ob sie angekommen sind."),
        _letter_rows,
        _erase_letters,
    )
)

# -- Reports --------------------------------------------------------------------------------------------


def _report_rows(person):
    columns = ("reference", "entry_name", "reason", "text", "email", "status", "created_at", "closed_at")
    return [row_of(one, *columns) for one in person.with_address(Report.objects.all())]


def _erase_reports(person):
    found = person.with_address(Report.objects.all()).values("pk")
    traces = person.with_address(Report.history.all()).values("id")
    overwrite(Report, Q(pk__in=found) | Q(pk__in=traces), email="", text=NOTHING_LEFT)
    person.with_address(Report.history.all()).update(email="", text=NOTHING_LEFT)


register(
    Holding(
        "reports",
        _("Meldungen"),
        _("Damit die Redaktion nachfragen kann."),
        _report_rows,
        _erase_reports,
        seen=seen_in(Report.objects),
    )
)

# -- Sessions and the log of the administration -------------------------------------------------------


def _sessions(person):
    """Those in which the person is logged in, or is about to."""
    for session in Session.objects.iterator(chunk_size=500):
        said = session.get_decoded()
        mine = person.user is not None and said.get("_auth_user_id") == str(person.user.pk)
        if mine or person.is_in(json.dumps(said, default=str)):
            yield session


def _session_rows(person):
    return [{"expires": session.expire_date.isoformat()} for session in _sessions(person)]


def _erase_sessions(person):
    Session.objects.filter(pk__in=[session.pk for session in _sessions(person)]).delete()


register(
    Holding(
        "sessions",
        _("Anmeldungen im Browser"),
        _("Damit Sie angemeldet bleiben."),
        _session_rows,
        _erase_sessions,
    )
)


def _log(person):
    mine = Q(user=person.user.pk) if person.user else Q(pk=None)
    for trace in person.traces:
        mine |= Q(object_repr__icontains=trace) | Q(change_message__icontains=trace)
    return LogEntry.objects.filter(mine)


def _log_rows(person):
    done = _log(person).filter(user=person.user.pk) if person.user else []
    return [row_of(one, "action_time", "object_repr", "change_message") for one in done]


def _erase_log(person):
    about = [line.pk for line in _log(person) if person.is_in(f"{line.object_repr} {line.change_message}")]
    LogEntry.objects.filter(pk__in=about).delete()


register(
    Holding(
        "administration",
        _("Änderungen in der Verwaltung"),
        _("Damit nachvollziehbar ist, wer was geändert hat."),
        _log_rows,
        _erase_log,
    )
)
