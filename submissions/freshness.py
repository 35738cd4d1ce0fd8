"""Is it still right? The yearly letter about an entry, its reminders, the mark, and what members answer."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from landkarte.entries import moderation
from landkarte.entries.freshness import a_year_before, old, vouched_on  # noqa: F401 (views ask here)
from landkarte.models import Entry
from machinery import letters
from submissions import withdrawing
from submissions.activity import note
from submissions.entrance import login_address
from submissions.models import Activity, FreshnessLetter, Membership, Organisation

PAUSE = timedelta(days=14)  # between two letters, and between the last one and the mark
LIFE = 3 * PAUSE + timedelta(days=60)  # of a link: of the first letter's, until 60 days after the mark
SALT = "submissions.freshness"


class DeadLinkError(Exception):
    """The link is none of ours."""


class OldLinkError(DeadLinkError):
    """The link was ours, and its time is over."""


def owner_of(entry):
    """The organisation whose members may speak for the entry, or None."""
    keys = [key for key in (entry.pk, entry.organisation_id) if key]
    owners = {owner.entry_id: owner for owner in Organisation.objects.filter(entry__in=keys)}
    return owners.get(entry.pk) or owners.get(entry.organisation_id)


# -- What members answer --------------------------------------------------------------------------------


@transaction.atomic
def confirm(entry, *, by=None):
    """What the entry says is right today; without `by`, somebody with the letter's link says so.
    ValidationError when the entry is not public."""
    entry = moderation.confirm(entry, by=by)
    if organisation := owner_of(entry):
        note(Activity.Verb.CONFIRMED, organisation=organisation, by=by, subject=entry.name)
    return entry


@transaction.atomic
def take_down(entry, *, by=None):
    """Take the entry off the map, and withdraw what is open about it; members and staff are told, staff can
    undo it. ValidationError when the entry is not public."""
    opened = withdrawing.opened_about(entry)
    entry = moderation.unpublish(entry, by=by)
    organisation = owner_of(entry)
    if opened:
        opened.entry = entry
        withdrawing.withdraw(opened, by=by if opened.organisation == organisation else None)
    if organisation:
        note(Activity.Verb.TAKEN_DOWN, organisation=organisation, by=by, subject=entry.name)
        for member in members_of(organisation):
            _write("entry_taken_down", member, {"entry": entry, "staff_email": settings.STAFF_EMAIL})
    change = reverse("admin:landkarte_entry_change", args=[entry.pk])
    letters.write(
        "entry_taken_down_staff",
        to=settings.STAFF_EMAIL,
        language=settings.LANGUAGE_CODE,
        context={"entry": entry, "admin_address": letters.full_address(change)},
    )
    return entry


def speaks_for(user, entry):
    """Whether somebody is a member of the entry's organisation, or of that which it belongs to."""
    return Entry.objects.filter(Exists(members(user=user.pk)), pk=entry.pk).exists()


def members(**which):
    """The active members who may speak for the entry of the query around."""
    own = Q(organisation__entry=OuterRef("pk")) | Q(organisation__entry=OuterRef("organisation"))
    return Membership.objects.filter(own, user__is_active=True, **which)


def members_of(organisation):
    return User.objects.filter(memberships__organisation=organisation, is_active=True).order_by("pk")


# -- Links ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Link:
    """Whose it is, the day after which it is over, and its entries for which they may still speak, each with
    whether it still does."""

    user: User
    until: date
    entries: list


def sign(entries, user, *, until=None):
    """What a link of this person holds to confirm these entries without a login, until somebody has."""
    until = until or timezone.localdate() + LIFE
    said = [[entry.pk, vouched_on(entry).isoformat()] for entry in entries]
    link = {"user": user.pk, "until": until.isoformat(), "entries": said}
    return signing.dumps(link, salt=SALT, compress=True)


def read(signed):
    """The Link that was signed. DeadLinkError, OldLinkError."""
    try:
        said = signing.loads(signed, salt=SALT)
        user, until = User.objects.get(pk=said["user"]), date.fromisoformat(said["until"])
        said = dict(said["entries"])
    except (signing.BadSignature, User.DoesNotExist, ValueError, TypeError) as error:
        raise DeadLinkError from error
    if until < timezone.localdate():
        raise OldLinkError
    entries = Entry.objects.with_organisation().filter(Exists(members(user=user.pk)), pk__in=said)
    entries = [(entry, _is_current(entry, said[entry.pk])) for entry in entries.order_by("name", "pk")]
    return Link(user, until, entries)


def _is_current(entry, cycle):
    return entry.is_published and vouched_on(entry).isoformat() == cycle


# -- Letters --------------------------------------------------------------------------------------------


def write_due(today=None):
    """Write the letters of today: to each person at most one, about all entries that are due. Returns how
    many. A repeat writes none again; after a gap the next letter comes, not all that were missed."""
    today = today or timezone.localdate()
    return sum(_write_to(user, today) for user in User.objects.filter(pk__in=_written_to(today)))


def mark_due(today=None):
    """Mark the entries of which the last reminder is two weeks old. Returns how many."""
    today = today or timezone.localdate()
    marked = 0
    reminded = FreshnessLetter.objects.filter(
        entry=OuterRef("pk"),
        stage=FreshnessLetter.LAST_STAGE,
        at__date__lte=today - PAUSE,
    )
    for entry in _stale(today).filter(Exists(reminded)):
        marked += _mark(entry, today)
    return marked


@transaction.atomic
def _mark(entry, today):
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    last = entry.freshness_letters.filter(
        cycle=vouched_on(entry), stage=FreshnessLetter.LAST_STAGE, at__date__lte=today - PAUSE
    )
    if entry.unconfirmed_since or not entry.is_published or not last.exists():
        return 0
    moderation.mark_unconfirmed(entry, since=vouched_on(entry))
    return 1


def _stale(today):
    """Public entries with an owner for which nobody has vouched for a year, or since staff have asked, and
    that are not marked yet."""
    vouched_before = Q(confirmed_on__lt=F("asked_on")) | Q(
        confirmed_on=None, published_at__date__lte=F("asked_on")
    )
    due = old(today) | vouched_before
    return Entry.objects.published().filter(due, Exists(members()), unconfirmed_since=None)


def _written_to(today):
    """Keys of the people who may speak for a stale entry."""
    organisations = Organisation.objects.filter(
        Q(entry__in=_stale(today)) | Q(entry__in=_stale(today).values("organisation"))
    )
    return Membership.objects.filter(organisation__in=organisations).values("user")


@transaction.atomic
def _write_to(user, today):
    """1 when a letter was written to this person, else 0."""
    user = User.objects.select_for_update().filter(pk=user.pk, is_active=True).first()
    if user is None or user.freshness_letters.filter(at__date=today).exists():
        return 0
    staged = [(entry, _stage(entry, user, today)) for entry in _entries_of(user, today)]
    due = [(entry, stage) for entry, stage in staged if stage is not None]
    if not due:
        return 0
    FreshnessLetter.objects.bulk_create(
        FreshnessLetter(entry=entry, user=user, cycle=vouched_on(entry), stage=stage, at=_moment(today))
        for entry, stage in due
    )
    with translation.override(user.language):
        context = _context(due, user, today)
    _write("entry_confirm", user, context)
    return 1


def _moment(today):
    """Now; on another day than the clock's, its noon: tests and repairs run for other days."""
    now = timezone.localtime()
    if now.date() == today:
        return now
    return now.replace(year=today.year, month=today.month, day=today.day, hour=12)


def _entries_of(user, today):
    mine = Organisation.objects.filter(memberships__user=user.pk).exclude(entry=None).values("entry")
    return _stale(today).filter(Q(pk__in=mine) | Q(organisation__in=mine)).order_by("name", "pk")


def _stage(entry, user, today):
    """Which letter about the entry this person gets today, or None."""
    sent = entry.freshness_letters.filter(user=user, cycle=vouched_on(entry)).order_by("-stage").first()
    if sent is None:
        return 0
    waits = timezone.localdate(sent.at) + PAUSE > today
    return None if waits or sent.stage == FreshnessLetter.LAST_STAGE else sent.stage + 1


def _context(due, user, today):
    """What the letter says; in the language that is active."""
    items = []
    for entry, stage in due:
        signed = sign([entry], user)
        items.append(
            {
                "entry": entry,
                "since": vouched_on(entry),
                "confirm_address": _address("submissions:entry-confirm", signed),
                "change_address": login_address(reverse("submissions:submission-change", args=[entry.slug])),
                "take_down_address": login_address(reverse("submissions:entry-take-down", args=[signed])),
                "marked_on": today + PAUSE if stage == FreshnessLetter.LAST_STAGE else None,
            }
        )
    every = sign([entry for entry, _ in due], user)
    return {
        "items": items,
        "stage": max(stage for _, stage in due),
        "all_address": _address("submissions:entry-confirm", every) if len(due) > 1 else "",
    }


def _address(name, signed):
    return letters.full_address(reverse(name, args=[signed]))


def _write(name, user, context):
    letters.write(name, to=user.email, language=user.language, context={"user": user, **context})
