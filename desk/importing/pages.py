"""Imports: a file is brought, mapped, tried out, applied and, if need be, undone, each on the same page."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from desk.importing import mapping, page_of_import, steps
from desk.importing.error_files import CONTENT_TYPES, error_file
from desk.importing.forms import MappingForm, UploadForm
from desk.models import ColumnMapping, Import
from machinery.refusals import in_words
from machinery.spreadsheets.problems import Faulty

Status = Import.Status
REFRESH = "3"  # seconds


class ImportersOnly(admin.ModelAdmin):
    """For those who may import entries; nobody else sees it."""

    list_per_page = 50

    def has_module_permission(self, request):
        return request.user.has_perm(steps.PERMISSION)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(steps.PERMISSION)

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request):
        return False


@admin.register(ColumnMapping)
class ColumnMappingAdmin(ImportersOnly):
    list_display = ["name", "created_by"]
    list_select_related = ["created_by"]
    search_fields = ["name"]
    fields = ["name", "said", "created_by"]
    readonly_fields = ["said", "created_by"]

    @admin.display(description=_("Spalten"))
    def said(self, saved):
        left_out = _("weglassen")
        lines = [(name, column or left_out) for name, column in saved.columns.items()]
        return format_html_join("", "{} → {}<br>", lines)


@admin.register(Import)
class ImportAdmin(ImportersOnly):
    list_display = ["file_name", "state", "came_to", "created_by", "created_at"]
    list_filter = ["status"]
    list_select_related = ["created_by"]
    search_fields = ["file_name"]
    actions = None

    def has_add_permission(self, request):
        return request.user.has_perm(steps.PERMISSION)

    def has_delete_permission(self, request, obj=None):
        return False  # `discard` forgets what was not applied, the daily run the rest

    def get_queryset(self, request):
        return super().get_queryset(request).defer("table", "mapping")

    @admin.display(description=_("Status"), ordering="status")
    def state(self, batch):
        return page_of_import.state_of(batch)

    @admin.display(description=_("Zeilen"))
    def came_to(self, batch):
        titles = page_of_import.TITLES
        told = [f"{titles[name]}: {number}" for name, number in batch.counts.items() if number]
        return ", ".join(told) or self.get_empty_value_display()

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"title": self.opts.verbose_name_plural, **(extra_context or {})}
        )

    # -- The pages ---------------------------------------------------------------------------------

    def get_urls(self):
        urls = [
            path("<int:pk>/errors/", self._page(self.errors_view), name="desk_import_errors"),
            path("<int:pk>/file/", self._page(self.file_view), name="desk_import_file"),
        ]
        return [*urls, *super().get_urls()]

    def _page(self, view):
        return self.admin_site.admin_view(never_cache(view))

    def _found(self, request, pk):
        self._refuse_others(request)
        return get_object_or_404(Import.objects.select_related("job", "created_by"), pk=pk)

    def _refuse_others(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied

    def add_view(self, request, form_url="", extra_context=None):
        """Bring a file."""
        self._refuse_others(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid() and (batch := self._bring(request, form)):
            return redirect("admin:desk_import_change", batch.pk)
        context = {"form": form, "title": _("Einträge importieren")}
        return self._render(request, "upload", context, status=400 if form.errors else 200)

    def _bring(self, request, form):
        try:
            return steps.bring(form.cleaned_data["file"], by=request.user)
        except Faulty as fault:
            for problem in fault.problems[:20]:
                form.add_error("file", str(problem))
        except OSError:
            form.add_error(
                "file", _("Die Datei konnte nicht gespeichert werden. Ist noch Platz auf dem Server?")
            )
        return None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of an import, whatever its state."""
        key = unquote(object_id)
        if not key.isdecimal() or len(key) > 18:
            raise Http404
        batch = self._found(request, int(key))
        if request.method == "POST":
            return self._act(request, batch)
        if self._is_to_map(request, batch):
            return self._mapping(request, batch, self._mapping_form(request, batch))
        return self._result(request, batch)

    def _is_to_map(self, request, batch):
        if page_of_import.is_busy(batch):
            return False
        asked = "mapping" in request.GET or "saved" in request.GET
        return batch.status == Status.UPLOADED or (batch.status == Status.CHECKED and asked)

    def errors_view(self, request, pk):
        batch = self._found(request, pk)
        if not batch.counts.get("wrong"):
            raise Http404
        kind = batch.table["format"]
        name = f"{batch.file_name.rpartition('.')[0] or batch.file_name}-fehler.{kind}"
        return FileResponse(
            error_file(batch), as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind]
        )

    def file_view(self, request, pk):
        batch = self._found(request, pk)
        try:
            file = batch.file.open("rb")
        except (FileNotFoundError, ValueError) as error:
            raise Http404 from error
        kind = CONTENT_TYPES[batch.table["format"]]
        return FileResponse(file, as_attachment=True, filename=batch.file_name, content_type=kind)

    # -- What somebody does ------------------------------------------------------------------------

    def _act(self, request, batch):
        try:
            if "_discard" in request.POST:
                steps.discard(batch)
                self.message_user(request, _("Die Datei ist verworfen."), messages.SUCCESS)
                return redirect("admin:desk_import_changelist")
            if "_apply" in request.POST:
                steps.apply(batch, leave_out_wrong="leave_out_wrong" in request.POST, by=request.user)
            elif "_undo" in request.POST:
                steps.undo(batch, by=request.user)
            elif "_check" in request.POST:
                return self._check(request, batch)
        except ValidationError as error:
            self.message_user(request, in_words(error), messages.WARNING)
        return redirect("admin:desk_import_change", batch.pk)

    def _check(self, request, batch):
        form = self._mapping_form(request, batch)
        if not form.is_valid():
            return self._mapping(request, batch, form)
        steps.check(batch, columns=form.columns, as_drafts=form.cleaned_data["as_drafts"], by=request.user)
        form.save_mapping(by=request.user)
        return redirect("admin:desk_import_change", batch.pk)

    # -- What it shows -----------------------------------------------------------------------------

    def _mapping_form(self, request, batch):
        header = batch.table["header"]
        saved = request.GET.get("saved", "")
        chosen = (
            ColumnMapping.objects.filter(pk=saved).first() if saved.isdecimal() and len(saved) < 18 else None
        )
        if chosen:
            columns = mapping.by_saved(header, chosen)
        elif batch.mapping:
            columns = [batch.mapping.get(str(place), "") for place in range(len(header))]
        else:
            columns = mapping.guess(header)
        return MappingForm(
            request.POST or None,
            table=batch.table,
            columns=columns,
            initial={"as_drafts": batch.as_drafts, "save_as": chosen.name if chosen else ""},
        )

    def _mapping(self, request, batch, form):
        context = {
            "form": form,
            "mappings": ColumnMapping.objects.all(),
            "saved": request.GET.get("saved", ""),
        }
        status = 400 if form.errors else 200
        return self._render(request, "mapping", self._about(batch) | context, status=status)

    def _result(self, request, batch):
        tabs, chosen = page_of_import.lists_of(batch, request.GET.get("show", ""))
        page, lines = page_of_import.page_of_rows(batch, chosen, request.GET.get("p", 1))
        context = {
            "tabs": tabs,
            "chosen": chosen,
            "page": page,
            "lines": lines,
            "pages": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
            "summary": page_of_import.summary(batch),
        }
        response = self._render(request, "result", self._about(batch) | context)
        if page_of_import.is_busy(batch):
            response.headers["Refresh"] = REFRESH
        return response

    def _about(self, batch):
        return {
            "title": batch.file_name,
            "batch": batch,
            "job": batch.job,
            "is_busy": page_of_import.is_busy(batch),
            "broken_off": page_of_import.broken_off(batch),
            "state": page_of_import.state_of(batch),
            "format": page_of_import.format_of(batch),
            "left_out": page_of_import.left_out(batch),
            "steps": page_of_import.steps_of(batch),
        }

    def _render(self, request, name, context, *, status=200):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return render(request, f"admin/desk/import/{name}.html", context, status=status)
