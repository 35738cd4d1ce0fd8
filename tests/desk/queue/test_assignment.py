"""Who takes care of an item, who looks at it, what staff note; and the panel that shows it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.utils import timezone

from desk.models import DeskNote, Handling
from desk.queue import assignment, sources
from machinery import retention
from tests.desk.waiting import claim, enquiry, report, submission
from tests.factories import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def panel(source, key):
    return f"/admin/queue/{source}/{key}/"


def page_of(row):
    return f"/admin/landkarte/report/{row.pk}/change/"


# -- The verbs ----------------------------------------------------------------------------------------


def test_of_two_who_look_the_second_is_told(staff):
    other = StaffFactory()

    assert assignment.look_at("report", 1, by=staff) is None
    assert assignment.look_at("report", 1, by=other) == staff
    assert assignment.look_at("report", 1, by=staff) is None
    assert Handling.objects.get().looked_at_by == staff


def test_looking_ends_by_itself_and_by_hand(staff, set_clock):
    other = StaffFactory()
    assignment.look_at("report", 1, by=staff)
    assignment.look_at("report", 2, by=staff)
    assignment.look_away("report", 2, by=other)

    assert assignment.look_at("report", 2, by=other) == staff
    assignment.look_away("report", 2, by=staff)
    assert assignment.look_at("report", 2, by=other) is None
    later = timezone.now() + assignment.LOOKING
    set_clock(later)
    assert assignment.look_at("report", 1, by=other) is None


def test_of_two_who_take_the_second_is_refused(staff):
    other = StaffFactory()
    assignment.take("report", 1, by=staff)
    assignment.take("report", 1, by=staff)

    with pytest.raises(ValidationError):
        assignment.take("report", 1, by=other)
    assert Handling.objects.get().assigned_to == staff


def test_nothing_is_assigned_to_somebody_outside_the_staff(staff):
    with pytest.raises(ValidationError):
        assignment.assign("report", 1, to=UserFactory(), by=staff)


def test_decided_items_are_forgotten_and_open_ones_kept(staff):
    kept, asked, decided = report(), submission(status="question"), report()
    type(decided).objects.filter(pk=decided.pk).update(
        status="done", closed_at=timezone.now(), closed_by=staff
    )
    for source, row in (("report", kept), ("submission", asked), ("report", decided)):
        assignment.assign(source, row.pk, to=staff, by=staff)

    assert sources.forget_decided() == 1
    assert list(Handling.objects.order_by("pk").values_list("source", "key")) == [
        ("report", kept.pk),
        ("submission", asked.pk),
    ]


def test_notes_are_kept_for_a_year(staff):
    for days in (364, 366):
        note = assignment.add_note("report", days, by=staff, text="Geprüft.")
        DeskNote.objects.filter(pk=note.pk).update(at=timezone.now() - timedelta(days=days))

    rule = next(rule for rule in retention.rules() if rule.name == "desk-notes")
    assert retention.enforce(rule) == 1
    assert DeskNote.objects.get().key == 364


# -- The panel ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "address"),
    [
        (report, "/admin/landkarte/report/{}/change/"),
        (claim, "/admin/submissions/claim/{}/change/"),
        (enquiry, "/admin/offers/enquiry/{}/change/"),
    ],
)
def test_page_of_an_item_shows_who_has_it_open_and_what_was_noted(staff_client, staff, make, address):
    row, other = make(), StaffFactory(name="Mehmet Yılmaz")
    page = address.format(row.pk)
    source = make.__name__
    assignment.look_at(source, row.pk, by=other)
    assignment.add_note(source, row.pk, by=other, text="Ist das <b>echt</b>?", proposal="ask")

    content = staff_client.get(page).content.decode()

    assert "Wird gerade geprüft von Mehmet Yılmaz" in content
    assert "Ist das &lt;b&gt;echt&lt;/b&gt;?" in content
    assert "Vorschlag: zurückfragen" in content


def test_opening_the_page_counts_as_looking(staff_client, staff):
    row = report()

    staff_client.get(page_of(row))

    assert Handling.objects.get(source="report", key=row.pk).looked_at_by == staff


def test_panel_takes_gives_and_drops(staff_client, staff):
    row, other = report(), StaffFactory()
    found = []
    for sent in ({"do": "take"}, {"do": "give", "to": other.pk}, {"do": "give", "to": "nix"}, {"do": "drop"}):
        answer = staff_client.post(panel("report", row.pk), sent | {"queue": "who=me"})
        assert answer.headers["Location"] == f"{page_of(row)}?queue=who%3Dme"
        found.append(Handling.objects.get().assigned_to)

    assert found == [staff, other, other, None]


def test_going_away_leads_to_the_queue(staff_client, staff):
    row = report()
    staff_client.get(page_of(row))

    answer = staff_client.post(panel("report", row.pk), {"do": "away", "queue": "due=over"})

    assert answer.headers["Location"] == "/admin/?due=over"
    assert Handling.objects.get().looked_at_by is None


def test_note_is_written_with_its_proposal(staff_client, staff):
    row = report()

    staff_client.post(panel("report", row.pk), {"do": "note", "note": " Passt. ", "proposal": "accept"})

    note = DeskNote.objects.get()
    assert (note.source, note.key, note.text, note.proposal, note.by) == (
        "report",
        row.pk,
        "Passt.",
        "accept",
        staff,
    )


@pytest.mark.parametrize(
    "sent",
    [{}, {"note": " "}, {"note": "a" * 2001}, {"note": "a\x07b"}, {"note": "Gut.", "proposal": "nix"}],
)
def test_note_that_cannot_be_written_is_shown_again(staff_client, sent):
    row = report()

    answer = staff_client.post(panel("report", row.pk), sent)

    assert (answer.status_code, DeskNote.objects.count()) == (400, 0)
    assert "errorlist" in answer.content.decode()
    assert sent.get("note", "").strip() in answer.content.decode()


@pytest.mark.parametrize("address", [("nix", 1), ("report", 0), ("report", 10**30), ("submission", 5)])
def test_panel_of_nothing_is_not_found(staff_client, address):
    assert staff_client.post(panel(*address), {"do": "take"}).status_code == 404
    assert not Handling.objects.exists()


def test_panel_is_for_those_who_see_the_source(client):
    row = submission()
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_report", "add_desknote"]))
    client.force_login(user)

    for do in ("take", "note", "away"):
        sent = {"do": do, "note": "Geheim?"}
        assert client.post(panel("submission", row.pk), sent).status_code == 404
    assert not Handling.objects.exists()
    assert not DeskNote.objects.exists()


def test_note_needs_its_permission(client):
    row, user = report(), UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_report"))
    client.force_login(user)

    assert "Notiz oder Vorschlag" not in client.get(page_of(row)).content.decode()
    assert client.post(panel("report", row.pk), {"note": "Passt."}).status_code == 403
    assert not DeskNote.objects.exists()


def test_panel_takes_no_get(staff_client):
    assert staff_client.get(panel("report", report().pk)).status_code == 405


def test_decided_item_keeps_its_notes_and_has_no_assignment(staff_client, staff):
    row = report(status="done", closed_at=timezone.now(), closed_by=staff)
    assignment.add_note("report", row.pk, by=staff, text="So war es.")

    content = staff_client.get(page_of(row)).content.decode()

    assert ("So war es." in content, 'value="take"' in content) == (True, False)
