"""How complete an entry is, and what is missing."""

import pytest

from landkarte.models import Entry
from submissions.completeness import completeness
from submissions.content import content_of, empty_content
from tests.factories import EntryFactory, SubmissionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize("kind", Entry.Kind.values)
def test_nothing_said_is_nothing_complete(kind):
    found = completeness(kind, empty_content(kind))

    assert found.percent == 0
    assert {name for name, _why in found.needed} >= {"name", "summary_de", "focuses", "city", "ags"}


def test_what_is_needed_weighs_more_and_comes_first():
    content = SubmissionFactory().content
    without_text = completeness("product", content | {"summary_de": ""})
    without_website = completeness("product", content | {"website": ""})

    assert without_text.percent < without_website.percent < completeness("product", content).percent
    assert without_text.missing[0][0] == "summary_de"
    assert without_website.needed == []


def test_everything_said_is_complete():
    content = SubmissionFactory().content | {"logo": "x", "summary_en": "Text", "street": "Weg 1"}

    assert (
        completeness("product", content, is_new=True).percent,
        completeness("product", content).missing,
    ) == (
        100,
        [],
    )


def test_relation_to_ai_is_asked_of_new_ones_alone():
    content = SubmissionFactory().content | {"ai_relation": ""}

    assert [name for name, _why in completeness("product", content, is_new=True).needed] == ["ai_relation"]
    assert completeness("product", content).needed == []


def test_entry_on_the_map_can_be_asked():
    entry = EntryFactory(focuses=["natural-language"])

    assert completeness(entry.kind, content_of(entry)).needed == []


def test_each_missing_field_says_why_it_matters():
    missing = completeness("best_practice", {}).missing

    assert {"challenge_de", "solution_de", "benefit_de", "provider"} <= {name for name, _why in missing}
    assert all(str(why).endswith(".") for _name, why in missing)
