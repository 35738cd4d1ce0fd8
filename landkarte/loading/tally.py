"""What loading a file has done."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from machinery.spreadsheets.problems import quoted


@dataclass(frozen=True)
class Change:
    """One field of a record that was there before; the values as a reader would write them."""

    label: str
    before: object
    after: object
    field: str = ""  # of the model, where the label is for people

    def __str__(self):
        return f"{self.label} {_written(self.before)} -> {_written(self.after)}"


def _written(value):
    return quoted("" if value is None else value)


@dataclass
class Tally:
    """How many records were new, changed and unchanged, and a line of text for each new or changed one."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    lines: list[str] = field(default_factory=list)

    def __str__(self):
        return _("{new} neu, {changed} geändert, {unchanged} unverändert").format(
            new=self.new, changed=self.changed, unchanged=self.unchanged
        )

    def count(self, key, *, line, created, changes):
        """Count one record by its key and what was different about it."""
        where = _("Zeile {line}").format(line=line) + f" ({key}): "
        if created:
            self.new += 1
            self.lines.append(where + _("neu"))
        elif changes:
            self.changed += 1
            self.lines.extend(where + str(change) for change in changes)
        else:
            self.unchanged += 1
