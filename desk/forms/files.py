"""Forms with a file: a refused form loses nothing, and no file stays without its row."""

from dataclasses import dataclass

from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ModelForm
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache


@dataclass(frozen=True)
class StoredFile:
    """What the form shows of a file: the public address knows only published ones."""

    url: str
    name: str

    def __str__(self):
        return self.name


class StoredFileWidget(AdminFileWidget):
    """A link to the file for editors, called `name`."""

    name = ""

    def format_value(self, value):
        if not self.is_initial(value):
            return None
        options = value.instance._meta
        address = reverse(f"admin:{options.app_label}_{options.model_name}_file", args=[value.instance.pk])
        return StoredFile(address, str(self.name))


class FileForm(ModelForm):
    """Stores its file while the form can still say that this failed: a full disk is no server error."""

    file_field = "file"

    def _post_clean(self):
        super()._post_clean()
        file = getattr(self.instance, self.file_field)
        if self.errors or not file or file._committed:
            return
        try:
            file.save(file.name, file.file, save=False)
        except OSError:
            told = _("Die Datei konnte nicht gespeichert werden. Ist noch Platz auf dem Server?")
            self.add_error(self.file_field, ValidationError(told, "not-stored"))


class FileMixin:
    """For the ModelAdmin of a `FileForm`: adds the page `<pk>/file/`, for editors alone. `file_response(row,
    file)` says how the open file is answered."""

    def save_form(self, request, form, change):
        if form.file_field in form.changed_data:
            request.stored_file = getattr(form.instance, form.file_field).name
        return super().save_form(request, form, change)

    def changeform_view(self, request, *args, **kwargs):
        """A file that was stored for a row that then was not saved goes again."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Exception:
            if name := getattr(request, "stored_file", ""):
                self.opts.get_field(self.form.file_field).storage.delete(name)
            raise

    def get_urls(self):
        view = self.admin_site.admin_view(never_cache(self.file_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_file"
        return [path("<int:pk>/file/", view, name=name), *super().get_urls()]

    def file_view(self, request, pk):
        row = get_object_or_404(self.model, pk=pk)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        try:
            file = getattr(row, self.form.file_field).open("rb")
        except (FileNotFoundError, ValueError) as error:  # it is gone, or there is none
            raise Http404 from error
        return self.file_response(row, file)
