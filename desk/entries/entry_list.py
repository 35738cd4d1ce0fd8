"""The list of entries: what its columns say, and how they are fetched in a fixed number of queries."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from desk.bulk.selection import selection_of_list
from desk.entries.entry_filters import entry_filters, label_of
from desk.lists import saved_views
from desk.lists.words import GOOD, QUIET, WAITING, WRONG, share, word
from landkarte.entries import completeness
from landkarte.entries.freshness import Freshness, freshness_of, vouched_on
from landkarte.models import Entry

STATUS_TONES = {
    Entry.Status.DRAFT: WAITING,
    Entry.Status.PUBLISHED: GOOD,
    Entry.Status.UNPUBLISHED: QUIET,
}
saved_views.allow("admin:landkarte_entry_changelist", lambda user: user.has_perm("landkarte.view_entry"))


class EntryList(ChangeList):
    def get_results(self, request):
        """Sorts keys alone, and fetches the rows of the page only: their texts are long."""
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True))
        rows = {row.pk: row for row in self.apply_select_related(self.root_queryset.filter(pk__in=keys))}
        self.result_list = [rows[key] for key in keys if key in rows]

    def apply_select_related(self, entries):
        entries = entries.select_related("organisation").prefetch_related("industries", "focuses")
        return entries.defer("search_text", "organisation__search_text")


class EntryListMixin:
    list_display = [
        "name",
        "kind",
        "organisation",
        "place",
        "state",
        "freshness",
        "completeness",
        "updated",
    ]
    list_display_links = ["name"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["search_text"]
    search_help_text = _("Sucht wie die Karte: Wortteile, Umlaute und ein Tippfehler sind erlaubt.")

    def get_list_filter(self, request):
        return entry_filters()

    def get_changelist(self, request, **kwargs):
        return EntryList

    def get_search_results(self, request, queryset, search_term):
        text, queryset = search_term.strip(), queryset.unmerged()
        return (queryset.search(text) if text else queryset), False

    def changelist_view(self, request, extra_context=None):
        context = saved_views.saved_views_context(request) | (extra_context or {})
        response = super().changelist_view(request, context)
        if change_list := getattr(response, "context_data", {}).get("cl"):
            response.context_data |= selection_of_list(self, request, change_list)
        return response

    # -- The columns -------------------------------------------------------------------------------

    @admin.display(description=_("Ort"), ordering="city")
    def place(self, entry):
        return entry.city or self.get_empty_value_display()

    @admin.display(description=_("Status"), ordering="status")
    def state(self, entry):
        return word(entry.get_status_display(), STATUS_TONES[entry.status])

    @admin.display(description=_("Bestätigung"), ordering="confirmed_on")
    def freshness(self, entry):
        """Since when somebody vouches for it, or nobody does."""
        found = freshness_of(entry)
        if found == Freshness.NEVER:
            return self.get_empty_value_display()
        if found == Freshness.UNCONFIRMED:
            return _dated(word(_("nicht bestätigt seit"), WRONG), entry.unconfirmed_since)
        if found == Freshness.OLD:
            return _dated(word(_("älter als 12 Monate"), WAITING), vouched_on(entry))
        told = _("bestätigt am") if entry.confirmed_on else _("veröffentlicht am")
        return _dated(word(told, GOOD), vouched_on(entry))

    @admin.display(description=_("Vollständig"), ordering=completeness.percent_expression())
    def completeness(self, entry):
        """In percent, with a bar; what is missing stands in its title."""
        missing = ", ".join(str(label_of(name)) for name in completeness.missing_of(entry))
        title = _("Es fehlt: %(fields)s") % {"fields": missing} if missing else _("Es fehlt nichts.")
        return share(completeness.percent(entry), title)

    @admin.display(description=_("Geändert"), ordering="updated_at")
    def updated(self, entry):
        return _day(timezone.localtime(entry.updated_at))


def _dated(told, day):
    return format_html("{} {}", told, _day(day))


def _day(day):
    return date_format(day, "SHORT_DATE_FORMAT")
