"""Takes back what an import has done, as one: its new entries go, the others get back what they had.

What somebody has changed since, or what hangs on a new entry, stays and is named.
"""

from django.db import router
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.models import HistoricalRecords

from desk.importing.applying import reason_of
from desk.importing.rows import Outcome, State, batch_of, keep, next_rows, raw
from desk.models import DuplicatePair, Finding, Import, ImportedRow
from landkarte.loading.entry_rows import TERMS
from landkarte.loading.rules import save_or_say
from landkarte.models import Entry
from landkarte.models.search_lines import refreshed_once
from machinery.history import no_records, write_records

HISTORY_OF_TERMS = tuple(HistoricalRecords.m2m_models.values())
STEP = 10  # rows that are taken back together
GOES_ALONG = (DuplicatePair, Finding, ImportedRow)  # made anew, or about the import itself


def rows_to_undo(batch):
    """Those that were applied."""
    return batch.rows.filter(state=State.APPLIED)


def undo_part(job):
    """The next rows of one depth: what belongs to an organisation before the organisation."""
    batch = batch_of(job)
    rows = next_rows(job, rows_to_undo(batch), STEP, deepest_first=True)
    entries = Entry.objects.select_for_update().in_bulk([row.entry_id for row in rows if row.entry_id])
    with refreshed_once():
        _delete_new(batch, [row for row in rows if row.outcome == Outcome.NEW], entries, by=job.created_by)
        _put_back(batch, [row for row in rows if row.outcome == Outcome.CHANGED], entries, by=job.created_by)
    keep(rows, "state", "told", "entry")
    job.position += len(rows)
    if not rows or job.position >= job.total:
        _end(batch, job)


def _end(batch, job):
    for state in (State.UNDONE, State.KEPT):
        batch.counts[state.value] = batch.rows.filter(state=state).count()
    batch.status, batch.undone_at = Import.Status.UNDONE, timezone.now()
    batch.save(update_fields=["status", "undone_at", "counts"])
    job.position = job.total
    job.result = dict(batch.counts)


def _keep(row, why):
    row.state, row.told = State.KEPT, why[:500]


def _undone(batch):
    return _("{import_} rückgängig").format(import_=reason_of(batch))[:100]


# -- New entries ---------------------------------------------------------------------------------------


def _delete_new(batch, rows, entries, *, by):
    found = {row.entry_id: entries[row.entry_id] for row in rows if row.entry_id in entries}
    hanging = _what_hangs_on(found.values())
    changed = _changed_since(found)
    going = []
    for row in rows:
        entry = found.get(row.entry_id)
        if entry is None:
            row.state, row.told = State.UNDONE, _("Diesen Eintrag gibt es nicht mehr.")
        elif entry.pk in changed:
            _keep(row, _("Der Eintrag wurde inzwischen geändert."))
        elif entry.pk in hanging:
            _keep(row, _("Am Eintrag hängt inzwischen: {what}").format(what=", ".join(hanging[entry.pk])))
        else:
            row.state, row.entry = State.UNDONE, None
            entry._history_user, entry._change_reason = by, _undone(batch)
            going.append(entry)
    collector = Collector(using=router.db_for_write(Entry))
    collector.collect(going)
    collector.delete()


def _changed_since(found):
    """The keys of those entries that are no more what they were when they came."""
    later = set(Entry.history.filter(id__in=found).exclude(history_type="+").values_list("id", flat=True))
    first = {}
    for line in Entry.history.filter(id__in=later, history_type="+").order_by("history_id"):
        first[line.id] = line
    return {key for key in later if key not in first or _differs(found[key], first[key])}


def _differs(entry, line):
    """Whether the entry says something else than this line of its history."""
    names = [field.attname for field in Entry.history.model.tracked_fields]
    if any(getattr(entry, name) != getattr(line, name) for name in names):
        return True
    return any(
        set(getattr(entry, name).values_list("pk", flat=True)) != _terms_of(line, name) for name in TERMS
    )


def _terms_of(line, name):
    target = Entry._meta.get_field(name).m2m_reverse_field_name()
    return set(getattr(line, name).values_list(f"{target}_id", flat=True))


def _what_hangs_on(entries):
    """Key of entry -> names of what refers to it, in tables of any app."""
    keys, hanging = [entry.pk for entry in entries], {}
    for relation in _relations():
        rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys})
        for key in rows.values_list(relation.field.attname, flat=True).distinct():
            hanging.setdefault(key, []).append(str(relation.related_model._meta.verbose_name))
    return hanging


def _relations():
    for relation in Entry._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete or model in GOES_ALONG:
            continue
        is_history = hasattr(model, "tracked_fields") or issubclass(model, HISTORY_OF_TERMS)
        if not (model._meta.auto_created or is_history):
            yield relation


# -- Changed entries -----------------------------------------------------------------------------------


def _put_back(batch, rows, entries, *, by):
    now = _organisations_and_terms(entries)
    for row in rows:
        entry = entries.get(row.entry_id)
        if entry is None:
            _keep(row, _("Diesen Eintrag gibt es nicht mehr."))
            continue
        fields, kept = _fields_to_put_back(entry, row.before, now)
        if fields and not _save(batch, entry, {name: row.before[name][0] for name in fields}, by=by):
            kept = [*kept, *fields]
        if kept:
            labels = ", ".join(str(Entry._meta.get_field(name).verbose_name) for name in kept)
            _keep(row, _("Inzwischen geändert, bleibt: {fields}").format(fields=labels))
        else:
            row.state = State.UNDONE


def _organisations_and_terms(entries):
    """What the loader writes of organisation and terms: key of entry -> field -> text."""
    slugs = dict(
        Entry.objects.filter(pk__in={entry.organisation_id for entry in entries.values()}).values_list(
            "pk", "slug"
        )
    )
    now = {key: {"organisation": slugs.get(entry.organisation_id, "")} for key, entry in entries.items()}
    for name in TERMS:
        terms = {key: [] for key in entries}
        through = Entry._meta.get_field(name).remote_field.through
        target = Entry._meta.get_field(name).m2m_reverse_field_name()
        for key, slug in through.objects.filter(entry__in=entries).values_list("entry", f"{target}__slug"):
            terms[key].append(slug)
        for key, said in terms.items():
            now[key][name] = "; ".join(sorted(said))
    return now


def _fields_to_put_back(entry, before, now):
    """Names of the fields that are as the import left them, and of those that are not."""
    put, kept = [], []
    for name, (_old, new) in before.items():
        value = now[entry.pk].get(name) if name in now[entry.pk] else raw(_column(entry, name))
        (put if value == new else kept).append(name)
    return put, kept


def _column(entry, name):
    return getattr(entry, Entry._meta.get_field(name).attname)


def _key_of(slug):
    return Entry.objects.filter(slug=slug).values_list("pk", flat=True).first() if slug else None


def _save(batch, entry, values, *, by):
    """Whether the entry could get these values: a rule of today may be against it."""
    terms = {name: values.pop(name) for name in TERMS if name in values}
    for name, value in values.items():
        field = Entry._meta.get_field(name)
        setattr(entry, field.attname, _key_of(value) if name == "organisation" else field.to_python(value))
    with no_records(entry):
        if save_or_say(entry, update_fields=[*values, "updated_at"]):
            return False
        for name, slugs in terms.items():
            model = TERMS[name]
            getattr(entry, name).set(model.objects.filter(slug__in=[s for s in slugs.split("; ") if s]))
    write_records([entry], created=False, reason=_undone(batch), by=by)
    return True
