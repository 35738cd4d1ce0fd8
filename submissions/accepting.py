"""Puts what an organisation has submitted on the map: a new entry, or its changes onto the present one.

Everything here happens in the transaction of `review.accept`.
"""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from landkarte.entries import moderation
from landkarte.entries.slugs import new_slug
from landkarte.models import Entry, Region
from machinery.publishing import DataVersion
from machinery.refusals import about_fields
from submissions.completeness import completeness
from submissions.content import (
    KEEP,
    PLACE,
    STAFF_ONLY,
    TERMS,
    changed_fields,
    column_of,
    content_of,
    fields_of,
    label_of,
    lay_onto,
    misshapen,
    terms_of,
)
from submissions.models import Logo, Organisation, Submission

FILE_NAME_LENGTH = 24
PLACE_CHOICE = "place"
ANSWER = "answer_"  # begins the names of answers in `Submission.typed`


def put_on_map(submission, *, by, left_out=()):
    """The entry that says what was submitted, but for the fields that are `left_out`; a new one is public
    from now on. ValidationError, and nothing is changed.

    Of a change only what the organisation has changed is laid on: where staff have changed something else in
    the meantime, that stays.
    """
    organisation = Organisation.objects.select_for_update().get(pk=submission.organisation_id)
    refuse_impossible(submission, organisation)
    if is_change(submission):
        entry = Entry.objects.select_for_update().get(pk=submission.entry_id)
    else:
        entry = _new(submission, organisation)
    content = {
        name: submission.submitted_content.get(name)
        for name in accepted_fields(submission)
        if name not in left_out
    }
    _lay(entry, content)
    entry.confirmed_on, entry.unconfirmed_since = timezone.localdate(), None
    file = _set_logo(entry, submission, content)
    try:
        _put(entry, by=by, content=content, reference=submission.reference)
    except Exception:
        if file:
            file.storage.delete(file.name)
        raise
    _bind(organisation, entry)
    return entry


def is_change(submission):
    """Whether it is about an entry that was there before; one that is gone by now counts too."""
    return bool(submission.entry_id or submission.base)


def accepted_fields(submission):
    """Names of the fields that accepting changes. A place is one thing: all of it, or nothing."""
    content = submission.submitted_content
    if not is_change(submission):
        return list(content)
    changed = changed_fields(content, submission.base)
    if set(changed) & set(PLACE):
        changed += [name for name in PLACE if name not in changed]
    return [name for name in changed if name in content]


def choices(submission):
    """What staff can take over or leave out: name -> the fields of the content that go with it. The place is
    one choice; what is not for the map is none, nor what a new entry must have."""
    content, found = submission.submitted_content, {}
    required = [name for name, _why in completeness(submission.kind, {}).needed]
    needed = [] if is_change(submission) else [*required, *PLACE]
    accepted = accepted_fields(submission)
    for name in (one for one in fields_of(submission.kind) if one in accepted):
        says_something = is_change(submission) or content.get(name)
        if name not in STAFF_ONLY and name not in needed and says_something:
            found.setdefault(PLACE_CHOICE if name in PLACE else name, []).append(name)
    return found


def left_out_by(submission, chosen):
    """The fields that stay as they are when only these choices are taken over; None stands for all.
    ValidationError for an unknown one, and when nothing would be left."""
    if chosen is None:
        return []
    offered = choices(submission)
    if unknown := set(chosen) - set(offered):
        raise ValidationError(
            _("Ein Feld „%(name)s“ gibt es hier nicht."), "unknown-field", {"name": min(unknown)}
        )
    if offered and not chosen and is_change(submission):
        raise ValidationError(
            _("Bitte wählen Sie mindestens eine Angabe, oder lehnen Sie die Änderung ab."), "nothing-chosen"
        )
    return [name for choice, names in offered.items() if choice not in chosen for name in names]


def labels_of(fields):
    """The names of fields as people read them; the place has one."""
    names = dict.fromkeys(PLACE_CHOICE if name in PLACE else name for name in fields)
    return [str(_("Ort") if name == PLACE_CHOICE else label_of(name)) for name in names]


def changed_by_staff(submission):
    """Names of the fields that say something else now than when the change was begun; without `entry`: []."""
    if not (submission.entry and submission.base):
        return []
    return changed_fields(content_of(submission.entry), submission.base)


# -- The entry -----------------------------------------------------------------------------------------


def refuse_impossible(submission, organisation):
    """ValidationError when the organisation cannot have such an entry, or not change this one."""
    if is_change(submission):
        _refuse_foreign(submission.entry, organisation)
    elif submission.kind in Entry.Kind.organisations and organisation.entry_id is not None:
        raise ValidationError(
            _("„%(name)s“ hat schon einen eigenen Eintrag."), "has-entry", {"name": organisation.name}
        )


def _refuse_foreign(entry, organisation):
    if entry is None:
        raise ValidationError(_("Den Eintrag, der geändert werden soll, gibt es nicht mehr."), "gone")
    if not organisation.entries.filter(pk=entry.pk).exists():
        raise ValidationError(
            _("„%(entry)s“ gehört nicht mehr zu „%(organisation)s“."),
            "not-theirs",
            {"entry": entry.name, "organisation": organisation.name},
        )


def _new(submission, organisation):
    belongs = submission.kind in Entry.Kind.belonging
    if belongs and organisation.entry_id is None:
        raise ValidationError(
            _("Zuerst muss der Eintrag von „%(name)s“ selbst angenommen sein: er gehört dazu."),
            "no-organisation",
            {"name": organisation.name},
        )
    DataVersion.objects.select_for_update().get(pk=1)  # of two new entries of one name, one waits here
    return Entry(
        kind=submission.kind,
        slug=new_slug(submission.submitted_content.get("name") or ""),
        organisation=organisation.entry if belongs else None,
    )


def _lay(entry, content):
    if unreadable := misshapen(content, entry.kind):
        refused = ValidationError(_("Diese Angabe ist nicht lesbar."), "unreadable")
        raise ValidationError({column_of(name): refused for name in unreadable})
    if content.get("ags") and not Region.objects.filter(pk=content["ags"]).exists():
        raise ValidationError({"region": ValidationError(_("Diese Gemeinde gibt es nicht."), "no-region")})
    lay_onto(entry, content)


def _put(entry, *, by, content, reference):
    terms = {name: terms_of(content, name) for name in TERMS if name in content}
    try:
        moderation.put(entry, by=by, terms=terms, reason=f"accept {reference}")
    except ValidationError as error:
        raise about_fields(error, Entry) from error


def _bind(organisation, entry):
    """A new entry that belongs to nobody else is the organisation's own; its name is what members read."""
    own = organisation.entry_id in (None, entry.pk)
    if not own:
        return
    organisation.entry, organisation.name = entry, entry.name
    organisation.save(update_fields=["entry", "name"])


# -- The logo ------------------------------------------------------------------------------------------


def _set_logo(entry, submission, content):
    """Give the entry its own copy of the picture, under a name that nobody guesses; returns it, if it is new.
    The one before goes when the row is saved."""
    key = content.get("logo", KEEP)
    if key == KEEP:
        return None
    if not key:
        entry.logo = ""
        return None
    picture = submission.logos.filter(key=key).first()
    if picture is None:
        raise ValidationError(_("Das Logo ist nicht mehr da. Bitte fragen Sie danach."), "no-logo")
    entry.logo = _copy(picture)
    return entry.logo


def logo_for(draft, submission):
    """What the content of a new draft calls the logo that this submission has: its own copy of a picture."""
    key = submission.content.get("logo") or ""
    if key == KEEP:
        return KEEP if draft.entry and draft.entry.logo else ""
    picture = submission.logos.filter(key=key).first()
    if picture is None or not picture.file.storage.exists(picture.file.name):
        return ""
    return Logo.objects.create(submission=draft, file=_copy(picture)).key


def _copy(picture):
    with picture.file.open("rb") as file:
        name = f"{get_random_string(FILE_NAME_LENGTH)}{PurePath(file.name).suffix.lower()}"
        return ContentFile(file.read(), name)


# -- What comes after ----------------------------------------------------------------------------------


def unread(submission):
    """What was typed into fields and is no content yet; answers to questions are left out, and a file that
    was refused."""
    return {
        name: value
        for name, value in submission.typed.items()
        if not name.startswith(ANSWER) and name != Submission.REFUSED_LOGO
    }


def goes_on(submission):
    """Whether the members have written something since they submitted."""
    return bool(changed_fields(submission.content, submission.submitted_content) or unread(submission))


def go_on(submission):
    """What the members have written since they submitted, as a new draft against the entry, or None."""
    written, typed = submission.content, unread(submission)
    if not goes_on(submission):
        return None
    fields = changed_fields(written, submission.submitted_content)
    base = content_of(submission.entry)
    draft = Submission.objects.create(
        organisation=submission.organisation,
        entry=submission.entry,
        kind=submission.kind,
        content={**base, **{name: written.get(name, "") for name in fields}},
        typed=typed,
        version=1,
        base=base,
        created_by=submission.saved_by,
        saved_by=submission.saved_by,
    )
    submission.logos.filter(key=draft.content["logo"]).update(submission=draft)
    return draft
