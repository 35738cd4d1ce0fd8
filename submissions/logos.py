"""Logos that members upload for a submission, by the rules of all pictures."""

from datetime import timedelta

from django.utils import timezone

from machinery.pictures import REFUSALS, clean_picture, refusal
from submissions.models import Logo, Submission

REFUSED = Submission.REFUSED_LOGO
KEPT_UNUSED = timedelta(days=1)  # another tab may still show it


def store(submission, upload):
    """The `Logo` made from an uploaded file. ValidationError says what is wrong with it."""
    logo = Logo(submission=submission)
    picture = clean_picture(upload)
    logo.file.save(picture.name, picture, save=False)
    logo.save()
    _forget_unused(submission)
    return logo


def refused(submission):
    """Why the file that was chosen last is not the logo: messages, or [] where none was refused."""
    code = submission.typed.get(REFUSED)
    return refusal(code).messages if code in REFUSALS else []


def _forget_unused(submission):
    """Delete pictures that neither the draft nor what was submitted names any more."""
    named = [(content or {}).get("logo") for content in (submission.content, submission.submitted_content)]
    old = submission.logos.filter(created_at__lt=timezone.now() - KEPT_UNUSED)
    old.exclude(key__in=[key for key in named if key]).delete()
