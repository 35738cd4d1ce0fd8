"""What the daily run did: read here, written by nobody."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from desk.lists.read_only import ReadOnlyAdmin
from desk.lists.words import GOOD, WAITING, WRONG, word
from desk.models import DailyRun


@admin.register(DailyRun)
class DailyRunAdmin(ReadOnlyAdmin):
    list_display = ["started_at", "state", "total"]
    list_per_page = 50
    fields = ["started_at", "ended_at", "state", "tasks"]
    readonly_fields = fields

    @admin.display(description=_("Status"))
    def state(self, run):
        if run.is_running:
            return word(_("läuft"), WAITING)
        return word(_("gescheitert"), WRONG) if run.failed else word(_("erledigt"), GOOD)

    @admin.display(description=_("erledigt"))
    def total(self, run):
        return sum(run.done.values())

    @admin.display(description=_("Aufgaben"))
    def tasks(self, run):
        lines = sorted([*run.done.items(), *run.failed.items()])
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", lines))
