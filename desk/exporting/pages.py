"""Exports: entries as a spreadsheet, and the log of who took which."""

from copy import copy

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.http import FileResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.exporting import files
from desk.exporting.columns import columns
from desk.lists.hostile_queries import refuse_hostile
from desk.lists.words import QUIET, WAITING, word
from desk.models import Export
from landkarte.models import Entry
from machinery.downloads import download
from machinery.refusals import in_words
from machinery.spreadsheets.writing import CSV_TYPE, XLSX_TYPE

PERMISSION = "landkarte.export_entry"
LIST, PUBLIC = "list", "public"


class ExportForm(forms.Form):
    scope = forms.ChoiceField(
        label=_("Welche Einträge"),
        choices=[
            (LIST, _("die der Liste, wie sie gefiltert ist")),
            (PUBLIC, _("die einer Suche auf der Karte (nur veröffentlichte)")),
        ],
        widget=forms.RadioSelect,
        initial=LIST,
    )
    list = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)
    address = forms.CharField(
        label=_("Adresse der Suche"),
        required=False,
        max_length=4000,
        help_text=_("Aus der Adresszeile der Karte kopiert, mit allem hinter dem Fragezeichen."),
    )
    columns = forms.MultipleChoiceField(
        label=_("Angaben, die ein Import wieder liest"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    more = forms.MultipleChoiceField(
        label=_("Weitere Angaben der Redaktion"), required=False, widget=forms.CheckboxSelectMultiple
    )
    personal = forms.MultipleChoiceField(
        label=_("Personenbezogene Angaben"), required=False, widget=forms.CheckboxSelectMultiple
    )
    format = forms.ChoiceField(
        label=_("Format"),
        choices=[(files.XLSX, "Excel (XLSX)"), (files.CSV, _("CSV (UTF-8, Semikolon)"))],
        widget=forms.RadioSelect,
        initial=files.XLSX,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        offered = columns(personal=user.has_perm(files.PERSONAL))
        self._offer("columns", [one for one in offered if one.is_imported], chosen=True)
        self._offer("more", [one for one in offered if not one.is_imported and not one.is_personal])
        self._offer("personal", [one for one in offered if one.is_personal])

    def _offer(self, name, offered, *, chosen=False):
        if not offered:
            del self.fields[name]
            return
        self.fields[name].choices = [(one.name, f"{one.label} ({one.name})") for one in offered]
        if chosen:
            self.fields[name].initial = [one.name for one in offered]

    @property
    def chosen(self):
        """The names of all columns, in the order in which they are offered."""
        said = self.cleaned_data
        return [*said["columns"], *said["more"], *said.get("personal", [])]

    def clean(self):
        said = super().clean()
        if not self.errors and not self.chosen:
            self.add_error("columns", _("Bitte wählen Sie mindestens eine Angabe."))
        return said


@admin.register(Export)
class ExportAdmin(admin.ModelAdmin):
    list_display = ["at", "by", "number", "kind", "query"]
    list_display_links = ["at"]
    list_filter = ["has_personal_data"]
    list_select_related = ["by"]
    list_per_page = 50
    search_fields = ["by__email", "query"]
    fields = ["at", "by", "number", "kind", "query", "taken"]
    readonly_fields = fields

    def has_add_permission(self, request):
        return request.user.has_perm(PERMISSION)

    has_module_permission = has_add_permission

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(PERMISSION)

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    @admin.display(description=_("personenbezogen"), ordering="has_personal_data")
    def kind(self, export):
        return word(_("ja"), WAITING) if export.has_personal_data else word(_("nein"), QUIET)

    @admin.display(description=_("Spalten"))
    def taken(self, export):
        return ", ".join(export.columns)

    # -- Taking entries out ------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        if not request.user.has_perm(PERMISSION) or not self._entries_admin.has_view_permission(request):
            raise PermissionDenied
        form = ExportForm(
            request.POST or None, user=request.user, initial={"list": request.GET.get("list", "")[:4000]}
        )
        if request.method == "POST" and form.is_valid():
            try:
                return self._export(request, form)
            except ValidationError as error:
                form.add_error(
                    "address" if form.cleaned_data["scope"] == PUBLIC else "scope", in_words(error)
                )
        return self._page(request, form)

    @property
    def _entries_admin(self):
        return self.admin_site.get_model_admin(Entry)

    def _page(self, request, form):
        try:
            number = self._of_list(request, form["list"].value() or "").count()
        except ValidationError:
            number = None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Einträge exportieren"),
            "form": form,
            "number": number,
        }
        return render(request, "admin/desk/export/form.html", context, status=400 if form.errors else 200)

    def _export(self, request, form):
        said, names = form.cleaned_data, form.chosen
        if said["scope"] == PUBLIC:
            entries, query = files.named_by(said["address"]), said["address"]
        else:
            entries, query = self._of_list(request, said["list"]), said["list"]
        files.note(entries, names, query=query, by=request.user)
        name = f"eintraege-{timezone.localdate():%Y-%m-%d}"
        if said["format"] == files.XLSX:
            file = files.sheet(entries, names)
            return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)
        lines = files.csv_lines(entries, names)
        return download(request, lines, content_type=CSV_TYPE, name=f"{name}.csv")

    def _of_list(self, request, query):
        """The entries that the change list shows under this query, on all its pages. ValidationError."""
        asked = copy(request)
        asked.GET = QueryDict(query, mutable=True)
        for name in ("p", "all", "e"):
            asked.GET.pop(name, None)
        try:
            refuse_hostile(asked.GET)
            return self._entries_admin.get_changelist_instance(asked).queryset
        except (IncorrectLookupParameters, SuspiciousOperation):
            raise ValidationError(_("Diesen Filter gibt es nicht."), "no-filter") from None
