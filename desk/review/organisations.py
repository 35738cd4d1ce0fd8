"""Organisations, their members and invitations: staff read them; a membership ends by its verb alone."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from desk.lists.read_only import ReadOnlyAdmin
from machinery.refusals import in_words
from submissions import memberships
from submissions.models import Invitation, Membership, Organisation


class ReadOnly(ReadOnlyAdmin):
    """Rows that the verbs of members write."""

    list_per_page = 50
    show_full_result_count = False


class MembershipInline(admin.TabularInline):
    model = Membership
    fields = ["user", "role", "created_at"]
    readonly_fields = fields
    ordering = ["role", "user__email"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Organisation)
class OrganisationAdmin(ReadOnly):
    list_display = ["name", "entry", "members_count", "created_at"]
    list_select_related = ["entry"]
    search_fields = ["name", "entry__name", "memberships__user__email"]
    ordering = ["name", "pk"]
    fields = ["name", "entry", "created_at"]
    inlines = [MembershipInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(members_count=Count("memberships", distinct=True))

    @admin.display(description=_("Mitglieder"), ordering="members_count")
    def members_count(self, organisation):
        return organisation.members_count


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    list_display = ["user", "organisation", "role", "created_at"]
    list_filter = ["role"]
    list_select_related = ["user", "organisation"]
    search_fields = ["user__email", "user__name", "organisation__name"]
    ordering = ["organisation__name", "role", "user__email"]
    fields = ["user", "organisation", "role", "created_at"]
    actions = ["remove_selected"]

    def has_remove_permission(self, request):
        return request.user.has_perm("submissions.delete_membership")

    @admin.action(description=_("Ausgewählte Mitgliedschaften beenden"), permissions=["remove"])
    def remove_selected(self, request, queryset):
        done = 0
        for membership in queryset.select_related("user", "organisation"):
            try:
                memberships.remove(membership, by=request.user)
                done += 1
            except ValidationError as error:
                self.message_user(request, f"{membership}: {in_words(error)}", messages.WARNING)
        if done:
            told = ngettext("%d Mitgliedschaft beendet.", "%d Mitgliedschaften beendet.", done)
            self.message_user(request, told % done, messages.SUCCESS)


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    list_display = ["email", "organisation", "role", "is_transfer", "invited_by", "expires_at", "accepted_at"]
    list_filter = ["role", "is_transfer"]
    list_select_related = ["organisation", "invited_by"]
    search_fields = ["email", "organisation__name"]
    fields = [
        "email",
        "organisation",
        "role",
        "is_transfer",
        "invited_by",
        "created_at",
        "expires_at",
        "accepted_at",
        "ended_at",
    ]
    actions = ["revoke_selected"]

    def has_revoke_permission(self, request):
        return request.user.has_perm("submissions.delete_invitation")

    @admin.action(description=_("Ausgewählte Einladungen zurückziehen"), permissions=["revoke"])
    def revoke_selected(self, request, queryset):
        done = 0
        for invitation in queryset.select_related("organisation"):
            try:
                memberships.revoke(invitation, by=request.user)
                done += 1
            except ValidationError as error:
                self.message_user(request, f"{invitation}: {in_words(error)}", messages.WARNING)
        if done:
            told = ngettext("%d Einladung zurückgezogen.", "%d Einladungen zurückgezogen.", done)
            self.message_user(request, told % done, messages.SUCCESS)
