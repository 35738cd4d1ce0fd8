"""What Django's handler is told of a request, as the server has it."""

import io

import pytest
from django.core.handlers.wsgi import WSGIRequest

from config.environ import environ_of
from tests.config.asked import Asked


def request(path="/", **how):
    environ = environ_of(Asked(path, **how).scope)
    return WSGIRequest(environ | {"wsgi.input": io.BytesIO()})


def test_request_is_what_was_asked():
    asked = request(
        "/eintraege/k%C3%B6ln/?q=K%C3%B6ln&kind=company",
        method="POST",
        headers=[("host", "karte.example"), ("content-type", "text/plain"), ("accept-language", "en")],
        sender="203.0.113.7",
    )

    assert (asked.method, asked.path, asked.GET["q"]) == ("POST", "/eintraege/köln/", "Köln")
    assert (asked.META["HTTP_HOST"], asked.content_type) == ("karte.example", "text/plain")
    assert (asked.headers["Accept-Language"], asked.scheme) == ("en", "http")
    assert (asked.META["REMOTE_ADDR"], asked.META["SERVER_PORT"]) == ("203.0.113.7", "80")


@pytest.mark.parametrize(("path", "seen"), [("/%FF", "/\\xff"), ("/a%2Fb", "/a/b"), ("/a%00", "/a\x00")])
def test_path_keeps_every_byte(path, seen):
    """PEP 3333: bytes as Latin-1. Others may be no UTF-8 at all; Django says so."""
    environ = environ_of(Asked(path).scope)

    assert environ["PATH_INFO"].encode("latin-1").decode("utf-8", "backslashreplace") == seen


def test_query_that_is_no_ascii_is_no_error():
    scope = Asked("/").scope | {"query_string": b"q=\xff"}

    assert environ_of(scope)["QUERY_STRING"] == "q=\xff"


def test_prefix_of_all_addresses_is_the_name_of_the_script():
    scope = Asked("/karte/zahlen/").scope | {"root_path": "/karte"}

    assert environ_of(scope)["SCRIPT_NAME"] == "/karte"
    assert environ_of(scope)["PATH_INFO"] == "/zahlen/"


def test_header_sent_twice_is_both_and_cookies_stay_apart():
    headers = [("x-forwarded-for", "203.0.113.1"), ("x-forwarded-for", "203.0.113.2")]
    asked = request(headers=[*headers, ("cookie", "a=1"), ("cookie", "b=2")])

    assert asked.headers["X-Forwarded-For"] == "203.0.113.1,203.0.113.2"
    assert asked.COOKIES == {"a": "1", "b": "2"}


def test_header_with_an_underscore_passes_for_no_other():
    """A proxy that sets `X-Forwarded-For` anew lets `X_Forwarded_For` pass."""
    asked = request(headers=[("x_forwarded_for", "203.0.113.1"), ("x_forwarded_proto", "https")])

    assert [name for name in asked.META if "FORWARDED" in name] == []
