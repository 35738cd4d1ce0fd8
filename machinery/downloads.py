"""Answers that may be long: written whole into a file before the first byte leaves.

The server sends a file as fast as its reader takes it, without a thread of its own (`config/sending.py`). An
answer that is made while it is sent would need the database as long as its reader likes, and an error in its
middle would look like its end.
"""

import gzip
import io
import tempfile

from django.http import FileResponse, HttpResponse
from django.middleware.gzip import re_accepts_gzip
from django.utils.cache import patch_vary_headers

IN_MEMORY = 512 * 1024  # bytes; what is longer lies on disk, without a name, until it is sent
PIECE = 64 * 1024  # bytes that are read at once while sending
QUICK = 5  # of gzip's levels: a tenth larger than the best in half of the time


class Download(FileResponse):
    block_size = PIECE


def download(request, parts, *, content_type, name=None, is_packed=False):
    """The answer that holds these parts (bytes), compressed if the reader can take it and they are not yet
    (`is_packed`); saved as `name`."""
    packed = not is_packed and bool(re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")))
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the response closes it)
    try:
        _write(file, parts, packed=packed)
    except BaseException:
        file.close()
        raise
    response = _answer(file, content_type, name)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _write(file, parts, *, packed):
    """Part by part: `writelines` of a spooled file would keep all of them in memory."""
    press = (
        gzip.GzipFile(filename="", mode="wb", compresslevel=QUICK, fileobj=file, mtime=0) if packed else None
    )
    for part in parts:
        (press or file).write(part)
    if press:
        press.close()


def _answer(file, content_type, name):
    is_long = file.tell() > IN_MEMORY
    file.seek(0)
    if not is_long:
        with file:
            content = file.read()
        if not name:  # to be looked at rather than saved: an answer like any other
            return HttpResponse(content, content_type=content_type)
        file = io.BytesIO(content)
    return Download(file, as_attachment=bool(name), filename=name or "", content_type=content_type)
