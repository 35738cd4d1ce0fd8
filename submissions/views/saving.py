"""What is sent by the form becomes the draft: the same for a button, for the script, and after a conflict."""

import json

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from machinery.pictures import REFUSALS
from machinery.refusals import refusals
from submissions import drafts, geocoder, logos, places
from submissions.forms.answers import differences, merged
from submissions.forms.sections import SECTIONS
from submissions.forms.submission import SubmissionForm, plain

LONGEST_SEEN = 5000
LONGEST_PAGE = 32  # characters of the name of a rendered page


class UnsavedError(Exception):
    """Nothing was saved; `content` and `typed` are what was sent, `current` the submission as it stands."""

    def __init__(self, current, content, typed):
        super().__init__(current)
        self.current, self.content, self.typed = current, content, typed


class ConflictError(UnsavedError):
    """Somebody else has saved since."""


class ClosedError(UnsavedError):
    """It is decided or withdrawn."""


def keep(request, submission):
    """Save what was sent: the submission as saved, and what could not be done, by field. UnsavedError."""
    sent, problems = request.POST, {}
    form = SubmissionForm(submission, sent)
    content, typed = form.state()
    refused = _take_logo(request, submission, content, problems)
    content = _settled(content, typed, submission)
    if "locate" in sent:
        _locate(content, typed, problems)
    if sent.get("resolve"):
        content, typed = _resolved(sent, submission, content, typed)
    typed = {name: value for name, value in typed.items() if name != logos.REFUSED}
    if refused:
        typed[logos.REFUSED] = refused
    try:
        saved = drafts.save(
            submission,
            content,
            typed=typed,
            version=_number(sent.get("version")),
            by=request.user,
            page=plain(sent.get("page", ""))[:LONGEST_PAGE],
            section=sent.get("section", "") if sent.get("section") in SECTIONS else "",
        )
    except drafts.ConflictError as conflict:
        raise ConflictError(conflict.current, content, typed) from conflict
    except drafts.ClosedError as closed:
        raise ClosedError(submission, content, typed) from closed
    return saved, problems


def _take_logo(request, submission, content, problems):
    """Returns why the file that was chosen last is refused: a code of `REFUSALS`, or ""."""
    is_removed = "logo_remove" in request.POST
    if is_removed:
        content["logo"] = ""
    upload = request.FILES.get("logo_file")
    if upload is None:
        before = request.POST.get(logos.REFUSED) or submission.typed.get(logos.REFUSED)
        return before if before in REFUSALS and not is_removed else ""
    try:
        content["logo"] = logos.store(submission, upload).key
    except ValidationError as error:
        found = refusals(error)
        problems["logo_file"] = [one.message for one in found]
        return found[0].code
    return ""


def _settled(content, typed, submission):
    settled = places.settle(content, submission.content)
    if {"latitude", "longitude"} & typed.keys():
        settled |= {"latitude": None, "longitude": None, "precision": ""}
    return settled


def _locate(content, typed, problems):
    """Set the point of the address, as the geocoder knows it."""
    if not geocoder.is_on():
        return
    if not (content["street"] and (content["postal_code"] or content["city"])):
        problems["street"] = [_("Für die Suche brauchen wir Straße und Ort.")]
        return
    try:
        point = geocoder.find(content["street"], content["postal_code"], content["city"])
    except geocoder.GeocoderError:
        problems["street"] = [
            _("Die Adresssuche antwortet gerade nicht. Setzen Sie den Punkt auf der Karte.")
        ]
        return
    if point is None:
        problems["street"] = [
            _("Diese Adresse haben wir nicht gefunden. Prüfen Sie sie, oder setzen Sie den Punkt selbst.")
        ]
        return
    typed.pop("latitude", None)
    typed.pop("longitude", None)
    content |= {
        "latitude": round(point.latitude, 6),
        "longitude": round(point.longitude, 6),
        "precision": "address",
    }


def _resolved(sent, submission, content, typed):
    """What somebody chose from the two versions of a conflict."""
    mine, theirs = (content, typed), (submission.content, submission.typed)
    groups = [one.group for one in differences(submission, mine, theirs)]
    if sent["resolve"] == "theirs":
        return theirs
    if sent["resolve"] == "mine":
        return mine
    return merged(
        submission, mine, theirs, {group for group in groups if sent.get(f"use_{group}") == "theirs"}
    )


def seen(sent):
    """What the page had before it when somebody began (see `digests`); {} when it does not say."""
    try:
        known = json.loads(sent.get("seen", "")[:LONGEST_SEEN])
    except (ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def _number(text):
    try:
        return int(text)
    except (TypeError, ValueError):
        return -1
