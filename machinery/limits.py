"""How often a form may be sent: by one sender, and by all together; and how often somebody may try.

Forms count in the database, in the transaction of what they do. Tries count on their own: in the cache, where
all processes share one (`LIMITS_CACHE`), else in the database too.
"""

import logging
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from machinery.mailboxes import one_spelling
from machinery.models import Quota
from machinery.senders import address_in, network_in

MOST_OF_ONE_SENDER_A_DAY = 10  # of each form
LETTERS_TO_ONE_A_DAY = 2
LETTERS_A_DAY = 500
MARGIN_SECONDS = 600
logger = logging.getLogger(__name__)


class LimitReachedError(Exception):
    """Too many; `seconds` until the next one is possible. `by_all`: not this sender, all together."""

    def __init__(self, seconds, *, by_all):
        super().__init__(seconds)
        self.seconds = seconds
        self.by_all = by_all


def take(form, *, sender, an_hour, a_day):
    """Count one more of this form: by this sender (see `sender_of`) in an hour and in a day, by all in a day.

    LimitReachedError above a limit; `by_all` is logged as an alarm, since somebody may be misusing the form.
    What is rolled back was not counted: call it in the transaction that does the work. Hours and days are
    those of UTC.
    """
    now = timezone.now()
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    day = hour.replace(hour=0)
    tomorrow = day + timedelta(days=1)
    # All callers take the common row first: nobody can wait for somebody who waits for them.
    try:
        _count(f"{form}:{day:%Y-%m-%d}", a_day, tomorrow, by_all=True)
    except LimitReachedError:
        logger.error("the day's %d of the form %s are used up", a_day, form)
        raise
    _count(f"{form}:{day:%Y-%m-%d}:{sender}", MOST_OF_ONE_SENDER_A_DAY, tomorrow, by_all=False)
    _count(f"{form}:{hour:%Y-%m-%dT%H}:{sender}", an_hour, hour + timedelta(hours=1), by_all=False)
    Quota.objects.filter(ends_at__lte=now).delete()


def take_letter(address):
    """Count one more letter to an address that nobody has confirmed: two a day each, and not too many in all.

    LimitReachedError above a limit; `by_all` is logged as an alarm, since somebody may be misusing a form.
    """
    now = timezone.now()
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    name = salted_hmac("machinery.limits.letter", one_spelling(address), algorithm="sha256").hexdigest()
    ends_at = day + timedelta(days=1)
    try:
        _count(f"letter:{day:%Y-%m-%d}", LETTERS_A_DAY, ends_at, by_all=True)
    except LimitReachedError:
        logger.error("the day's %d letters to strangers are used up", LETTERS_A_DAY)
        raise
    _count(f"letter:{day:%Y-%m-%d}:{name[:32]}", LETTERS_TO_ONE_A_DAY, ends_at, by_all=False)


def take_turn(name, *, of, most, period="hour"):
    """Count one more of `name` by somebody or something in this hour or day of UTC; of `of` only a digest is
    kept. LimitReachedError above the limit. Unlike `take` it stays counted when the caller's work fails."""
    turn, ends_at = _turn(name, of, period)
    if settings.LIMITS_CACHE:
        _count_in_cache(turn, most, ends_at)
        return
    with transaction.atomic():
        Quota.objects.filter(ends_at__lte=timezone.now()).delete()
        _count(turn, most, ends_at, by_all=False)


def give_turn_back(name, *, of, period="hour"):
    """That one did not count: only tries that fail do."""
    turn, ends_at = _turn(name, of, period)
    if settings.LIMITS_CACHE:
        _give_back_in_cache(turn, ends_at)
    else:
        Quota.objects.filter(name=turn, used__gt=0).update(used=F("used") - 1)


def _turn(name, of, period):
    """The name of a counter and when it ends."""
    begins_at = timezone.now().astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    length = timedelta(hours=1)
    if period == "day":
        begins_at, length = begins_at.replace(hour=0), timedelta(days=1)
    # `of` may hold an address: folding would count "straße" and "strasse" as one.
    digest = salted_hmac("machinery.limits.turn", of.strip().lower(), algorithm="sha256").hexdigest()[:32]
    return f"{name}:{begins_at:%Y-%m-%dT%H}:{period}:{digest}", begins_at + length


def _count(name, most, ends_at, *, by_all):
    quota, _ = Quota.objects.get_or_create(name=name, defaults={"ends_at": ends_at})
    quota = Quota.objects.select_for_update().get(pk=quota.pk)
    if quota.used >= most:
        raise LimitReachedError(_seconds_until(ends_at), by_all=by_all)
    Quota.objects.filter(pk=quota.pk).update(used=F("used") + 1)


def _seconds_until(moment):
    return max(1, int((moment - timezone.now()).total_seconds()) + 1)


def _count_in_cache(turn, most, ends_at):
    if _add_in_cache(turn, 1, ends_at) > most:
        _add_in_cache(turn, -1, ends_at)
        raise LimitReachedError(_seconds_until(ends_at), by_all=False)


def _give_back_in_cache(turn, ends_at):
    if _add_in_cache(turn, -1, ends_at) < 0:
        _add_in_cache(turn, 1, ends_at)


def _add_in_cache(turn, number, ends_at):
    """How many there are then. They stay longer than their name means anything: none ends while it counts."""
    cache = caches[settings.LIMITS_CACHE]
    cache.add(turn, 0, _seconds_until(ends_at) + MARGIN_SECONDS)
    try:
        return cache.incr(turn, number)
    except ValueError:  # the cache went away in between, and another memory has not heard of it
        cache.set(turn, number, _seconds_until(ends_at) + MARGIN_SECONDS)
        return number


def sender_of(request):
    """A name for who sends, good for one day, from which nobody without our secret finds the address."""
    today = datetime.now(UTC).date().isoformat()
    network = network_in(request.META)
    return salted_hmac(f"machinery.limits.{today}", network, algorithm="sha256").hexdigest()[:32]


def client_address(request):
    return address_in(request.META)
