"""How long the portal keeps what: apps say it for their tables, in a module `retention`. A daily run
enforces it, and the page on data protection shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from machinery.models import FirstAnswer, Job, Letter, Quota
from machinery.once import KEPT_FOR

YEAR = timedelta(days=365)
ENDED_JOBS = timedelta(days=90)
SENT_LETTERS, DEAD_LETTERS = timedelta(days=90), timedelta(days=180)
_rules = {}


@dataclass(frozen=True)
class Rule:
    """`enforce(now)` ends what is kept too long and returns how many rows that were."""

    name: str
    label: Any  # what is kept
    kept: Any  # how long, in words
    then: Any  # what happens after that
    enforce: Callable
    position: int = 100  # among all of them


def register(rule):
    """ValueError when the name is taken."""
    if rule.name in _rules:
        raise ValueError(f"There is a rule {rule.name} already.")
    _rules[rule.name] = rule


def rules():
    """All of them, by their position, then in the order of their registration."""
    return sorted(_rules.values(), key=lambda rule: rule.position)


def enforce(rule):
    """Enforce one rule in one transaction; returns how many rows were ended."""
    with transaction.atomic():
        return rule.enforce(timezone.now())


def deleted(queryset):
    """Delete the rows; returns how many there were of the model itself."""
    return queryset.delete()[1].get(queryset.model._meta.label, 0)


def _letters(now):
    sent = Q(status=Letter.Status.SENT, sent_at__lt=now - SENT_LETTERS)
    dead = Q(status=Letter.Status.DEAD, created_at__lt=now - DEAD_LETTERS)
    return deleted(Letter.objects.filter(sent | dead))


def _jobs(now):
    return deleted(Job.objects.filter(ended_at__lt=now - ENDED_JOBS))


def _short_lived(now):
    """What only makes forms work: sessions, limits, one-time tokens."""
    return (
        deleted(Session.objects.filter(expire_date__lt=now))
        + deleted(Quota.objects.filter(ends_at__lte=now))
        + deleted(FirstAnswer.objects.filter(created_at__lt=now - KEPT_FOR))
    )


register(
    Rule(
        "letters",
        _("Gesendete Briefe"),
        _("90 Tage; wenn sie nicht ankamen, 180 Tage"),
        _("werden gelöscht"),
        _letters,
        position=10,
    )
)
register(
    Rule(
        "jobs",
        _("Protokolle von Änderungen, die im Hintergrund liefen"),
        _("90 Tage nach ihrem Ende"),
        _("werden gelöscht"),
        _jobs,
        position=40,
    )
)
register(
    Rule(
        "short-lived",
        _("Anmeldungen im Browser, Zähler und Einmalschlüssel von Formularen"),
        _("bis sie ablaufen"),
        _("werden gelöscht"),
        _short_lived,
        position=60,
    )
)
