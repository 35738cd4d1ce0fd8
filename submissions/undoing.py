"""Undoes a decision about a submission, for ten minutes: its letters leave after that.

Everything here happens in the transaction of the verbs of `review`, with the submission locked.
"""

import json
from datetime import timedelta
from pathlib import PurePath

from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from landkarte.models import Entry
from landkarte.models.entry import KEPT
from landkarte.models.news import UNDO, UNDONE
from machinery import outbox
from machinery.history import one_record
from submissions.accepting import FILE_NAME_LENGTH, is_change
from submissions.content import TERMS
from submissions.models import Decision, Organisation, Submission

UNDO_FOR = timedelta(minutes=10)
MARGIN = timedelta(minutes=1)  # between the end of that and the letters
NOT_PUT_BACK = (*KEPT, "recommended", "updated_at", "logo", "logo_width", "logo_height")
Status = Submission.Status


def letters_leave():
    """When the letters of a decision of now may leave."""
    return timezone.now() + UNDO_FOR + MARGIN


# -- Before and after the decision ---------------------------------------------------------------------


def state_of(submission, *, keeps_entry=False):
    """What there is before a decision: of the entry and the organisation only when it may change them; then
    both are locked."""
    state = {"status": submission.status, "entry": None, "logo": None}
    if keeps_entry:
        return state
    organisation = Organisation.objects.select_for_update().get(pk=submission.organisation_id)
    state["organisation"] = {"entry": organisation.entry_id, "name": organisation.name}
    entry = Entry.objects.select_for_update().filter(pk=submission.entry_id).first()
    if entry and is_change(submission):
        (row,) = json.loads(serializers.serialize("json", [entry]))
        state["entry"] = row["fields"] | {"updated_at": entry.updated_at.isoformat()}
        state["logo"] = _bytes_of(entry.logo)
    return state


def remember(submission, before, *, letters, draft=None):
    """Keep what it takes to undo the decision that was just made."""
    picture, name = before.pop("logo"), (before["entry"] or {}).get("logo") or ""
    entry = submission.entry if submission.status == Status.ACCEPTED else None
    decision = Decision(
        submission=submission,
        draft=draft,
        has_draft=draft is not None,
        before=before,
        history_id=entry.history.latest().history_id if entry else None,
        letters=letters,
        by=submission.decided_by,
        at=submission.decided_at,
    )
    if picture and entry.logo.name != name:
        decision.logo = ContentFile(picture, f"{get_random_string(FILE_NAME_LENGTH)}{PurePath(name).suffix}")
    decision.save()


def _bytes_of(file):
    if not file or not file.storage.exists(file.name):
        return None
    with file.open("rb") as stream:
        return stream.read()


def last_decision(submission):
    """The one that stands, or None."""
    if submission.status not in (Status.ACCEPTED, Status.REJECTED):
        return None
    return submission.decisions.filter(undone_at=None, at=submission.decided_at).first()


def undoable_until(submission):
    """Until when the decision can be undone, if nobody goes on from there; None when that is over."""
    decision = last_decision(submission)
    return decision.at + UNDO_FOR if decision and not _is_late(decision) else None


def finish():
    """Let go of what is kept of decisions that nobody can undo any more; returns how many those were."""
    late = Decision.objects.filter(at__lt=timezone.now() - UNDO_FOR - MARGIN).exclude(before={})
    for decision in late:
        decision.before, decision.logo = {}, ""
        decision.save(update_fields=["before", "logo"])
    return len(late)


def _is_late(decision):
    return timezone.now() > decision.at + UNDO_FOR or not decision.before


# -- Taking it back ------------------------------------------------------------------------------------


def refuse_second(submission):
    """ValidationError when somebody has taken the last decision back already."""
    submission = Submission.objects.get(pk=submission.pk)
    last = submission.decisions.first()
    if submission.decided_at is None and last and last.undone_at:
        raise ValidationError(
            _("Die Entscheidung über „%(name)s“ ist schon zurückgenommen."), "undone", {"name": submission}
        )


def take_back(submission, *, by):
    """Put everything back to what it was before the last decision; returns the submission."""
    decision = last_decision(submission)
    if decision is None or _is_late(decision):
        raise ValidationError(
            _(
                "Seit der Entscheidung über „%(name)s“ sind mehr als zehn Minuten vergangen: Der Brief ist "
                "unterwegs. Bitte ändern Sie den Eintrag selbst."
            ),
            "late",
            {"name": submission},
        )
    _refuse_if_others_went_on(submission, decision)
    if submission.status == Status.ACCEPTED:
        _take_back_acceptance(submission, decision, by)
    submission.status = decision.before["status"]
    submission.decided_at = submission.decided_by = None
    submission.reason, submission.explanation, submission.left_out = "", "", []
    submission.save()
    outbox.take_back(decision.letters)
    decision.undone_at, decision.undone_by, decision.before, decision.logo = timezone.now(), by, {}, ""
    decision.save()
    return submission


def _refuse_if_others_went_on(submission, decision):
    """When members have begun the next submission about the same since the decision."""
    others = Submission.objects.open().filter(organisation=submission.organisation_id)
    others = others.exclude(pk__in=[submission.pk, decision.draft_id or 0])
    if submission.entry_id:
        begun = Submission.objects.open().filter(entry=submission.entry_id)
        begun = begun.exclude(pk__in=[submission.pk, decision.draft_id or 0])
    else:
        begun = others.filter(entry=None, kind=submission.kind, created_at__gte=decision.at)
    if begun.exists():
        raise _refusal(_("Die Organisation hat inzwischen eine neue Einreichung dazu begonnen."), submission)
    draft = decision.draft
    if decision.has_draft and (draft is None or draft.status != Status.DRAFT or draft.version != 1):
        raise _refusal(_("Die Organisation hat inzwischen am Entwurf weitergearbeitet."), submission)


def _refusal(why, submission):
    return ValidationError(
        _("Die Entscheidung über „%(name)s“ lässt sich nicht mehr zurücknehmen: %(why)s"),
        "gone-on",
        {"name": submission, "why": why},
    )


def _take_back_acceptance(submission, decision, by):
    organisation = Organisation.objects.select_for_update().get(pk=submission.organisation_id)
    entry = Entry.objects.select_for_update().filter(pk=submission.entry_id).first()
    if entry is None or entry.history.latest().history_id != decision.history_id:
        raise _refusal(_("Der Eintrag ist inzwischen geändert worden."), submission)
    if decision.draft:
        decision.draft.logos.update(submission=submission)
        decision.draft.delete()
        decision.draft = None
    organisation.entry_id = decision.before["organisation"]["entry"]
    organisation.name = decision.before["organisation"]["name"]
    organisation.save(update_fields=["entry", "name"])
    entry._history_user = by
    if decision.before["entry"] is None:
        _take_off(entry, submission)
    else:
        _put_back(entry, decision, submission)


def _take_off(entry, submission):
    """A new entry goes as if it had never been; one that others have begun to refer to stays, unpublished."""
    if Entry.objects.filter(organisation=entry).exists():
        raise _refusal(_("Zum Eintrag gehören inzwischen andere Einträge."), submission)
    submission.entry = None
    submission.save(update_fields=["entry"])
    entry._change_reason = f"{UNDO} {submission.reference}"
    if not _is_referred_to(entry):
        try:
            entry.delete()
        except ProtectedError:
            pass
        else:
            return
    entry.status = Entry.Status.UNPUBLISHED
    entry.save()


def _is_referred_to(entry):
    """Whether rows of others name the entry: reports, claims, partners and whatever else there is. What our
    own checks find hangs on no name of the entry."""
    return any(
        one.related_model._base_manager.filter(**{one.field.name: entry.pk}).exists()
        for one in Entry._meta.related_objects
    )


def _put_back(entry, decision, submission):
    """The entry says again what it said, in one line of history that counts as no change."""
    before = dict(decision.before["entry"])
    updated_at = before["updated_at"]
    said = {name: value for name, value in before.items() if name not in NOT_PUT_BACK and name not in TERMS}
    (row,) = serializers.deserialize("python", [{"model": entry._meta.label_lower, "fields": said}])
    for field in Entry._meta.concrete_fields:
        if field.name in said:
            setattr(entry, field.attname, getattr(row.object, field.attname))
    if entry.logo.name != before["logo"]:
        entry.logo = _copy_of(decision.logo)
    with one_record(entry, reason=f"{UNDO} {submission.reference}"):
        entry.save()
        for name, model in TERMS.items():
            getattr(entry, name).set(model.objects.filter(pk__in=before[name]))
    entry.history.filter(history_id=decision.history_id).update(
        history_change_reason=f"{UNDONE} {submission.reference}"
    )
    Entry.objects.filter(pk=entry.pk).update(updated_at=updated_at)


def _copy_of(file):
    if not file:
        return ""
    return ContentFile(_bytes_of(file) or b"", PurePath(file.name).name)
