"""Exports: entries as a spreadsheet, each with its page, and the log of who took which."""

import secrets
from copy import copy

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.http import FileResponse, Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from desk.exporting import making, page_of_export
from desk.exporting.choosing import named_by
from desk.exporting.columns import columns
from desk.lists.hostile_queries import refuse_hostile
from desk.lists.words import QUIET, WAITING, word
from desk.models import Export
from landkarte.models import Entry
from machinery import jobs
from machinery.refusals import in_words
from machinery.spreadsheets.writing import CSV, FORMATS, XLSX

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
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
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
        choices=[(XLSX, "Excel (XLSX)"), (CSV, _("CSV (UTF-8, Semikolon)"))],
        widget=forms.RadioSelect,
        initial=XLSX,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        offered = columns(personal=user.has_perm(making.PERSONAL))
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
    list_display = ["at", "file_state", "by", "number", "kind", "query"]
    list_display_links = ["at"]
    list_filter = ["has_personal_data"]
    list_select_related = ["by", "job"]
    list_per_page = 50
    search_fields = ["by__email", "query"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("packed_keys", "job__parameters")

    def has_add_permission(self, request):
        return request.user.has_perm(making.PERMISSION)

    has_module_permission = has_add_permission

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(making.PERMISSION)

    def has_change_permission(self, request, obj=None):
        return False

    has_delete_permission = has_change_permission

    @admin.display(description=_("personenbezogen"), ordering="has_personal_data")
    def kind(self, export):
        return word(_("ja"), WAITING) if export.has_personal_data else word(_("nein"), QUIET)

    @admin.display(description=_("Datei"))
    def file_state(self, export):
        said = page_of_export.state_of(export)
        return word(*said) if said else self.get_empty_value_display()

    # -- Asking for entries ------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_view_permission(request) or not self._entries_admin.has_view_permission(request):
            raise PermissionDenied
        form = ExportForm(
            request.POST or None,
            user=request.user,
            initial={"list": request.GET.get("list", "")[:4000], "token": secrets.token_urlsafe(16)},
        )
        if request.method == "POST" and form.is_valid():
            try:
                return redirect("admin:desk_export_change", self._ask(request, form).pk)
            except ValidationError as error:
                form.add_error(
                    "address" if form.cleaned_data["scope"] == PUBLIC else "scope", in_words(error)
                )
        return self._form_page(request, form)

    @property
    def _entries_admin(self):
        return self.admin_site.get_model_admin(Entry)

    def _form_page(self, request, form):
        try:
            number = self._of_list(request, form["list"].value() or "").count()
        except ValidationError:
            number = None
        context = {"title": _("Einträge exportieren"), "form": form, "number": number}
        return self._render(request, "form", context, status=400 if form.errors else 200)

    def _ask(self, request, form):
        said = form.cleaned_data
        if said["scope"] == PUBLIC:
            entries, query = named_by(said["address"]), said["address"]
        else:
            entries, query = self._of_list(request, said["list"]), said["list"]
        return making.ask(
            entries,
            form.chosen,
            format=said["format"],
            query=query,
            by=request.user,
            token=said["token"].replace("\x00", ""),
        )

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

    # -- The page of an export, and its file -------------------------------------------------------

    def get_urls(self):
        def guarded(view):
            return self.admin_site.admin_view(never_cache(view))

        return [
            path("<int:pk>/file/", guarded(self.file_view), name="desk_export_file"),
            path("<int:pk>/stop/", guarded(require_POST(self.stop_view)), name="desk_export_stop"),
            path("<int:pk>/resume/", guarded(require_POST(self.resume_view)), name="desk_export_resume"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method != "GET" or not self.has_view_permission(request):
            raise PermissionDenied
        if not object_id.isdecimal() or len(object_id) > 18:
            raise Http404
        export = self._found(request, object_id)
        return self._render(request, "page", page_of_export.shown(export, request.user))

    def file_view(self, request, pk):
        """The file, for who asked for it and still may; 404 when it is not there (any more)."""
        export = self._of_user(request, pk)
        if not export.file:
            raise Http404
        try:
            file = export.file.open("rb")
        except OSError as error:
            raise Http404 from error
        kind = FORMATS[export.format].content_type
        name = page_of_export.file_name(export)
        return FileResponse(file, as_attachment=True, filename=name, content_type=kind)

    def stop_view(self, request, pk):
        export = self._of_user(request, pk)
        if not (export.job and jobs.stop(export.job)):
            self.message_user(request, _("Der Export war schon zu Ende."), messages.WARNING)
        return redirect("admin:desk_export_change", pk)

    def resume_view(self, request, pk):
        export = self._of_user(request, pk)
        if not (export.job and jobs.resume(export.job)):
            told = _("Nur angehaltene und gescheiterte Exporte können weitergehen.")
            self.message_user(request, told, messages.WARNING)
        return redirect("admin:desk_export_change", pk)

    def _found(self, request, pk):
        export = self.get_object(request, str(pk))
        if export is None:
            raise Http404
        return export

    def _of_user(self, request, pk):
        """An export that this user asked for: those of others are not there."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        export = self._found(request, pk)
        if export.by_id != request.user.pk:
            raise Http404
        if not making.may_have_file(request.user, export):
            raise PermissionDenied
        return export

    def _render(self, request, name, context, status=200):
        around = {**self.admin_site.each_context(request), "opts": self.opts}
        return render(request, f"admin/desk/export/{name}.html", around | context, status=status)
