"""The rows of entries in the account, and what somebody may begin there."""

import pytest

from submissions import memberships
from submissions.models import Claim, Role
from tests.factories import EntryFactory, SubmissionFactory
from tests.submissions.members import organisation_with, person
from tests.submissions.test_account import ACCOUNT, entry_of, mine, queries, sent

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def ada(client):
    """Somebody who has logged in."""
    user = person("ada@example.org", name="Ada Muster")
    client.force_login(user)
    return user


# -- Entries -------------------------------------------------------------------------------------------


def test_rows_say_whether_all_see_it_and_how_far_a_change_is(client, ada):
    organisation = mine(ada, entry__name="Alpha")
    public = entry_of(organisation, name="Beta")
    entry_of(organisation, name="Gamma", status="unpublished")
    entry_of(organisation, name="Noch bei der Redaktion", status="draft")
    sent(organisation, entry=public)
    SubmissionFactory(organisation=organisation, content={"name": "Delta"})

    shelf = client.get(ACCOUNT).context["shelves"][0]

    assert [(row.name, row.state, row.progress) for row in [*shelf.new, *shelf.rows]] == [
        ("Delta", "noch nicht öffentlich", "Entwurf"),
        ("Alpha", "öffentlich", ""),
        ("Beta", "öffentlich", "Änderung: wird geprüft"),
        ("Gamma", "nicht auf der Karte", ""),
    ]


def test_row_says_what_is_missing_and_why(client, ada):
    organisation = mine(ada, entry__website="", entry__summary_en="In short.")

    row = client.get(ACCOUNT).context["shelves"][0].rows[0]

    missing = {str(field): str(why) for field, why in row.missing}
    assert 0 < row.completeness.percent < 100
    assert "Website" in missing
    assert "Kurztext (englisch)" not in missing
    assert missing["Website"] in client.get(organisation.get_absolute_url()).content.decode()


def test_large_organisation_is_folded_in_the_account_and_paged_on_its_page(client, ada):
    organisation = mine(ada)
    EntryFactory.create_batch(30, organisation=organisation.entry, kind="product")

    shelf = client.get(ACCOUNT).context["shelves"][0]
    assert (len(shelf.rows), shelf.total, shelf.has_more) == (6, 31, True)
    assert shelf.rows[0].entry == organisation.entry
    pages = [client.get(f"{organisation.get_absolute_url()}?page={page}") for page in (1, 2)]
    assert [len(page.context["rows"]) for page in pages] == [24, 7]


@pytest.mark.parametrize("page", ["0", "-1", "3", "1e9", "9" * 40, "²", "nix"])
@pytest.mark.parametrize("path", ["", "verlauf/", "mitglieder/"])
def test_page_that_is_none_is_not_found(client, ada, page, path):
    organisation = mine(ada)

    response = client.get(f"{organisation.get_absolute_url()}{path}", {"page": page})

    assert response.status_code == 404


def test_page_of_the_account_that_is_none_leads_to_the_first(client, ada):
    response = client.get(ACCOUNT, {"page": "9"})

    assert (response.status_code, response.headers["Location"]) == (302, ACCOUNT)


def test_rows_of_one_organisation_do_not_hide_those_of_another(client, ada):
    for name in ("Alpha", "Beta"):
        organisation = mine(ada, entry__name=name)
        EntryFactory.create_batch(7, organisation=organisation.entry, kind="product")

    assert [len(shelf.rows) for shelf in client.get(ACCOUNT).context["shelves"]] == [6, 6]


def fill(ada, number):
    """More of everything that the account shows."""
    for _ in range(number):
        organisation = mine(ada)
        product = entry_of(organisation, industries=["energy"], confirmed_on="2020-01-01")
        SubmissionFactory(organisation=organisation, entry=product)
        sent(organisation, "question")
        Claim.objects.create(
            reference=f"I-{organisation.pk}",
            entry=organisation.entry,
            user=person(),
            evidence="staff",
            due_on="2026-01-01",
            objection_until="2026-01-01",
        )
        other, boss = organisation_with(Role.ADMIN)
        memberships.invite(other, email=ada.email, role=Role.EDITOR, by=boss.user)


def test_account_asks_as_often_for_one_row_as_for_three(client, ada):
    fill(ada, 1)
    client.get(ACCOUNT)
    one = queries(client, ACCOUNT)
    fill(ada, 2)

    assert queries(client, ACCOUNT) == one


def test_organisation_asks_as_often_for_one_row_as_for_three(client, ada):
    organisation = mine(ada)
    address = organisation.get_absolute_url()
    entry_of(organisation, industries=["energy"])
    SubmissionFactory(organisation=organisation)
    client.get(address)
    one = queries(client, address)
    for _ in range(2):
        SubmissionFactory(organisation=organisation, entry=entry_of(organisation, focuses=["vision"]))

    assert queries(client, address) == one


# -- Something new -------------------------------------------------------------------------------------


def kinds(client, organisation):
    return [kind for kind, _ in client.get(organisation.get_absolute_url()).context["kinds"]]


def test_organisation_on_the_map_begins_what_belongs_to_it(client, ada):
    organisation = mine(ada)

    assert kinds(client, organisation) == ["best_practice", "product", "project", "qualification"]
    page = client.get(organisation.get_absolute_url()).content.decode()
    assert f"/konto/organisationen/{organisation.key}/neu/?kind=product" in page


def test_organisation_that_is_not_on_the_map_begins_with_itself(client, ada):
    organisation = mine(ada, entry=None)
    assert kinds(client, organisation) == ["company", "research", "initiative"]

    SubmissionFactory(organisation=organisation, kind="company")

    assert kinds(client, organisation) == ["best_practice", "product", "project", "qualification"]
