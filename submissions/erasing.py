"""Somebody wants to be forgotten: asked for, thought over for two weeks, done, and done again when a backup
brings them back."""

import logging
import os
import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from landkarte.entries import moderation
from machinery import letters, personal_data
from machinery.mailboxes import one_spelling
from machinery.personal_data import Person, holdings
from submissions.entrance import login_address
from submissions.models import ErasedAddress, ErasureRequest
from submissions.personal_data import alone_in, person_of

GRACE = timedelta(days=14)
RECORDED = re.compile(r"(?P<digest>[0-9a-f]{64}) (?P<at>\S+)")
logger = logging.getLogger(__name__)


@transaction.atomic
def request(user, *, takes_down):
    """Note that the account is to end in two weeks, and how to change one's mind. `takes_down`: entries of
    organisations with no other member leave the map with it. A repeat changes that choice, not the day."""
    due_on = timezone.localdate() + GRACE
    asked, is_new = ErasureRequest.objects.update_or_create(
        user=user,
        defaults={"takes_down": takes_down},
        create_defaults={"due_on": due_on, "takes_down": takes_down},
    )
    if is_new:
        with translation.override(user.language):
            context = {"request": asked, "address": login_address(reverse("submissions:erasure"))}
        letters.write("erasure_requested", to=user.email, language=user.language, context=context)
    return asked


def cancel(user):
    """The account stays. Returns whether it was to end."""
    return bool(ErasureRequest.objects.filter(user=user).delete()[0])


def erase_due(today=None):
    """Erase everybody whose two weeks are over. Returns how many."""
    today = today or timezone.localdate()
    due = ErasureRequest.objects.filter(due_on__lte=today).values_list("user", flat=True)
    return sum(_erase_if_due(key, today) for key in list(due))


@transaction.atomic
def _erase_if_due(key, today):
    user = User.objects.select_for_update().filter(pk=key).first()
    asked = ErasureRequest.objects.filter(user=key, due_on__lte=today).first()
    if user is None or asked is None:  # changed their mind, or another run was quicker
        return 0
    erase(user, takes_down=asked.takes_down)
    return 1


@transaction.atomic
def erase(user, *, takes_down=False):
    """Leave nothing of a person: tables with their history, files, letters, sessions. What the map shows of
    their organisations stays, unless `takes_down`."""
    if takes_down:
        for organisation in alone_in(user):
            for entry in organisation.entries.published():
                moderation.unpublish(entry, by=None)
    known = person_of(user)
    person = Person(user, known.addresses | {user.email})
    for address in person.addresses:
        ErasedAddress.objects.update_or_create(
            digest=ErasedAddress.digest_of(address), defaults={"at": timezone.now()}
        )
    personal_data.erase(person)
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:  # staff who decided something: who it was is forgotten, that it was somebody stays
        _make_nobody(user)


def _make_nobody(user):
    ErasureRequest.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email, user.name = f"erased-{user.pk}@erased.invalid", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()


# -- After a backup came back -----------------------------------------------------------------------------


def erase_again():
    """Erase whom a restored backup has brought back: accounts and rows with an erased address that are older
    than its erasure. Returns how many addresses that were."""
    keep_record()
    erased = dict(ErasedAddress.objects.values_list("digest", "at"))
    if not erased:
        return 0
    back = {
        address for address, at in _seen() if _is_of_before(erased.get(ErasedAddress.digest_of(address)), at)
    }
    for address in back:
        _erase_address(address)
    return len(back)


def _seen():
    yield from User.objects.values_list("email", "date_joined")
    for holding in holdings():
        yield from ((one_spelling(address), at) for address, at in holding.seen())


def _is_of_before(erased_at, at):
    return erased_at is not None and at < erased_at


@transaction.atomic
def _erase_address(address):
    user = User.objects.filter(email=address).first()
    erased = ErasedAddress.objects.get(digest=ErasedAddress.digest_of(address))
    if user and user.date_joined < erased.at:
        at = erased.at
        erase(user)
        ErasedAddress.objects.filter(pk=erased.pk).update(at=at)
    else:  # who came back on their own keeps what is new: only rows that are found by address go
        personal_data.erase(Person(None, frozenset([address])))


def keep_record():
    """Bring the record beside the database, which outlives a restored one, and the table into line. A crash
    leaves the old record; lines that nobody can read are left out, with a word to the log."""
    path = settings.VAR_DIR / "erased.txt"
    before = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    known = dict(ErasedAddress.objects.values_list("digest", "at"))
    for digest, at in _recorded(before):
        if digest not in known or known[digest] < at:
            ErasedAddress.objects.update_or_create(digest=digest, defaults={"at": at})
            known[digest] = at
    current = dict(ErasedAddress.objects.order_by("pk").values_list("digest", "at"))
    text = "".join(f"{digest} {at.isoformat()}\n" for digest, at in current.items())
    if text != before:
        _replace(path, text)


def _recorded(text):
    """Digest and moment of each line that can be read."""
    for number, line in enumerate(text.splitlines(), start=1):
        match = RECORDED.fullmatch(line)
        try:
            at = datetime.fromisoformat(match["at"]) if match else None
        except ValueError:
            at = None
        if at is None or at.tzinfo is None:
            logger.warning("line %s of the record of erased people cannot be read", number)
        else:
            yield match["digest"], at


def _replace(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
