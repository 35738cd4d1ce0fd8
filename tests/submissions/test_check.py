"""All answers once more, consent, and one submission with one number, however often it is sent."""

import pytest

from machinery.models import FirstAnswer
from submissions import consent, drafts
from submissions.models import Consent, Question, Submission
from tests.factories import MembershipFactory
from tests.submissions.drafting import address, member_with_draft, save

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def draft(client):
    return member_with_draft(client)


def current():
    return Submission.objects.get()


def send(client, draft, page=None, **changes):
    page = page or client.get(address(draft, "check"))
    form = {
        "token": page.context["token"],
        "version": page.context["form"]["version"].value(),
        "consent": "on",
    }
    return client.post(address(draft, "check"), form | changes)


def test_page_says_everything_again_and_leads_to_each_field(client, draft):
    text = client.get(address(draft, "check")).content.decode()

    for said in ("Werkstatthelfer", "crafts de", "natural-language de", "Handwerksbetriebe", "50667", "6,95"):
        assert said in text
    for field in ("name", "industries_0", "logo_file", "ags"):
        assert f'{address(draft, "edit")}#id_{field}"' in text


@pytest.mark.parametrize(("field", "value"), [("ags", "05999999"), ("precision", "gone"), ("size", "gone")])
def test_page_shows_nothing_for_what_is_not_there_any_more(client, draft, field, value):
    if field == "size":
        draft.kind = "company"
    draft.content[field] = value
    draft.save()
    page = client.get(address(draft, "check"))

    answers = {one.name: one.value for _section, some in page.context["sections"] for one in some}

    assert (page.status_code, answers[field], answers["name"]) == (200, "", "Werkstatthelfer")
    assert {client.get(address(draft, other)).status_code for other in ("edit", "preview")} == {200}


def test_submission_goes_to_the_staff_with_consent(client, draft):
    response = send(client, draft)
    sent = current()

    assert response.headers["Location"] == draft.get_absolute_url()
    assert (sent.status, sent.submitted_content) == ("submitted", draft.content)
    assert sent.reference.startswith("E-")
    assert [(one.version, one.submission) for one in Consent.objects.all()] == [(consent.VERSION, sent)]


def test_submission_without_consent_stays_a_draft(client, draft):
    response = send(client, draft, consent="")

    assert (response.status_code, current().status) == (400, "draft")
    assert "<title>Fehler:" in response.content.decode()


def test_submission_sent_twice_has_one_number(client, draft):
    page = client.get(address(draft, "check"))
    answers = {send(client, draft, page).headers["Location"] for _ in range(2)}

    assert answers == {draft.get_absolute_url()}
    assert (Submission.objects.count(), Consent.objects.count()) == (1, 1)


def test_submission_sent_from_two_tabs_has_one_number(client, draft):
    first, second = (client.get(address(draft, "check")) for _ in range(2))
    send(client, draft, first)
    reference = current().reference
    send(client, draft, second)

    assert current().reference == reference
    assert Consent.objects.count() == 1


def test_submission_that_broke_off_leaves_nothing_and_can_be_sent_again(client, draft, monkeypatch):
    page = client.get(address(draft, "check"))
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(Consent.objects, "create", lambda **row: 1 / 0)
        assert send(client, draft, page).status_code == 500
    assert (current().status, FirstAnswer.objects.count()) == ("draft", 0)

    send(client, draft, page)

    assert (current().status, Consent.objects.count()) == ("submitted", 1)


def test_submission_of_another_version_than_was_shown_is_refused(client, draft):
    page = client.get(address(draft, "check"))
    save(client, draft, name="Inzwischen anders")
    response = send(client, draft, page)

    assert (response.status_code, current().status) == (409, "draft")
    assert "Inzwischen anders" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "anchor"),
    [
        ("name", "id_name"),
        ("summary_de", "id_summary_de"),
        ("ai_relation", "id_ai_relation"),
        ("audience_de", "id_audience_de"),
    ],
)
def test_what_is_missing_is_named_and_keeps_it_from_being_sent(client, draft, field, anchor):
    save(client, draft, **{field: ""})
    page = client.get(address(draft, "check"))

    assert f"?complete=1#{anchor}" in page.content.decode()
    assert list(page.context["blocking"].errors) == [field]
    client.post(address(draft, "check"), {"token": page.context["token"], "version": 2, "consent": "on"})
    assert current().status == "draft"


def test_missing_terms_and_place_are_named(client, draft):
    save(client, draft, focuses=[], city="", ags="")
    page = client.get(address(draft, "check"))

    assert set(page.context["blocking"].errors) == {"focuses", "city"}
    assert "#id_focuses_0" in page.content.decode()


def test_form_shows_what_is_missing_when_asked_to(client, draft):
    save(client, draft, summary_de="")
    plain, complete = (
        client.get(address(draft, "edit") + query).content.decode() for query in ("", "?complete=1")
    )

    assert ("<title>Fehler:" in plain, "<title>Fehler:" in complete) == (False, True)


def test_value_that_cannot_be_read_keeps_it_from_being_sent(client, draft):
    save(client, draft, website="nix")

    assert list(client.get(address(draft, "check")).context["blocking"].errors) == ["website"]


def test_hints_keep_nothing_from_being_sent(client, draft):
    page = client.get(address(draft, "check"))

    assert {one["field"] for one in page.context["hints"]} == {"logo", "summary_en", "street"}
    assert page.context["hindrance"] == ""


def change(client):
    member = MembershipFactory()
    client.force_login(member.user)
    entry = member.organisation.entry
    content = drafts.begin(member.organisation, kind=entry.kind, by=member.user, entry=entry).content
    return current(), content


def test_change_that_changes_nothing_cannot_be_sent(client):
    draft, _content = change(client)
    save(client, draft, ai_relation="Nur für die Redaktion.", focuses=["natural-language"])
    save(client, current(), focuses=[])
    page = client.get(address(draft, "check"))

    assert "focuses" in page.context["blocking"].errors
    assert "Jetzt einreichen" not in page.content.decode()


def test_change_needs_no_relation_to_ai_again(client, draft):
    Submission.objects.all().delete()
    entry = MembershipFactory(organisation__entry__focuses=["natural-language"]).organisation.entry
    client.force_login(entry.owner.memberships.get().user)
    drafts.begin(entry.owner, kind=entry.kind, by=None, entry=entry)
    page = client.get(address(current(), "check"))

    assert "nichts einzureichen" in page.context["hindrance"]
    save(client, current(), summary_de="Etwas anderes.")
    assert send(client, current()).status_code == 302
    assert current().status == "submitted"
    entry.refresh_from_db()
    assert entry.summary_de == "Kurztext."


def test_answer_goes_with_the_new_version(client, draft):
    send(client, draft)
    question = Question.objects.create(submission=draft, field="website", text="Ist das die richtige?")
    Submission.objects.update(status="question")
    save(client, current(), **{f"answer_{question.pk}": "Ja, das ist sie."})
    send(client, draft)
    question.refresh_from_db()

    assert (question.answer, current().status) == ("Ja, das ist sie.", "submitted")
    assert current().submitted_version == current().version


def test_several_edits_gather_in_one_submission(client, draft):
    send(client, draft)
    reference = current().reference
    save(client, current(), name="Neuer Name")
    assert (current().submitted_content["name"], current().status) == ("Werkstatthelfer", "submitted")
    send(client, draft)

    assert (current().reference, current().submitted_content["name"]) == (reference, "Neuer Name")
