"""Addresses of the companies' side; German, translated to English."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from submissions import views

app_name = "submissions"

urlpatterns = [
    path(pgettext_lazy("Adresse", "mitmachen/"), views.Start.as_view(), name="start"),
    path(
        pgettext_lazy("Adresse", "mitmachen/organisation/"),
        views.OrganisationCreate.as_view(),
        name="organisation-create",
    ),
    path(
        pgettext_lazy("Adresse", "mitmachen/anspruch/<slug:slug>/"),
        views.ClaimCreate.as_view(),
        name="claim-create",
    ),
    path(
        pgettext_lazy("Adresse", "ansprueche/<slug:reference>/"),
        views.ClaimDetail.as_view(),
        name="claim-detail",
    ),
    path(pgettext_lazy("Adresse", "konto/"), views.Account.as_view(), name="account"),
    path(
        pgettext_lazy("Adresse", "konto/organisationen/<str:key>/"),
        views.OrganisationDetail.as_view(),
        name="organisation-detail",
    ),
    path(
        pgettext_lazy("Adresse", "konto/organisationen/<str:key>/verlauf/"),
        views.OrganisationLog.as_view(),
        name="organisation-log",
    ),
    path(
        pgettext_lazy("Adresse", "konto/organisationen/<str:key>/mitglieder/"),
        views.MemberList.as_view(),
        name="member-list",
    ),
    path(
        pgettext_lazy("Adresse", "konto/organisationen/<str:key>/mitglieder/<int:pk>/"),
        views.MemberChange.as_view(),
        name="member-change",
    ),
    path(
        pgettext_lazy("Adresse", "konto/organisationen/<str:key>/austreten/"),
        views.OrganisationLeave.as_view(),
        name="organisation-leave",
    ),
    path(
        pgettext_lazy("Adresse", "konto/organisationen/<str:key>/neu/"),
        views.SubmissionCreate.as_view(),
        name="submission-create",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einladungen/<str:key>/"),
        views.InvitationDetail.as_view(),
        name="invitation-detail",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einladungen/<str:key>/zurueckziehen/"),
        views.InvitationRevoke.as_view(),
        name="invitation-revoke",
    ),
    path(
        pgettext_lazy("Adresse", "konto/eintraege/<slug:slug>/aendern/"),
        views.SubmissionChange.as_view(),
        name="submission-change",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einreichungen/<str:key>/"),
        views.SubmissionDetail.as_view(),
        name="submission-detail",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einreichungen/<str:key>/bearbeiten/"),
        views.SubmissionEdit.as_view(),
        name="submission-edit",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einreichungen/<str:key>/speichern/"),
        views.SubmissionSave.as_view(),
        name="submission-save",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einreichungen/<str:key>/vorschau/"),
        views.SubmissionPreview.as_view(),
        name="submission-preview",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einreichungen/<str:key>/pruefen/"),
        views.SubmissionCheck.as_view(),
        name="submission-check",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einreichungen/<str:key>/zurueckziehen/"),
        views.SubmissionWithdraw.as_view(),
        name="submission-withdraw",
    ),
    path(
        pgettext_lazy("Adresse", "konto/einreichungen/<str:key>/logos/<str:logo>/"),
        views.SubmissionLogo.as_view(),
        name="submission-logo",
    ),
    path(
        pgettext_lazy("Adresse", "bestaetigung/<str:signed>/"),
        views.EntryConfirm.as_view(),
        name="entry-confirm",
    ),
    path(
        pgettext_lazy("Adresse", "bestaetigung/<str:signed>/zurueckziehen/"),
        views.EntryTakeDown.as_view(),
        name="entry-take-down",
    ),
    path(pgettext_lazy("Adresse", "konto/daten/"), views.PersonalData.as_view(), name="personal-data"),
    path(
        pgettext_lazy("Adresse", "konto/daten/mitnehmen/"),
        views.PersonalDataExport.as_view(),
        name="personal-data-export",
    ),
    path(pgettext_lazy("Adresse", "konto/daten/loeschen/"), views.Erasure.as_view(), name="erasure"),
]
