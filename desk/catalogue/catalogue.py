"""What the editors' pages of all of the catalogue share."""

from django.utils.translation import gettext_lazy as _

from desk.forms.scheduled import ScheduledAdmin


class CatalogueAdmin(ScheduledAdmin):
    search_fields = ["name", "summary_de", "summary_en"]  # autocomplete asks that there are some
    search_help_text = _("Sucht wie die Karte: Wortteile und Umlaute in Name und Kurztext.")

    def get_search_results(self, request, queryset, search_term):
        text = search_term.strip()
        return (queryset.search(text) if text else queryset), False
