"""How complete an entry is: the same for one entry and for all in SQL."""

from datetime import date
from random import Random

import pytest

from landkarte.entries.completeness import (
    POINT,
    WEIGHTS,
    kinds_of,
    missing,
    missing_of,
    percent,
    percent_expression,
)
from landkarte.models import Entry
from submissions.completeness import completeness
from submissions.content import content_of
from tests.factories import EntryFactory, FocusFactory, IndustryFactory, MunicipalityFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TEXTS = ["summary_de", "website", "street", "logo", "summary_en"]
OF_KINDS = {
    "best_practice": ["challenge_de", "solution_de", "benefit_de", "provider"],
    "product": ["audience_de"],
    "project": ["partners", "starts_on", "ends_on"],
    "qualification": ["degree", "teaching_languages"],
}
VALUES = {
    "size": "sme",
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2026, 2, 1),
    "teaching_languages": "de",
}


def some_entry(chance):
    """An entry of any kind that says any of what its kind may."""
    kind = chance.choice(Entry.Kind.values)
    names = [*TEXTS, *OF_KINDS.get(kind, ["size"])]
    said = {name: VALUES.get(name, "x") for name in chance.sample(names, chance.randint(0, len(names)))}
    values = {"status": "draft", "summary_de": "", **said, "logo": "", "kind": kind}
    entry = EntryFactory(**values, **({"region": None} if chance.random() < 0.5 else {}))
    entry.industries.set([IndustryFactory(slug="a")] if chance.random() < 0.5 else [])
    entry.focuses.set([FocusFactory(slug="b")] if chance.random() < 0.5 else [])
    Entry.objects.filter(pk=entry.pk).update(logo=said.get("logo", ""), logo_width=1, logo_height=1)


def test_one_entry_and_sql_agree():
    chance = Random(20261121)  # noqa: S311 (no secret)
    for _ in range(60):
        some_entry(chance)
    lacking = {
        name: set(Entry.objects.filter(missing(name)).values_list("pk", flat=True)) for name in WEIGHTS
    }

    for entry in Entry.objects.annotate(found=percent_expression()):
        there = completeness(entry.kind, content_of(entry))

        assert entry.found == percent(entry) == there.percent
        assert {name for name in WEIGHTS if entry.pk in lacking[name]} == set(missing_of(entry))
        assert len(there.missing) == len(missing_of(entry))


def test_entry_misses_only_what_its_kind_should_say():
    product = EntryFactory(kind="product", without_place=True)

    assert missing_of(product) == [
        "audience_de",
        "focuses",
        "city",
        "region",
        "industries",
        "website",
        "logo",
        "summary_en",
        "street",
    ]
    assert not Entry.objects.filter(missing("degree")).exists()
    assert kinds_of("size") == ("company", "research", "initiative")


def test_point_is_missed_where_there_is_none():
    EntryFactory(region=MunicipalityFactory())
    nowhere = EntryFactory(without_place=True)

    assert Entry.objects.filter(missing(POINT)).get() == nowhere
