"""Entries: found by the map's own search, placed by a small map or by numbers, made public by verbs."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from landkarte import previews
from landkarte.admin.files import FileForm, FileMixin, StoredFileWidget
from landkarte.admin.findings import FindingFilter
from landkarte.admin.history import HistoryAdmin
from landkarte.admin.previews import PreviewMixin
from landkarte.admin.standing import NotStandingFilter, StaleFilter, StandingFilter
from landkarte.admin.translations import TranslationFilter, TranslationMixin
from landkarte.entry_page import entry_context, map_settings
from landkarte.models import Entry, FormerSlug, FurtherSource, Region
from landkarte.models.details import DETAILS
from landkarte.moderation import publish, unpublish
from landkarte.pictures import ACCEPT, PictureField, picture_response

OF_KINDS = {
    Entry.Kind.BEST_PRACTICE: _("Nur für Best Practices"),
    Entry.Kind.PRODUCT: _("Nur für Produkte"),
    Entry.Kind.PROJECT: _("Nur für Projekte"),
    Entry.Kind.QUALIFICATION: _("Nur für Qualifizierungen"),
}


class LogoWidget(StoredFileWidget):
    name = _("Logo")


class EntryForm(FileForm):
    file_field = "logo"
    logo = PictureField(
        label=_("Logo"),
        required=False,
        widget=LogoWidget(attrs={"accept": ACCEPT}),
        help_text=_("PNG, JPEG oder WebP, höchstens 2 MB. Wird verkleinert gespeichert."),
    )


class DistrictFilter(admin.SimpleListFilter):
    title = _("Kreis")
    parameter_name = "district"

    def lookups(self, request, model_admin):
        return Region.objects.districts().values_list("ags", "name")

    def queryset(self, request, entries):
        return entries.in_region(self.value()) if self.value() else entries


class FreshnessFilter(admin.SimpleListFilter):
    title = _("Bestätigung")
    parameter_name = "unconfirmed"

    def lookups(self, request, model_admin):
        return [("1", _("nicht bestätigt"))]

    def queryset(self, request, entries):
        return entries.exclude(unconfirmed_since=None) if self.value() == "1" else entries


class FurtherSourceInline(admin.TabularInline):
    model = FurtherSource
    extra = 0


class FormerSlugInline(admin.TabularInline):
    model = FormerSlug
    extra = 0
    can_delete = False
    readonly_fields = ["slug"]

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Entry)
class EntryAdmin(FileMixin, TranslationMixin, PreviewMixin, HistoryAdmin):
    form = EntryForm
    list_display = ["name", "kind", "organisation", "city", "status", "translation", "updated_at"]
    list_display_links = ["name"]
    list_filter = [
        "status",
        "kind",
        FreshnessFilter,
        "size",
        "precision",
        "industries",
        "focuses",
        TranslationFilter,
        DistrictFilter,
        FindingFilter,
        StaleFilter,
        StandingFilter,
        NotStandingFilter,
    ]
    list_select_related = ["organisation"]
    list_per_page = 50
    search_fields = ["search_text"]
    search_help_text = _("Sucht wie die Karte: Wortteile, Umlaute und ein Tippfehler sind erlaubt.")
    autocomplete_fields = ["organisation", "region", "industries", "focuses"]
    readonly_fields = [
        "status",
        "location",
        "preview",
        "missing_texts",
        "unconfirmed_since",
        "created_at",
        "updated_at",
        "published_at",
    ]
    prepopulated_fields = {"slug": ["name"]}
    history_list_display = ["status"]
    inlines = [FurtherSourceInline, FormerSlugInline]
    actions = ["publish_selected", "unpublish_selected"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "organisation", ("status", "published_at"), "preview"]}),
        (
            _("Inhalt"),
            {
                "fields": [
                    "summary_de",
                    "summary_en",
                    "missing_texts",
                    "industries",
                    "focuses",
                    "website",
                    "logo",
                ]
            },
        ),
        (_("Angaben"), {"fields": [("size", "founded")]}),
        *((label, {"fields": DETAILS[kind], "classes": ["collapse"]}) for kind, label in OF_KINDS.items()),
        (
            _("Ort"),
            {
                "fields": [
                    "street",
                    ("postal_code", "city"),
                    "region",
                    ("latitude", "longitude", "precision"),
                    "location",
                ]
            },
        ),
        (
            _("Herkunft"),
            {
                "fields": [
                    "source",
                    ("retrieved_on", "confirmed_on", "unconfirmed_since"),
                    ("created_at", "updated_at"),
                ]
            },
        ),
    ]

    class Media:
        css = {"all": ["leaflet/leaflet.css", "css/map.css", "css/map_buttons.css", "css/map_popup.css"]}
        js = ["leaflet/leaflet.js", forms.Script("js/entry_admin/location.js", type="module")]

    # -- Finding -----------------------------------------------------------------------------------

    def get_search_results(self, request, queryset, search_term):
        text = search_term.strip()
        return (queryset.search(text) if text else queryset), False

    # -- The form ----------------------------------------------------------------------------------

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    @admin.display(description=_("Karte"))
    def location(self, entry):
        """Drag the pin, click, or type the numbers above."""
        return render_to_string("landkarte/_map.html", {"role": "location", "map": map_settings()})

    def file_response(self, entry, file):
        return picture_response(file)

    # -- Publishing --------------------------------------------------------------------------------

    def response_change(self, request, obj):
        for verb, name in ((publish, "_publish"), (unpublish, "_unpublish")):
            if name in request.POST:
                self._apply(request, verb, [obj])
                return HttpResponseRedirect(request.path)
        return super().response_change(request, obj)

    @admin.action(description=_("Ausgewählte Einträge veröffentlichen"), permissions=["change"])
    def publish_selected(self, request, queryset):
        self._apply(request, publish, queryset)

    @admin.action(description=_("Ausgewählte Einträge zurückziehen"), permissions=["change"])
    def unpublish_selected(self, request, queryset):
        self._apply(request, unpublish, queryset)

    def _apply(self, request, verb, entries):
        done = 0
        for entry in entries:
            try:
                verb(entry, by=request.user)
                done += 1
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.WARNING)
        if done:
            told = {
                publish: ngettext("%d Eintrag veröffentlicht.", "%d Einträge veröffentlicht.", done),
                unpublish: ngettext("%d Eintrag zurückgezogen.", "%d Einträge zurückgezogen.", done),
            }[verb]
            self.message_user(request, told % done, messages.SUCCESS)


previews.register(Entry, "landkarte/entry_detail.html", entry_context, rows=Entry.objects.with_organisation)
