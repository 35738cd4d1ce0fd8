"""Organisations with their members, and what they submit."""

from submissions.models import files  # noqa: F401 (it connects its receivers)
from submissions.models.activity import Activity
from submissions.models.decision import Decision
from submissions.models.erasure import ErasedAddress, ErasureRequest
from submissions.models.freshness import FreshnessLetter
from submissions.models.organisation import Claim, Invitation, Membership, Organisation, Role
from submissions.models.submission import (
    Consent,
    Logo,
    Question,
    Submission,
)

__all__ = [
    "Activity",
    "Claim",
    "Consent",
    "Decision",
    "ErasedAddress",
    "ErasureRequest",
    "FreshnessLetter",
    "Invitation",
    "Logo",
    "Membership",
    "Organisation",
    "Question",
    "Role",
    "Submission",
]
