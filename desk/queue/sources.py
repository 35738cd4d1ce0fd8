"""What waits for staff, whichever app it belongs to: apps register their sources in a module `queue`.

A source has items, each with a day by which it is due; a heap has only a number and a list to go to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from desk.queue import assignment
from landkarte.models import Report
from machinery.models import Job, Letter

BEGINNING = 120  # characters of a long text that the queue shows

_sources, _heaps, _makers = {}, {}, []


@dataclass(frozen=True)
class Source:
    """`rows()` is a QuerySet of all that waits. `columns` names what the queue shows of each row, as
    expressions: `reference`, `title` and `detail` (texts), `since` (datetime), `due_on` (date).

    `address(key)` is the page in the administration on which staff decide, `permission` what they need to
    see it ("app.codename"). `kept()` are the rows that wait or may wait again:
    who takes care of one is forgotten when it is none of them (without it: `rows()`).

    Where the rows themselves know who takes care of them, `assignee` is that column and
    `assign(key, to=, by=)` the verb, which has an `assign_permission` of its own; everything else is noted by
    `desk.queue.assignment`.
    """

    name: str  # at most 20 letters
    label: Any
    rows: Callable
    columns: dict
    address: Callable
    permission: str
    kept: Callable | None = None
    assignee: str = ""
    assign: Callable | None = None
    assign_permission: str = "desk.change_handling"

    def kept_rows(self):
        return (self.kept or self.rows)()

    def may_assign(self, user):
        return user.has_perm(self.assign_permission)


@dataclass(frozen=True)
class Heap:
    """`number()` of things, listed at `address()`; shown to those with the `permission` if there are any."""

    name: str
    label: Any
    number: Callable
    address: Callable
    permission: str


def register(source):
    """Of a `Source` or a `Heap`. ValueError when the name is taken."""
    registry = _heaps if isinstance(source, Heap) else _sources
    if source.name in registry:
        raise ValueError(f"There is a source {source.name} already.")
    registry[source.name] = source


def sources(user):
    """Those that this user may see: name -> `Source`."""
    return {name: source for name, source in _sources.items() if user.has_perm(source.permission)}


def register_heaps(make):
    """`make()` returns `Heap`s that stand behind all others and are counted together, each time anew."""
    _makers.append(make)


def heaps(user):
    made = [heap for make in _makers for heap in make()]
    return [heap for heap in [*_heaps.values(), *made] if user.has_perm(heap.permission)]


def assign(source, key, *, to, by):
    """Say who takes care of the item, by the verb of its source. ValidationError when that is refused."""
    verb = source.assign or partial(assignment.assign, source.name)
    return verb(key, to=to, by=by)


def take(source, key, *, by):
    """Take care of the item oneself. ValidationError when somebody else does already."""
    if not source.assignee:
        return assignment.take(source.name, key, by=by)
    mine_or_free = Q(**{source.assignee: None}) | Q(**{source.assignee: by})
    if not source.kept_rows().filter(mine_or_free, pk=key).exists():
        raise assignment.taken()
    return assign(source, key, to=by, by=by)


def forget_decided():
    """Drop who takes care of what was decided; notes stay as long as `landkarte.retention` says. Returns how
    many items."""
    return sum(
        assignment.forget(source.name, kept=source.kept_rows().order_by().values("pk"))
        for source in _sources.values()
    )


# -- What waits on the map -------------------------------------------------------------------------------


def _report_address(key):
    return reverse("admin:landkarte_report_change", args=[key])


register(
    Source(
        "report",
        _("Meldung"),
        rows=lambda: Report.objects.open().about_entries(),
        columns={
            "reference": "reference",
            "title": "entry_name",
            "detail": Left("text", BEGINNING),
            "since": "created_at",
            "due_on": "due_on",
        },
        address=_report_address,
        permission="landkarte.view_report",
    )
)
register(
    Source(
        "barrier",
        _("Barriere"),
        rows=lambda: Report.objects.open().about_barriers(),
        columns={
            "reference": "reference",
            "title": "page",
            "detail": Left("text", BEGINNING),
            "since": "created_at",
            "due_on": "due_on",
        },
        address=_report_address,
        permission="landkarte.view_report",
    )
)
register(
    Heap(
        "dead-letters",
        _("Aufgegebene Briefe"),
        number=lambda: Letter.objects.filter(status=Letter.Status.DEAD).count(),
        address=lambda: reverse("admin:machinery_letter_changelist") + "?status__exact=dead",
        permission="machinery.view_letter",
    )
)
register(
    Heap(
        "failed-jobs",
        _("Gescheiterte Aufträge"),
        number=lambda: Job.objects.filter(status=Job.Status.FAILED).count(),
        address=lambda: reverse("admin:machinery_job_changelist") + "?status__exact=failed",
        permission="machinery.view_job",
    )
)
