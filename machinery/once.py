"""Exactly once: a form that is sent twice does its work once, and the repeat gets the first answer.

Each rendered form carries a token of its own (`new_token`); its view hands it back to `once`. A form that
was killed half way left nothing behind and may be sent again.
"""

import hashlib
import json
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from machinery.models import FirstAnswer

VALID_FOR = timedelta(days=2)
KEPT_FOR = 2 * VALID_FOR


class ExpiredTokenError(Exception):
    """The token is none of ours, of another form, or too old."""


class OtherContentError(Exception):
    """The token was used already, with other content; `answer` is what that got."""

    def __init__(self, answer):
        super().__init__(answer)
        self.answer = answer


def new_token(form):
    """A signed token for one rendering of the form of this name."""
    return _signer(form).sign(get_random_string(22))


def is_current(token, form):
    """Whether `once` would take the token."""
    try:
        _signer(form).unsign(token, max_age=VALID_FOR)
    except signing.BadSignature:
        return False
    return True


@transaction.atomic
def once(token, *, form, content, act, same_within=None):
    """The answer (at most 100 characters) of `act()`, which runs at most once for a token, in one transaction
    with the note that it ran. `content`, a dict, tells a repeat from another use of the token; within
    `same_within` (a timedelta) the same content under another token, from another tab, is a repeat too.

    ExpiredTokenError, OtherContentError; what `act` raises undoes everything, and the token stays good.
    """
    if not is_current(token, form):
        raise ExpiredTokenError
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
    # Of two at once, one inserts the row; the other waits for its end, and then finds it or takes its place.
    first, is_new = FirstAnswer.objects.get_or_create(token=token, defaults={"digest": digest})
    if is_new:
        first.answer = _answer_to_content(form, digest, act, same_within) if same_within else act()
        first.save(update_fields=["answer"])
        _forget()
    elif first.digest != digest:
        raise OtherContentError(first.answer)
    return first.answer


def _answer_to_content(form, digest, act, same_within):
    """The answer of `act()`, or the one that the same content of this form got lately."""
    name = hashlib.sha256(f"{form} {digest}".encode()).hexdigest()
    same, is_new = FirstAnswer.objects.get_or_create(token=f"={name}", defaults={"digest": digest})
    same = FirstAnswer.objects.select_for_update().get(pk=same.pk)
    if is_new or same.created_at < timezone.now() - same_within:
        same.answer, same.created_at = act(), timezone.now()
        same.save(update_fields=["answer", "created_at"])
    return same.answer


def _forget():
    """Delete the answers whose tokens nobody can use any more."""
    FirstAnswer.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()


def _signer(form):
    return signing.TimestampSigner(salt=f"machinery.once.{form}")
