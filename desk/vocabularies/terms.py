"""What happens to the terms of a vocabulary: they are retired, replaced, and merged into others.

A term has uses: every relation by which rows of any app name it. The addresses that name a retired term go on
meaning what has replaced it, so nothing here ever changes a slug or deletes a term.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry
from landkarte.models.news import MERGE_TERMS
from landkarte.models.search_lines import touch
from machinery import jobs
from machinery.history import one_record, write_records

KIND = "merge-terms"
AT_ONCE = 100  # rows that a page moves by itself; more are a job
PART = 20  # rows that are moved together
RETIRE = "retire-term"


@dataclass(frozen=True)
class Use:
    """The rows of `model` name terms in `field`."""

    model: Any
    field: Any

    @property
    def name(self):
        return self.field.name

    @property
    def label(self):
        return self.model._meta.verbose_name_plural

    @property
    def is_published_or_not(self):
        return hasattr(self.model.objects, "published")

    def rows(self, term):
        return self.model._base_manager.filter(**{self.name: term})

    def published(self, term):
        return self.model.objects.published().filter(**{self.name: term})


def uses(model):
    """Every `Use` of the terms of this vocabulary, those of the map first."""
    own = [Use(relation.related_model, relation.field) for relation in model._meta.related_objects]
    return sorted(own, key=lambda use: use.model._meta.app_label != "landkarte")


def number_of_rows(term):
    return sum(use.rows(term).count() for use in uses(type(term)))


# -- Verbs -------------------------------------------------------------------------------------------


@transaction.atomic
def retire(term, *, by, replaced_by, reason=RETIRE):
    """Offer the term to nobody any more; its addresses mean the other term from now on. What names the term
    goes on doing so. Terms that were replaced by it are replaced by the other one too.

    ValidationError when the other one is retired itself, no term of this vocabulary, or the term itself.
    """
    term, other = _locked(term, replaced_by)
    if term == other:
        raise ValidationError(_("Ein Begriff kann sich nicht selbst ersetzen."), "itself")
    if other.retired:
        raise ValidationError(
            _("„%(name)s“ wird selbst nicht mehr verwendet."), "retired", {"name": other.name}
        )
    if not term.retired or term.replaced_by != other:
        term.retired, term.replaced_by = True, other
        _save(term, by, reason)
    flatten(term, by=by)
    return term


@transaction.atomic
def merge(term, *, into, by):
    """Retire the term, and let everything that names it name the other one: one line of history a row.

    Returns the `Job` that does so when there are more than 100 rows, else None. Done twice, it does what was
    left. ValidationError as for `retire`.
    """
    term = retire(term, by=by, replaced_by=into, reason=MERGE_TERMS)
    number = number_of_rows(term)
    if number > AT_ONCE:
        label = _("%(vocabulary)s: „%(old)s“ geht in „%(new)s“ auf")
        names = {"vocabulary": term._meta.verbose_name_plural, "old": term.name, "new": into.name}
        parameters = {"model": term._meta.label_lower, "term": term.pk, "by": by.pk if by else None}
        return jobs.start(KIND, by=by, label=str(label % names), parameters=parameters, total=number)
    while move(term, by=by, most=PART):
        pass
    return None


def flatten(term, *, by):
    """Let the terms that this one had replaced be replaced by what replaces it: no chains."""
    if not term.replaced_by:
        return
    model = type(term)
    for earlier in model.objects.select_for_update().filter(replaced_by=term).exclude(pk=term.replaced_by_id):
        earlier.replaced_by = term.replaced_by
        _save(earlier, by, RETIRE)


@transaction.atomic
def move(term, *, by, most):
    """Let up to `most` rows of one kind that name the term name what has replaced it. Returns their number,
    0 when none are left."""
    for use in uses(type(term)):
        keys = list(use.rows(term).order_by("pk").values_list("pk", flat=True)[:most])
        if keys:
            _move(use, keys, term, term.current)
            _write_history(use, keys, by)
            return len(keys)
    return 0


def do_part(job):
    """The next rows of a merge that is a job (see `jobs.Work`)."""
    asked = job.parameters
    term = apps.get_model(asked["model"]).objects.get(pk=asked["term"])
    if not term.replaced_by:  # somebody has taken it up again since
        job.total = job.position
        return
    by = get_user_model().objects.filter(pk=asked["by"]).first()
    job.position += move(term, by=by, most=PART)
    job.total = job.position + number_of_rows(term)


def _locked(term, other):
    model = type(term)
    rows = {row.pk: row for row in model.objects.select_for_update().filter(pk__in=[term.pk, other.pk])}
    if type(other) is not model or not {term.pk, other.pk} <= set(rows):
        raise ValidationError(_("Diesen Begriff gibt es nicht mehr."), "gone")
    return rows[term.pk], rows[other.pk]


def _save(term, by, reason):
    term._history_user = by
    with one_record(term, reason=reason):
        term.save()


def _move(use, keys, old, new):
    rows = use.model._base_manager.filter(pk__in=keys)
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    if not use.field.many_to_many:
        rows.update(**{use.name: new})
        return
    links = use.field.remote_field.through._base_manager
    owner, target = use.field.m2m_field_name(), use.field.m2m_reverse_field_name()
    naming = links.filter(**{f"{owner}__in": keys, target: old})
    both = links.filter(**{f"{owner}__in": keys, target: new}).values_list(owner, flat=True)
    naming.exclude(**{f"{owner}__in": list(both)}).update(**{target: new})
    naming.delete()
    if use.model is Entry:
        touch(keys)


def _write_history(use, keys, by):
    if not hasattr(use.model, "history"):
        return
    changed = list(use.model._base_manager.filter(pk__in=keys))
    for row in changed:
        row._history_user = by
    write_records(changed, created=False, reason=MERGE_TERMS)
