"""The account: what waits, organisations with their entries, the log; each person sees what is theirs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from landkarte.models import Entry
from submissions import memberships
from submissions.activity import note
from submissions.models import Claim, Membership, Role, Submission
from submissions.my_entries import Row
from tests.factories import EntryFactory, OrganisationFactory, StaffFactory, SubmissionFactory
from tests.submissions.members import member, organisation_with, person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ACCOUNT = "/konto/"


@pytest.fixture
def ada(client):
    """Somebody who has logged in."""
    user = person("ada@example.org", name="Ada Muster")
    client.force_login(user)
    return user


def mine(ada, role=Role.ADMIN, **fields):
    organisation = OrganisationFactory(**fields)
    Membership.objects.create(user=ada, organisation=organisation, role=role)
    return organisation


def entry_of(organisation, **fields):
    return EntryFactory(organisation=organisation.entry, **{"kind": "product", **fields})


def sent(organisation, status="submitted", **fields):
    """A submission that has been sent."""
    return SubmissionFactory(
        organisation=organisation,
        status=status,
        reference=f"E-2026-{organisation.pk:06}",
        submitted_at=timezone.now(),
        submitted_content={},
        submitted_version=1,
        due_on=timezone.localdate(),
        **fields,
    )


def waiting(client):
    return client.get(ACCOUNT).context["waiting"]


# -- Who -----------------------------------------------------------------------------------------------


def test_anonymous_visitor_is_led_to_the_login(client):
    response = client.get(ACCOUNT)

    assert response.status_code == 302
    assert response.headers["Location"].endswith("?next=/konto/")


def test_account_is_kept_by_no_cache(client, ada):
    assert "no-store" in client.get(ACCOUNT).headers["Cache-Control"]


def test_person_without_organisation_is_led_to_the_way_in(client, ada):
    OrganisationFactory(name="Fremd")
    response = client.get(ACCOUNT)

    assert response.context["shelves"] == []
    assert 'href="/mitmachen/"' in response.content.decode()


def test_account_shows_nothing_of_others(client, ada):
    organisation = mine(ada, name="Unsere")
    other, _boss = organisation_with(Role.ADMIN)
    SubmissionFactory(organisation=other, content={"name": "Geheimer Entwurf"})
    sent(other, "question", content={"name": "Geheime Rückfrage"})
    entry_of(other, name="Fremdes Produkt", confirmed_on="2020-01-01")
    Claim.objects.create(
        reference="I-1",
        entry=other.entry,
        user=person(),
        evidence="staff",
        due_on="2026-01-01",
        objection_until="2026-01-01",
    )
    response = client.get(ACCOUNT)

    assert [shelf.organisation for shelf in response.context["shelves"]] == [organisation]
    assert response.context["waiting"].is_empty
    assert [word for word in ("Geheim", "Fremdes", "I-1") if word in response.content.decode()] == []


def test_former_member_sees_nothing_at_the_next_click(client, ada):
    organisation = mine(ada, role=Role.EDITOR)
    boss = member(organisation).user
    SubmissionFactory(organisation=organisation)
    assert len(client.get(ACCOUNT).context["shelves"]) == 1

    memberships.remove(Membership.objects.get(user=ada), by=boss)

    assert client.get(ACCOUNT).context["shelves"] == []
    assert waiting(client).is_empty
    for path in ("", "verlauf/", "mitglieder/", "austreten/"):
        assert client.get(f"/konto/organisationen/{organisation.key}/{path}").status_code == 404


# -- What waits ----------------------------------------------------------------------------------------


def test_draft_waits_to_be_finished(client, ada):
    draft = SubmissionFactory(organisation=mine(ada))

    assert [row.submission for row in waiting(client).drafts] == [draft]
    assert f"/konto/einreichungen/{draft.key}/bearbeiten/" in client.get(ACCOUNT).content.decode()


def test_question_waits_for_the_answer(client, ada):
    asked = sent(mine(ada), "question")

    assert [row.submission for row in waiting(client).questions] == [asked]


def test_sent_submission_waits_for_staff(client, ada):
    submission = sent(mine(ada))

    found = waiting(client)
    assert (found.is_empty, [row.submission for row in found.sent]) == (True, [submission])


def test_changes_that_were_not_sent_wait(client, ada):
    submission = sent(mine(ada), version=2)

    assert [row.submission for row in waiting(client).drafts] == [submission]


def test_invitation_waits_for_the_address_that_it_is_bound_to(client, ada):
    organisation, boss = organisation_with(Role.ADMIN)
    memberships.invite(organisation, email="Ada@Example.org", role=Role.EDITOR, by=boss.user)
    memberships.invite(organisation, email="kim@example.org", role=Role.EDITOR, by=boss.user)

    assert [one.email for one in waiting(client).invitations] == ["ada@example.org"]


def test_claim_on_an_entry_waits_for_its_owner(client, ada):
    organisation = mine(ada)
    day = timezone.localdate() + timedelta(days=7)
    claim = Claim.objects.create(
        reference="I-2026-AAAAAA",
        entry=organisation.entry,
        user=person(),
        evidence="staff",
        due_on=day,
        objection_until=day,
    )

    found = waiting(client)
    assert (found.claims, found.own_claims) == ([claim], [])
    assert "/ansprueche/I-2026-AAAAAA/" in client.get(ACCOUNT).content.decode()


def test_own_claim_waits_for_staff(client, ada):
    claim = Claim.objects.create(
        reference="I-2026-AAAAAA", entry=EntryFactory(), user=ada, evidence="staff", due_on="2026-01-01"
    )

    found = waiting(client)
    assert (found.is_empty, found.own_claims) == (True, [claim])


# -- Freshness -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_due"), [(0, False), (360, False), (367, True), (900, True)], ids=str)
def test_entry_is_due_after_a_year(client, ada, days, is_due):
    organisation = mine(ada, entry__confirmed_on=timezone.localdate() - timedelta(days=days))

    shelf = client.get(ACCOUNT).context["shelves"][0]
    assert [row.is_due for row in shelf.rows] == [is_due]
    assert waiting(client).due == ([organisation.entry] if is_due else [])


def test_unconfirmed_entry_is_due_a_year_after_it_came_onto_the_map(client, ada):
    organisation = mine(ada)
    assert waiting(client).due == []

    Entry.objects.update(published_at=timezone.now() - timedelta(days=370))

    assert waiting(client).due == [organisation.entry]


def test_entry_that_is_off_the_map_is_not_due(client, ada):
    mine(ada, entry__confirmed_on="2020-01-01", entry__status="unpublished")

    assert waiting(client).due == []


@pytest.mark.parametrize("page", ["account", "organisation"])
def test_button_confirms_an_entry(client, ada, page):
    organisation = mine(ada)
    product = entry_of(organisation, confirmed_on="2020-01-01", slug="helfer")
    address = ACCOUNT if page == "account" else organisation.get_absolute_url()

    response = client.post(address, {"entry": "helfer"})

    product.refresh_from_db()
    assert (response.status_code, response.headers["Location"]) == (302, f"{address}?done=confirmed")
    assert product.confirmed_on == timezone.localdate()


@pytest.mark.parametrize("slug", ["fremd", "zurueck", "nix", "", "x" * 100_000, "a\x00b"])
def test_button_confirms_nothing_else(client, ada, slug):
    organisation = mine(ada)
    EntryFactory(slug="fremd", confirmed_on="2020-01-01")
    entry_of(organisation, slug="zurueck", status="unpublished", confirmed_on="2020-01-01")

    answers = [
        client.post(address, {"entry": slug}) for address in (organisation.get_absolute_url(), ACCOUNT)
    ]
    assert answers[0].status_code == 404
    assert (answers[1].status_code, answers[1].headers["Location"]) == (302, "/konto/")
    assert set(Entry.objects.exclude(pk=organisation.entry_id).values_list("confirmed_on", flat=True)) == {
        timezone.datetime(2020, 1, 1).date()
    }


# -- Entries -------------------------------------------------------------------------------------------


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# -- The log -------------------------------------------------------------------------------------------


def test_log_names_members_and_calls_staff_staff(client, ada):
    organisation = mine(ada)
    submission = SubmissionFactory(organisation=organisation)
    editor = StaffFactory(name="Rita Redakteurin", email="rita@example.org")
    note("begun", organisation=organisation, by=ada, submission=submission)
    note("asked", organisation=organisation, by=editor, submission=submission, by_staff=True)
    note("taken-down", organisation=organisation, by=None, subject="Werkstatthelfer")

    page = client.get(f"{organisation.get_absolute_url()}verlauf/").content.decode()

    assert page.index("von der Karte genommen") < page.index("Rückfrage gestellt") < page.index("begonnen")
    assert "Ada Muster" in page
    assert "Rita" not in page
    assert "rita@" not in page


def test_log_shows_only_its_organisation(client, ada):
    organisation, other = mine(ada), OrganisationFactory()
    note("left", organisation=other, by=ada, subject="Fremd")

    assert list(client.get(f"{organisation.get_absolute_url()}verlauf/").context["page"]) == []


def test_log_asks_as_often_for_one_line_as_for_three(client, ada):
    organisation = mine(ada)
    address = f"{organisation.get_absolute_url()}verlauf/"

    def add():
        note(
            "begun",
            organisation=organisation,
            by=person(),
            submission=SubmissionFactory(organisation=organisation),
        )

    add()
    client.get(address)
    one = queries(client, address)
    add()
    add()

    assert queries(client, address) == one


def test_typed_text_stays_text(client, ada):
    organisation = mine(ada, name="<script>alert(1)</script>")
    SubmissionFactory(organisation=organisation, content={"name": '"><img src=x>'})
    note("invited", organisation=organisation, by=ada, subject="<b>fett</b>")

    for address in (ACCOUNT, organisation.get_absolute_url(), f"{organisation.get_absolute_url()}verlauf/"):
        page = client.get(address).content.decode()
        assert [text for text in ("<script>alert", "<img src=x", "<b>fett") if text in page] == []


def test_submission_statuses_all_have_words():
    assert all(
        Row(submission=Submission(status=status, kind="product")).progress for status in Submission.OPEN
    )
