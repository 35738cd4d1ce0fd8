"""Filters of submissions and claims by days and by how long the decision took."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from desk.lists.days import DaysFilter, days_filter
from submissions import speed

DecidedFilter = days_filter("decided_at", _("Entschieden"), "decided")
SentFilter = days_filter("submitted_at", _("Eingereicht"), "sent")
ReceivedFilter = days_filter("created_at", _("Eingegangen"), "since")


class AskedFilter(DaysFilter):
    title = _("Zurückgefragt")
    parameter_name = "asked"

    def narrowed(self, rows, days):
        asked = rows.filter(questions__asked_at__gte=days.start, questions__asked_at__lt=days.end)
        return rows.filter(pk__in=asked.values("pk"))


class SpeedFilter(admin.SimpleListFilter):
    title = _("Dauer")
    parameter_name = "speed"

    def lookups(self, request, model_admin):
        return [
            ("any", _("entschieden")),
            ("quick", _("in höchstens 5 Arbeitstagen")),
            ("slow", _("später")),
        ]

    def queryset(self, request, submissions):
        if self.value() not in ("any", "quick", "slow"):
            return submissions
        decided = submissions.filter(status__in=speed.DECIDED)
        return decided if self.value() == "any" else speed.taking(decided, quick=self.value() == "quick")
