"""Two windows, two states: nobody is overwritten unseen, and nothing that was typed is lost."""

import json

import pytest

from submissions.forms.answers import digests
from submissions.models import Question, Submission
from tests.factories import MembershipFactory
from tests.submissions.drafting import address, member_with_draft, save, sent

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def draft(client):
    """As two windows had it before them; the other one has saved since."""
    draft = member_with_draft(client)
    save(client, draft, name="Vom anderen", street="Anderer Weg 1", page="andere")
    return draft


def content():
    return Submission.objects.get().content


def shown(response):
    return {one.group: one.is_mine for one in response.context["differences"]}


def test_saving_by_itself_is_told_and_writes_nothing(client, draft):
    response = save(client, draft, name="Von mir")

    assert response.status_code == 409
    assert "in einem anderen Fenster geändert" in response.json()["message"]
    assert content()["name"] == "Vom anderen"


def test_saving_by_itself_names_another_member(client, draft):
    other = MembershipFactory(organisation=draft.organisation).user
    client.force_login(other)

    assert str(Submission.objects.get().saved_by) in save(client, draft, name="Von mir").json()["message"]


def test_page_shows_both_versions_and_keeps_what_was_sent(client, draft):
    response = save(client, draft, "edit", name="Von mir", website="nix")
    text = response.content.decode()

    assert response.status_code == 409
    assert set(shown(response)) == {"name", "website", "place"}
    assert [word in text for word in ("Von mir", "Vom anderen", "nix", "Anderer Weg 1")] == [True] * 4
    assert content()["name"] == "Vom anderen"


def test_what_only_the_other_side_changed_is_chosen_already(client, draft):
    response = save(client, draft, "edit", name="Von mir", seen=json.dumps(digests(draft)))

    assert shown(response) == {"name": True, "place": False}


@pytest.mark.parametrize("seen", ["", "[]", "{", "nix", "[" * 4000])
def test_page_that_does_not_say_what_it_saw_gets_its_own_words(client, draft, seen):
    assert set(shown(save(client, draft, "edit", name="Von mir", seen=seen)).values()) == {True}


@pytest.mark.parametrize(
    ("resolve", "name", "street"),
    [
        ("mine", "Von mir", ""),
        ("theirs", "Vom anderen", "Anderer Weg 1"),
        ("chosen", "Von mir", "Anderer Weg 1"),
    ],
)
def test_choice_is_saved(client, draft, resolve, name, street):
    response = save(client, draft, "edit", name="Von mir")
    form = dict(response.context["sent"]) | {
        "version": Submission.objects.get().version,
        "use_name": "mine",
        "use_place": "theirs",
        "resolve": resolve,
    }

    assert client.post(address(draft, "edit"), form).status_code == 302
    assert (content()["name"], content()["street"]) == (name, street)


def test_choice_upon_a_third_state_is_a_conflict_again(client, draft):
    form = sent(draft, name="Von mir", resolve="mine")
    response = client.post(address(draft, "edit"), form | {"page": "meine"})

    assert response.status_code == 409
    assert content()["name"] == "Vom anderen"


def test_answers_of_two_members_are_both_shown(client, draft):
    question = Question.objects.create(submission=draft, text="Seit wann?")
    current = Submission.objects.get()
    save(client, current, page="andere", **{f"answer_{question.pk}": "Seit 2020."})
    response = save(client, current, "edit", **{f"answer_{question.pk}": "Seit 2019."})
    text = response.content.decode()

    assert set(shown(response)) == {f"answer_{question.pk}"}
    assert ("Seit 2019." in text, "Seit 2020." in text) == (True, True)
