"""What is wrong with a file, said so that somebody with a spreadsheet finds the place."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

SHOWN = 100
LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Problem:
    """A reason, with the line on which the record starts and the columns it is about, where there are any."""

    reason: str
    line: int | None = None
    columns: tuple[str, ...] = ()

    def __str__(self):
        where = ", ".join(part for part in (self._line(), self._columns()) if part)
        return f"{where}: {self.reason}" if where else self.reason

    def _line(self):
        return _("Zeile {line}").format(line=self.line) if self.line else ""

    def _columns(self):
        if not self.columns:
            return ""
        names = ", ".join(self.columns)
        return (_("Spalten {names}") if len(self.columns) > 1 else _("Spalte {names}")).format(names=names)


class Faulty(Exception):  # noqa: N818 (it is raised as a verdict, and reads as one)
    """A file that cannot be loaded: `problems` says why, one `Problem` per place, in the file's order."""

    def __init__(self, problems):
        self.problems = sorted(problems, key=lambda problem: problem.line or 0)
        super().__init__(str(self))

    def __str__(self):
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        if rest := len(self.problems) - len(lines):
            lines.append(_("… und {count} weitere Fehler.").format(count=rest))
        return "\n".join(lines)


def quoted(text):
    """The text in German quotation marks, on one line and not longer than a message can bear."""
    return f"„{Truncator(' '.join(str(text).split())).chars(LONGEST_QUOTE)}“"
