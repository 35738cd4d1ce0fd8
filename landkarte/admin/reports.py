"""Reports: a queue by due date; what a visitor wrote is read here and changed by nobody."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from landkarte.admin.days import days_filter
from landkarte.admin.history import HistoryAdmin
from landkarte.models import Report
from landkarte.reports import close


class DueFilter(admin.SimpleListFilter):
    title = _("Frist")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [("over", _("überschritten")), ("ahead", _("noch offen"))]

    def queryset(self, request, reports):
        today = timezone.localdate()
        if self.value() == "over":
            return reports.open().filter(due_on__lt=today)
        if self.value() == "ahead":
            return reports.open().filter(due_on__gte=today)
        return reports


@admin.register(Report)
class ReportAdmin(HistoryAdmin):
    list_display = ["reference", "name_of_entry", "reason", "age", "due", "status"]
    list_display_links = ["reference"]
    list_filter = ["status", DueFilter, days_filter("created_at", _("Eingegangen"), "since"), "reason"]
    list_select_related = ["entry"]
    list_per_page = 50
    search_fields = ["reference", "entry_name", "text", "email"]
    ordering = ["-status", "due_on", "pk"]  # "open" before "done"
    actions = ["close_selected"]
    history_list_display = ["status"]
    fields = [
        "reference",
        ("status", "closed_at", "closed_by"),
        ("created_at", "due_on"),
        "name_of_entry",
        "reason",
        "text",
        "email",
    ]

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [name for row in self.fields for name in ([row] if isinstance(row, str) else row)]

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

    @admin.display(description=_("Fällig"), ordering="due_on")
    def due(self, report):
        day = report.due_on.strftime("%d.%m.%Y")
        return _("%(day)s, überschritten") % {"day": day} if report.is_overdue else day

    @admin.action(description=_("Ausgewählte Meldungen erledigen"), permissions=["change"])
    def close_selected(self, request, queryset):
        done = 0
        for report in queryset:
            try:
                close(report, by=request.user)
                done += 1
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.WARNING)
        if done:
            told = ngettext("%d Meldung erledigt.", "%d Meldungen erledigt.", done)
            self.message_user(request, told % done, messages.SUCCESS)
