"""What there is to read."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from offers.filters import PublicationFilter
from offers.models import Offer, Publication
from offers.views.catalogue import CatalogueList


class PublicationList(CatalogueList):
    """All publications, the latest first."""

    filterset_class = PublicationFilter
    template_name = "offers/publication_list.html"
    title = heading = _("Publikationen")
    intro = _("Studien, Leitfäden und Berichte zum Nachlesen.")
    description = _(
        "Publikationen zu künstlicher Intelligenz in Nordrhein-Westfalen: zum Lesen und Mitnehmen."
    )


class PublicationDetail(View):
    """One published publication."""

    def get(self, request, slug):
        publication = get_object_or_404(Publication.objects.published(), slug=slug)
        return render(request, "offers/publication_detail.html", publication_context(publication))


class PublicationFile(View):
    """The file of a published publication; to be saved, not shown: it is not our own writing."""

    def get(self, request, slug):
        publication = get_object_or_404(Publication.objects.published().exclude(file=""), slug=slug)
        try:
            file = publication.file.open()
        except FileNotFoundError as error:
            raise Http404 from error
        return FileResponse(
            file, as_attachment=True, filename=f"{publication.slug}.pdf", content_type="application/pdf"
        )


def publication_context(publication):
    """Template context of `offers/publication_detail.html`."""
    return {
        "publication": publication,
        "offers": Offer.objects.published().filter(publications=publication).select_related("format"),
    }
