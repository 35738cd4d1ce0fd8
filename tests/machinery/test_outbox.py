"""Letters: written with what they tell of, sent once the worker comes round, tried again, given up."""

import smtplib
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from machinery import outbox
from machinery.models import Letter
from tests.between import just_before

pytestmark = pytest.mark.django_db


class Refusing(BaseEmailBackend):
    """A mail server that takes no letter with this word in its subject."""

    def send_messages(self, messages):
        for message in messages:
            if "Gift" in message.subject:
                raise smtplib.SMTPDataError(554, b"refused")
        mail.outbox.extend(messages)
        return len(messages)


@pytest.fixture
def refusing(settings):
    settings.DELIVERY_BACKEND = "tests.machinery.test_outbox.Refusing"


def write(subject="Guten Tag", **more):
    EmailMessage(subject, "Text", to=["ich@example.org"], **more).send()


def test_letter_waits_until_the_worker_sends_it():
    write(reply_to=["du@example.org"])
    assert mail.outbox == []

    assert outbox.send_due() == 1

    (sent,) = mail.outbox
    letter = Letter.objects.get()
    assert (sent.subject, sent.body, sent.to, sent.reply_to) == (
        "Guten Tag",
        "Text",
        ["ich@example.org"],
        ["du@example.org"],
    )
    assert sent.extra_headers["Message-ID"] == letter.message_id
    assert (letter.status, letter.tries, letter.sent_at is None) == ("sent", 1, False)
    assert outbox.send_due() == 0


def test_letter_of_an_undone_transaction_is_not_there():
    with transaction.atomic():
        write()
        transaction.set_rollback(True)

    assert not Letter.objects.exists()


def test_html_goes_along():
    letter = EmailMultiAlternatives("Guten Tag", "Text", to=["ich@example.org"])
    letter.attach_alternative("<p>Text</p>", "text/html")
    letter.send()

    outbox.send_due()

    assert [(one.content, one.mimetype) for one in mail.outbox[0].alternatives] == [
        ("<p>Text</p>", "text/html")
    ]


def test_line_breaks_in_headers_are_refused():
    with pytest.raises(BadHeaderError):
        write("Guten Tag\nBcc: alle@example.org")

    assert not Letter.objects.exists()


def test_failed_letter_is_tried_again_later_with_the_same_message_id(refusing, settings):
    write("Gift")
    outbox.send_due()
    letter = Letter.objects.get()
    assert (letter.status, letter.tries, letter.claimed_until) == ("waiting", 1, None)
    assert letter.next_try_at > timezone.now()
    assert "SMTPDataError" in letter.last_error
    assert outbox.send_due() == 0

    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Letter.objects.update(next_try_at=timezone.now())
    outbox.send_due()

    assert [one.extra_headers["Message-ID"] for one in mail.outbox] == [letter.message_id]
    assert Letter.objects.get().last_error == ""


def test_poisonous_letter_blocks_nobody(refusing):
    write("Gift")
    write("Guten Tag")

    outbox.send_due()

    assert [one.subject for one in mail.outbox] == ["Guten Tag"]


def test_letter_is_given_up_after_its_tries_and_can_be_sent_again(refusing):
    write("Gift")
    for _ in range(len(outbox.PAUSES) + 1):
        Letter.objects.update(next_try_at=timezone.now())
        outbox.send_due()
    assert Letter.objects.get().status == "dead"
    Letter.objects.update(next_try_at=timezone.now())
    assert outbox.send_due() == 0

    assert outbox.send_again(Letter.objects.all()) == 1

    assert (Letter.objects.get().status, Letter.objects.get().tries) == ("waiting", 0)
    assert outbox.send_due() == 1


def test_letter_of_a_killed_worker_is_sent_after_its_claim():
    write()
    assert outbox._claim().subject == "Guten Tag"  # and now the worker dies
    assert outbox.send_due() == 0

    Letter.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))

    assert outbox.send_due() == 1
    assert len(mail.outbox) == 1


def test_letter_that_another_worker_claims_meanwhile_is_left_to_it():
    write()
    claimed = {"claimed_until": timezone.now() + timedelta(minutes=1)}

    with just_before("UPDATE", lambda: Letter.objects.update(**claimed)):
        assert outbox.send_due() == 0

    assert mail.outbox == []


def test_command_sends_what_is_due_once(settings, capsys):
    settings.DELIVERY_BACKEND = "machinery.outbox.ConsoleBackend"
    letter = EmailMultiAlternatives("Guten Tag", "Text", to=["ich@example.org"])
    letter.attach_alternative("<p>Text</p>", "text/html")
    letter.send()

    call_command("send_letters", once=True, stdout=StringIO())

    printed = capsys.readouterr().out
    assert "Subject: Guten Tag" in printed
    assert "\nText\n" in printed
    assert "<p>" not in printed
    assert Letter.objects.get().status == "sent"


def test_letter_without_recipients_is_none():
    assert EmailMessage("Guten Tag", "Text", to=[]).send() == 0
    assert not Letter.objects.exists()
