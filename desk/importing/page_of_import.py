"""What the page of an import shows: where it stands, and its rows list by list."""

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from desk.importing import rows
from desk.importing.rows import Outcome, State
from desk.lists.words import GOOD, QUIET, WAITING, word
from desk.models import Import
from machinery.models import Job

PAGE = 50
Status = Import.Status

TONES = {
    Status.UPLOADED: WAITING,
    Status.CHECKED: WAITING,
    Status.APPLYING: WAITING,
    Status.APPLIED: GOOD,
    Status.UNDOING: WAITING,
    Status.UNDONE: QUIET,
}
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": gettext_lazy("UTF-8 mit Kennung"), "cp1252": "Windows-1252"}
DELIMITERS = {
    ",": gettext_lazy("durch Komma getrennt"),
    ";": gettext_lazy("durch Semikolon getrennt"),
    "\t": gettext_lazy("durch Tabulator getrennt"),
}
TITLES = {
    "new": gettext_lazy("Neu"),
    "changed": gettext_lazy("Geändert"),
    "unchanged": gettext_lazy("Unverändert"),
    "wrong": gettext_lazy("Fehlerhaft"),
    "applied": gettext_lazy("Übernommen"),
    "conflict": gettext_lazy("Nicht übernommen"),
    "undone": gettext_lazy("Rückgängig gemacht"),
    "kept": gettext_lazy("Geblieben"),
}
LISTS = {
    Status.CHECKED: ("new", "changed", "unchanged", "wrong"),
    Status.APPLYING: ("applied", "conflict"),
    Status.APPLIED: ("applied", "conflict", "unchanged", "wrong"),
    Status.UNDOING: ("undone", "kept", "applied"),
    Status.UNDONE: ("undone", "kept", "conflict"),
}


def state_of(batch):
    return word(batch.get_status_display(), TONES[Status(batch.status)])


def format_of(batch):
    """What kind of file it is, as it was found to be."""
    if batch.table.get("format") != "csv":
        return _("Excel (XLSX), erstes Blatt")
    encoding, delimiter = batch.table["encoding"], batch.table["delimiter"]
    return f"CSV, {ENCODINGS[encoding]}, {DELIMITERS[delimiter]}"


def left_out(batch):
    """The headings of columns that are not taken over."""
    header = batch.table.get("header", [])
    return [name for place, name in enumerate(header) if name and str(place) not in batch.mapping]


def steps_of(batch):
    """The way of a file: name of the step, and whether it is done, current or still to come."""
    names = [_("Datei"), _("Spalten"), _("Prüfung"), _("Übernahme")]
    at = {Status.UPLOADED: 2 if is_busy(batch) else 1, Status.CHECKED: 2}.get(batch.status, 3)
    kinds = ["done" if place < at else "current" if place == at else "ahead" for place in range(4)]
    if batch.status in (Status.APPLIED, Status.UNDONE):
        kinds[3] = "done"
    return list(zip(names, kinds, strict=True))


def is_busy(batch):
    """Whether a job works at it, or waits to."""
    return batch.job is not None and not batch.job.is_finished


def broken_off(batch):
    """The job that was stopped or failed before its end, or None."""
    ended = (Job.Status.STOPPED, Job.Status.FAILED)
    return batch.job if batch.job and batch.job.status in ended else None


def lists_of(batch, shown):
    """The tabs: name, title, number, and whether it is the one that is shown."""
    names = LISTS.get(Status(batch.status), ())
    tabs = [{"name": name, "title": TITLES[name], "number": batch.counts.get(name, 0)} for name in names]
    chosen = shown if shown in names else next((tab["name"] for tab in tabs if tab["number"]), "")
    return [tab | {"current": tab["name"] == chosen} for tab in tabs], chosen


def page_of_rows(batch, chosen, number):
    """A page of one list: dicts of line, key, name, entry, changes and what is wrong or told."""
    if chosen in Outcome.values:
        found = batch.rows.filter(outcome=chosen)
    else:
        found = batch.rows.filter(state=chosen) if chosen in State.values and chosen else batch.rows.none()
    page = Paginator(found.select_related("entry"), PAGE).get_page(number)
    written = rows.shown([change for row in page for change in row.changes])
    return page, [_line(batch, row, written) for row in page]


def _line(batch, row, written):
    changes = [written.pop(0) for _change in row.changes]
    return {
        "line": row.line,
        "key": _cell(batch, row, "slug"),
        "name": _cell(batch, row, "name") or _("ohne Namen"),
        "entry": row.entry,
        "changes": changes,
        "problems": row.problems,
        "told": row.told,
        "is_new": row.outcome == Outcome.NEW,
    }


def _cell(batch, row, column):
    place = rows.place_of(batch, column)
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def summary(batch):
    """What applying would do, in a sentence part."""
    new, changed = batch.counts.get("new", 0), batch.counts.get("changed", 0)
    parts = [
        ngettext("%d neuer Eintrag", "%d neue Einträge", new) % new if new else "",
        ngettext("%d geänderter Eintrag", "%d geänderte Einträge", changed) % changed if changed else "",
    ]
    return ", ".join(part for part in parts if part)
