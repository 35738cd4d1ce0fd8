"""Addresses of pictures: each is drawn once and kept; how many are drawn anew in a minute is bounded."""

import threading
from collections import deque
from time import monotonic

from django.core.cache import caches
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.generic import View

from landkarte.sharing.picture import draw

KEPT_SECONDS = 3600  # by whoever has asked
DRAWN_IN_A_MINUTE = 60  # by a process: a twentieth of its time at most
GENERAL = "landkarte:entry-list-picture"


class Budget:
    """So many turns in any minute, for all who ask this process."""

    def __init__(self, most):
        self.turns, self.lock = deque(maxlen=most), threading.Lock()

    def take(self):
        with self.lock:
            now, is_full = monotonic(), len(self.turns) == self.turns.maxlen
            if is_full and now - self.turns[0] < 60:
                return False
            self.turns.append(now)
            return True


budget = Budget(DRAWN_IN_A_MINUTE)


class SharedPicture(View):
    """The picture of a page. A view says what stands on it: `sheet(**kwargs)`, or Http404."""

    def get(self, request, **kwargs):
        self.refuse_others(request)
        sheet = self.sheet(**kwargs)
        etag = f'"{sheet.digest}"'
        response = get_conditional_response(request, etag=etag)
        if response is None:
            content = kept(sheet)
            if content is None:
                return self.without_turn(request)
            response = HttpResponse(content, content_type="image/png")
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
        return response

    def refuse_others(self, request):
        """What nobody reads could be made up without end."""
        if request.GET:
            raise BadRequest("a picture of a page takes no parameters")

    def without_turn(self, request):
        """Too many are being drawn: that of the whole map does for all, and is always there."""
        response = redirect(reverse(GENERAL))
        response.headers["Cache-Control"] = "no-store"
        return response


def kept(sheet, *, always=False):
    """The PNG, drawn only when it is not there yet; None when too many are drawn anew at the moment."""
    store = caches["pictures"]
    content = store.get(sheet.digest)
    if content is None and (always or budget.take()):
        content = draw(sheet)
        store.set(sheet.digest, content)
    return content
