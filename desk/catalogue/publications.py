"""Publications: a PDF file of ours or a link. A refused file loses nothing else of the form."""

from django.contrib import admin
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from desk.catalogue.catalogue import CatalogueAdmin
from desk.forms.files import FileForm, FileMixin, StoredFileWidget
from desk.forms.previews import Preview
from desk.forms.scheduled import PUBLICATION, ScheduledAdmin
from offers.models import Publication
from offers.views.publications import publication_context


class PdfWidget(StoredFileWidget):
    name = _("PDF-Datei")


class PublicationForm(FileForm):
    class Meta:
        widgets = {"file": PdfWidget(attrs={"accept": ".pdf,application/pdf"})}


@admin.register(Publication)
class PublicationAdmin(FileMixin, CatalogueAdmin):
    public_page = Preview("offers/publication_detail.html", lambda row, request: publication_context(row))
    form = PublicationForm
    list_display = ["name", "kind", "year", "publisher", "kind_of", "stage", "translation"]
    list_filter = [*ScheduledAdmin.list_filter, "kind", "year", "audiences"]
    autocomplete_fields = ["audiences", "industries", "offers"]
    fieldsets = [
        (None, {"fields": ["name", "name_en", "slug", "kind", ("year", "publisher"), "languages"]}),
        PUBLICATION,
        (_("Zum Lesen"), {"fields": ["file", "link"]}),
        (_("Inhalt"), {"fields": [("summary_de", "summary_en")]}),
        (_("Für wen"), {"fields": ["audience", "audiences", "industries", "offers"]}),
        (_("Herkunft"), {"fields": ["source"]}),
    ]

    @admin.display(description=_("Zum Lesen"))
    def kind_of(self, publication):
        if publication.file:
            return _("PDF-Datei")
        return _("Adresse") if publication.link else "–"

    def file_response(self, publication, file):
        return FileResponse(
            file, as_attachment=True, filename=f"{publication.slug}.pdf", content_type="application/pdf"
        )
