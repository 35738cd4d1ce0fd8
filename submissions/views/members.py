"""Who may act for an organisation."""

from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import confirmed_addresses
from machinery.refusals import in_words
from machinery.sent_once import SentOnce
from submissions import memberships
from submissions.forms.members import TRANSFER, InvitationForm, RoleForm
from submissions.models import Invitation, Organisation, Role
from submissions.views.account import done, page_of
from submissions.views.mine import Mine

MEMBERS_ON_A_PAGE = 50


class MemberList(Mine, SentOnce):
    """Members and invitations; admins invite here."""

    form_class = InvitationForm
    template_name = "submissions/member_list.html"

    def subject(self, key):
        return self.administered(key) if self.request.method == "POST" else self.organisation(key)

    def form_name(self, subject):
        return f"invitation.{subject.pk}.{self.request.user.pk}"

    def act(self, subject, form, sender):
        values, by = form.cleaned_data, self.request.user
        if values["role"] == TRANSFER:
            memberships.transfer(subject, email=values["email"], by=by)
        else:
            memberships.invite(subject, email=values["email"], role=values["role"], by=by)
        return subject.key

    def received(self, reference):
        return redirect(f"{reverse('submissions:member-list', args=[reference])}?done=invited")

    def post(self, request, **named):
        try:
            return super().post(request, **named)
        except ValidationError as error:  # the verb refuses
            subject = self.subject(**named)
            form = self.new_form(subject, request.POST)
            form.is_valid()
            form.add_error("email", error)
            return self.page(subject, form, status=400)

    def arrived_already(self, reference):
        return _(
            "Mit diesem Formular haben Sie schon jemanden eingeladen. "
            "Wollen Sie noch jemanden einladen, senden Sie es noch einmal."
        )

    def context(self, subject):
        members = subject.memberships.select_related("user").order_by("role", Lower("user__email"))
        page, numbers = page_of(self.request, members, MEMBERS_ON_A_PAGE)
        waiting = subject.invitations.open().select_related("invited_by")
        return {
            "organisation": subject,
            "membership": self.membership(subject),
            "page": page,
            "page_numbers": numbers,
            "invitations": list(waiting[:MEMBERS_ON_A_PAGE]),
            "done": done(self.request, ("invited", "revoked", "changed", "removed")),
        }


class MemberChange(Mine):
    """The role of one member, or its end."""

    def get(self, request, key, pk):
        organisation = self.administered(key)
        return self.page(organisation, self.member(organisation, pk))

    def post(self, request, key, pk):
        organisation = self.administered(key)
        member = self.member(organisation, pk)
        form = RoleForm(request.POST if "role" in request.POST or "remove" not in request.POST else None)
        try:
            if not form.is_bound:
                memberships.remove(member, by=request.user)
                return self.back(organisation, member, "removed")
            if form.is_valid():
                memberships.change_role(member, role=form.cleaned_data["role"], by=request.user)
                return self.back(organisation, member, "changed")
        except ValidationError as error:
            form = form if form.is_bound else RoleForm({"role": member.role})
            form.is_valid()
            form.add_error(None, error)
        return self.page(organisation, member, form, status=400)

    @staticmethod
    def member(organisation, pk):
        return get_object_or_404(organisation.memberships.select_related("user", "organisation"), pk=pk)

    def back(self, organisation, member, deed):
        """To the members; to the account for who has just removed themselves."""
        if deed == "removed" and member.user_id == self.request.user.pk:
            return redirect(f"{reverse('submissions:account')}?done=left")
        return redirect(f"{reverse('submissions:member-list', args=[organisation.key])}?done={deed}")

    def page(self, organisation, member, form=None, *, status=200):
        context = {
            "organisation": organisation,
            "membership": self.membership(organisation),
            "member": member,
            "is_self": member.user_id == self.request.user.pk,
            "is_last_admin": memberships.is_last_admin(member),
            "form": form or RoleForm(initial={"role": member.role}),
        }
        return render(self.request, "submissions/member_change.html", context, status=status)


class OrganisationLeave(Mine):
    """A member leaves."""

    def get(self, request, key):
        return self.page(self.organisation(key))

    def post(self, request, key):
        organisation = self.organisation(key)
        try:
            memberships.leave(organisation, by=request.user)
        except ValidationError as error:
            return self.page(organisation, problem=in_words(error), status=409)
        return redirect(f"{reverse('submissions:account')}?done=left")

    def page(self, organisation, *, problem="", status=200):
        membership = self.membership(organisation)
        context = {
            "organisation": organisation,
            "membership": membership,
            "is_last_admin": memberships.is_last_admin(membership),
            "problem": problem,
        }
        return render(self.request, "submissions/organisation_leave.html", context, status=status)


class InvitationDetail(Mine):
    """An invitation, for the address that it is bound to."""

    def get(self, request, key):
        return self.page(self.invitation(key))

    def post(self, request, key):
        invitation = self.invitation(key)
        try:
            if request.POST.get("answer") == "accept":
                memberships.accept_invitation(invitation, by=request.user)
                return redirect(f"{invitation.organisation.get_absolute_url()}?done=joined")
            if request.POST.get("answer") == "decline":
                memberships.decline(invitation, by=request.user)
                return redirect(f"{reverse('submissions:account')}?done=declined")
        except ValidationError:
            invitation = self.invitation(key)  # as it is now: over
            return self.page(invitation, is_over=True)
        return self.page(invitation, status=400)

    def invitation(self, key):
        invitations = Invitation.objects.select_related("organisation__entry", "invited_by")
        invitation = get_object_or_404(invitations, key=key)
        if invitation.email not in confirmed_addresses(self.request.user):
            raise Http404
        return invitation

    def page(self, invitation, *, is_over=None, status=200):
        if is_over is None:
            ended = invitation.accepted_at or invitation.ended_at
            is_over = bool(ended) or invitation.expires_at <= timezone.now()
        is_member = Organisation.objects.of(self.request.user).filter(pk=invitation.organisation_id).exists()
        if is_over and is_member:
            return redirect(invitation.organisation)
        context = {
            "invitation": invitation,
            "is_over": is_over,
            "is_admin": invitation.role == Role.ADMIN,
        }
        status = 410 if is_over else status
        return render(self.request, "submissions/invitation_detail.html", context, status=status)


class InvitationRevoke(Mine):
    """An invitation is taken back: a button beside it; the address itself leads to the members."""

    def get(self, request, key):
        return redirect("submissions:member-list", self.invitation(key).organisation.key)

    def post(self, request, key):
        invitation = self.invitation(key)
        members = reverse("submissions:member-list", args=[invitation.organisation.key])
        try:
            memberships.revoke(invitation, by=request.user)
        except ValidationError:  # it is over already: the list shows it
            return redirect(members)
        return redirect(f"{members}?done=revoked")

    def invitation(self, key):
        mine = Organisation.objects.administered_by(self.request.user)
        invitations = Invitation.objects.filter(organisation__in=mine).select_related("organisation")
        return get_object_or_404(invitations, key=key)
