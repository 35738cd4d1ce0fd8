"""The page of one submission: differences, checks, letters before they are sent, one decision of two."""

import pytest
from django.contrib.auth.models import Permission

from desk.models import DeskNote
from desk.review.review_checks import checks_of
from machinery.models import Letter
from submissions import review
from submissions.content import content_of
from submissions.models import Submission
from tests.config.test_pages import Page
from tests.desk.review.test_submission_admin import accept, ask, page, reject
from tests.factories import EntryFactory, OrganisationFactory, StaffFactory, UserFactory
from tests.submissions.acceptances import change_to
from tests.submissions.states import letters_to, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def change():
    entry = EntryFactory(name="Muster", summary_de="Alter Text.", focuses=["vision", "robotics"])
    own = OrganisationFactory(entry=entry)
    return change_to(entry, own, summary_de="Neuer Text.", focuses=["vision"], latitude=50.9)


def editor(client, *codenames):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_submission", *codenames]))
    client.force_login(user)
    return user


def tones(submission):
    return {check.label: check.tone for check in checks_of(submission)}


# -- Differences --------------------------------------------------------------------------------------


def test_page_marks_words_and_terms_that_changed(staff_client, change):
    html = staff_client.get(page(change)).content.decode()

    assert '<ins><span class="visually-hidden">[neu: </span>Neuer' in html
    assert '<del><span class="visually-hidden">[entfällt: </span>Alter' in html
    assert html.count("<del>") == 3  # a word, a term, a degree
    assert html.count('class="review__term--del"') == 1


def test_page_says_how_far_the_pin_has_moved(staff_client, change):
    response = staff_client.get(page(change))

    metres = response.context["metres"]
    assert f"Die Punkte liegen {metres} m auseinander." in response.content.decode().replace(".", ".")
    assert [pin["role"] for pin in response.context["pins"]] == ["now", "new"]


def test_page_shows_all_fields_on_request(staff_client, change):
    closed, opened = (staff_client.get(page(change) + query).content.decode() for query in ("", "?all=1"))

    assert ('class="review__rest" open' in closed, 'class="review__rest" open' in opened) == (False, True)


# -- Checks -------------------------------------------------------------------------------------------


TONES = [
    ({"ags": None}, "Sitz in NRW", "wrong"),
    ({"summary_de": ""}, "Pflichtangaben", "wrong"),
    ({"latitude": None, "longitude": None}, "Adresse und Punkt", "waiting"),
    ({"latitude": 51.9}, "Adresse und Punkt", "wrong"),
    ({"website": ""}, "Website", "waiting"),
    ({"website": "http://www.example.org"}, "Website", "waiting"),
    ({"website": "https://github.io/x"}, "Website", "waiting"),
    ({"website": "https://localhost/"}, "Website", "wrong"),
    ({"website": "javascript:alert(1)"}, "Website", "wrong"),
    ({"ai_relation": "KI."}, "Bezug zu KI", "waiting"),
    ({"ai_relation": ""}, "Bezug zu KI", "wrong"),
]


def test_checks_judge_a_new_entry():
    submission = submitted()
    content = submission.submitted_content
    assert set(tones(submission).values()) == {"good"}

    for changes, label, tone in TONES:
        submission.submitted_content = content | changes
        assert tones(submission)[label] == tone, changes


def test_check_names_a_likely_duplicate_with_its_score():
    entry = EntryFactory(name="Werkstatthelfer", kind="product", website="https://www.example.org")

    (check,) = [one for one in checks_of(submitted()) if one.label == "Duplikate"]

    assert (check.tone, check.links[0][0]) == ("wrong", f"/admin/landkarte/entry/{entry.pk}/change/")
    assert "%: gleicher Name, gleiche Website" in check.links[0][1]


def test_checks_name_a_second_submission_and_open_questions():
    first = submitted()
    second = submitted(first.organisation)
    submitted()
    review.ask(first, {"": "Wirklich?"}, by=StaffFactory(), version=1)

    (check,) = [one for one in checks_of(second) if one.label == "Zweite Einreichung"]
    assert [words for _address, words in check.links] == [first.reference]
    assert tones(first)["Rückfragen"] == "waiting"


# -- Letters before they are sent ---------------------------------------------------------------------


def preview(client, submission, verb, **typed):
    form = {"accept": "accepting", "ask": "asking", "reject": "rejecting"}[verb]
    sent = {f"{form}-{name}": text for name, text in typed.items()}
    sent |= {f"{form}-version": submission.submitted_version, f"{form}-status": submission.status}
    return client.post(page(submission), {f"_preview_{verb}": "1", **sent})


@pytest.mark.parametrize("which", ["new", "change", "partial", "reject", "reject by default", "ask"])
def test_preview_is_the_letter_that_goes_out(staff_client, change, which):
    submission = submitted() if which == "new" else change
    partial = {
        "accepting-offered": "1",
        "accepting-chosen": ["summary_de"],
        "accepting-explanation": "Darum.",
    }
    verb, typed, decide, sent = {
        "new": ("accept", {}, accept, {}),
        "change": ("accept", {}, accept, {}),
        "partial": (
            "accept",
            {name.removeprefix("accepting-"): value for name, value in partial.items()},
            accept,
            partial,
        ),
        "reject": ("reject", {"reason": "no-ai", "explanation": "Warum."}, reject, {}),
        "reject by default": (
            "reject",
            {"reason": "address", "explanation": ""},
            reject,
            {"rejecting-reason": "address", "rejecting-explanation": ""},
        ),
        "ask": ("ask", {"ask_website": "Tot?"}, ask, {"website": "Tot?"}),
    }[which]

    shown = preview(staff_client, submission, verb, **typed)
    assert (shown.status_code, Letter.objects.count()) == (200, 0)
    assert Submission.objects.get(pk=submission.pk).status == "submitted"
    decide(staff_client, submission, **sent)

    (previewed,) = shown.context["previews"]
    (letter,) = letters_to(previewed.to[0])
    assert (previewed.subject, previewed.text) == (letter.subject, letter.text)


def test_preview_fills_in_the_words_of_the_reason(staff_client, change):
    shown = preview(staff_client, change, "reject", reason="no-seat", explanation="")

    assert "mit einem Sitz in Nordrhein-Westfalen" in shown.context["rejecting"]["explanation"].value()


def test_words_of_a_reason_come_in_the_language_of_the_reader(change):
    change.organisation.members.update(language="en")
    review.reject(
        change, by=StaffFactory(), reason="no-seat", explanation="", version=change.submitted_version
    )

    assert "organisations with a seat in North Rhine-Westphalia" in Letter.objects.get().text


def test_preview_of_a_refused_decision_says_why(staff_client, change):
    shown = preview(staff_client, change, "accept", offered="1", chosen=["summary_de"])

    assert (shown.status_code, Letter.objects.count()) == (400, 0)
    assert "Bitte schreiben Sie, warum Sie nicht alles übernehmen" in shown.content.decode()


def test_what_was_typed_elsewhere_stays_over_a_preview(staff_client, change):
    response = staff_client.post(
        page(change),
        {
            "_preview_reject": "1",
            "rejecting-version": change.submitted_version,
            "rejecting-status": "submitted",
            "rejecting-reason": "no-ai",
            "asking-ask_website": "Getippte Frage?",
            "accepting-offered": "1",
            "accepting-chosen": ["summary_de"],
        },
    )

    assert "Getippte Frage?" in response.content.decode()
    assert response.context["chosen"] == {"summary_de"}


def test_reason_for_a_part_stays_over_a_preview(staff_client, change):
    response = staff_client.post(
        page(change),
        {
            "_preview_accept": "1",
            "accepting-version": change.submitted_version,
            "accepting-status": "submitted",
            "accepting-offered": "1",
            "accepting-chosen": ["summary_de"],
            "accepting-explanation": "Darum.",
            "rejecting-reason": "",
            "rejecting-explanation": "",
        },
    )

    assert response.context["accepting"]["explanation"].value() == "Darum."


def test_missing_reason_is_said_at_its_field(staff_client, change):
    response = accept(staff_client, change, **{"accepting-offered": "1", "accepting-chosen": ["summary_de"]})

    (words,) = response.context["accepting"].errors["explanation"]
    assert words.startswith("Bitte schreiben Sie, warum Sie nicht alles übernehmen")


# -- Deciding -----------------------------------------------------------------------------------------


def test_decision_can_be_undone_with_one_button(staff_client, change):
    accept(staff_client, change)
    shown = staff_client.get("/admin/submissions/submission/").content.decode()
    address = f"/admin/submissions/submission/{change.pk}/undo/"
    assert f'action="{address}"' in shown

    staff_client.get(address)
    assert Submission.objects.get().status == "accepted"

    answer = staff_client.post(address, follow=True)
    assert Submission.objects.get().status == "submitted"
    assert "Zurückgenommen" in answer.content.decode()
    again = staff_client.post(address)
    assert (again.status_code, "schon zurückgenommen" in again.content.decode()) == (409, True)


@pytest.mark.parametrize("address", ["undo/"])
def test_nobody_undoes_without_the_right(client, change, address):
    review.accept(change, by=StaffFactory(), version=change.submitted_version)
    editor(client, "change_submission")

    assert client.post(f"/admin/submissions/submission/{change.pk}/{address}").status_code == 403
    assert Submission.objects.get().status == "accepted"


def test_second_of_two_reviewers_reads_who_decided_and_what_they_typed(staff_client, change):
    rita = StaffFactory(name="Rita Redaktion")
    review.accept(change, by=rita, version=change.submitted_version)

    response = reject(staff_client, change, **{"rejecting-explanation": "Mein langer <b>Text</b>."})

    html = response.content.decode()
    assert response.status_code == 409
    assert "Rita Redaktion hat am" in html
    assert "Mein langer &lt;b&gt;Text&lt;/b&gt;." in html


def test_second_reviewer_with_boxes_is_told_too(staff_client, change):
    review.accept(change, by=StaffFactory(), version=change.submitted_version)

    response = accept(staff_client, change, **{"accepting-offered": "1", "accepting-chosen": ["summary_de"]})

    assert (response.status_code, Letter.objects.count()) == (409, 1)


def test_editor_proposes_and_asks_and_does_not_decide(client, change):
    user = editor(client, "change_submission")
    shown = client.get(page(change))
    offered = {field["name"] for field in Page(shown).all("input") if field.get("type") == "submit"}
    assert offered == {"_none", "_ask", "_preview_ask", "_propose"}

    assert [decide(client, change).status_code for decide in (accept, reject)] == [403, 403]
    client.post(
        page(change), {"_propose": "1", "proposing-proposal": "reject", "proposing-text": "Kein KI-Bezug."}
    )

    note = DeskNote.objects.get()
    assert (note.source, note.key, note.proposal, note.by) == ("submission", change.pk, "reject", user)
    assert Submission.objects.get().status == "submitted"
    assert ask(client, change, website="Tot?").status_code == 302


@pytest.mark.parametrize("sent", [{}, {"proposing-proposal": "nix"}, {"proposing-proposal": ""}])
def test_bad_proposal_is_refused(client, change, sent):
    editor(client, "change_submission")

    assert client.post(page(change), {"_propose": "1", **sent}).status_code == 400
    assert DeskNote.objects.count() == 0


def test_page_names_what_else_there_is_of_the_organisation(staff_client, change):
    own = change.organisation
    product = EntryFactory(kind="product", organisation=own.entry, name="Ihr Produkt", audience_de="Alle.")
    other = submitted(own)
    review.ask(change, {"": "Wirklich?"}, by=StaffFactory(), version=change.submitted_version)

    response = staff_client.get(page(change))

    assert list(response.context["other_entries"]) == [product]
    assert list(response.context["other_submissions"]) == [other]
    assert {letter.subject for letter, _state in response.context["letters"]} == {
        f"Rückfrage zu Ihrer Einreichung {change.reference}: {change.name}"
    }
    assert content_of(own.entry)["summary_de"] == "Alter Text."
