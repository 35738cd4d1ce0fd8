"""The land under the map, as its scripts fetch it: kept by browsers, since it hardly ever changes."""

import hashlib

import orjson
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.views.generic import View

HOUR = 3600  # for which a browser need not ask again


class Land(View):
    """One part of the land (`landkarte.land.sheets`) as JSON, or 304 to somebody who has it."""

    part = None

    def get(self, request):
        content = orjson.dumps(self.part())
        etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
        headers = {"ETag": etag, "Cache-Control": f"public, max-age={HOUR}"}
        response = HttpResponse(content, content_type="application/json", headers=headers)
        return get_conditional_response(request, etag=etag, response=response)
