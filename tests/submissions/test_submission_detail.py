"""The page on which members see where a submission stands, answer, withdraw, and begin again."""

import pytest

from landkarte.models import Entry
from submissions import review
from submissions.models import Question, Submission
from tests.client import Client
from tests.config.test_pages import Page
from tests.factories import MembershipFactory, StaffFactory
from tests.landkarte.test_entry_list import HOSTILE
from tests.landkarte.test_reports import text_of
from tests.submissions.states import in_state, member_of, submitted, write

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

WORDS = {
    "draft": "Entwurf: noch nicht eingereicht",
    "submitted": "Eingereicht: die Redaktion prüft",
    "question": "Rückfrage: die Redaktion wartet auf Sie",
    "accepted": "Angenommen",
    "rejected": "Nicht angenommen",
    "withdrawn": "Zurückgezogen",
}


def page_in(status, client):
    submission, member, staff = in_state(status)
    client.force_login(member)
    return submission, member, staff


def links(response):
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return [part.partition('"')[0] for part in main.split('href="')[1:]]


@pytest.mark.parametrize("status", Submission.Status.values)
def test_page_says_where_it_stands(client, status):
    submission, _member, _staff = page_in(status, client)

    response = client.get(submission.get_absolute_url())

    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    headings = [status for status, words in WORDS.items() if f">{words}</h2>" in response.content.decode()]
    assert headings == [status]


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("draft", ["bearbeiten", "pruefen", "vorschau", "zurueckziehen"]),
        ("submitted", ["bearbeiten", "vorschau", "zurueckziehen"]),
        ("question", ["bearbeiten", "vorschau", "zurueckziehen"]),
        ("accepted", []),
        ("rejected", []),
        ("withdrawn", []),
    ],
)
def test_page_offers_what_the_state_allows(client, status, offered):
    submission, _member, _staff = page_in(status, client)
    beginning = submission.get_absolute_url()

    found = {
        link.removeprefix(beginning).partition("/")[0]
        for link in links(client.get(beginning))
        if link.startswith(beginning)
    }

    assert sorted(found - {""}) == offered


def test_page_names_number_and_expected_day(client):
    submission, _member, _staff = page_in("submitted", client)

    text = text_of(client.get(submission.get_absolute_url()))

    assert submission.reference in text
    assert f"{submission.due_on.day}." in text


def test_page_does_not_promise_a_day_that_is_over(client):
    submission, _member, _staff = page_in("submitted", client)
    Submission.objects.update(due_on="2026-01-05")

    text = text_of(client.get(submission.get_absolute_url()))

    assert "Es dauert länger als gedacht." in text
    assert "5. Januar" not in text


def test_page_tells_of_changes_that_staff_do_not_see(client):
    submission, _member, _staff = page_in("submitted", client)
    write(submission, website="https://neu.example.org")

    response = client.get(submission.get_absolute_url())

    assert "Sie haben seitdem weitergeschrieben." in text_of(response)
    assert f"{submission.get_absolute_url()}pruefen/" in links(response)


def test_timeline_shows_members_and_hides_names_of_staff(client):
    submission, member, staff = page_in("rejected", client)
    staff.name = "Erika Geheim"
    staff.save()

    response = client.get(submission.get_absolute_url())

    assert member.email in text_of(response)
    assert "Redaktion" in text_of(response)
    assert not any(name in response.content.decode() for name in ("Erika", staff.email))


@pytest.mark.parametrize("words", HOSTILE)
def test_decision_says_reason_and_words_of_staff_verbatim(client, words):
    submission = submitted()
    review.reject(submission, by=StaffFactory(), reason="duplicate", explanation=words, version=1)
    client.force_login(submission.organisation.members.get())

    response = client.get(submission.get_absolute_url())

    assert "Den Eintrag gibt es schon" in text_of(response)
    assert words in response.context["submission"].explanation
    assert "<script>alert" not in response.content.decode()


def test_accepted_page_leads_to_the_public_entry(client):
    submission, _member, _staff = page_in("accepted", client)
    address = submission.get_absolute_url()
    assert "/eintraege/werkstatthelfer/" in links(client.get(address))

    Entry.objects.filter(slug="werkstatthelfer").update(status="unpublished")
    assert "/eintraege/werkstatthelfer/" not in links(client.get(address))


def test_page_takes_the_same_queries_for_one_and_three(client, django_assert_num_queries):
    submission, member, staff = page_in("question", client)
    client.get(submission.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(submission.get_absolute_url())
    for number in range(2):
        Question.objects.create(submission=submission, text=f"Noch eine? {number}", asked_by=staff)
        submission.activities.create(organisation=submission.organisation, verb="asked", actor=member)
    with django_assert_num_queries(6):
        client.get(submission.get_absolute_url())


# -- Answers ------------------------------------------------------------------------------------------


def answer_to(submission):
    return f"answer_{submission.questions.get().pk}"


def test_page_shows_the_question_with_its_field_and_takes_the_answer(client):
    submission, member, _staff = page_in("question", client)
    address = submission.get_absolute_url()
    shown = client.get(address)
    assert f"{address}bearbeiten/#id_website" in links(shown)
    assert "Stimmt das?" in text_of(shown)

    response = client.post(address, {answer_to(submission): "Ja,\r\nseit März."})

    assert (response.status_code, response.headers["Location"]) == (302, address)
    question = Question.objects.get()
    assert (question.answer, question.answered_by) == ("Ja,\nseit März.", member)
    assert "Beantwortete Rückfragen" in text_of(client.get(address))


def test_answer_that_is_sent_twice_counts_once(client):
    submission, _member, _staff = page_in("question", client)
    sent = {answer_to(submission): "Ja,\r\nseit März."}

    codes = [client.post(submission.get_absolute_url(), sent).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert submission.activities.filter(verb="resubmitted").count() == 1


@pytest.mark.parametrize("text", ["", "  ", "a\x07b", "x" * 100_000, "x" * 2001])
def test_bad_answer_is_refused_and_stays_in_the_field(client, text):
    submission, _member, _staff = page_in("question", client)

    response = client.post(submission.get_absolute_url(), {answer_to(submission): text})

    assert response.status_code == 400
    assert response.content.decode().count("<title>Fehler:") == 1
    assert (Question.objects.get().answer, Submission.objects.get().status) == ("", "question")
    (field,) = Page(response).all("textarea")
    assert field["name"] == answer_to(submission)


def test_answer_to_what_was_decided_in_the_meantime_is_refused_and_kept_on_the_page(client):
    submission, _member, staff = page_in("question", client)
    name = answer_to(submission)
    review.reject(submission, by=staff, reason="no-ai", explanation="", version=1)

    response = client.post(submission.get_absolute_url(), {name: "Ja."})

    assert response.status_code == 400
    assert Question.objects.get().answer == ""
    assert "Nicht angenommen" in text_of(response)


def test_answer_begun_in_the_form_is_there(client):
    submission, _member, _staff = page_in("question", client)
    Submission.objects.update(typed={answer_to(submission): "Angefangen"})

    assert "Angefangen" in client.get(submission.get_absolute_url()).content.decode()


# -- Withdrawing and beginning again ------------------------------------------------------------------


def test_withdrawing_takes_a_button(client):
    submission, _member, _staff = page_in("submitted", client)
    address = f"{submission.get_absolute_url()}zurueckziehen/"
    assert client.get(address).status_code == 200
    assert Submission.objects.get().status == "submitted"

    codes = [client.post(address).status_code for _ in range(2)]

    assert codes == [302, 302]
    assert Submission.objects.get().status == "withdrawn"


def test_what_was_accepted_in_the_meantime_is_not_withdrawn(client):
    submission, _member, _staff = page_in("accepted", client)
    address = f"{submission.get_absolute_url()}zurueckziehen/"
    assert client.get(address).status_code == 302

    response = client.post(address)

    assert (response.status_code, Submission.objects.get().status) == (409, "accepted")
    assert "das geht nicht mehr" in text_of(response)


@pytest.mark.parametrize("status", ["rejected", "withdrawn"])
def test_button_begins_again_with_the_same_content(client, status):
    submission, _member, _staff = page_in(status, client)

    responses = [client.post(submission.get_absolute_url(), {"again": "1"}) for _ in range(2)]

    draft = Submission.objects.get(status="draft")
    assert draft.content == submission.content
    assert {response.headers["Location"] for response in responses} == {
        f"{draft.get_absolute_url()}bearbeiten/"
    }


@pytest.mark.parametrize("status", ["submitted", "accepted"])
def test_nothing_begins_again_while_it_is_open_or_accepted(client, status):
    submission, _member, _staff = page_in(status, client)

    response = client.post(submission.get_absolute_url(), {"again": "1"})

    assert (response.status_code, Submission.objects.count()) == (409, 1)


# -- Whose --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["anonymous", "other company", "ex-member", "staff"])
@pytest.mark.parametrize("page", ["", "zurueckziehen/"])
def test_page_is_like_none_for_everybody_else(who, page):
    submission, member, staff = in_state("question")
    client = Client()
    if who == "other company":
        client.force_login(MembershipFactory().user)
    elif who == "ex-member":
        member.memberships.all().delete()
        member_of(submission.organisation)
        client.force_login(member)
    elif who == "staff":
        client.force_login(staff)
    address = submission.get_absolute_url()
    sent = {answer_to(submission): "Ja.", "again": "1"}

    answers = [client.get(address + page), client.post(address + page, sent)]
    nowhere = address.replace(submission.key, "x" * 16) + page

    assert [answer.status_code for answer in answers] == [404, 404]
    assert text_of(answers[0]) == text_of(client.get(nowhere))
    assert (Submission.objects.get().status, Question.objects.get().answer) == ("question", "")
