"""The queue as the front page of the administration: what waits, for whom, in which order."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.test import RequestFactory
from django.utils import timezone

from desk.models import Handling
from desk.queue import assignment, sources
from desk.queue.page_query import Waiting, Wanted
from desk.queue.panel import next_address
from machinery.models import Letter
from offers.models import Enquiry
from submissions.models import Submission
from tests.desk.waiting import barrier, claim, enquiry, report, submission
from tests.factories import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGE, ASSIGN = "/admin/", "/admin/queue/assign/"


def references(client, query=""):
    response = client.get(PAGE + query)
    return [item.reference for item, _state, _address in response.context["rows"]]


def editor(*permissions):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


def items_of(user, **wanted):
    return Waiting(user, Wanted(**wanted)).page(0, 50)


# -- What is in it ------------------------------------------------------------------------------------


def test_queue_shows_every_kind_by_the_day_by_which_it_is_due(staff_client):
    rows = [enquiry(5), barrier(4), claim(3), submission(2), report(1)]

    assert references(staff_client) == [row.reference for row in reversed(rows)]


def test_queue_leaves_out_what_is_decided_or_not_sent(staff_client, staff):
    submission(status="draft")
    submission(status="question")
    report(status="done", closed_at=timezone.now(), closed_by=staff)
    claim(status="rejected", decided_at=timezone.now())
    enquiry(status="assigned", assigned_to=staff)  # its editor still has time
    enquiry(-1, status="done", assigned_to=staff, closed_at=timezone.now(), closed_by=staff)
    late = enquiry(-1, status="assigned", assigned_to=staff)

    assert references(staff_client) == [late.reference]


def test_item_tells_what_it_is_about(staff_client):
    submission(name="Alpha <b>")

    content = staff_client.get(PAGE).content.decode()

    assert "Alpha &lt;b&gt;" in content
    assert Submission.objects.get().organisation.name in content


@pytest.mark.parametrize(("due", "state"), [(-1, "over"), (0, "soon"), (30, "new")])
def test_state_follows_the_day(staff, due, state):
    report(due)

    assert [item.state for item in items_of(staff)] == [state]


def test_item_tells_who_has_it_and_who_looks_at_it_and_what_was_noted(staff_client, staff):
    one, other = report(30), StaffFactory(name="Mehmet Yılmaz")
    assignment.assign("report", one.pk, to=other, by=staff)
    assignment.look_at("report", one.pk, by=other)
    assignment.add_note("report", one.pk, by=other, text="Geprüft.", proposal="reject")
    assignment.add_note("claim", one.pk, by=other, text="Von etwas anderem.")

    (item,) = items_of(staff)

    facts = (item.state, item.assigned_to, item.looked_at_by, item.notes, item.proposal)
    assert facts == ("working", other, other, 1, "ablehnen")
    content = staff_client.get(PAGE).content.decode()
    assert "wird gerade geprüft von Mehmet Yılmaz" in content


def test_empty_queue_says_so(staff_client):
    assert "Nichts zu tun." in staff_client.get(PAGE).content.decode()


# -- Filters ------------------------------------------------------------------------------------------


@pytest.fixture
def several(staff):
    """Names -> references: mine and late, somebody's and soon due, nobody's."""
    mine, theirs, free = report(-1), submission(0), claim(30)
    assignment.assign("report", mine.pk, to=staff, by=staff)
    assignment.assign("submission", theirs.pk, to=StaffFactory(), by=staff)
    return {"mine": mine.reference, "theirs": theirs.reference, "free": free.reference}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=claim", ["free"]),
        ("?kind=claim&kind=report", ["mine", "free"]),
        ("?who=me", ["mine"]),
        ("?who=nobody", ["free"]),
        ("?who=others", ["theirs"]),
        ("?due=over", ["mine"]),
        ("?due=soon", ["theirs"]),
        ("?q=gemeldeter", ["mine"]),
        ("?q=gemeldeter+nix", []),
        ("?q=%25", []),
        ("?due=soon&who=me", []),
    ],
)
def test_filters_narrow(staff_client, several, query, found):
    assert references(staff_client, query) == [several[name] for name in found]


def test_search_finds_the_reference(staff_client, several):
    assert references(staff_client, f"?q={several['free'].lower()}") == [several["free"]]


def test_counts_of_a_filter_follow_the_others(staff, several):
    counts = Waiting(staff, Wanted(who="me", kind=("report",))).counts

    assert counts.all == 1
    assert dict(counts.kind) == {"report": 1}
    assert dict(counts.who) == {"me": 1}
    assert dict(counts.due) == {"over": 1}
    assert dict(Waiting(staff, Wanted()).counts.who) == {"me": 1, "others": 1, "nobody": 1}


@pytest.mark.parametrize("query", ["?kind=nix", "?who=9", "?due=x", "?q=%07", "?kind=report&kind=%27"])
def test_unknown_filter_is_told_and_shows_nothing(staff_client, several, query):
    response = staff_client.get(PAGE + query)

    assert response.status_code == 400
    assert "Diese Filter gibt es nicht" in response.content.decode()
    assert several["mine"] not in response.content.decode()


@pytest.mark.parametrize("query", ["?page=x", "?page=-1", "?page=1e9", "?nix=1", "?page=9999999999999999999"])
def test_other_hostile_values_are_ignored(staff_client, several, query):
    assert len(references(staff_client, query)) == 3


def test_pages_hold_fifty(staff_client, staff):
    made = [claim(number) for number in range(52)]

    assert references(staff_client, "?page=2") == [row.reference for row in made[50:]]
    assert len(references(staff_client)) == 50


# -- Who sees what ------------------------------------------------------------------------------------


def test_editor_sees_the_sources_they_may_see(client):
    shown = report()
    hidden = submission(name="Geheim")
    client.force_login(editor("view_report"))

    assert references(client) == [shown.reference]
    content = client.get(PAGE).content.decode()
    assert ("Geheim" in content, hidden.reference in content) == (False, False)


def test_staff_without_any_source_see_their_lists(client):
    submission()
    client.force_login(editor("view_dailyrun", "view_letter"))
    Letter.objects.create(message_id="<a@b>", recipients=[], subject="A", status="dead")

    response = client.get(PAGE)

    content = response.content.decode()
    assert response.context["rows"] == []
    assert "/admin/machinery/letter/?status__exact=dead" in content
    assert ("/admin/desk/dailyrun/" in content, "Nichts zu tun" in content) == (True, False)


def test_empty_heap_is_not_shown(staff_client):
    assert "Aufgegebene Briefe" not in staff_client.get(PAGE).content.decode()


def test_queue_takes_the_same_queries_for_few_and_many(staff_client, staff, django_assert_max_num_queries):
    made = [claim(), report(), submission(), enquiry(), barrier()]
    for _ in range(3):
        made.append(claim())
    for row in made[:2]:
        assignment.look_at("report" if row is made[1] else "claim", row.pk, by=StaffFactory())
        assignment.assign("report" if row is made[1] else "claim", row.pk, to=StaffFactory(), by=staff)
    staff_client.get(PAGE)

    with django_assert_max_num_queries(15):
        staff_client.get(PAGE)


# -- Assignment ---------------------------------------------------------------------------------------


def who_has(source, row):
    return Handling.objects.get(source=source, key=row.pk).assigned_to


def test_button_of_an_item_gives_it_to_me_and_leads_back_to_it(staff_client, staff):
    row = report()

    response = staff_client.post(ASSIGN, {"take": f"report:{row.pk}", "queue": "kind=report"})

    assert response.headers["Location"] == f"/admin/?kind=report#report-{row.pk}"
    assert who_has("report", row) == staff


def test_button_does_not_take_from_somebody_who_was_quicker(staff_client, staff):
    rows, quicker = {"report": report(), "enquiry": enquiry()}, StaffFactory()
    for source, row in rows.items():
        sources.assign(sources.sources(staff)[source], row.pk, to=quicker, by=quicker)

    for source, row in rows.items():
        answer = staff_client.post(ASSIGN, {"take": f"{source}:{row.pk}"}, follow=True)
        assert "inzwischen jemand anderes" in answer.content.decode(), source

    assert who_has("report", rows["report"]) == quicker
    assert Enquiry.objects.get().assigned_to == quicker


def test_chosen_items_go_to_a_person_and_to_nobody(staff_client):
    rows, other = [report(), report()], StaffFactory()
    chosen = {"item": [f"report:{row.pk}" for row in rows]}

    staff_client.post(ASSIGN, chosen | {"do": "give", "to": other.pk})
    assert [who_has("report", row) for row in rows] == [other, other]

    staff_client.post(ASSIGN, chosen | {"do": "drop"})
    assert [who_has("report", row) for row in rows] == [None, None]


def test_enquiry_is_assigned_by_its_own_verb(staff_client, staff):
    row = enquiry()

    staff_client.post(ASSIGN, {"item": f"enquiry:{row.pk}", "do": "take"})

    row.refresh_from_db()
    assert (row.status, row.assigned_to) == ("assigned", staff)
    answer = staff_client.post(ASSIGN, {"item": f"enquiry:{row.pk}", "do": "drop"}, follow=True)
    assert "kümmert sich immer jemand" in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"item": "report:nix", "do": "take"},
        {"item": "nix:1", "do": "take"},
        {"item": "report:99999999999999999999999", "do": "take"},
        {"take": "report"},
        {"item": "report:1", "do": "give", "to": "nix"},
        {"item": "report:1", "do": "give", "to": "99999999999999999999999"},
        {"item": "report:1", "do": "nix", "queue": "kind=nix&" * 500},
    ],
)
def test_assignment_of_nothing_or_to_nobody_known_changes_nothing(staff_client, sent):
    assert staff_client.post(ASSIGN, sent).headers["Location"] == PAGE
    assert not Handling.objects.filter(assigned_to__isnull=False).exists()


def test_nobody_assigns_what_they_may_not_see(client):
    row = submission()
    client.force_login(editor("view_report", "change_handling"))

    client.post(ASSIGN, {"take": f"submission:{row.pk}"})

    assert not Handling.objects.exists()


def test_viewing_is_not_enough_to_assign(client):
    rows = {"enquiry": enquiry(), "report": report()}
    client.force_login(editor("view_enquiry", "view_report"))

    for source, row in rows.items():
        client.post(ASSIGN, {"take": f"{source}:{row.pk}"})
        answer = client.post(f"/admin/queue/{source}/{row.pk}/", {"do": "take"})
        assert answer.status_code == 403, source

    rows["enquiry"].refresh_from_db()
    assert rows["enquiry"].assigned_to is None
    assert not Handling.objects.filter(assigned_to__isnull=False).exists()
    assert 'name="take"' not in client.get(PAGE).content.decode()


# -- On to the next -----------------------------------------------------------------------------------


def request_of(user, **query):
    request = RequestFactory().post("/", query)
    request.user = user
    return request


def test_next_is_the_one_after_this_in_the_queue_as_filtered(staff):
    rows = [report(1), claim(1), report(2), submission(3), report(3)]

    first = next_address(request_of(staff), "claim", rows[1].pk)
    filtered = next_address(request_of(staff, queue="kind=report"), "report", rows[2].pk)

    assert first == f"/admin/landkarte/report/{rows[0].pk}/change/"  # of the same day: by kind
    assert urlsplit(filtered).path == f"/admin/landkarte/report/{rows[4].pk}/change/"
    assert parse_qs(urlsplit(filtered).query) == {"queue": ["kind=report"]}


def test_next_after_the_last_is_the_first_and_then_the_queue(staff):
    rows = [report(1), report(2)]

    assert next_address(request_of(staff), "report", rows[1].pk).endswith(f"/{rows[0].pk}/change/")
    assert next_address(request_of(staff, queue="kind=claim"), "report", rows[0].pk) == "/admin/?kind=claim"


def test_next_leaves_out_what_somebody_else_has_open_and_what_was_decided(staff):
    rows = [report(number) for number in range(4)]
    assignment.look_at("report", rows[1].pk, by=StaffFactory())
    assignment.look_at("report", rows[2].pk, by=staff)
    report(due=1, status="done", closed_at=timezone.now(), closed_by=staff)

    assert next_address(request_of(staff), "report", rows[0].pk).endswith(f"/{rows[2].pk}/change/")


def test_hostile_queue_of_an_item_counts_as_none(staff):
    report(1)

    address = next_address(request_of(staff, queue="kind=nix&q=\x01"), "nix", 10**30)

    assert address == f"/admin/landkarte/report/{items_of(staff)[0].key}/change/"


def test_report_is_closed_from_its_page_and_the_next_one_opens(staff_client, staff):
    rows = [report(1), report(2)]
    page = f"/admin/landkarte/report/{rows[0].pk}/change/?queue=kind%3Dreport"

    answer = staff_client.post(page, {"_close": "1"})

    rows[0].refresh_from_db()
    assert (rows[0].status, rows[0].closed_by) == ("done", staff)
    assert answer.headers["Location"] == page.replace(f"/{rows[0].pk}/", f"/{rows[1].pk}/")


def test_due_days_of_the_queue_are_working_days(staff, set_clock):
    set_clock(timezone.make_aware(timezone.datetime(2026, 12, 23, 10)))
    report(5), report(6)  # 28 December, two working days ahead since Christmas is between, and 29

    assert [item.state for item in items_of(staff)] == ["soon", "new"]
