"""The outbox in the administration: read there, and what was given up is sent again."""

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.utils import timezone

from machinery import outbox
from machinery.models import Letter
from tests.desk.entries.test_entries import said
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/machinery/letter/"
HOSTILE = "<script>alert(1)</script> & mehr"


def letter(name, status="waiting", **values):
    return Letter.objects.create(
        message_id=f"<{name}@testserver>",
        sender="landkarte@testserver",
        recipients=[f"{name}@example.org", "zweite@example.org"],
        reply_to=["redaktion@example.org"],
        subject=f"Brief {name}",
        text="Guten Tag",
        status=status,
        sent_at=timezone.now() if status == "sent" else None,
        **values,
    )


@pytest.fixture
def letters():
    return {
        "waiting": letter("waiting"),
        "sent": letter("sent", "sent", tries=1),
        "dead": letter("dead", "dead", tries=7, last_error="SMTPRecipientsRefused: 550 unknown"),
    }


def staff_with(*rights):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return user


# -- Reading ------------------------------------------------------------------------------------------


def test_list_shows_letters_with_their_facts(staff_client, letters):
    content = staff_client.get(LIST).content.decode()

    for fact in (
        "dead@example.org, zweite@example.org",
        "SMTPRecipientsRefused: 550 unknown",
        'wrong">aufgegeben<',
        'good">gesendet<',
        'waiting">wartet<',
    ):
        assert fact in content, fact


@pytest.mark.parametrize(("asked", "found"), [("straße", ["umlaut"]), ("strasse", [])])
def test_list_is_searched_by_the_readable_address(staff_client, letters, asked, found):
    Letter.objects.filter(subject="Brief waiting").update(
        subject="Brief umlaut", recipients=["max@straße.example"]
    )

    result = staff_client.get(LIST, {"q": asked}).context["cl"].result_list

    assert [row.subject.removeprefix("Brief ") for row in result] == found


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("status__exact=dead", ["dead"]),
        ("status__exact=waiting", ["waiting"]),
        ("q=sent%40example", ["sent"]),
        ("q=brief+dead", ["dead"]),
        ("q=nix", []),
        ("", ["dead", "sent", "waiting"]),
    ],
)
def test_list_is_searched_and_filtered(staff_client, letters, query, names):
    result = staff_client.get(f"{LIST}?{query}").context["cl"].result_list

    assert [row.subject.removeprefix("Brief ") for row in result] == names


def test_list_tells_of_letters_that_were_given_up(staff_client, letters):
    letter("dead2", "dead")

    content = staff_client.get(LIST).content.decode()

    assert "2 Briefe wurden nach allen Versuchen aufgegeben." in content
    assert 'href="?status__exact=dead"' in content


def test_list_tells_nothing_where_none_was_given_up(staff_client):
    letter("waiting")

    assert "aufgegeben." not in staff_client.get(LIST).content.decode()


def test_letter_is_shown_verbatim_and_is_no_field(staff_client):
    row = letter("a", last_error=HOSTILE)
    Letter.objects.update(text=HOSTILE, subject=HOSTILE)

    for path in ("", f"{row.pk}/change/", f"{row.pk}/delete/"):
        content = staff_client.get(LIST + path).content.decode()
        assert "<script>alert" not in content
    assert (
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; mehr"
        in staff_client.get(f"{LIST}{row.pk}/change/").content.decode()
    )
    assert staff_client.post(f"{LIST}{row.pk}/change/", {"text": "anders"}).status_code == 403
    assert Letter.objects.get().text == HOSTILE


def test_list_takes_the_same_queries_for_one_and_three(staff_client, django_assert_num_queries):
    for name in ("a", "b", "c"):
        letter(name, "dead")
        with django_assert_num_queries(6):
            staff_client.get(LIST)


# -- Sending again ------------------------------------------------------------------------------------


def test_action_sends_again_what_was_given_up(staff_client, letters):
    keys = [row.pk for row in letters.values()]

    response = staff_client.post(LIST, {"action": "send_selected_again", "_selected_action": keys})

    assert said(response) == [
        "1 Brief geht noch einmal auf den Weg.",
        "Nur aufgegebene Briefe können noch einmal gesendet werden.",
    ]
    dead = Letter.objects.get(pk=letters["dead"].pk)
    assert (dead.status, dead.tries) == ("waiting", 0)
    assert Letter.objects.get(pk=letters["sent"].pk).status == "sent"
    outbox.send_due()
    assert sorted(message.subject for message in mail.outbox) == ["Brief dead", "Brief waiting"]


# -- Who may do what ----------------------------------------------------------------------------------


def test_nobody_writes_a_letter_by_hand(staff_client):
    assert staff_client.get(f"{LIST}add/").status_code == 403


@pytest.mark.parametrize(
    ("rights", "code", "status"),
    [
        (["view_entry", "change_entry"], 403, "dead"),
        (["view_letter"], 200, "dead"),
        (["change_letter"], 200, "waiting"),
    ],
)
def test_rights_decide_who_reads_and_who_sends(client, rights, code, status):
    row = letter("a", "dead")
    client.force_login(staff_with(*rights))

    client.post(LIST, {"action": "send_selected_again", "_selected_action": row.pk})

    row.refresh_from_db()
    assert (client.get(LIST).status_code, row.status) == (code, status)
    assert (LIST in client.get("/admin/").content.decode()) == (code == 200)


def test_only_superusers_delete(client, staff):
    first, second = letter("a"), letter("b")
    client.force_login(staff_with("view_letter", "change_letter", "delete_letter"))
    client.post(f"{LIST}{first.pk}/delete/", {"post": "yes"})
    client.post(LIST, {"action": "delete_selected", "_selected_action": second.pk, "post": "yes"})
    assert Letter.objects.count() == 2

    client.force_login(staff)
    client.post(f"{LIST}{first.pk}/delete/", {"post": "yes"})

    assert list(Letter.objects.all()) == [second]


def test_text_which_may_hold_a_code_is_for_superusers_alone(client, staff, letters):
    Letter.objects.update(text="Ihr Code: 123 456")
    page = f"{LIST}{letters['sent'].pk}/change/"
    client.force_login(staff)
    assert "123 456" in client.get(page).content.decode()

    client.force_login(staff_with("view_letter", "change_letter"))
    content = client.get(page).content.decode()

    assert "Brief sent" in content
    assert "123 456" not in content
    assert client.get(f"{LIST}?text__contains=123").status_code == 400
    assert client.get(f"{LIST}?html__contains=123").status_code == 400
