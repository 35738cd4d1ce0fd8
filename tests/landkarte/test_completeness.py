"""How complete an entry is: the same for one entry and for all in SQL."""

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from landkarte.completeness import POINT, WEIGHTS, kinds_of, missing, missing_of, percent, percent_expression
from landkarte.models import Entry
from submissions.completeness import completeness
from submissions.content import content_of
from tests.factories import EntryFactory, FocusFactory, IndustryFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

TEXTS = ["summary_de", "website", "street", "logo", "summary_en"]
OF_KINDS = {
    "best_practice": ["challenge_de", "solution_de", "benefit_de", "provider"],
    "product": ["audience_de"],
    "project": ["partners", "starts_on", "ends_on"],
    "qualification": ["degree", "teaching_languages"],
}
VALUES = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1), "teaching_languages": "de"}


@st.composite
def said(draw):
    """What an entry of any kind may say, and whether it has terms."""
    kind = draw(st.sampled_from(Entry.Kind.values))
    names = [*TEXTS, *OF_KINDS.get(kind, ["size"])]
    chosen = {name: VALUES.get(name, "x") for name in draw(st.sets(st.sampled_from(names)))}
    chosen |= {"size": "sme"} if "size" in chosen else {}
    return chosen | {"kind": kind}, draw(st.booleans()), draw(st.booleans()), draw(st.booleans())


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(said(), min_size=1, max_size=4))
def test_one_entry_and_sql_agree(db, drawn):
    Entry.objects.all().delete()
    for values, with_place, with_industry, with_focus in drawn:
        logo = values.pop("logo", "")
        entry = EntryFactory(
            **{"status": "draft", "summary_de": "", **values}, **({} if with_place else {"region": None})
        )
        Entry.objects.filter(pk=entry.pk).update(logo=logo)
        entry.industries.set([IndustryFactory(slug="a")] if with_industry else [])
        entry.focuses.set([FocusFactory(slug="b")] if with_focus else [])

    for entry in Entry.objects.annotate(found=percent_expression()):
        lacking = {name for name in WEIGHTS if Entry.objects.filter(missing(name), pk=entry.pk).exists()}
        there = completeness(entry.kind, content_of(entry))

        assert (entry.found, lacking) == (percent(entry), set(missing_of(entry)))
        assert (there.percent, len(there.missing)) == (percent(entry), len(lacking))


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
