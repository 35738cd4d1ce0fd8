"""Loads plain tables: one row is one record, found again by its key."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from landkarte.loading.progress import with_progress
from landkarte.loading.rules import save_or_say
from landkarte.loading.tally import Change, Tally
from landkarte.loading.values import Cells
from machinery.spreadsheets.problems import Faulty, Problem, quoted
from machinery.spreadsheets.table import read_table


@dataclass(frozen=True)
class Link:
    """A column that names a record of `queryset` by its field `by`, kept in the foreign key `field`."""

    field: str
    queryset: QuerySet
    by: str


@transaction.atomic
def load_records(path, model, *, key, columns, links=None, many=None, order=None, may_be_empty=()):
    """Create or change one record per row; returns a `Tally`. Records that the file does not name stay.

    `columns` is {column: field name}, `links` is {column: `Link`}, `many` is {column: `Link`} for cells that
    name several records, separated by `;`. `key` names the columns that tell records apart; they must be
    there and filled, but for those in `may_be_empty`. Another absent column leaves its field, an empty cell
    empties it.
    `order` sorts the rows first, so that they can link to each other. Raises `Faulty`, and nothing is
    written.
    """
    table = _Table(model, key, columns, links or {}, many or {}, may_be_empty)
    rows, table.problems = read_table(path, columns=table.names, required=key)
    for row in with_progress(sorted(rows, key=order or _line), path.name, rows=len(rows)):
        table.load(row)
    if table.problems:
        raise Faulty(table.problems)
    return table.tally


def _line(row):
    return row.line


class _Table:
    def __init__(self, model, key, columns, links, many, may_be_empty):
        self.model, self.key, self.links, self.many = model, key, links, many
        self.filled = set(key) - set(may_be_empty)
        self.cells = Cells(model, columns)
        self.names = {**columns, **{column: link.field for column, link in (links | many).items()}}
        self.attributes = {
            column: model._meta.get_field(name).attname
            for column, name in self.names.items()
            if column not in many
        }
        self.targets = {
            column: {getattr(target, link.by): target.pk for target in link.queryset}
            for column, link in (links | many).items()
        }
        self.known = {
            tuple(getattr(record, self.attributes[column]) for column in key): record
            for record in model.objects.all()
        }
        self.seen, self.problems, self.tally = {}, [], Tally()

    def load(self, row):
        values, problems = self._values(row)
        problems = problems or list(self._repeated(row, values))
        if not problems:
            problems = self._write(row, values)
        self.problems.extend(problems)

    def _values(self, row):
        values, problems = {}, []
        for column, cell in row.cells.items():
            try:
                values[column] = self._value(column, cell.strip())
            except ValueError as error:
                problems.append(Problem(str(error), row.line, (column,)))
        return values, problems

    def _value(self, column, cell):
        if column in self.filled and not cell:
            raise ValueError(_("Diese Angabe fehlt."))
        if column in self.many:
            return {self._target(column, name) for name in cell.split(";") if name}
        if column not in self.links:
            return self.cells.value(column, cell)
        return self._target(column, cell) if cell else None

    def _target(self, column, name):
        if name not in self.targets[column]:
            raise ValueError(_("{value} ist unbekannt").format(value=quoted(name)))
        return self.targets[column][name]

    def _repeated(self, row, values):
        identity = tuple(values[column] for column in self.key)
        first = self.seen.setdefault(identity, row.line)
        if first != row.line:
            yield Problem(_("steht schon in Zeile {line}").format(line=first), row.line, tuple(self.key))

    def _write(self, row, values):
        record = self.known.get(tuple(values[column] for column in self.key)) or self.model()
        created = record._state.adding
        changes = []
        for column, value in values.items():
            before = self._before(record, column)
            if created or before != value:
                changes.append(Change(column, before, value))
                if column not in self.many:
                    setattr(record, self.attributes[column], value)
        if changes and (broken := self._save(record, created, changes)):
            return [self._problem(row, names, message) for names, message in broken]
        key = "; ".join(row.cells[column].strip() for column in self.key)
        self.tally.count(key, line=row.line, created=created, changes=changes)
        return []

    def _before(self, record, column):
        if column not in self.many:
            return getattr(record, self.attributes[column])
        related = getattr(record, self.many[column].field) if record.pk else None
        return {target.pk for target in related.all()} if related else set()

    def _save(self, record, created, changes):
        fields = [self.attributes[change.label] for change in changes if change.label not in self.many]
        broken = save_or_say(record, **({"force_insert": True} if created else {"update_fields": fields}))
        for change in [] if broken else changes:
            if change.label in self.many:
                getattr(record, self.many[change.label].field).set(change.after)
        for column, link in self.links.items():
            if link.queryset.model is self.model and not broken:
                self.targets[column][getattr(record, link.by)] = record.pk
        return broken

    def _problem(self, row, names, message):
        columns = (column for column, name in self.names.items() if name in names)
        return Problem(message, row.line, tuple(columns))
