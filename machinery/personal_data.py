"""What the portal keeps of a person: apps say it for their tables, in a module `personal_data`. Pages,
export and erasure are made from that."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Q, TextField
from django.db.models.functions import Cast, Lower
from django.utils.translation import gettext_lazy as _

from machinery.mailboxes import one_spelling
from machinery.models import Letter

NOTHING_LEFT = "–"
_holdings, _first = {}, []


@dataclass(frozen=True)
class Person:
    """Somebody with an account, or (after a backup came back) just with addresses, in their one spelling.

    What is theirs is found by key or by whole address, never by a name: everybody chooses their own."""

    user: Any
    addresses: frozenset

    def is_among(self, texts):
        """Whether one of these texts is one of the addresses."""
        return any(one_spelling(text) in self.addresses for text in texts)

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
    position: int = 100  # among all of them


def register(holding):
    """ValueError when the name is taken."""
    if holding.name in _holdings:
        raise ValueError(f"There is a holding {holding.name} already.")
    _holdings[holding.name] = holding


def holdings():
    """All of them, by their position, then in the order of their registration."""
    return sorted(_holdings.values(), key=lambda holding: holding.position)


def before_erasing(do):
    """Call `do(person)` before anything of a person is erased: what is theirs can still be found then."""
    _first.append(do)


def erase(person):
    """Leave nothing of a person in what the portal holds."""
    for do in (*_first, *(holding.erase for holding in holdings())):
        do(person)


def row_of(instance, *names):
    """The columns of a row as JSON takes them."""
    return {name: _plain(getattr(instance, name)) for name in names}


def _plain(value):
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def seen_in(queryset, column="email", moment="created_at"):
    return lambda: queryset.all().exclude(**{column: ""}).values_list(column, moment).iterator()


def _letters(person, *columns):
    """Those that have one of the addresses in one of the columns. The database looks for what stands before
    the @, which is the same in every spelling; only what it finds is compared here."""
    names = {json.dumps(address.rpartition("@")[0])[1:-1] for address in person.addresses}
    texts = {f"{column}_text": Cast(column, TextField()) for column in columns}
    likely = Q(pk__in=[])
    for text, name in product(texts, names):
        likely |= Q(**{f"{text}__icontains": f"{name}@"})
    rows = Letter.objects.alias(**texts).filter(likely).order_by().values_list("pk", *columns)
    keys = [key for key, *lists in rows if any(map(person.is_among, lists))]
    return Letter.objects.filter(pk__in=keys)


def _letter_rows(person):
    mine = _letters(person, "recipients")
    return [row_of(one, "subject", "text", "status", "created_at", "sent_at") for one in mine]


def _erase_letters(person):
    """Letters to them, and those that they have caused: whose answer would go to them."""
    _letters(person, "recipients", "reply_to").delete()


register(
    Holding(
        "letters",
        _("Briefe"),
        _("Damit wir wissen, ob sie angekommen sind."),
        _letter_rows,
        _erase_letters,
        position=10,
    )
)


def _sessions(person):
    """Those in which the person is logged in, or is about to."""
    for session in Session.objects.iterator(chunk_size=500):
        said = session.get_decoded()
        mine = person.user is not None and said.get("_auth_user_id") == str(person.user.pk)
        if mine or person.is_among(_texts(said)):
            yield session


def _texts(value):
    """All texts in what a session holds, each as a whole."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


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
        position=30,
    )
)
