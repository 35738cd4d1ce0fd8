"""The logo of one entry, written anew by us when it came in."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import View

from landkarte.models import Entry
from machinery.pictures import picture_response

YEAR = 365 * 24 * 60 * 60  # seconds


class EntryLogo(View):
    """The logo of a published entry; under the address that names its version it never changes."""

    def get(self, request, slug):
        entry = get_object_or_404(
            Entry.objects.published().exclude(logo="").only("logo", "logo_width", "logo_height"), slug=slug
        )
        try:
            file = entry.logo.open()
        except FileNotFoundError as error:
            raise Http404 from error
        response = picture_response(file)
        is_named = request.GET.get("v") == entry.logo_version
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if is_named else "no-cache"
        return response
