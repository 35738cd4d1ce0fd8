"""Makes one entry of two, and two of one again: what staff decide about duplicates.

The row of the entry that goes stays for 30 days, public nowhere: its address leads to the one that stays, no
other entry can take it, and everything can be undone. Then it goes, and its address forwards for good.
"""

import logging
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.duplicates import organisations, rules
from desk.duplicates.choices import (
    FIELDS,
    TERMS,
    checked,
    chosen_terms,
    content_of,
    fingerprint,
    lay,
    set_columns,
)
from desk.models import ImportedRow, Merge
from landkarte.models import Entry, FormerSlug
from landkarte.models.news import MERGE, UNMERGE
from landkarte.models.search_lines import refreshed_once, touch
from machinery.files import drop
from machinery.history import no_records, write_records
from machinery.refusals import database_refusals, in_words, label_in

logger = logging.getLogger(__name__)

DAYS_TO_UNDO = timedelta(days=30)


# -- Merging ---------------------------------------------------------------------------------------------


@database_refusals()
@transaction.atomic
def merge(kept, gone, values, *, by, seen=None):
    """Let `gone` become part of `kept`: its members, submissions, products, reports and so on go along.
    Returns the `Merge`.

    `values`: name of a field (`desk.duplicates.choices`) -> whose value stays, "kept" or "gone", or for terms
    "both"; what is not named stays as `kept` has it. `seen`: the `fingerprint` of what somebody has decided
    about. ValidationError, and nothing is changed, when they have changed since, when somebody was quicker,
    or when the two cannot be one.
    """
    choices = checked(values)
    kept, gone = _locked(kept, gone)
    refuse_impossible(kept, gone)
    if seen is not None and seen != fingerprint(kept, gone):
        raise ValidationError(
            _("Einer der Einträge hat sich inzwischen geändert. Bitte vergleichen Sie noch einmal."),
            "changed",
        )
    before = {"gone_key": gone.pk, "kept": content_of(kept), "gone": content_of(gone)}
    done = Merge.objects.create(  # from here on the logo of `kept` is needed even when it gets another
        kept=kept,
        gone=gone,
        gone_name=gone.name,
        before=before,
        by=by,
        final_on=timezone.localdate() + DAYS_TO_UNDO,
    )
    journal, was_public = rules.journal(), kept.is_published or gone.is_published
    with refreshed_once():
        terms = {name: _set_terms(kept, gone, name, choices[name]) for name in TERMS}
        lay(kept, gone, choices)
        if was_public and not kept.is_published:
            raise ValidationError(
                _("Einer der beiden ist öffentlich: bitte wählen Sie seinen Status."), "not-published"
            )
        kept.full_clean(exclude=["slug"])
        _save(kept, by=by, reason=MERGE if content_of(kept) == before["kept"] else f"{MERGE}: {gone.slug}")
        journal.move(gone, kept)
        status = Entry.Status.UNPUBLISHED
        journal.set(gone, status=status, merged_into_id=kept.pk, organisation_id=None)
        organisations.refuse_orphans(kept)
        _note(journal, by=by, reason=MERGE)
    done.before |= {"after": content_of(_fresh(kept)), "terms": terms}
    done.moved, done.at = journal.steps, timezone.now()
    done.save()
    return done


def rehearse(kept, gone, values, *, by, seen=None):
    """What the entry would be after `merge`, refused like it; nothing is changed."""
    with transaction.atomic():
        result = _fresh(merge(kept, gone, values, by=by, seen=seen).kept)
        prefetch_related_objects([result], *TERMS)
        transaction.set_rollback(True)
    return result


def refuse_impossible(kept, gone):
    """ValidationError when the two entries cannot become one."""
    if kept.pk == gone.pk:
        raise ValidationError(_("Das ist zweimal derselbe Eintrag."), "same")
    for entry in (kept, gone):
        if entry.merged_into_id:
            raise ValidationError(
                _("„%(name)s“ ist schon in „%(into)s“ aufgegangen."),
                "merged",
                {"name": entry.name, "into": entry.merged_into.name},
            )
    if gone.pk == kept.organisation_id or kept.pk == gone.organisation_id:
        raise ValidationError(
            _("„%(kept)s“ und „%(gone)s“ gehören zusammen: der eine ist die Organisation des anderen."),
            "organisation",
            {"kept": kept.name, "gone": gone.name},
        )


def _set_terms(kept, gone, name, choice):
    """Returns the steps by which the terms became what was chosen."""
    journal, field = rules.journal(), next(field for field in FIELDS if field.name == name)
    chosen, present = chosen_terms(kept, gone, field, choice), chosen_terms(kept, gone, field, "kept")
    relation = Entry._meta.get_field(name)
    through, column = relation.remote_field.through, f"{relation.m2m_reverse_field_name()}_id"
    for row in through.objects.filter(entry=kept).exclude(**{f"{column}__in": chosen}).order_by("pk"):
        journal.delete(row)
    for key in sorted(chosen.keys() - present.keys()):
        journal.create(through(entry_id=kept.pk, **{column: key}))
    return journal.steps


# -- Undoing ---------------------------------------------------------------------------------------------


@database_refusals()
@transaction.atomic
def unmerge(merge, *, by):
    """Make two entries of the one again, with everything that went along. Returns the names of what stays
    with the entry that was kept: fields that somebody has changed since, rows that have become something
    else. ValidationError when it is too late or somebody was quicker."""
    kept, gone = _locked_of(merge)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    _refuse_undoing(merge, kept)
    journal = rules.journal(merge.moved)
    with refreshed_once():
        left = _restore(kept, merge.before, since=merge.at)
        left += journal.undo(merge.at)
        gone = _fresh(gone)
        _follow_organisation(gone)
        _save(gone, by=by, reason=UNMERGE)
        kept.full_clean(exclude=["slug"])
        changes = content_of(kept) != merge.before["after"]
        _save(kept, by=by, reason=f"{UNMERGE}: {gone.slug}" if changes else UNMERGE)
        _note(journal, by=by, reason=UNMERGE, noted=[gone])
    merge.undone_at, merge.undone_by, merge.moved = timezone.now(), by, []
    merge.save(update_fields=["undone_at", "undone_by", "moved"])
    return list(dict.fromkeys(str(one) for one in left))


def _refuse_undoing(merge, kept):
    if merge.undone_at:
        raise ValidationError(_("Das ist schon rückgängig gemacht."), "undone")
    if merge.gone_id is None or merge.final_on < timezone.localdate():
        raise ValidationError(
            _("Das war nur bis %(day)s rückgängig zu machen."),
            "final",
            {"day": merge.final_on.strftime("%d.%m.%Y")},
        )
    if kept.merged_into_id:
        raise ValidationError(
            _("„%(name)s“ ist inzwischen selbst in „%(into)s“ aufgegangen. Bitte machen Sie zuerst das "
              "rückgängig."),
            "chain",
            {"name": kept.name, "into": kept.merged_into.name},
        )  # fmt: skip


def _restore(kept, before, *, since):
    """Give `kept` what it said before where nobody has changed it since. Returns the labels of the others."""
    now, left = content_of(kept), []
    for field in FIELDS:
        names = [field.name] if field.is_terms else field.columns
        then, after, is_ = ([content.get(name) for name in names] for content in (
            before["kept"], before["after"], now))  # fmt: skip
        if then == after:
            continue
        if is_ != after:
            left.append(field.label)
        elif field.is_terms:
            left += rules.journal(before["terms"][field.name]).undo(since)
        else:
            known = [name for name in names if name in before["kept"]]  # a later release may have more
            set_columns(kept, {name: _value(name, before["kept"][name]) for name in known})
    return left


def _value(column, value):
    field = next(field for field in Entry._meta.concrete_fields if field.attname == column)
    return value if column == "logo" else field.to_python(value)


def _follow_organisation(gone):
    """Where its organisation has become part of another by now, it belongs to that."""
    while gone.organisation_id and gone.organisation.merged_into_id:
        gone.organisation = gone.organisation.merged_into


# -- The end of the time to undo --------------------------------------------------------------------------


def finish_due(today=None):
    """Delete the rows of entries whose merging can no more be undone; their addresses forward for good.
    Returns how many. What came to an entry since and cannot go along keeps that one alone."""
    today = today or timezone.localdate()
    due = Merge.objects.open().filter(final_on__lt=today).order_by("at", "pk")
    return sum(_finish_or_say(merge) for merge in list(due))


def _finish_or_say(merge):
    try:
        return _finish(merge)
    except ValidationError as refusal:
        logger.warning("merge %s cannot be finished: %s", merge.pk, in_words(refusal, label_in(Entry)))
        return 0


@transaction.atomic
def _finish(merge):
    kept, gone = _locked_of(merge)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    if not merge.is_open or gone.merged_into_id != kept.pk:
        return 0
    journal = rules.journal()
    journal.move(gone, kept)  # what has come to it since, from a page that somebody had open
    _note(journal, by=None, reason=MERGE)
    gone.former_slugs.update(entry=kept)
    FormerSlug.objects.create(slug=gone.slug, entry=kept)
    Entry.objects.filter(merged_into=gone).update(merged_into=kept)
    Merge.objects.filter(kept=gone).update(kept=kept)
    merge.gone, merge.moved = None, []
    merge.save(update_fields=["gone", "moved"])
    ImportedRow.objects.filter(entry=gone).update(entry=None)
    gone._change_reason = MERGE
    gone.delete()
    logo = merge.before["kept"]["logo"]
    if logo and not Entry.objects.filter(logo=logo).exists():
        drop(Entry._meta.get_field("logo").storage, logo)
    return 1


# -- Rows --------------------------------------------------------------------------------------------------


def _locked(*entries):
    """These entries as they are now, locked in the order of their keys. ValidationError when one is gone."""
    keys = [entry.pk for entry in entries]
    organisations.lock_owners(keys)
    rows = {entry.pk: entry for entry in Entry.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    if set(keys) - rows.keys():
        raise ValidationError(_("Einen der Einträge gibt es nicht mehr."), "deleted")
    return [rows[key] for key in keys]


def _locked_of(merge):
    if merge.gone_id is None:
        _refuse_undoing(merge, merge.kept)
    return _locked(merge.kept, merge.gone)


def _fresh(entry):
    return Entry.objects.get(pk=entry.pk)


def _save(entry, *, by, reason):
    """Save with one line of history, after which the terms are read anew."""
    entry._history_user = by
    with no_records(entry):
        entry.save()
    write_records([entry], created=False, reason=reason)


def _note(journal, *, by, reason, noted=()):
    """One line of history for every row that went along, where its table has one; not for those `noted`."""
    for model, moved in journal.moved.items():
        rows = [row for row in moved if row not in noted]
        if issubclass(model, Entry):
            touch(row.pk for row in rows)
        if hasattr(model, "history"):
            for row in rows:
                row._history_user = by
            write_records(rows, created=False, reason=reason)
