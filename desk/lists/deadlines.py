"""How long something waits and by when it is due: the columns and the filter of lists that have such days."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from machinery.working_days import working_days_between


class DueFilter(admin.SimpleListFilter):
    title = _("Frist")
    parameter_name = "due"

    def lookups(self, request, model_admin):
        return [("over", _("überschritten")), ("ahead", _("noch offen"))]

    def waiting(self, rows):
        """Those for which the day counts."""
        return rows.open()

    def queryset(self, request, rows):
        today = timezone.localdate()
        if self.value() == "over":
            return self.waiting(rows).filter(due_on__lt=today)
        if self.value() == "ahead":
            return self.waiting(rows).filter(due_on__gte=today)
        return rows


def age_between(since, until):
    """A column: the working days from one moment of the row until another, or until today."""

    @admin.display(description=_("Alter"), ordering=since)
    def age(self, row):
        end = getattr(row, until) or timezone.now()
        days = working_days_between(timezone.localdate(getattr(row, since)), timezone.localdate(end))
        return ngettext("%d Arbeitstag", "%d Arbeitstage", days) % days

    return age


class DueMixin:
    """The column of rows that know whether they are overdue."""

    @admin.display(description=_("Fällig"), ordering="due_on")
    def due(self, row):
        return due_in_words(row.due_on, is_over=row.is_overdue)


def due_in_words(due_on, *, is_over):
    day = due_on.strftime("%d.%m.%Y")
    return _("%(day)s, überschritten") % {"day": day} if is_over else day
