"""Publications: a PDF file of ours or a link. A refused file loses nothing else of the form."""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import ModelForm
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from landkarte.admin.scheduled import PUBLICATION, ScheduledAdmin
from offers.admin.catalogue import CatalogueAdmin
from offers.models import Publication


@dataclass(frozen=True)
class StoredFile:
    """What the form shows of a file: the public address knows only published ones."""

    url: str

    def __str__(self):
        return str(_("PDF-Datei"))


class PdfWidget(AdminFileWidget):
    def format_value(self, value):
        if not self.is_initial(value):
            return None
        return StoredFile(reverse("admin:offers_publication_file", args=[value.instance.pk]))


class PublicationForm(ModelForm):
    class Meta:
        widgets = {"file": PdfWidget(attrs={"accept": ".pdf,application/pdf"})}

    def _post_clean(self):
        """Store the file while the form can still say that this failed: a full disk is no server error."""
        super()._post_clean()
        file = self.instance.file
        if self.errors or not file or file._committed:
            return
        try:
            file.save(file.name, file.file, save=False)
        except OSError:
            told = _("Die Datei konnte nicht gespeichert werden. Ist noch Platz auf dem Server?")
            self.add_error("file", ValidationError(told, "not-stored"))


@admin.register(Publication)
class PublicationAdmin(CatalogueAdmin):
    form = PublicationForm
    list_display = ["name", "year", "publisher", "kind_of", "stage", "translation"]
    list_filter = [*ScheduledAdmin.list_filter, "year", "audiences"]
    autocomplete_fields = ["audiences", "industries", "offers"]
    fieldsets = [
        (None, {"fields": ["name", "slug", ("year", "publisher"), "languages"]}),
        PUBLICATION,
        (_("Zum Lesen"), {"fields": ["file", "link"]}),
        (_("Inhalt"), {"fields": [("summary_de", "summary_en")]}),
        (_("Für wen"), {"fields": ["audiences", "industries", "offers"]}),
        (_("Herkunft"), {"fields": ["source"]}),
    ]

    @admin.display(description=_("Zum Lesen"))
    def kind_of(self, publication):
        return _("PDF-Datei") if publication.file else _("Adresse")

    # -- Files -------------------------------------------------------------------------------------

    def save_form(self, request, form, change):
        if "file" in form.changed_data:
            request.stored_file = form.instance.file.name
        return super().save_form(request, form, change)

    def changeform_view(self, request, *args, **kwargs):
        """A file that was stored for a row that then was not saved goes again."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Exception:
            if name := getattr(request, "stored_file", ""):
                Publication._meta.get_field("file").storage.delete(name)
            raise

    def get_urls(self):
        view = self.admin_site.admin_view(never_cache(self.file_view))
        return [path("<int:pk>/file/", view, name="offers_publication_file"), *super().get_urls()]

    def file_view(self, request, pk):
        publication = get_object_or_404(Publication, pk=pk)
        if not self.has_view_permission(request, publication):
            raise PermissionDenied
        try:
            file = publication.file.open("rb")
        except (OSError, ValueError) as error:  # it is gone, or there is none
            raise Http404 from error
        return FileResponse(
            file, as_attachment=True, filename=f"{publication.slug}.pdf", content_type="application/pdf"
        )
