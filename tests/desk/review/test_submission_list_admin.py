"""The list of submissions in the admin."""

import pytest

from submissions.content import content_of
from submissions.models import Submission
from tests.desk.entries.test_entries_bad_input import NUL, QUERIES, VALUES, told
from tests.desk.review.test_submission_admin import LIST, page
from tests.factories import EntryFactory, OrganisationFactory, SubmissionFactory
from tests.submissions.states import in_state, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def submission():
    return submitted()


def listed(client, query=""):
    return list(client.get(f"{LIST}?{query}").context["cl"].result_list)


# -- The list -----------------------------------------------------------------------------------------


def test_list_shows_what_waits_the_first_due_first(staff_client):
    late, early = submitted(), submitted()
    Submission.objects.filter(pk=early.pk).update(due_on="2026-01-05")
    in_state("question")
    in_state("accepted")

    assert listed(staff_client) == [early, late]
    assert "05.01.2026, überschritten" in staff_client.get(LIST).content.decode()


def test_list_never_shows_drafts(staff_client):
    draft = SubmissionFactory()

    assert listed(staff_client, "queue=all") == []
    assert staff_client.get(page(draft)).status_code == 302


def test_list_filters_by_queue_and_kind(staff_client):
    by_state = {status: in_state(status)[0] for status in ("submitted", "question", "rejected", "withdrawn")}

    assert listed(staff_client, "queue=question") == [by_state["question"]]
    assert set(listed(staff_client, "queue=closed")) == {by_state["rejected"], by_state["withdrawn"]}
    assert set(listed(staff_client, "queue=all")) == set(by_state.values())
    assert listed(staff_client, "queue=all&kind__exact=company") == []


def test_list_tells_new_from_changes(staff_client):
    new, entry = submitted(), EntryFactory(focuses=["vision"])
    organisation = OrganisationFactory(entry=entry)
    change = submitted(
        organisation, entry=entry, kind="company", base=content_of(entry), content=content_of(entry)
    )

    assert (listed(staff_client, "new=yes"), listed(staff_client, "new=no")) == ([new], [change])


def test_list_searches_number_name_and_organisation(staff_client, submission):
    other = submitted(OrganisationFactory(entry=None, name="Ganz anders"))

    assert listed(staff_client, f"q={submission.reference}") == [submission]
    assert listed(staff_client, "q=ganz+anders") == [other]
    assert set(listed(staff_client, "q=werkstatthelfer")) == {submission, other}


def test_list_takes_the_same_queries_for_one_and_three(staff_client, submission, django_assert_num_queries):
    staff_client.get(LIST)
    with django_assert_num_queries(5):
        staff_client.get(LIST)
    for _ in range(2):
        submitted()
    with django_assert_num_queries(5):
        staff_client.get(LIST)


@pytest.mark.parametrize("parameter", ["queue", "due", "new", "kind__exact", "status__exact", "typed"])
def test_list_answers_hostile_filters(staff_client, submission, parameter):
    values = [NUL, "%25", "nix", "x" * 5000, "%ED%A0%80", "-1"]
    codes = {value: staff_client.get(f"{LIST}?{parameter}={value}").status_code for value in values}

    assert codes == dict.fromkeys(values, 200) | {NUL: 400}


def test_list_and_page_answer_hostile_addresses(staff_client, submission):
    lists = {query: staff_client.get(f"{LIST}?{query}").status_code for query in QUERIES}
    pages = {value: staff_client.get(f"{LIST}{value}/change/").status_code for value in VALUES}

    assert {q[:60]: code for q, code in lists.items() if code != told(QUERIES, q, LIST)} == {}
    assert pages == dict.fromkeys(VALUES, 302) | {NUL: 400}
