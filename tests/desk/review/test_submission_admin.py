"""Staff decide in the admin: the queue, the page of one submission, and nobody else."""

import pytest
from django.contrib.auth.models import Permission
from django.utils.html import escape

from landkarte.models import Entry
from machinery.models import Letter
from submissions import review
from submissions.content import content_of
from submissions.models import Question, Submission
from tests.config.test_pages import Page
from tests.factories import EntryFactory, OrganisationFactory, StaffFactory, UserFactory
from tests.landkarte.test_entry_list import HOSTILE
from tests.landkarte.test_reports import text_of
from tests.submissions.states import in_state, submitted, write

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/submissions/submission/"


@pytest.fixture
def submission():
    return submitted()


def page(submission):
    return f"{LIST}{submission.pk}/change/"


def accept(client, submission, **more):
    sent = {
        "_accept": "1",
        "accepting-version": submission.submitted_version,
        "accepting-status": submission.status,
        **more,
    }
    return client.post(page(submission), sent)


def ask(client, submission, **questions):
    asked = {f"asking-ask_{name}": text for name, text in questions.items()}
    return client.post(
        page(submission),
        {
            "_ask": "1",
            "asking-version": submission.submitted_version,
            "asking-status": submission.status,
            **asked,
        },
    )


def reject(client, submission, **more):
    sent = {
        "rejecting-version": submission.submitted_version,
        "rejecting-status": submission.status,
        "rejecting-reason": "no-ai",
        "rejecting-explanation": "Warum.",
    }
    return client.post(page(submission), {"_reject": "1", **sent, **more})


def looker(client):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_submission"))
    client.force_login(user)
    return user


# -- The page -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["submitted", "question", "accepted", "rejected", "withdrawn"])
def test_page_shows_every_state_and_offers_its_verbs(staff_client, status):
    submission, member, _staff = in_state(status)

    response = staff_client.get(page(submission))

    offered = {field["name"] for field in Page(response).all("input") if field.get("type") == "submit"}
    assert offered & {"_accept", "_ask", "_reject"} == {
        "submitted": {"_accept", "_ask", "_reject"},
        "question": {"_accept", "_reject"},
    }.get(status, set())
    assert member.email in response.content.decode()


def test_page_shows_what_was_submitted_and_not_what_was_written_since(staff_client, submission):
    write(submission, website="https://geheim.example.org")

    content = staff_client.get(page(submission)).content.decode()

    assert "https://www.example.org" in content
    assert "https://geheim.example.org" not in content
    assert "weitergeschrieben" in content


def test_page_shows_changed_fields_beside_what_the_entry_says(staff_client):
    entry = EntryFactory(focuses=["vision"], summary_de="Alter Text.")
    organisation, base = OrganisationFactory(entry=entry), content_of(entry)
    submission = submitted(
        organisation,
        entry=entry,
        kind="company",
        base=base,
        content={**base, "summary_de": "Neuer Text.", "website": "https://neu.example.org"},
    )
    Entry.objects.update(website="https://von-der-redaktion.example", size="sme")

    response = staff_client.get(page(submission))

    changed = {line.label: line for line in response.context["changed"]}
    assert sorted(changed) == ["Kurztext (deutsch)", "Website"]
    assert (changed["Kurztext (deutsch)"].submitted.value, changed["Kurztext (deutsch)"].present.value) == (
        "Neuer Text.",
        "Alter Text.",
    )
    assert changed["Website"].was_changed_by_staff
    assert response.context["stays"] == ["Größe"]


def test_page_names_what_may_be_the_same(staff_client):
    EntryFactory(name="Werkstatthelfer", kind="product", website="https://www.example.org")

    content = text_of_page(staff_client.get(page(submitted())))

    assert "Vielleicht schon auf der Karte: Werkstatthelfer" in content


def text_of_page(response):
    text = text_of(response)
    return text.partition("E-2026")[2] or text


@pytest.mark.parametrize("words", HOSTILE)
def test_page_shows_words_of_people_verbatim(staff_client, words):
    submission = submitted(OrganisationFactory(name=words))
    Submission.objects.update(
        submitted_content=submission.content | {"name": words, "summary_de": words, "website": ""}
    )

    content = staff_client.get(page(submission)).content.decode()

    assert content.count(escape(words)) >= 3
    assert "<script>alert" not in content


def test_page_takes_the_same_queries_for_one_and_three(
    staff_client, submission, django_assert_max_num_queries
):
    staff_client.get(page(submission))
    with django_assert_max_num_queries(40) as first:
        staff_client.get(page(submission))
    for number in range(3):
        Question.objects.create(submission=submission, text=f"Frage {number}?", asked_by=StaffFactory())
        submission.activities.create(
            organisation=submission.organisation, verb="asked", actor=StaffFactory(), by_staff=True
        )
    with django_assert_max_num_queries(40) as second:
        staff_client.get(page(submission))
    assert len(second) == len(first)


# -- Deciding -----------------------------------------------------------------------------------------


def test_accepting_puts_it_on_the_map(staff_client, staff, submission):
    response = accept(staff_client, submission)

    submission.refresh_from_db()
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
    assert (submission.status, submission.decided_by, submission.entry.is_published) == (
        "accepted",
        staff,
        True,
    )
    assert "ist angenommen." in staff_client.get(LIST).content.decode()


def test_asking_keeps_each_question_at_its_field(staff_client, staff, submission):
    response = ask(staff_client, submission, website="Tot?", **{"": "Wer?"})

    assert response.status_code == 302
    asked = Question.objects.values_list("field", "text", "asked_by")
    assert sorted(asked) == [("", "Wer?", staff.pk), ("website", "Tot?", staff.pk)]


def test_rejecting_keeps_reason_and_explanation(staff_client, submission):
    assert reject(staff_client, submission).status_code == 302

    submission.refresh_from_db()
    assert (submission.status, submission.reason, submission.explanation) == ("rejected", "no-ai", "Warum.")


@pytest.mark.parametrize("decide", [accept, ask, reject])
def test_decision_upon_an_older_version_is_refused_and_what_was_typed_stays(staff_client, submission, decide):
    older = Submission.objects.get(pk=submission.pk)
    newer = write(submission, name="Neu eingereicht")
    review.submit(newer, by=newer.organisation.members.get(), version=2, consent_version="2026-11")
    Letter.objects.all().delete()
    more = {"website": "Getippte Frage?"} if decide is ask else {}

    response = decide(staff_client, older, **more)

    content = response.content.decode()
    assert (response.status_code, Letter.objects.count()) == (409, 0)
    assert Submission.objects.get().status == "submitted"
    assert "wurde inzwischen neu eingereicht" in content
    assert "Neu eingereicht" in content
    assert {accept: "", ask: "Getippte Frage?", reject: "Warum."}[decide] in content
    versions = [field["value"] for field in Page(response).all("input") if field["name"].endswith("-version")]
    assert versions == ["2"] * 3


def test_second_of_two_reviewers_is_told(staff_client, submission):
    accept(staff_client, submission)

    response = reject(staff_client, submission)

    assert response.status_code == 409
    assert "das geht nicht mehr" in response.content.decode()
    assert Submission.objects.get().status == "accepted"


def test_who_did_not_see_the_question_of_somebody_else_is_told(staff_client, submission):
    review.ask(submission, {"": "Wirklich?"}, by=StaffFactory(), version=1)

    response = accept(staff_client, submission)

    assert (response.status_code, Submission.objects.get().status) == (409, "question")
    assert "ist inzwischen „Rückfrage“" in response.content.decode()


def test_refused_acceptance_says_why(staff_client):
    submission = submitted(OrganisationFactory(entry=None, name="Noch nicht da"))

    response = accept(staff_client, submission)

    assert response.status_code == 409
    assert "Zuerst muss der Eintrag von „Noch nicht da“ selbst angenommen sein" in response.content.decode()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"_accept": "1"}, 400),
        ({"_accept": "1", "accepting-version": "nix", "accepting-status": "submitted"}, 400),
        ({"_accept": "1", "accepting-version": "1", "accepting-status": "nix"}, 400),
        ({"_accept": "1", "accepting-version": "1", "accepting-status": "question"}, 409),
        ({"_accept": "1", "accepting-version": "9" * 50}, 400),
        ({"_ask": "1", "asking-version": "1", "asking-status": "submitted"}, 409),
        (
            {
                "_ask": "1",
                "asking-version": "1",
                "asking-status": "submitted",
                "asking-ask_website": "x" * 2001,
            },
            400,
        ),
        (
            {
                "_ask": "1",
                "asking-version": "1",
                "asking-status": "submitted",
                "asking-ask_website": "a\x07b",
            },
            400,
        ),
        ({"_ask": "1", "asking-version": "1", "asking-status": "submitted", "asking-ask_status": "Ja?"}, 409),
        ({"_reject": "1", "rejecting-version": "1", "rejecting-status": "submitted"}, 400),
        (
            {
                "_reject": "1",
                "rejecting-version": "1",
                "rejecting-status": "submitted",
                "rejecting-reason": "nix",
            },
            400,
        ),
        (
            {
                "_reject": "1",
                "rejecting-version": "1",
                "rejecting-status": "submitted",
                "rejecting-reason": "other",
            },
            409,
        ),
        (
            {
                "_reject": "1",
                "rejecting-version": "1",
                "rejecting-status": "submitted",
                "rejecting-reason": "no-ai",
                "rejecting-explanation": "x" * 5000,
            },
            400,
        ),
        ({"status": "accepted", "reference": "E-1", "_save": "1"}, 200),
        ({}, 200),
    ],
)
def test_bad_decision_changes_nothing(staff_client, submission, sent, status):
    response = staff_client.post(page(submission), sent)

    assert response.status_code == status
    assert (Submission.objects.get().status, Question.objects.count(), Letter.objects.count()) == (
        "submitted",
        0,
        0,
    )


def test_staff_with_the_right_to_view_see_and_do_not_decide(client, submission):
    looker(client)

    shown = client.get(page(submission))
    assert shown.status_code == 200
    assert {field["name"] for field in Page(shown).all("input")} & {"_accept", "_ask", "_reject"} == set()

    assert [decide(client, submission).status_code for decide in (accept, ask, reject)] == [403] * 3
    assert Submission.objects.get().status == "submitted"


def test_staff_without_the_right_see_nothing(client, submission):
    client.force_login(UserFactory(is_staff=True))

    assert [client.get(address).status_code for address in (LIST, page(submission))] == [403, 403]
    assert accept(client, submission).status_code == 403


def test_nobody_adds_or_deletes_one_by_hand(staff_client, submission):
    assert staff_client.get(f"{LIST}add/").status_code == 403
    assert staff_client.post(f"{LIST}{submission.pk}/delete/", {"post": "yes"}).status_code == 403
    staff_client.post(LIST, {"action": "delete_selected", "_selected_action": submission.pk, "post": "yes"})

    assert Submission.objects.count() == 1
