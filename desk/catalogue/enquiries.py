"""Enquiries: a queue by due date; what a visitor wrote is read here, and the verbs move it on."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from desk.forms.history import HistoryAdmin
from desk.lists.days import days_filter
from desk.lists.deadlines import DueFilter, DueMixin, age_between
from desk.queue.buttons import HandledAdmin
from machinery.refusals import in_words
from offers import enquiries
from offers.models import Enquiry

Status = Enquiry.Status


class MineFilter(admin.SimpleListFilter):
    title = _("Zuständig")
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("yes", _("ich")), ("nobody", _("noch niemand"))]

    def queryset(self, request, rows):
        if self.value() == "yes":
            return rows.filter(assigned_to=request.user)
        if self.value() == "nobody":
            return rows.open().filter(assigned_to=None)
        return rows


class OpenFilter(admin.SimpleListFilter):
    title = _("Stand")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("open", _("noch nicht abgeschlossen"))]

    def queryset(self, request, rows):
        return rows.open() if self.value() == "open" else rows


class MoveForm(forms.ModelForm):
    """The editors' note, and what becomes of the enquiry now."""

    move = forms.ChoiceField(label=_("Nächster Schritt"), required=False)
    to = forms.ModelChoiceField(
        label=_("Zuständig"),
        queryset=get_user_model().objects.filter(is_staff=True, is_active=True),
        required=False,
        help_text=_("Beim Zuweisen; leer: Sie selbst."),
    )
    on = forms.DateField(
        label=_("Termin"),
        required=False,
        widget=admin.widgets.AdminDateWidget,
        help_text=_("Beim Vereinbaren, wenn er feststeht."),
    )

    class Meta:
        model = Enquiry
        fields = ["note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        possible = enquiries.MOVES[self.instance.status]
        moves = [(status.value, status.label) for status in Enquiry.Status if status in possible]
        self.fields["move"].choices = [("", _("bleibt, wie es ist")), *moves]


@admin.register(Enquiry)
class EnquiryAdmin(DueMixin, HandledAdmin, HistoryAdmin):
    form = MoveForm
    list_display = [
        "reference",
        "offer",
        "entry_name",
        "company",
        "place",
        "status",
        "assigned_to",
        "age",
        "due",
    ]
    list_display_links = ["reference"]
    list_filter = [
        "status",
        OpenFilter,
        DueFilter,
        MineFilter,
        days_filter("created_at", _("Eingegangen"), "since"),
        "offer",
    ]
    list_select_related = ["offer", "assigned_to"]
    list_per_page = 50
    search_fields = ["reference", "entry_name", "company", "place", "name", "email", "question"]
    ordering = ["closed_at", "due_on", "pk"]
    actions = ["take", "agree", "finish", "decline"]
    history_list_display = ["status", "assigned_to"]
    age = age_between("created_at", "closed_at")
    said = [
        ("offer", "entry_name", "entry_page"),
        ("company", "size"),
        ("place", "region", "industry"),
        "question",
        "preferred_times",
        ("name", "email", "phone"),
        ("language", "consent_version"),
    ]
    state = [
        ("reference", "status"),
        ("created_at", "due_on"),
        ("assigned_to", "assigned_at"),
        ("agreed_at", "agreed_date"),
        ("closed_at", "closed_by"),
    ]
    fieldsets = [
        (None, {"fields": state}),
        (_("Anfrage"), {"fields": said}),
        (_("Redaktion"), {"fields": ["move", ("to", "on"), "note"]}),
    ]

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("Eintrag"))
    def entry_page(self, enquiry):
        """The page of the entry that somebody asks about, as long as it is public."""
        entry = enquiry.entry
        if entry is None or not entry.is_published:
            return "–"
        return format_html('<a href="{}">{}</a>', entry.get_absolute_url(), entry)

    def get_readonly_fields(self, request, obj=None):
        rows = [*self.state, *self.said]
        return [name for row in rows for name in ([row] if isinstance(row, str) else row)]

    # -- Moves -------------------------------------------------------------------------------------

    def save_related(self, request, form, formsets, change):
        """Make the move that was chosen by its verb, or save the note alone: all other columns are the
        verbs'."""
        enquiry, values, by = form.instance, form.cleaned_data, request.user
        verbs = {
            Status.ASSIGNED: lambda: enquiries.assign(enquiry, by=by, to=values["to"] or by),
            Status.AGREED: lambda: enquiries.agree(enquiry, by=by, on=values["on"]),
            Status.DONE: lambda: enquiries.finish(enquiry, by=by),
            Status.DECLINED: lambda: enquiries.decline(enquiry, by=by),
        }
        if "note" in form.changed_data:
            enquiries.annotate(enquiry, by=by, note=values["note"])
        if values["move"]:
            try:
                verbs[values["move"]]()
            except ValidationError as error:  # somebody else was quicker
                self.message_user(request, in_words(error), messages.WARNING)

    def queue_source(self, row):
        return "enquiry"

    def response_change(self, request, obj):
        if {"_continue", "_addanother", "_saveasnew"} & set(request.POST) or not request.POST.get("move"):
            return super().response_change(request, obj)
        return self.go_on(request, obj)

    @admin.action(description=_("Übernehmen: ich bin zuständig"), permissions=["change"])
    def take(self, request, queryset):
        self._move(request, queryset, enquiries.assign, to=request.user)

    @admin.action(description=_("Termin ist vereinbart"), permissions=["change"])
    def agree(self, request, queryset):
        self._move(request, queryset, enquiries.agree, on=None)

    @admin.action(description=_("Erledigt: das Angebot fand statt"), permissions=["change"])
    def finish(self, request, queryset):
        self._move(request, queryset, enquiries.finish)

    @admin.action(description=_("Ablehnen: es findet nicht statt"), permissions=["change"])
    def decline(self, request, queryset):
        self._move(request, queryset, enquiries.decline)

    def _move(self, request, queryset, verb, **more):
        moved = 0
        for enquiry in queryset:
            try:
                verb(enquiry, by=request.user, **more)
                moved += 1
            except ValidationError as error:
                self.message_user(request, in_words(error), messages.WARNING)
        if moved:
            told = ngettext("%d Anfrage geändert.", "%d Anfragen geändert.", moved)
            self.message_user(request, told % moved, messages.SUCCESS)
