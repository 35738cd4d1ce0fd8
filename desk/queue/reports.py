"""Reports on entries and barriers: what a visitor wrote is read here and changed by nobody."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from desk.forms.history import HistoryAdmin
from desk.lists.days import days_filter
from desk.lists.deadlines import DueFilter, DueMixin
from desk.queue.buttons import HandledAdmin
from landkarte.models import Report
from landkarte.reports import close
from machinery.refusals import in_words


@admin.register(Report)
class ReportAdmin(DueMixin, HandledAdmin, HistoryAdmin):
    change_form_template = "admin/landkarte/report/change_form.html"
    list_display = ["reference", "about", "reason", "age", "due", "status"]
    list_display_links = ["reference"]
    list_filter = [
        "status",
        DueFilter,
        "subject",
        days_filter("created_at", _("Eingegangen"), "since"),
        "reason",
    ]
    list_select_related = ["entry"]
    list_per_page = 50
    search_fields = ["reference", "entry_name", "page", "text", "email"]
    ordering = ["-status", "due_on", "pk"]  # "open" before "done"
    actions = ["close_selected"]
    history_list_display = ["status"]
    facts = ["reference", ("status", "closed_at", "closed_by"), ("created_at", "due_on"), "subject"]
    said = {
        Report.Subject.ENTRY: ["name_of_entry", "reason", "text", "email"],
        Report.Subject.BARRIER: ["page", "text", "email"],
    }

    def has_add_permission(self, request):
        return False

    def get_fields(self, request, obj=None):
        return [*self.facts, *self.said[obj.subject if obj else Report.Subject.ENTRY]]

    def get_readonly_fields(self, request, obj=None):
        rows = self.get_fields(request, obj)
        return [name for row in rows for name in ([row] if isinstance(row, str) else row)]

    def queue_source(self, row):
        return "barrier" if row.is_about_barrier else "report"

    @admin.display(description=_("Meldung zu"))
    def about(self, report):
        if report.is_about_barrier:
            return _("Barriere: %s") % (report.page or "–")
        return self.name_of_entry(report)

    @admin.display(description=_("Eintrag"), ordering="entry_name")
    def name_of_entry(self, report):
        """As it was called when somebody reported it, with a link while it exists."""
        if not report.entry:
            return report.entry_name
        address = reverse("admin:landkarte_entry_change", args=[report.entry_id])
        return format_html('<a href="{}">{}</a>', address, report.entry_name)

    @admin.display(description=_("Alter"), ordering="created_at")
    def age(self, report):
        days = (timezone.localdate() - timezone.localdate(report.created_at)).days
        return ngettext("%d Tag", "%d Tage", days) % days

    # -- Closing -----------------------------------------------------------------------------------

    def response_change(self, request, obj):
        """Nothing is changed here; the button closes, by the verb."""
        if "_close" not in request.POST:
            return redirect(request.get_full_path())
        try:
            close(obj, by=request.user)
            told = _("Die Meldung %(reference)s ist erledigt.") % {"reference": obj.reference}
            self.message_user(request, told, messages.SUCCESS)
        except ValidationError as error:
            self.message_user(request, in_words(error), messages.WARNING)
        return self.go_on(request, obj)

    @admin.action(description=_("Ausgewählte Meldungen erledigen"), permissions=["change"])
    def close_selected(self, request, queryset):
        done = 0
        for report in queryset:
            try:
                close(report, by=request.user)
                done += 1
            except ValidationError as error:
                self.message_user(request, in_words(error), messages.WARNING)
        if done:
            told = ngettext("%d Meldung erledigt.", "%d Meldungen erledigt.", done)
            self.message_user(request, told % done, messages.SUCCESS)
