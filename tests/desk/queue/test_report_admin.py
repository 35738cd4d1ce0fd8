"""Reports in the administration: read there, and closed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from landkarte import reports
from landkarte.models import Report
from tests.factories import EntryFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/landkarte/report/"
HOSTILE = "<script>alert(1)</script> & mehr"


@pytest.fixture
def report():
    entry = EntryFactory(slug="alpha", name="Alpha <b>")
    return reports.receive(entry, reason="wrong", text=HOSTILE, email="", sender="test")


def test_list_shows_reports_with_their_facts(staff_client, report):
    content = staff_client.get(LIST).content.decode()

    for fact in (report.reference, "Alpha &lt;b&gt;", "Angaben sind falsch", "0 Tage", "offen"):
        assert fact in content, fact


def test_list_tells_what_is_overdue_and_filters_it(staff_client, report):
    other = reports.receive(report.entry, reason="other", text="Noch in der Frist.", email="", sender="test")
    Report.objects.filter(pk=report.pk).update(due_on=timezone.localdate() - timedelta(days=1))

    content = staff_client.get(f"{LIST}?due=over").content.decode()

    assert (report.reference in content, other.reference in content) == (True, False)
    assert "überschritten" in content


def test_text_is_shown_verbatim_and_is_no_field(staff_client, report):
    content = staff_client.get(f"{LIST}{report.pk}/change/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; mehr" in content
    assert 'name="text"' not in content
    staff_client.post(f"{LIST}{report.pk}/change/", {"text": "anders", "status": "done"})
    report.refresh_from_db()
    assert (report.text, report.status) == (HOSTILE, "open")


def test_action_closes_and_tells_of_those_that_were_closed(staff_client, staff, report):
    closed = reports.receive(report.entry, reason="other", text="Schon erledigt.", email="", sender="test")
    reports.close(closed, by=staff)
    chosen = {"action": "close_selected", "_selected_action": [report.pk, closed.pk]}

    content = staff_client.post(LIST, chosen, follow=True).content.decode()

    report.refresh_from_db()
    assert (report.status, report.closed_by) == ("done", staff)
    assert "1 Meldung erledigt." in content
    assert "schon erledigt" in content


def test_staff_with_the_right_to_view_may_not_close(client, report):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_report"))
    client.force_login(user)

    client.post(LIST, {"action": "close_selected", "_selected_action": report.pk})

    report.refresh_from_db()
    assert report.is_open
    assert client.get(LIST).status_code == 200


def test_nobody_adds_a_report_by_hand(staff_client):
    assert staff_client.get(f"{LIST}add/").status_code == 403


def test_list_takes_the_same_queries_for_one_and_three(staff_client, report, django_assert_num_queries):
    staff_client.get(LIST)
    with django_assert_num_queries(5):
        staff_client.get(LIST)
    for number in range(2):
        entry = EntryFactory()
        reports.receive(entry, reason="wrong", text="Ein Text mehr.", email="", sender=f"test{number}")
    with django_assert_num_queries(5):
        staff_client.get(LIST)


def test_history_shows_who_closed(staff_client, staff, report):
    reports.close(report, by=staff)

    content = staff_client.get(f"{LIST}{report.pk}/history/").content.decode()

    assert staff.email in content
    for wrong in ("0/history/", f"{report.pk}/history/nix/", "nix/history/"):
        assert staff_client.get(LIST + wrong).status_code == 404, wrong
