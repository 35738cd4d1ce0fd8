"""What the consistency checks have found: read here, put aside in bulk, gone by itself once it is right."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from desk.findings import checks
from desk.lists.read_only import ReadOnlyAdmin
from desk.lists.words import QUIET, WAITING, word
from desk.models import Finding


class CheckFilter(admin.SimpleListFilter):
    title = _("Prüfung")
    parameter_name = "check"

    def lookups(self, request, model_admin):
        return [(name, check.label) for name, check in checks.CHECKS.items()]

    def queryset(self, request, findings):
        return findings.filter(check_name=self.value()) if self.value() else findings


class AsideFilter(admin.SimpleListFilter):
    """What is open comes first; the rest on request."""

    title = _("Stand")
    parameter_name = "aside"

    def lookups(self, request, model_admin):
        return [("yes", _("zurückgestellt")), ("all", _("alle"))]

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        return [first | {"display": _("offen")}, *others]

    def queryset(self, request, findings):
        if self.value() == "all":
            return findings
        return findings.exclude(ignored_at=None) if self.value() == "yes" else findings.open()


@admin.register(Finding)
class FindingAdmin(ReadOnlyAdmin):
    list_display = ["name_of_entry", "checked", "says", "found_at", "state"]
    list_display_links = None
    list_filter = [AsideFilter, CheckFilter]
    list_select_related = ["entry", "ignored_by"]
    list_per_page = 100
    search_fields = ["entry__search_text"]
    search_help_text = _("Sucht in Name und Text des Eintrags.")
    ordering = ["entry__name", "pk"]
    actions = ["put_selected_aside", "take_selected_up"]
    fields = ["name_of_entry", "checked", "says", "advice", "found_at", "state"]
    readonly_fields = fields

    # -- Who may do what ---------------------------------------------------------------------------

    def has_aside_permission(self, request):
        """Who may change entries may say that one is right as it is."""
        return request.user.has_perm("landkarte.change_entry")

    # -- The list ----------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        asked = checks.CHECKS.get(request.GET.get("check", ""))
        context = {
            "title": _("Befunde"),
            "asked": asked,
            "entries": checks.address_of(asked.name) if asked else "",
        }
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description=_("Eintrag"), ordering="entry__name")
    def name_of_entry(self, finding):
        address = reverse("admin:landkarte_entry_change", args=[finding.entry_id])
        return format_html('<a href="{}">{}</a>', address, finding.entry.name)

    @admin.display(description=_("Prüfung"), ordering="check_name")
    def checked(self, finding):
        return checks.label_of(finding.check_name)

    @admin.display(description=_("Befund"), ordering="detail")
    def says(self, finding):
        return checks.words_of(finding) or self.get_empty_value_display()

    @admin.display(description=_("Was zu tun ist"))
    def advice(self, finding):
        check = checks.CHECKS.get(finding.check_name)
        return check.advice if check else self.get_empty_value_display()

    @admin.display(description=_("Stand"), ordering="ignored_at")
    def state(self, finding):
        if finding.ignored_at is None:
            return word(_("offen"), WAITING)
        told = {"day": finding.ignored_at.strftime("%d.%m.%Y"), "who": finding.ignored_by or "–"}
        return word(gettext("zurückgestellt am %(day)s, %(who)s") % told, QUIET)

    # -- Putting aside -----------------------------------------------------------------------------

    @admin.action(description=_("Zurückstellen: so ist es richtig"), permissions=["aside"])
    def put_selected_aside(self, request, queryset):
        chosen = queryset.open()
        self._note(request, chosen, gettext("Zurückgestellt."))
        done = checks.put_aside(chosen, by=request.user)
        told = ngettext("%d Befund zurückgestellt.", "%d Befunde zurückgestellt.", done)
        self.message_user(request, told % done, messages.SUCCESS if done else messages.WARNING)

    @admin.action(description=_("Wieder aufnehmen"), permissions=["aside"])
    def take_selected_up(self, request, queryset):
        chosen = queryset.exclude(ignored_at=None)
        self._note(request, chosen, gettext("Wieder aufgenommen."))
        done = checks.take_up(chosen)
        told = ngettext("%d Befund wieder aufgenommen.", "%d Befunde wieder aufgenommen.", done)
        self.message_user(request, told % done, messages.SUCCESS if done else messages.WARNING)

    @staticmethod
    def _note(request, findings, told):
        """Who did it and when, for the history of each: the row itself knows the last time alone."""
        LogEntry.objects.log_actions(request.user.pk, findings, CHANGE, change_message=told)
