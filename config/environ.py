"""Tells Django's handler, in the words of WSGI (PEP 3333), what the server said of a request in those of
ASGI."""

import sys
from urllib.parse import unquote_to_bytes


def environ_of(scope):
    """The `environ` of this request, with all but its body."""
    prefix = scope.get("root_path", "").encode().decode("latin-1")
    path = unquote_to_bytes(scope["raw_path"]).decode("latin-1")
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": prefix,
        "PATH_INFO": path.removeprefix(prefix) or "/",
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": scope["server"][0],
        "SERVER_PORT": str(scope["server"][1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": scope["client"][0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _add_header(environ, name.decode("latin-1"), value.decode("latin-1"))
    return environ


def _add_header(environ, name, value):
    if "_" in name:  # it would pass for its twin with hyphens, which a proxy of ours has set or taken away
        return
    key = name.upper().replace("-", "_")
    if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        key = f"HTTP_{key}"
    if key not in environ:
        environ[key] = value
    else:  # HTTP/2 may send each cookie by itself (RFC 9113, 8.2.3)
        environ[key] += ("; " if key == "HTTP_COOKIE" else ",") + value
