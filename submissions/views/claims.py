"""Entries that are on the map already and find their owners."""

from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from landkarte.entries import domains
from landkarte.models import Entry
from submissions import claims
from submissions.forms.entering import LONGEST_MESSAGE, ClaimForm, ObjectionForm
from submissions.models import Claim, Organisation
from submissions.views.mine import Mine
from submissions.views.start import Entering


class ClaimCreate(Entering):
    """Somebody says: this entry is ours. Sent twice, it leads to the same claim."""

    form_class = ClaimForm
    template_name = "submissions/claim_create.html"

    def dispatch(self, request, slug):
        """What is not public is not found, before anybody is sent to the login."""
        self.subject(slug)
        return super().dispatch(request, slug=slug)

    def get(self, request, slug):
        entry = self.subject(slug)
        if entry.slug != slug:
            return redirect("submissions:claim-create", entry.slug, permanent=True)
        return self.own(entry) or super().get(request, slug=slug)

    def post(self, request, slug):
        return self.own(self.subject(slug)) or super().post(request, slug=slug)

    def subject(self, slug):
        """The public entry that has this address or had it once."""
        published = Entry.objects.published().select_related("organisation")
        entry = published.filter(slug=slug).first() or Entry.objects.formerly(slug)
        if entry is None:
            raise Http404
        return entry

    def own(self, entry):
        """Where somebody goes on who belongs to the organisation already, or has claimed it; else None."""
        target = claims.target_of(entry)
        owner = claims.owner_of(target)
        if owner and Organisation.objects.of(self.request.user).filter(pk=owner.pk).exists():
            return redirect(owner)
        earlier = target.claims.open().filter(user=self.request.user).first()
        return redirect(earlier) if earlier else None

    def form_name(self, subject):
        return f"{claims.FORM}.{self.request.user.pk}.{subject.pk}"

    def new_form(self, subject, data=None):
        self.has_evidence = claims.has_evidence(claims.target_of(subject), self.request.user)
        return ClaimForm(data, has_evidence=self.has_evidence)

    def act(self, subject, form, sender):
        return claims.claim(subject, by=self.request.user, message=form.cleaned_data["message"]).reference

    def received(self, reference):
        return redirect("submissions:claim-detail", reference)

    def context(self, subject):
        target = claims.target_of(subject)
        host = domains.host_of_website(target.website) if target.is_published else ""
        return {
            "entry": subject,
            "target": target if target.is_published else subject,
            "is_of_organisation": target != subject,
            "host": "" if domains.is_shared(host) else host,
            "has_evidence": self.has_evidence,
            "longest_message": LONGEST_MESSAGE,
            "working_days": claims.WORKING_DAYS,
        }


class ClaimDetail(Mine):
    """Where a claim stands, for who made it and for the present owner."""

    def claim(self, reference):
        """Http404 for everybody whom it does not concern."""
        claim = get_object_or_404(Claim.objects.select_related("entry", "user"), reference=reference)
        if not claims.is_known_to(claim, self.request.user):
            raise Http404
        return claim

    def get(self, request, reference):
        return self.page(self.claim(reference), ObjectionForm())

    def post(self, request, reference):
        claim = self.claim(reference)
        if claim.user_id == request.user.pk:
            with suppress(ValidationError):  # a repeat, or decided meanwhile: the page says where it stands
                claims.withdraw(claim, by=request.user)
            return redirect(claim)
        form = ObjectionForm(request.POST)
        if not form.is_valid():
            return self.page(claim, form, status=400)
        try:
            claims.object_to(claim, by=request.user, text=form.cleaned_data["text"])
        except ValidationError as error:
            claim.refresh_from_db()
            if claim.objection != form.cleaned_data["text"]:  # not the repeat of what was said already
                form.add_error(None, error)
                return self.page(claim, form, status=409)
        return redirect(claim)

    def page(self, claim, form, status=200):
        is_mine = claim.user_id == self.request.user.pk
        owner = claims.owner_of(claim.entry)
        context = {
            "claim": claim,
            "entry": claim.entry,
            "form": form,
            "is_mine": is_mine,
            "answer_by": claims.answer_by(claim),
            "may_object": not is_mine and claims.may_still_object(claim, owner),
            "organisation": owner if claim.status == Claim.Status.ACCEPTED or not is_mine else None,
            "longest_message": LONGEST_MESSAGE,
            "staff_email": settings.STAFF_EMAIL,
        }
        return render(self.request, "submissions/claim_detail.html", context, status=status)
