"""Claims: a queue by due date; staff accept or reject what is not clear, by the verbs alone."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.addresses import confirmed_addresses
from landkarte.admin.handling import HandledAdmin
from landkarte.admin.reports import DueFilter
from landkarte.forms import LongText
from landkarte.working_days import working_days_between
from submissions import claims
from submissions.admin.filters import DecidedFilter, ReceivedFilter
from submissions.models import Claim

ACCEPT, REJECT = "accept", "reject"


class DecisionForm(forms.ModelForm):
    """What becomes of an open claim, and the text of the letter when it is rejected."""

    decision = forms.ChoiceField(
        label=_("Entscheidung"),
        required=False,
        choices=[("", _("noch offen")), (ACCEPT, _("annehmen")), (REJECT, _("ablehnen"))],
    )
    why = LongText(
        label=_("Warum abgelehnt?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Steht so im Brief an die Person."),
    )

    class Meta:
        model = Claim
        fields = []

    def clean(self):
        said = super().clean()
        if said.get("decision") == REJECT and not said.get("why"):
            self.add_error("why", _("Bitte schreiben Sie, warum Sie den Anspruch ablehnen."))
        return said


@admin.register(Claim)
class ClaimAdmin(HandledAdmin, admin.ModelAdmin):
    form = DecisionForm
    list_display = ["reference", "name_of_entry", "user", "evidence", "status", "heard", "age", "due"]
    list_display_links = ["reference"]
    list_filter = ["status", DueFilter, "evidence", ReceivedFilter, DecidedFilter]
    list_select_related = ["entry", "user"]
    list_per_page = 50
    search_fields = ["reference", "entry__name", "user__email", "message"]
    ordering = ["decided_at", "due_on", "pk"]
    actions = ["accept_selected"]
    said = [
        ("reference", "status"),
        ("created_at", "due_on"),
        "name_of_entry",
        "website",
        ("user", "addresses"),
        "evidence",
        "message",
        "owner",
        ("objection_until", "objection"),
    ]
    decided = [("decided_at", "decided_by"), "explanation"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        is_open = obj is not None and obj.is_open and self.has_change_permission(request, obj)
        last = ["decision", "why"] if is_open else self.decided
        return [(None, {"fields": self.said}), (_("Entscheidung"), {"fields": last})]

    def get_readonly_fields(self, request, obj=None):
        rows = [*self.said, *self.decided]
        return [name for row in rows for name in ([row] if isinstance(row, str) else row)]

    @admin.display(description=_("Eintrag"), ordering="entry__name")
    def name_of_entry(self, claim):
        address = reverse("admin:landkarte_entry_change", args=[claim.entry_id])
        return format_html('<a href="{}">{}</a>', address, claim.entry.name)

    @admin.display(description=_("Website"))
    def website(self, claim):
        return claim.entry.website or "–"

    @admin.display(description=_("bestätigte E-Mail-Adressen"))
    def addresses(self, claim):
        return ", ".join(sorted(confirmed_addresses(claim.user))) or "–"

    @admin.display(description=_("Wer den Eintrag pflegt"))
    def owner(self, claim):
        owner = claims.owner_of(claim.entry)
        members = owner.memberships.select_related("user") if owner else []
        people = ", ".join(f"{member.user.email} ({member.get_role_display()})" for member in members)
        return f"{owner}: {people}" if owner else _("noch niemand")

    @admin.display(description=_("Einspruch"))
    def heard(self, claim):
        if claim.objection:
            return _("erhoben")
        return _("bis %s") % claim.objection_until.strftime("%d.%m.%Y") if claim.objection_until else "–"

    @admin.display(description=_("Alter"), ordering="created_at")
    def age(self, claim):
        """In working days, until today or until it was decided."""
        until = timezone.localdate(claim.decided_at) if claim.decided_at else timezone.localdate()
        days = working_days_between(timezone.localdate(claim.created_at), until)
        return ngettext("%d Arbeitstag", "%d Arbeitstage", days) % days

    @admin.display(description=_("Fällig"), ordering="due_on")
    def due(self, claim):
        day = claim.due_on.strftime("%d.%m.%Y")
        return _("%(day)s, überschritten") % {"day": day} if claim.is_overdue else day

    # -- Decisions ---------------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        """Decide by the verbs, which lock the row: of two reviewers at once the second is told."""
        decision, why = form.cleaned_data.get("decision"), form.cleaned_data.get("why")
        try:
            if decision == ACCEPT:
                self._accept(request, obj)
            elif decision == REJECT:
                claims.reject(obj, by=request.user, explanation=why)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.WARNING)

    def response_change(self, request, obj):
        """On to the next of the queue; `save_model` has said what happened."""
        return self.go_on(request, obj)

    def queue_source(self, row):
        return "claim"

    @admin.action(description=_("Ausgewählte Ansprüche annehmen"), permissions=["change"])
    def accept_selected(self, request, queryset):
        for claim in queryset:
            try:
                self._accept(request, claim)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.WARNING)

    def _accept(self, request, claim):
        claim = claims.accept(claim, by=request.user)
        if claim.is_open:
            told = _(
                "%(reference)s: Der Eintrag gehört inzwischen jemandem; wir haben gefragt, bis zum %(day)s."
            )
            level = messages.WARNING
        else:
            told, level = _("%(reference)s ist angenommen."), messages.SUCCESS
        day = claim.objection_until.strftime("%d.%m.%Y") if claim.objection_until else ""
        self.message_user(request, told % {"reference": claim.reference, "day": day}, level)
