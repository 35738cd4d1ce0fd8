"""What waits for staff: a source has items, each with a day by which it is due; a heap has only a number and
a list to go to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

BEGINNING = 120  # characters of a long text that the queue shows


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
