"""A small application in our lanes, for the real server: with short deadlines, and without a database."""

import os
import tempfile

from django.http import FileResponse, HttpResponse

from config import bodies, sending
from config.lanes import Lanes

LONG = 20_000_000  # bytes of a download: more than all that stands between us and its reader may hold
SECONDS = 3  # less, and a busy machine does not read sixty megabytes in time

read = []


def small(environ, start_response):
    """`/long.csv` is a download, `/read` says what was posted so far, and where to."""
    if environ["PATH_INFO"] == "/long.csv":
        file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
        file.truncate(LONG)
        response = FileResponse(file)
    elif environ["REQUEST_METHOD"] == "POST":
        read.append(f"{environ['PATH_INFO']} {len(environ['wsgi.input'].read())}")
        response = HttpResponse("taken")
    else:
        response = HttpResponse("\n".join(read))
    start_response(f"{response.status_code} OK", list(response.items()))
    return response


def application():
    """For granian's --factory."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    bodies.GRACE_SECONDS = sending.PIECE_SECONDS = SECONDS
    return Lanes(small)
