"""Writes plans: entries with their relations, and one line of history for each."""

from landkarte.loading.entry_rows import TERMS, rule_problem
from landkarte.loading.rules import breaking, broken_rules, create_or_say, save_or_say
from landkarte.models import Entry
from landkarte.models.search_lines import touch
from machinery.history import no_records, write_records

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
    """The problems that the database would have with `save`; nothing is written."""
    if not draft:
        for plan in plans:
            if plan.created:
                plan.entry.go_public()
    by_entry = {id(plan.entry): plan for plan in plans}
    wrong = [by_entry[id(entry)] for entry in breaking([plan.entry for plan in plans])]
    return [
        rule_problem(plan.line, names, message)
        for plan in wrong
        for names, message in broken_rules(plan.entry)
    ]


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
