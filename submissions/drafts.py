"""How a draft begins and is saved: one open submission for each entry, nobody's words overwritten unseen."""

from django.db import transaction
from django.utils import timezone

from landkarte.models import Entry
from submissions import withdrawing
from submissions.activity import note
from submissions.content import PLACE, content_of, empty_content
from submissions.models import Activity, Organisation, Submission

SHARED = ("website", *PLACE)  # what a product says like its organisation, until somebody says otherwise


class ConflictError(Exception):
    """Somebody else, or another tab, has saved since; `current` is the submission as it stands."""

    def __init__(self, current):
        super().__init__(current)
        self.current = current


class ClosedError(Exception):
    """The submission is decided or withdrawn: nothing can be saved any more."""


class TakenError(Exception):
    """Another organisation to which the entry belongs too is changing it."""

    def __init__(self, organisation):
        super().__init__(organisation)
        self.organisation = organisation


@transaction.atomic
def begin(organisation, *, kind, by, entry=None):
    """The open submission about this entry, else a new draft: of a change to `entry`, or of something new.

    An organisation without an entry has one open submission about itself. New ones are prefilled: from the
    entry, from what was last rejected or withdrawn, or from what the organisation says of itself.
    What an organisation has open about an entry that is no longer its own is withdrawn; TakenError where the
    entry is its own too.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    is_own = entry is None and kind in Entry.Kind.organisations
    mine = organisation.submissions.filter(entry=entry)
    if is_own:
        mine = mine.filter(kind__in=Entry.Kind.organisations)
    if (entry or is_own) and (opened := mine.open().first()):
        return opened
    if entry:
        _close_foreign(entry)
        base = content_of(entry)
        content = base
    else:
        base = {}
        content = _prefilled(organisation, kind, mine.exclude(status=Submission.Status.ACCEPTED), is_own)
    draft = Submission.objects.create(
        organisation=organisation,
        entry=entry,
        kind=entry.kind if entry else kind,
        content=content,
        base=base,
        version=1,
        created_by=by,
        saved_by=by,
    )
    note(Activity.Verb.BEGUN, organisation=organisation, submission=draft, subject=draft.name, by=by)
    return draft


@transaction.atomic
def save(submission, content, *, version, by, typed=None, page="", section=""):
    """Keep what the members work on; returns the submission as saved.

    `version` is the one that the writer saw: ConflictError when the stored one is another, unless it says the
    same or comes from this very `page`, whose answer was lost on the way. That a logo was refused changes
    nothing that somebody said: it makes no version. ClosedError.
    """
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    typed = typed or {}
    if not current.is_open:
        raise ClosedError
    is_same = (current.content, _said(current.typed)) == (content, _said(typed))
    is_ours = page != "" and page == current.saved_from
    if version != current.version and not (is_same or is_ours):
        raise ConflictError(current)
    current.typed = typed
    if not is_same:
        current.content, current.saved_from = content, page
        current.version += 1
        current.saved_at, current.saved_by = timezone.now(), by
    if section:
        current.section = section
    current.save(
        update_fields=["content", "typed", "version", "saved_at", "saved_by", "saved_from", "section"]
    )
    return current


def _said(typed):
    return {name: value for name, value in typed.items() if name != Submission.REFUSED_LOGO}


def open_about_itself(organisation):
    """The open submission with which an organisation first comes onto the map, or None."""
    return organisation.submissions.open().filter(entry=None, kind__in=Entry.Kind.organisations).first()


def fitting_kinds(organisation):
    """Kinds of which a new entry can begin: the organisation itself comes first, and once."""
    is_there = organisation.entry_id or open_about_itself(organisation)
    return Entry.Kind.belonging if is_there else Entry.Kind.organisations


def _close_foreign(entry):
    opened = withdrawing.opened_about(entry)
    if opened and withdrawing.is_theirs(opened):
        raise TakenError(opened.organisation)
    if opened:
        withdrawing.withdraw(opened, by=None)


def _prefilled(organisation, kind, earlier, is_own):
    content = empty_content(kind)
    last = earlier.order_by("-saved_at").first() if is_own else None
    if last:
        known = last.content | {"logo": ""}  # its pictures stay with it
    elif is_own:
        known = {"name": organisation.name}
    else:
        about_itself = _about_itself(organisation)
        known = {field: about_itself[field] for field in SHARED if field in about_itself}
    return content | {field: known[field] for field in content if field in known}


def _about_itself(organisation):
    """What the organisation says of itself, on the map or in what it is about to submit."""
    if organisation.entry:
        return content_of(organisation.entry)
    own = organisation.submissions.filter(entry=None, kind__in=Entry.Kind.organisations)
    last = own.order_by("-saved_at").first()
    return last.content if last else {}
