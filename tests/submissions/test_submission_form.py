"""The form: everything that is typed is kept, nothing that was not asked for is taken."""

import pytest
from django.urls import reverse

from landkarte.models import Entry
from submissions import drafts
from submissions.content import fields_of
from submissions.entrance import login_path
from submissions.forms.answers import Answer
from submissions.models import Membership, Question, Submission
from tests.factories import (
    EntryFactory,
    FocusFactory,
    IndustryFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tests.submissions.drafting import address, member_with_draft, save, sent

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PAGES = ("edit", "preview", "check")


@pytest.fixture
def draft(client):
    return member_with_draft(client)


def saved(draft):
    return Submission.objects.get(pk=draft.pk)


# -- Beginning -----------------------------------------------------------------------------------------


def test_new_entry_begins_once_however_often_it_is_sent(client):
    member = MembershipFactory()
    client.force_login(member.user)
    page = reverse("submissions:submission-create", args=[member.organisation.key])
    token = client.get(page).context["token"]
    answers = [client.post(page, {"kind": "product", "token": token}) for _ in range(2)]

    draft = Submission.objects.get()
    assert {answer.headers["Location"] for answer in answers} == {address(draft, "edit")}
    assert draft.kind == "product"


def test_new_entry_of_a_kind_that_does_not_fit_is_refused(client):
    member = MembershipFactory()
    client.force_login(member.user)
    page = reverse("submissions:submission-create", args=[member.organisation.key])
    response = client.post(page, {"kind": "company", "token": client.get(page).context["token"]})

    assert (response.status_code, Submission.objects.count()) == (400, 0)
    assert "<title>Fehler:" in response.content.decode()


def test_change_of_a_published_entry_begins_and_is_found_again(client):
    member = MembershipFactory()
    client.force_login(member.user)
    page = reverse("submissions:submission-change", args=[member.organisation.entry.slug])

    assert b"<form" in client.get(page).content
    began = client.post(page)
    assert began.headers["Location"] == client.get(page).headers["Location"]
    assert Submission.objects.get().entry == member.organisation.entry


@pytest.mark.parametrize("method", ["get", "post"])
def test_change_of_what_is_not_mine_or_not_public_is_not_found(client, method):
    member = MembershipFactory()
    client.force_login(member.user)
    foreign = OrganisationFactory().entry
    hidden = EntryFactory(organisation=member.organisation.entry, status=Entry.Status.DRAFT)
    answers = {
        getattr(client, method)(reverse("submissions:submission-change", args=[slug])).status_code
        for slug in (foreign.slug, hidden.slug, "gibt-es-nicht")
    }

    assert answers == {404}
    assert Submission.objects.count() == 0


def test_member_of_an_institute_and_its_university_changes_it_for_the_institute(client):
    university, institute = MembershipFactory(), MembershipFactory(organisation__entry__kind="research")
    MembershipFactory(user=university.user, organisation=institute.organisation)
    entry = institute.organisation.entry
    Entry.objects.filter(pk=entry.pk).update(organisation=university.organisation.entry)
    client.force_login(university.user)
    page = reverse("submissions:submission-change", args=[entry.slug])

    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 302
    assert Submission.objects.get().organisation == institute.organisation


def test_member_of_both_goes_on_with_what_the_university_has_begun(client):
    university, institute = MembershipFactory(), MembershipFactory(organisation__entry__kind="research")
    entry = institute.organisation.entry
    Entry.objects.filter(pk=entry.pk).update(organisation=university.organisation.entry)
    entry.refresh_from_db()
    begun = drafts.begin(university.organisation, kind=entry.kind, by=university.user, entry=entry)
    MembershipFactory(user=university.user, organisation=institute.organisation)
    client.force_login(university.user)
    page = reverse("submissions:submission-change", args=[entry.slug])

    assert client.get(page).headers["Location"] == address(begun, "edit")
    assert client.post(page).headers["Location"] == address(begun, "edit")


def test_who_owns_an_entry_too_learns_who_is_changing_it(client):
    university, institute = MembershipFactory(), MembershipFactory(organisation__entry__kind="research")
    entry = institute.organisation.entry
    Entry.objects.filter(pk=entry.pk).update(organisation=university.organisation.entry)
    entry.refresh_from_db()
    drafts.begin(university.organisation, kind=entry.kind, by=university.user, entry=entry)
    client.force_login(institute.user)
    response = client.post(reverse("submissions:submission-change", args=[entry.slug]))

    assert response.status_code == 409
    assert f"„{university.organisation.name}“ arbeitet gerade" in response.content.decode()


# -- Showing -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Entry.Kind.values)
def test_form_of_every_kind_asks_for_its_fields(client, kind):
    draft = member_with_draft(client, kind=kind, content={})
    form = client.get(address(draft, "edit")).context["form"]
    shown = [asked.name for _part, rows in form.sections() for row in rows for asked in row]

    assert sorted(shown) == sorted(fields_of(kind))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", Entry.Kind.values)
def test_pages_of_every_kind_open_while_nothing_is_said(client, kind, page):
    response = client.get(address(member_with_draft(client, kind=kind, content={}), page))

    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_form_explains_terms_and_hides_retired_ones_unless_they_were_chosen(client, draft):
    IndustryFactory(slug="old", name_de="Altes", retired=True)
    FocusFactory(slug="old-but-mine", name_de="Altes Meines", retired=True)
    FocusFactory(slug="natural-language").definition_de = ""
    Submission.objects.update(content=draft.content | {"focuses": ["old-but-mine"]})
    text = client.get(address(draft, "edit")).content.decode()

    assert ("Altes Meines" in text, 'value="old"' in text) == (True, False)


def test_question_stands_at_its_field_and_its_answer_is_kept(client, draft):
    question = Question.objects.create(submission=draft, field="website", text="Ist das die richtige?")
    save(client, draft, **{f"answer_{question.pk}": "Ja."})
    form = client.get(address(draft, "edit")).context["form"]
    asked = {row.name: row.questions for _part, rows in form.sections() for line in rows for row in line}

    assert [(one, field.value()) for one, field in asked["website"]] == [(question, "Ja.")]
    assert saved(draft).content == draft.content


# -- Going on ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "page"),
    [("check", "check"), ("preview", "preview"), ("", "edit")],
    ids=["check", "preview", "save"],
)
def test_button_saves_and_goes_on(client, draft, then, page):
    response = save(client, draft, "edit", name="Neu", then=then)

    assert response.headers["Location"] == address(draft, page)
    assert saved(draft).content["name"] == "Neu"


def test_saving_a_section_comes_back_to_it(client, draft):
    response = save(client, draft, "edit", section="place")

    assert response.headers["Location"] == address(draft, "edit") + "#place"
    assert client.get(address(draft, "edit")).context["resume"] == "Ort"


def test_preview_is_the_public_page_and_writes_nothing(client, draft):
    entries = Entry.objects.count()
    text = client.get(address(draft, "preview")).content.decode()

    assert "Schreibt Angebote für Handwerksbetriebe, nach Diktat." in text
    assert "crafts de" in text
    assert address(draft, "edit") in text
    assert Entry.objects.count() == entries


def test_preview_of_a_change_shows_it_and_leaves_the_entry(client):
    member = MembershipFactory()
    client.force_login(member.user)
    entry = member.organisation.entry
    client.post(reverse("submissions:submission-change", args=[entry.slug]))
    draft = Submission.objects.get()
    save(client, draft, summary_de="Ganz neu gesagt.", industries=[IndustryFactory(slug="energy").slug])
    text = client.get(address(draft, "preview")).content.decode()

    assert ("Ganz neu gesagt." in text, "energy de" in text) == (True, True)
    entry.refresh_from_db()
    assert (entry.summary_de, list(entry.industries.all())) == ("Kurztext.", [])


# -- Whose ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["another company", "ex-member", "anonymous"])
@pytest.mark.parametrize("page", ["edit", "save", "check", "preview"])
def test_page_of_a_draft_is_there_for_members_alone(client, draft, who, page):
    if who == "another company":
        client.force_login(MembershipFactory().user)
    if who == "ex-member":
        Membership.objects.all().delete()
    if who == "anonymous":
        client.logout()
    data = sent(draft, name="Fremd")

    assert client.post(address(draft, page), data).status_code == 404
    assert client.get(address(draft, page)).status_code == 404
    assert saved(draft) == draft
    assert saved(draft).content == draft.content


def test_form_of_a_closed_submission_leads_to_where_it_stands(client, draft):
    Submission.objects.update(status="withdrawn")

    assert client.get(address(draft, "edit")).headers["Location"] == draft.get_absolute_url()
    assert client.get(address(draft, "check")).headers["Location"] == draft.get_absolute_url()


def test_what_was_typed_into_a_closed_submission_is_given_back(client, draft):
    Submission.objects.update(status="withdrawn")
    response = save(client, draft, "edit", summary_de="Lange getippt.")

    assert response.status_code == 409
    assert "Lange getippt." in response.content.decode()
    assert save(client, draft, summary_de="Lange getippt.").status_code == 410


def test_who_has_been_logged_out_gets_back_what_they_typed(client):
    draft = member_with_draft(client)
    client.logout()

    response = save(client, draft, "edit", summary_de="Gerade <b>getippt</b>", answer_7="Ja, seit Mai.")

    assert response.status_code == 404
    page = response.content.decode()
    assert "Gerade &lt;b&gt;getippt&lt;/b&gt;" in page
    assert "Ja, seit Mai." in page
    assert login_path(address(draft, "edit")).replace("&", "&amp;") in page
    draft.refresh_from_db()
    assert draft.content["summary_de"] == "Schreibt Angebote für Handwerksbetriebe, nach Diktat."


def test_who_has_been_logged_out_is_told_nothing_of_the_draft(client):
    draft = member_with_draft(client)
    client.logout()

    response = client.post(address(draft, "edit"), {"summary_de": "Gerade getippt"})

    assert response.context["typed"] == [Answer("summary_de", "Kurztext", "Gerade getippt")]
    assert "Werkstatthelfer" not in response.content.decode()
