"""Claims in the administration: a queue, two decisions, nothing else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from machinery.models import Letter
from submissions import claims
from submissions.models import Claim, Membership
from tests.factories import EntryFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.submissions.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/submissions/claim/"


@pytest.fixture
def claim():
    entry = EntryFactory(name="Alpha", website="https://alpha.example")
    return claims.claim(entry, by=person("ada@gmx.de"), message="<b>Marketing</b>")


def page_of(claim):
    return f"{LIST}{claim.pk}/change/"


def test_claim_shows_what_staff_need(staff_client, claim):
    page = staff_client.get(page_of(claim)).content.decode()

    for text in (
        claim.reference,
        "Alpha",
        "ada@gmx.de",
        "&lt;b&gt;Marketing",
        "https://alpha.example",
        "noch niemand",
    ):
        assert text in page, text


def test_staff_accept(staff_client, staff, claim):
    answer = staff_client.post(page_of(claim), {"decision": "accept", "why": ""})

    assert answer.headers["Location"] == "/admin/"
    claim.refresh_from_db()
    assert (claim.status, claim.decided_by) == ("accepted", staff)
    assert Membership.objects.get().user == claim.user


def test_staff_reject_with_a_text(staff_client, claim):
    wrong = staff_client.post(page_of(claim), {"decision": "reject", "why": " "})
    assert wrong.status_code == 400
    assert Claim.objects.get().is_open

    staff_client.post(page_of(claim), {"decision": "reject", "why": "Wir finden Sie dort nicht."})
    claim.refresh_from_db()
    assert (claim.status, claim.explanation) == ("rejected", "Wir finden Sie dort nicht.")
    assert "Wir finden Sie dort nicht." in staff_client.get(page_of(claim)).content.decode()


def test_nothing_chosen_changes_nothing(staff_client, claim):
    before = Claim.objects.values().get()
    staff_client.post(
        page_of(claim), {"decision": "", "why": "x", "status": "accepted", "evidence": "domain"}
    )

    assert Claim.objects.values().get() == before


def test_second_reviewer_is_told(staff_client, claim):
    claims.withdraw(claim, by=claim.user)
    sent = Letter.objects.count()
    answer = staff_client.post(page_of(claim), {"decision": "accept", "why": ""}, follow=True)

    assert "ist schon zurückgezogen" in answer.content.decode()
    assert (Membership.objects.count(), Letter.objects.count()) == (0, sent)


def test_owner_who_may_still_object_is_told_to_staff(staff_client):
    entry = EntryFactory(name="Beta")
    MembershipFactory(organisation=OrganisationFactory(entry=entry), user__email="eva@beta.example")
    claim = claims.claim(entry, by=person("ada@gmx.de"), message="")
    page = staff_client.get(page_of(claim)).content.decode()
    answer = staff_client.post(page_of(claim), {"decision": "accept", "why": ""}, follow=True)

    assert "eva@beta.example" in page
    assert "kann bis zum" in answer.content.decode()
    assert Claim.objects.get().is_open


def test_owner_who_came_later_is_asked(staff_client, claim):
    claims.claim(claim.entry, by=person("eva@alpha.example"), message="")
    answer = staff_client.post(LIST, {"action": "accept_selected", "_selected_action": claim.pk}, follow=True)

    assert "wir haben gefragt" in answer.content.decode()
    claim.refresh_from_db()
    assert claim.objection_until == timezone.localdate() + timedelta(days=7)


def test_list_shows_age_in_working_days_and_what_is_overdue(staff_client, claim):
    Claim.objects.update(
        created_at=timezone.now() - timedelta(days=28), due_on=timezone.localdate() - timedelta(days=1)
    )
    page = staff_client.get(LIST).content.decode()

    assert "überschritten" in page
    assert "Arbeitstage" in page
    assert claim.reference in staff_client.get(LIST, {"due": "over"}).content.decode()
    assert claim.reference not in staff_client.get(LIST, {"due": "ahead"}).content.decode()


def test_claims_are_neither_added_nor_deleted(staff_client, claim):
    assert staff_client.get(f"{LIST}add/").status_code == 403
    assert staff_client.post(f"{LIST}{claim.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Claim.objects.count() == 1


def test_right_to_view_decides_nothing(client, claim):
    viewer = UserFactory(is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename="view_claim"))
    client.force_login(viewer)
    assert client.get(page_of(claim)).status_code == 200
    client.post(page_of(claim), {"decision": "accept", "why": ""})
    client.post(LIST, {"action": "accept_selected", "_selected_action": claim.pk})

    assert Claim.objects.get().is_open


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?status__exact=%00", 400),
        ("?due=nix", 200),
        ("?evidence__exact=%27", 200),
        ("?q=%00", 400),
        ("?o=9.9.9", 200),
    ],
)
def test_hostile_filters_are_answered(staff_client, claim, query, status):
    assert staff_client.get(LIST + query).status_code == status


def test_list_asks_the_same_however_long_it_is(staff_client, claim, django_assert_max_num_queries):
    for number in range(3):
        claims.claim(EntryFactory(), by=person(f"ada{number}@gmx.de"), message="")
    with django_assert_max_num_queries(15):
        staff_client.get(LIST)
