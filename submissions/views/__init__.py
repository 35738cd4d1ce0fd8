"""The pages of members, and the way to become one."""

from submissions.views.account import Account, OrganisationDetail, OrganisationLog
from submissions.views.check import SubmissionCheck
from submissions.views.claims import ClaimCreate, ClaimDetail
from submissions.views.freshness import EntryConfirm, EntryTakeDown
from submissions.views.members import (
    InvitationDetail,
    InvitationRevoke,
    MemberChange,
    MemberList,
    OrganisationLeave,
)
from submissions.views.personal_data import Erasure, PersonalData, PersonalDataExport
from submissions.views.progress import SubmissionDetail, SubmissionWithdraw
from submissions.views.start import OrganisationCreate, Start
from submissions.views.submissions import (
    SubmissionChange,
    SubmissionCreate,
    SubmissionEdit,
    SubmissionLogo,
    SubmissionPreview,
    SubmissionSave,
)

__all__ = [
    "Account",
    "ClaimCreate",
    "ClaimDetail",
    "EntryConfirm",
    "EntryTakeDown",
    "Erasure",
    "InvitationDetail",
    "InvitationRevoke",
    "MemberChange",
    "MemberList",
    "OrganisationCreate",
    "OrganisationDetail",
    "OrganisationLeave",
    "OrganisationLog",
    "PersonalData",
    "PersonalDataExport",
    "Start",
    "SubmissionChange",
    "SubmissionCheck",
    "SubmissionCreate",
    "SubmissionDetail",
    "SubmissionEdit",
    "SubmissionLogo",
    "SubmissionPreview",
    "SubmissionSave",
    "SubmissionWithdraw",
]
