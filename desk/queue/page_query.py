"""All that waits for staff as one query over the sources of `desk.queue.sources`: counted, sorted by the day
by which it is due, a page at a time."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils import timezone

from desk.models import DeskNote, Handling
from desk.queue import assignment, sources
from desk.queue.source import Source
from machinery.working_days import add_working_days, working_days_between

SOON = 2  # working days
ME, NOBODY, OTHERS = "me", "nobody", "others"
OVER, SOON_DUE, LATER = "over", "soon", "later"
TEXTS = ("reference", "title", "detail")
MOST_WORDS = 8  # of a search; what follows does not count


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see of the queue; what is empty says nothing."""

    kind: tuple = ()
    who: str = ""
    due: str = ""
    q: str = ""


@dataclass(frozen=True)
class Item:
    """One thing that waits. `state` is "over", "soon", "working" (somebody takes care of it) or "new";
    `age` is in working days."""

    source: Source
    key: int
    reference: str
    title: str
    detail: str
    since: datetime
    due_on: date
    age: int
    state: str
    assigned_to: Any = None
    looked_at_by: Any = None
    notes: int = 0
    proposal: str = ""

    @property
    def name(self):
        return f"{self.source.name}:{self.key}"


@dataclass
class Counts:
    """How many wait for each value of a filter, given the other filters; `all` is how many there are with all
    of them."""

    all: int = 0
    kind: dict = field(default_factory=lambda: defaultdict(int))
    who: dict = field(default_factory=lambda: defaultdict(int))
    due: dict = field(default_factory=lambda: defaultdict(int))


class Waiting:
    """What waits for this user, as far as they want to see it."""

    def __init__(self, user, wanted):
        self.user, self.wanted = user, wanted
        self.sources = sources.sources(user)
        self.today = timezone.localdate()
        self.soon = add_working_days(self.today, SOON)

    @cached_property
    def counts(self):
        """In one query: how many there are of each kind, by whom and by when."""
        rows = [
            self._searched(source).annotate(item_bucket=self._bucket()) for source in self.sources.values()
        ]
        grouped = [
            part.values("item_source", "item_assigned", "item_bucket").annotate(number=Count("pk"))
            for part in rows
        ]
        counts = Counts()
        for cell in _union(grouped) or []:
            self._count(
                counts, cell["item_source"], cell["item_assigned"], cell["item_bucket"], cell["number"]
            )
        return counts

    def _count(self, counts, source, assigned, bucket, number):
        who = NOBODY if assigned is None else ME if assigned == self.user.pk else OTHERS
        kind_fits = not self.wanted.kind or source in self.wanted.kind
        who_fits, due_fits = self.wanted.who in ("", who), self.wanted.due in ("", bucket)
        if who_fits and due_fits:
            counts.kind[source] += number
        if kind_fits and due_fits:
            counts.who[who] += number
        if kind_fits and who_fits:
            counts.due[bucket] += number
        if kind_fits and who_fits and due_fits:
            counts.all += number

    def page(self, first, last):
        """The items from `first` up to `last` (counted from 0, `last` itself not among them)."""
        found = _union([self._wanted(source) for source in self._wanted_sources()])
        rows = [] if found is None else found.order_by(*ORDER)[first:last]
        return self._items(list(rows))

    def after(self, source, key):
        """The item that follows this one (which may have been decided by now) and that nobody else has open;
        from the end it goes on at the beginning. None when nothing is left."""
        due_on = self._due_on(source, key)
        for behind in [True, False] if due_on else [False]:
            parts = [
                self._free(one)
                .exclude(item_source=source, item_key=key)
                .filter(_behind(due_on, source, key, one.name) if behind else Q())
                for one in self._wanted_sources()
            ]
            found = _union(parts)
            row = None if found is None else found.order_by(*ORDER).first()
            if row:
                return self.sources[row["item_source"]], row["item_key"]
        return None

    # -- The query ---------------------------------------------------------------------------------

    def _wanted_sources(self):
        names = self.wanted.kind or self.sources
        return [source for name, source in self.sources.items() if name in names]

    def _searched(self, source):
        """Its rows with the columns of the queue, as far as they hold the words that were typed."""
        rows = with_columns(source, source.rows())
        for word in self.wanted.q.split()[:MOST_WORDS]:
            among = Q()
            for name in TEXTS:
                among |= Q(**{f"item_{name}__icontains": word})
            rows = rows.filter(among)
        return rows

    def _wanted(self, source):
        who = {
            ME: Q(item_assigned=self.user.pk),
            NOBODY: Q(item_assigned=None),
            OTHERS: ~Q(item_assigned=None) & ~Q(item_assigned=self.user.pk),
        }
        due = {OVER: Q(item_due_on__lt=self.today), SOON_DUE: self._is_soon()}
        wanted = who.get(self.wanted.who, Q()) & due.get(self.wanted.due, Q())
        return self._searched(source).filter(wanted).values(*COLUMNS)

    def _free(self, source):
        """Those that nobody else is looking at."""
        looked_at = Handling.objects.filter(
            source=source.name, looked_at__gt=timezone.now() - assignment.LOOKING
        ).exclude(looked_at_by=self.user)
        return self._wanted(source).exclude(pk__in=looked_at.exclude(looked_at_by=None).values("key"))

    def _is_soon(self):
        return Q(item_due_on__gte=self.today, item_due_on__lte=self.soon)

    def _bucket(self):
        return Case(
            When(item_due_on__lt=self.today, then=Value(OVER)),
            When(item_due_on__lte=self.soon, then=Value(SOON_DUE)),
            default=Value(LATER),
            output_field=TextField(),
        )

    def _due_on(self, name, key):
        source = self.sources.get(name)
        if source is None:
            return None
        rows = source.rows().model._base_manager.filter(pk=key)
        return with_columns(source, rows).values_list("item_due_on", flat=True).first()

    # -- The items of a page -----------------------------------------------------------------------

    def _items(self, rows):
        keys = [(row["item_source"], row["item_key"]) for row in rows]
        looking, people = self._looking(keys), self._people(rows)
        notes, proposals = _notes(keys)
        return [self._item(row, people, looking, notes, proposals) for row in rows]

    def _item(self, row, people, looking, notes, proposals):
        name = row["item_source"], row["item_key"]
        assigned, due_on = row["item_assigned"], row["item_due_on"]
        return Item(
            source=self.sources[name[0]],
            key=name[1],
            reference=row["item_reference"],
            title=row["item_title"],
            detail=row["item_detail"],
            since=row["item_since"],
            due_on=due_on,
            age=working_days_between(timezone.localdate(row["item_since"]), self.today),
            state=self._state(due_on, assigned),
            assigned_to=people.get(assigned),
            looked_at_by=looking.get(name),
            notes=notes.get(name, 0),
            proposal=proposals.get(name, ""),
        )

    def _state(self, due_on, assigned):
        if due_on < self.today:
            return OVER
        if due_on <= self.soon:
            return SOON_DUE
        return "new" if assigned is None else "working"

    def _people(self, rows):
        assigned = {row["item_assigned"] for row in rows} - {None}
        return get_user_model().objects.in_bulk(assigned) if assigned else {}

    def _looking(self, keys):
        """Who else has which of them open now."""
        found = Handling.objects.filter(
            source__in={source for source, _key in keys},
            key__in={key for _source, key in keys},
            looked_at__gt=timezone.now() - assignment.LOOKING,
        ).exclude(looked_at_by=self.user)
        return {(one.source, one.key): one.looked_at_by for one in found.select_related("looked_at_by")}


ORDER = ("item_due_on", "item_source", "item_key")
COLUMNS = tuple(
    f"item_{name}"
    for name in ("source", "key", "reference", "title", "detail", "since", "due_on", "assigned")
)


def with_columns(source, rows):
    """These rows of the source with the columns of the queue, of the same types for every source."""
    named = source.columns
    if source.assignee:
        assigned = Cast(f"{source.assignee}_id", BigIntegerField())
    else:
        taken = Handling.objects.filter(source=source.name, key=OuterRef("pk"))
        assigned = Subquery(taken.values("assigned_to")[:1], output_field=BigIntegerField())
    return rows.order_by().annotate(
        item_source=Cast(Value(source.name), TextField()),
        item_key=Cast("pk", BigIntegerField()),
        **{f"item_{name}": Cast(_expression(named[name]), TextField()) for name in TEXTS},
        item_since=ExpressionWrapper(_expression(named["since"]), DateTimeField()),
        item_due_on=ExpressionWrapper(_expression(named["due_on"]), DateField()),
        item_assigned=assigned,
    )


def _expression(named):
    return F(named) if isinstance(named, str) else named


def _union(parts):
    """One QuerySet of all, or nothing at all for somebody who may see no source."""
    return parts[0].union(*parts[1:], all=True) if parts else None


def _behind(due_on, source, key, other):
    """The condition for rows of the source `other` that follow this item in the order of the queue."""
    later = Q(item_due_on__gt=due_on)
    if other == source:
        return later | Q(item_due_on=due_on, item_key__gt=key)
    return later | Q(item_due_on=due_on) if other > source else later


def _notes(keys):
    """How many notes there are about which items, and what was proposed last."""
    notes, proposals = defaultdict(int), {}
    found = DeskNote.objects.filter(
        source__in={source for source, _key in keys}, key__in={key for _source, key in keys}
    ).order_by("at", "pk")
    for note in found.defer("text"):
        notes[note.source, note.key] += 1
        if note.proposal:
            proposals[note.source, note.key] = note.get_proposal_display()
    return notes, proposals
