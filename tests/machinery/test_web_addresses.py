"""Which web addresses a person may give, and what we show of one."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from machinery.web_addresses import host_of, hosts_of, validate_web_address


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://www.example.org/a?b=c#d",
        "https://münchen.example/",
        "https://example.org:8443/",
        "https://8.8.8.8/",
        "https://[2001:4860:4860::8888]/",
    ],
)
def test_public_address_is_taken(address):
    validate_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "//example.org",
        "ftp://example.org/",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "mailto:a@example.org",
        "https://",
        "https://exa mple.org/",
        "https://example.org/\nx",
        "\thttps://example.org/",
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://:secret@example.org/",
        "http://localhost/",
        "http://localhost:8000/",
        "http://intern/",
        "http://a.localhost/",
        "http://drucker.local/",
        "http://db.internal/",
        "http://127.0.0.1/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://127.0.0.1./",
        "http://１２７.0.0.1/",
        "http://db.ｉnternal/",
        "http://localhost./",
        "http://drucker.local./",
    ],
)
def test_address_that_is_not_public_is_refused(address):
    with pytest.raises(ValidationError):
        validate_web_address(address)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.example.org/person/name?id=7", "example.org"),
        ("http://example.org:8080/", "example.org"),
        ("https://EXAMPLE.org", "example.org"),
        ("https://user:secret@example.org/", "example.org"),
        ("https://wwww.example.org/", "wwww.example.org"),
        ("Telefonat mit Frau N.", ""),
        ("ftp://example.org/", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
        ("https://", ""),
        ("https://[", ""),
        ("https://[::1", ""),
    ],
)
def test_host_of_an_address(address, host):
    assert host_of(address) == host


@given(st.text(max_size=40) | st.text(max_size=40).map("https://".__add__))
def test_any_text_has_a_host_or_none(text):
    assert "/" not in host_of(text)


@given(st.text(max_size=40).map("https://".__add__))
def test_any_text_is_taken_or_refused(text):
    try:
        validate_web_address(text)
    except ValidationError:
        return
    assert "." in host_of(text) or ":" in host_of(text)


@pytest.mark.parametrize(
    ("sources", "hosts"),
    [
        ("", ""),
        ("seed:002.txt", ""),
        ("https://www.a.example/x?id=1;2", "a.example"),  # a semicolon inside an address
        (
            "https://www.a.example/x;seed:002.txt;https://b.example/;http://a.example/y",
            "a.example, b.example",
        ),
        ("seed:002.txt; https://b.example/", "b.example"),
    ],
)
def test_hosts_of_several_sources_are_named_once(sources, hosts):
    assert hosts_of(sources) == hosts
