"""Data protection: see it, take it along, erase it."""

import tempfile

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from machinery import limits, retention
from machinery.personal_data import holdings
from submissions import erasing
from submissions.export import write_zip
from submissions.models import Consent, ErasureRequest, Role
from submissions.personal_data import alone_in, heir_among, person_of

EXPORTS_AN_HOUR = 3
EXPORTS_OF_ALL_A_DAY = 2000


def page(request, *, status=200, error=""):
    """What the portal knows of whoever is logged in."""
    person = person_of(request.user)
    context = {
        "own_addresses": sorted(person.addresses | {request.user.email}),
        "holdings": [(holding, len(holding.rows(person))) for holding in holdings()],
        "rules": retention.rules(),
        "consents": Consent.objects.filter(user=request.user).select_related("submission"),
        "erasure": ErasureRequest.objects.filter(user=request.user).first(),
        "error": error,
    }
    return render(request, "submissions/personal_data.html", context, status=status)


@method_decorator([never_cache, login_required], name="dispatch")
class PersonalData(View):
    """What the portal knows of a person, and how to end it."""

    def get(self, request):
        return page(request)


@method_decorator([never_cache, login_required], name="dispatch")
class PersonalDataExport(View):
    """All of it as a ZIP, made while the person waits, for who has just shown who they are."""

    def get(self, request):
        raise_if_reauthentication_required(request, app="submissions")
        return redirect("submissions:personal-data")

    def post(self, request):
        try:
            raise_if_reauthentication_required(request, app="submissions")
        except ReauthenticationRequired:  # they come back to the page, not to a download out of nowhere
            return redirect("submissions:personal-data-export")
        try:
            self.count(request.user)
        except limits.LimitReachedError as limit:
            error = _("Sie haben Ihre Daten gerade erst abgeholt. Bitte versuchen Sie es später noch einmal.")
            response = page(request, status=429, error=error)
            response.headers["Retry-After"] = str(limit.seconds)
            return response
        file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
        write_zip(person_of(request.user), file)
        file.seek(0)
        name = f"ki-landkarte-{timezone.localdate():%Y-%m-%d}.zip"
        return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")

    @transaction.atomic
    def count(self, user):
        limits.take("export", sender=f"user-{user.pk}", an_hour=EXPORTS_AN_HOUR, a_day=EXPORTS_OF_ALL_A_DAY)


@method_decorator([never_cache, login_required], name="dispatch")
class Erasure(View):
    """The account is to be erased, or stays after all: each with a button. Who asks for it has just shown who
    they are."""

    def dispatch(self, request, *args, **kwargs):
        if "cancel" not in request.POST:
            raise_if_reauthentication_required(request, app="submissions")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        alone = list(alone_in(request.user))
        others = request.user.memberships.exclude(organisation__in=alone).select_related("organisation")
        context = {
            "erasure": ErasureRequest.objects.filter(user=request.user).first(),
            "due_on": timezone.localdate() + erasing.GRACE,
            "days": erasing.GRACE.days,
            "alone": [(one, one.entries.published().count()) for one in alone],
            "shared": [(one.organisation, self.heir(one)) for one in others],
        }
        return render(request, "submissions/erasure.html", context)

    def heir(self, membership):
        """Who becomes admin when this member is gone; None where another one is."""
        others = membership.organisation.memberships.exclude(pk=membership.pk)
        if not membership.is_admin or others.filter(role=Role.ADMIN).exists():
            return None
        return heir_among(others).user

    def post(self, request):
        if "cancel" in request.POST:
            erasing.cancel(request.user)
            return redirect("submissions:personal-data")
        erasing.request(request.user, takes_down="takes_down" in request.POST)
        return redirect("submissions:erasure")
