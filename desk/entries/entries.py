"""Entries: found by the map's own search, placed by a small map or by numbers, made public by verbs."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from desk.bulk.pages import BulkMixin
from desk.duplicates.compare import CompareMixin
from desk.entries.entry_list import EntryListMixin
from desk.entries.entry_map import EntryMapMixin
from desk.entries.fieldsets import FIELDSETS
from desk.forms.files import FileForm, FileMixin, StoredFileWidget
from desk.forms.history import HistoryAdmin
from desk.forms.previews import Preview, PreviewMixin
from desk.forms.translations import TranslationMixin
from landkarte.entries.moderation import publish, unpublish
from landkarte.entries.page import entry_context, map_settings
from landkarte.models import Connection, Entry, FormerSlug, FurtherSource
from machinery.pictures import ACCEPT, PictureField, picture_response
from machinery.refusals import in_words, label_in


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


class FurtherSourceInline(admin.TabularInline):
    model = FurtherSource
    extra = 0


class ConnectionInline(admin.TabularInline):
    model = Connection
    fk_name = "entry"
    extra = 0
    autocomplete_fields = ["other"]


class FormerSlugInline(admin.TabularInline):
    model = FormerSlug
    extra = 0
    can_delete = False
    readonly_fields = ["slug"]

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Entry)
class EntryAdmin(
    EntryListMixin,
    BulkMixin,
    EntryMapMixin,
    CompareMixin,
    FileMixin,
    TranslationMixin,
    PreviewMixin,
    HistoryAdmin,
):
    public_page = Preview("landkarte/entry_detail.html", entry_context, rows=Entry.objects.with_organisation)
    form = EntryForm
    autocomplete_fields = ["organisation", "region", "industries", "focuses"]
    readonly_fields = [
        "status",
        "location",
        "preview",
        "missing_texts",
        "unconfirmed_since",
        "asked_on",
        "created_at",
        "updated_at",
        "published_at",
    ]
    prepopulated_fields = {"slug": ["name"]}
    history_list_display = ["status"]
    inlines = [ConnectionInline, FurtherSourceInline, FormerSlugInline]
    fieldsets = FIELDSETS

    class Media:
        css = {"all": ["leaflet/leaflet.css", "css/map.css", "css/map_popup.css"]}
        js = ["leaflet/leaflet.js", forms.Script("js/entry_admin/location.js", type="module")]

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

    def has_publish_permission(self, request):
        return request.user.has_perm("landkarte.publish_entry")

    def render_change_form(self, request, context, *args, **kwargs):
        context["has_publish_permission"] = self.has_publish_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request, obj):
        for verb, name in ((publish, "_publish"), (unpublish, "_unpublish")):
            if name in request.POST:
                self._apply(request, verb, obj)
                return HttpResponseRedirect(request.path)
        return super().response_change(request, obj)

    def _apply(self, request, verb, entry):
        if not self.has_publish_permission(request):
            raise PermissionDenied
        try:
            verb(entry, by=request.user)
        except ValidationError as error:
            self.message_user(request, in_words(error, label_in(Entry)), messages.WARNING)
            return
        told = _("1 Eintrag veröffentlicht.") if verb is publish else _("1 Eintrag zurückgezogen.")
        self.message_user(request, told, messages.SUCCESS)
