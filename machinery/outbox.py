"""The outbox: Django's e-mail backend that writes letters down, and the worker's side that sends them.

A letter is written in the transaction of what it tells of: both are there, or neither. It is sent afterwards
at least once, with the same Message-ID at every try.
"""

import logging
from datetime import timedelta
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend as DjangoConsole
from django.core.mail.message import DNS_NAME
from django.db import transaction
from django.utils import timezone

from machinery.leases import GIVEN_BACK, claim
from machinery.mailboxes import as_sent
from machinery.models import Letter

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # longer than a mail server may take for one letter
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 1440)]  # after each failed try
LONGEST_ERROR = 500


class OutboxBackend(BaseEmailBackend):
    """What `EMAIL_BACKEND` names: Django and all libraries write to the outbox without knowing it."""

    def send_messages(self, messages):
        with transaction.atomic():
            return sum(self._write(message) for message in messages)

    def _write(self, message):
        recipients = message.recipients()
        if not recipients:
            return 0
        message.message()  # refuses line breaks in headers
        html = [content for content, kind in getattr(message, "alternatives", []) if kind == "text/html"]
        Letter.objects.create(
            message_id=message.extra_headers.get("Message-ID") or make_msgid(domain=str(DNS_NAME)),
            sender=message.from_email,
            recipients=recipients,
            reply_to=list(message.reply_to),
            subject=message.subject,
            text=message.body,
            html=html[0] if html else "",
            headers={name: value for name, value in message.extra_headers.items() if name != "Message-ID"},
            next_try_at=getattr(message, "not_before", None) or timezone.now(),
        )
        return 1


class ConsoleBackend(DjangoConsole):
    """Prints letters where there is no mail server: the text, since nobody reads HTML on a console."""

    def write_message(self, message):
        message.alternatives = []
        super().write_message(message)


def send_due(most=100):
    """Send at most so many letters whose time has come; returns how many were tried. Any number of workers
    may call this at once: each letter is claimed by one of them."""
    tried = 0
    while tried < most and (letter := _claim()):
        _try(letter)
        tried += 1
    return tried


def send_again(letters):
    """Give dead letters (a QuerySet) all their tries again; returns how many those are."""
    return letters.filter(status=Letter.Status.DEAD).update(
        status=Letter.Status.WAITING, tries=0, next_try_at=timezone.now(), **GIVEN_BACK
    )


def take_back(message_ids):
    """Delete those of these letters that nobody has begun to send; returns how many those were."""
    waiting = Letter.objects.unclaimed().filter(status=Letter.Status.WAITING, tries=0)
    return waiting.filter(message_id__in=message_ids).delete()[0]


def _claim():
    """A due letter that is now ours, or None. A worker that is killed holds it until its lease ends."""
    return claim(Letter.objects.due(), LEASE)


def _try(letter):
    try:
        _send(letter)
    except Exception as error:
        _note_failure(letter, error)
    else:
        Letter.objects.filter(pk=letter.pk).update(
            status=Letter.Status.SENT,
            sent_at=timezone.now(),
            tries=letter.tries + 1,
            last_error="",
            **GIVEN_BACK,
        )


def _send(letter):
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        as_sent(letter.sender),
        [as_sent(address) for address in letter.recipients],
        reply_to=[as_sent(address) for address in letter.reply_to] or None,
        headers={**letter.headers, "Message-ID": letter.message_id},
        connection=get_connection(settings.DELIVERY_BACKEND),
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()


def _note_failure(letter, error):
    tries = letter.tries + 1
    dead = tries > len(PAUSES)
    logger.warning("letter %s: try %d failed: %s", letter.message_id, tries, type(error).__name__)
    Letter.objects.filter(pk=letter.pk).update(
        status=Letter.Status.DEAD if dead else Letter.Status.WAITING,
        tries=tries,
        next_try_at=timezone.now() + (timedelta(0) if dead else PAUSES[tries - 1]),
        last_error=f"{type(error).__name__}: {error}"[:LONGEST_ERROR],
        **GIVEN_BACK,
    )
