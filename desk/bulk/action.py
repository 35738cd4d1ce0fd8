"""One thing that can be done to many entries at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

CHANGE = "landkarte.bulk_change_entry"
CHANGES, SAME = "changes", "same"


@dataclass(frozen=True)
class Action:
    """`rows(entries, options)` yields for each of these entries (a QuerySet) its key, its name and the
    verdict: `CHANGES`, `SAME`, or in words why it cannot be done. `do(entry, options, by=)` does it to one
    entry, in a line of history; ValidationError when it can no longer.

    `label` is what it is called on a button; `form` asks for the options (None: there are none) and
    `options` come from its `options()`, fit for JSON; `title(options)` says what was chosen.
    """

    name: str
    label: Any  # a lazily translated text
    rows: Callable
    do: Callable
    permissions: tuple  # "app.codename", all of them
    form: type | None = None
    title: Callable | None = None
    note: Any = ""  # what else somebody should know before

    def allows(self, user):
        return user.has_perms(self.permissions)

    def titled(self, options):
        return self.title(options) if self.title else str(self.label)
