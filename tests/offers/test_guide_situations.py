"""Situations as an adviser meets them, on the real data, and what the Starthilfe says to each."""

import pytest
from django.http import QueryDict

from offers.guide import AnswersForm, result_for
from tests.offers.situations import JOINER, SCULPTOR, SHOW, SITUATIONS, Situation

pytestmark = pytest.mark.one_database


def result_of(**parameters):
    data = QueryDict(mutable=True)
    data.update(parameters)
    form = AnswersForm(data)
    assert form.is_valid(), form.errors
    return result_for(form.answers)


def test_table_holds_thirty_situations_and_all_stages():
    assert len({str(situation) for situation in SITUATIONS}) == len(SITUATIONS) >= 30
    assert len({situation.stage for situation in SITUATIONS}) == 6
    assert len({situation.industry for situation in SITUATIONS}) == 19


def outcome(situation):
    """What the Starthilfe says, as far as the situation expects something."""
    result = result_of(stage=situation.stage, industry=situation.industry, place=situation.place)
    keys = {group.name: tuple(group.keys) for group in result.groups}
    around = set(keys["providers"] + keys["institutes"])
    return Situation(
        situation.stage,
        situation.industry,
        situation.place,
        result.next_offer.offer.slug,
        keys["practices"][: len(situation.practices)],
        keys["flagships"][0],
        keys["funding"],
        tuple(other for other in situation.others if other in around),
        keys["events"],
    )


@pytest.mark.django_db
def test_every_situation_gets_what_an_adviser_would_say(real_data):
    outcomes = [outcome(situation) for situation in SITUATIONS]

    assert outcomes == SITUATIONS


@pytest.mark.django_db
def test_crafts_business_that_types_after_every_job_finds_speech_technology(real_data):
    result = result_of(stage="use-cases", industry="crafts", place="Hagen")
    reasons = [(hit.key, hit.reason) for hit in result.group("practices").hits]
    same_task = "Andere Branche, gleiche Aufgabe: sprechen statt tippen"

    assert result.next_offer.offer.slug == "ai-shadowing"
    assert reasons == [
        (JOINER, "Branche Handwerk, weiter weg, 97 km von Hagen"),
        (SHOW, "Branche Handwerk, weiter weg, 51 km von Hagen"),
        (SCULPTOR, "Branche Handwerk, weiter weg, 97 km von Hagen"),
        ("caritas-dortmund-ki-cockpit", f"{same_task}, 17 km von Hagen"),
    ]
    assert [hit.reason for hit in result.group("flagships").hits] == ["KI.NRW-Flagship der Branche Handwerk"]


@pytest.mark.django_db
def test_every_hit_has_a_reason_and_the_same_answers_the_same_result(real_data):
    for situation in SITUATIONS[::5]:
        answers = {"stage": situation.stage, "industry": situation.industry, "place": situation.place}
        result = result_of(**answers)

        assert [hit.key for group in result.groups for hit in group.hits if len(hit.reason) < 5] == []
        assert result_of(**answers) == result
