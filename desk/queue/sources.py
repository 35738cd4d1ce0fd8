"""All that waits for staff, and who takes care of it: SOURCES names it."""

from functools import partial

from django.db.models import Q

from desk.queue import assignment, enquiries, reports_and_barriers, submissions
from desk.queue.heaps import HEAPS, of_findings
from machinery.names import by_name

SOURCES = by_name((*reports_and_barriers.SOURCES, *submissions.SOURCES, *enquiries.SOURCES))


def sources(user):
    """Those that this user may see: name -> `Source`."""
    return {name: source for name, source in SOURCES.items() if user.has_perm(source.permission)}


def heaps(user):
    """Those that this user may see, each time counted anew."""
    return [heap for heap in (*HEAPS, *of_findings()) if user.has_perm(heap.permission)]


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
        for source in SOURCES.values()
    )
