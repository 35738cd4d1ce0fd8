"""Reads rows of an entries file into plans: what each entry will be. Nothing is written here."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from landkarte.loading.municipalities import Municipalities, is_called
from landkarte.loading.rules import broken_rules
from landkarte.loading.spreadsheet import IMPORTED
from landkarte.loading.tally import Change
from landkarte.loading.values import Cells
from landkarte.models import Entry, FormerSlug
from landkarte.models.entry_fields import BY_COLUMN, FIELDS, details
from landkarte.models.entry_words import keys_of
from machinery.refusals import in_words
from machinery.spreadsheets.problems import Problem, quoted

TERMS = {field.column: field.vocabulary for field in IMPORTED if field.is_terms}
PLAIN = {field.column: field.name for field in IMPORTED if not field.is_relation}
COLUMNS = [*PLAIN, *(field.column for field in IMPORTED if field.is_relation)]
REQUIRED = ["slug", "kind", "name"]

_PLACE = {"city", "region"}


@dataclass(slots=True)
class Plan:
    """An entry with its new values set but not saved, and the relations it will have.

    `fields` names what is different, relations included; `terms` has the term keys by field; `organisation`
    is a slug, or "" for none.
    """

    line: int
    entry: Entry
    created: bool
    changes: list[Change]
    fields: set[str]
    terms: dict[str, set[int]]
    organisation: str | None


class EntryRows:
    """What rows are read against: the vocabularies, the municipalities, and the slugs that may be named.

    `lines` is each slug of the file -> the line on which it stands first.
    """

    def __init__(self, lines):
        self.cells = Cells(Entry, PLAIN)
        self.municipalities = Municipalities()
        self.terms = {
            name: {term.slug: term for term in model.objects.all()} for name, model in TERMS.items()
        }
        self.called = {name: keys_of(BY_COLUMN[name]) for name in TERMS}
        self.slug_of = dict(Entry.objects.unmerged().values_list("pk", "slug"))
        self.merged = dict(Entry.objects.exclude(merged_into=None).values_list("slug", "merged_into__slug"))
        self.former = self.merged | dict(FormerSlug.objects.values_list("slug", "entry__slug"))
        self.lines = lines
        self.slugs = {*self.slug_of.values(), *self.lines}

    def learn(self, entry):
        """The entry is on the map by now: later rows may name it."""
        self.slug_of[entry.pk] = entry.slug
        self.slugs.add(entry.slug)

    def plan(self, row, entry):
        """The `Plan` for this row and the entry of its slug (None when it is new), and its problems."""
        reading = _Reading(self, row, entry or Entry())
        if entry and entry.region_id in self.municipalities.by_ags:
            entry.region = self.municipalities.by_ags[entry.region_id]
        return reading.plan(created=entry is None), reading.problems


def first_lines(rows):
    """Each slug of the rows -> the line on which it stands first."""
    lines = {}
    for row in rows:
        lines.setdefault(row.cells["slug"].strip(), row.line)
    return lines


class _Reading:
    """One row being read."""

    def __init__(self, rows, row, entry):
        self.rows, self.row, self.entry = rows, row, entry
        self.changes, self.changed, self.problems = [], set(), []

    def plan(self, *, created):
        for column in self.rows.cells.fields:
            self._try(column, self._set_plain)
        self._check_slug()
        self._check_details()
        self._set_region()
        organisation = self._try("organisation", self._organisation)
        terms = {column: keys for column in TERMS if (keys := self._try(column, self._terms)) is not None}
        if self.problems:
            self._check_rules()
        return Plan(self.row.line, self.entry, created, self.changes, self.changed, terms, organisation)

    def _cell(self, column):
        return self.row.cells[column].strip()

    def _try(self, column, read):
        """What `read(column)` makes of the cell; None when the column is absent or the cell is wrong."""
        if column in self.row.cells:
            try:
                return read(column)
            except ValueError as error:
                self._problem(str(error), column)
        return None

    def _problem(self, reason, *columns):
        self.problems.append(Problem(reason, self.row.line, columns))

    def _set(self, field, value):
        before = getattr(self.entry, field)
        if before != value and not _differ_by_line_ends(before, value):
            self._note(field, before, value)
            setattr(self.entry, field, value)

    def _note(self, field, before, after):
        self.changed.add(field)
        if self.entry.pk:
            self.changes.append(Change(str(Entry._meta.get_field(field).verbose_name), before, after, field))

    def _set_plain(self, column):
        self._set(PLAIN[column], self.rows.cells.value(column, self._cell(column)))

    def _check_slug(self):
        slug = self._cell("slug")
        first = self.rows.lines[slug]
        if first != self.row.line and slug:
            self._problem(
                _("{slug} steht schon in Zeile {line}").format(slug=quoted(slug), line=first), "slug"
            )
        if slug in self.rows.merged:
            reason = _("{slug} ist in {new} aufgegangen")
            reason = reason.format(slug=quoted(slug), new=quoted(self.rows.merged[slug]))
            self._problem(reason, "slug")
        elif slug in self.rows.former:
            try:
                FormerSlug.refuse_for(self.entry)
            except ValidationError as error:
                reason = f"{in_words(error)} ({self.rows.former[slug]})"
                self._problem(f"{quoted(slug)}: {reason}", "slug")

    def _check_details(self):
        if not self._wrong_columns() & {"kind", *(field.column for field in details())}:
            for field, reason in self.entry.details_of_other_kinds().items():
                self._problem(reason, field)

    def _set_region(self):
        """The municipality follows from the key, or without a key from the name of the town."""
        if not self._says_region():
            return
        ags, city = self.row.cells.get("ags", "").strip(), self.entry.city
        try:
            region = self._region(ags, city)
        except ValueError as error:
            self._problem(str(error), "ags" if ags else "city")
            return
        if ags and city and not is_called(region, city):
            reason = _("{city} ist nicht die Gemeinde {ags}: {name}")
            self._problem(reason.format(city=quoted(city), ags=ags, name=quoted(region.name)), "city", "ags")
            return
        self._set("region", region)

    def _says_region(self):
        if "city" in self._wrong_columns():
            return False
        return "ags" in self.row.cells or "city" in self.changed

    def _region(self, ags, city):
        if ags:
            return self.rows.municipalities.with_key(ags)
        if not city:
            return None
        current = self.entry.region
        return current if current and is_called(current, city) else self.rows.municipalities.named(city)

    def _organisation(self, column):
        """The slug of the organisation, "" for none."""
        slug = self._cell(column)
        if slug and slug == self._cell("slug"):
            raise ValueError(f"{quoted(slug)}: {_own_organisation_message()}")
        if slug and slug not in self.rows.slugs:
            raise ValueError(self._unknown(slug))
        before = self.rows.slug_of.get(self.entry.organisation_id, "")
        if before != slug:
            self._note(column, before, slug)
        return slug

    def _unknown(self, slug):
        if slug in self.rows.former:
            reason = _("{slug} heißt jetzt {new}")
            return reason.format(slug=quoted(slug), new=quoted(self.rows.former[slug]))
        return _("{slug} steht weder in der Datei noch auf der Karte").format(slug=quoted(slug))

    def _terms(self, column):
        """The keys of the terms that the cell names; one that the entry has already may be retired."""
        known = self.rows.terms[column]
        texts = {text for part in self._cell(column).split(";") if (text := part.strip())}
        called = self.rows.called[column]
        slugs = {text if text in known else called.get(text.casefold(), text) for text in texts}
        before = {term.slug for term in getattr(self.entry, column).all()} if self.entry.pk else set()
        new = sorted(slugs - before)
        if mistakes := [mistake for slug in new if (mistake := _mistake(slug, known.get(slug)))]:
            raise ValueError("; ".join(mistakes))
        if before != slugs:
            self._note(column, "; ".join(sorted(before)), "; ".join(sorted(slugs)))
        return {known[slug].pk for slug in slugs}

    def _check_rules(self):
        """The rules that do not hang on a wrong cell; a row without one is checked when it is saved."""
        wrong = self._wrong_columns()
        fields = {BY_COLUMN[column].name for column in wrong}
        if fields & _PLACE:
            fields |= _PLACE
        broken = broken_rules(self.entry, except_about=fields)
        self.problems.extend(rule_problem(self.row.line, names, message) for names, message in broken)

    def _wrong_columns(self):
        return {column for problem in self.problems for column in problem.columns}


def rule_problem(line, fields, message):
    """The `Problem` of an entry that breaks a rule about these model fields."""
    columns = {FIELDS[field].column for field in fields if field in FIELDS}  # a rule may name the key
    return Problem(message, line, tuple(column for column in COLUMNS if column in columns))


def _differ_by_line_ends(before, after):
    """Forms of browsers end lines in another way than spreadsheets do."""
    if not (isinstance(before, str) and isinstance(after, str)):
        return False
    return before.replace("\r\n", "\n") == after.replace("\r\n", "\n")


def _own_organisation_message():
    rules = {rule.name: rule for rule in Entry._meta.constraints}
    return rules["entry_not_its_own_organisation"].get_violation_error_message()


def _mistake(slug, term):
    """Why an entry cannot have this term, or ""."""
    if term is None:
        return _("{slug} ist kein bekannter Begriff").format(slug=quoted(slug))
    if not term.retired:
        return ""
    if term.current == term:
        return _("{slug} wird nicht mehr verwendet").format(slug=quoted(slug))
    reason = _("{slug} wird nicht mehr verwendet, bitte {new} nehmen")
    return reason.format(slug=quoted(slug), new=quoted(term.current.slug))
