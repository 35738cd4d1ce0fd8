"""Writes plans: entries with their relations, and one line of history for each."""

from django.db import IntegrityError, transaction

from landkarte.history import no_records, write_records
from landkarte.loading.entry_rows import TERMS, rule_problem
from landkarte.loading.rules import broken_rules, create_or_say, save_or_say
from landkarte.models import Entry
from landkarte.models.search_lines import touch

BATCH = 500  # entries read, or related, at once

_RELATIONS = {"organisation", *TERMS}


def save(plans, *, draft):
    """Save the entries without their relations; returns the problems that the database has with them."""
    created = [plan for plan in plans if plan.created]
    if not draft:
        for plan in created:
            plan.entry.go_public()
    return [
        rule_problem(plan.line, names, message)
        for plan, names, message in [*_create(created), *_change(plan for plan in plans if not plan.created)]
    ]


def try_out(plans, *, draft):
    """The problems that the database would have with `save`; nothing of it stays."""
    created = [plan for plan in plans if plan.created]
    with transaction.atomic():
        if not draft:
            for plan in created:
                plan.entry.go_public()
        broken = create_or_say([plan.entry for plan in created])
        transaction.set_rollback(True)
    rules = list(zip(created, broken, strict=False))
    changed = [plan for plan in plans if not plan.created]
    if not _can_change(changed):
        rules += [(plan, broken_rules(plan.entry)) for plan in changed]
    return [rule_problem(plan.line, names, message) for plan, said in rules for names, message in said]


def _can_change(plans):
    """Whether the database takes all of them: several times as quick as asking for each rule."""
    try:
        with transaction.atomic():
            for plan in plans:
                values = {name: getattr(plan.entry, name) for name in plan.fields - _RELATIONS}
                if values:
                    Entry.objects.filter(pk=plan.entry.pk).update(**values)
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


def _create(plans):
    entries = [plan.entry for plan in plans]
    if broken := create_or_say(entries):
        return [(plan, *rule) for plan, rules in zip(plans, broken, strict=True) for rule in rules]
    touch(entry.pk for entry in entries)
    return []


def _change(plans):
    for plan in plans:
        with no_records(plan.entry):
            broken = save_or_say(plan.entry, update_fields=[*(plan.fields - _RELATIONS), "updated_at"])
        for names, message in broken:
            yield plan, names, message


def relate(plans, *, reason, by=None):
    """Give the saved entries their organisations and terms, and write their history."""
    _set_organisations(plans)
    for batch in batches(plans):
        _set_terms(batch)
        for created in (True, False):
            entries = [plan.entry for plan in batch if plan.created is created]
            write_records(entries, created=created, reason=reason, by=by)


def existing(slugs, *, locked=True):
    """The entries with these slugs, by slug, with the terms that they have."""
    rows = Entry.objects.select_for_update() if locked else Entry.objects
    return rows.prefetch_related(*TERMS).in_bulk(slugs, field_name="slug")


def batches(items):
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def _set_organisations(plans):
    """Now that all entries of the file have a key, in whatever order they came."""
    for batch in batches([plan for plan in plans if "organisation" in plan.fields]):
        slugs = {plan.organisation for plan in batch}
        keys = dict(Entry.objects.filter(slug__in=slugs).values_list("slug", "pk"))
        for plan in batch:
            plan.entry.organisation_id = keys.get(plan.organisation)
        Entry.objects.bulk_update([plan.entry for plan in batch], ["organisation"])


def _set_terms(plans):
    for name in TERMS:
        wanted = [plan for plan in plans if name in plan.fields]
        field = Entry._meta.get_field(name)
        through, term = field.remote_field.through, f"{field.m2m_reverse_field_name()}_id"
        through.objects.filter(entry__in=[plan.entry for plan in wanted if not plan.created]).delete()
        through.objects.bulk_create(
            through(entry=plan.entry, **{term: key}) for plan in wanted for key in sorted(plan.terms[name])
        )
