"""Names of hosts: as DNS compares them, and as people read them."""

import pytest

from machinery.hosts import as_dns, readable

STRASSE = "xn--strae-oqa.example"


@pytest.mark.parametrize(
    ("typed", "dns"),
    [
        ("straße.example", STRASSE),
        ("STRAßE.Example", STRASSE),
        ("stra\u00adße.example", STRASSE),
        (STRASSE.upper(), STRASSE),
        ("strasse.example", "strasse.example"),
        ("STRASSE.example", "strasse.example"),
        ("Müller-KI.example", "xn--mller-ki-65a.example"),
        ("mu\u0308ller-ki.example", "xn--mller-ki-65a.example"),
        ("ﬁrma.example", "firma.example"),
        ("firma。example", "firma.example"),
        ("r3---sn-a.example", "r3---sn-a.example"),
        ("localhost", "localhost"),
    ],
)
def test_host_is_compared_by_idna_2008(typed, dns):
    assert as_dns(typed) == dns


@pytest.mark.parametrize(
    "typed",
    ["", "a..b", ".a", "x" * 64, "ü" * 64, "i❤.example", "mü_ller.example", "xn--zzzzzz", "a\u200db.example"],
)
def test_what_no_host_has_is_none(typed):
    assert as_dns(typed) == ""


@pytest.mark.parametrize(
    ("dns", "shown"),
    [
        (STRASSE, "straße.example"),
        ("www.xn--mller-ki-65a.example", "www.müller-ki.example"),
        ("strasse.example", "strasse.example"),
        ("xn--zzzzzz.example", "xn--zzzzzz.example"),
        ("xn--80ak6aa92e.com", "xn--80ak6aa92e.com"),  # Cyrillic letters that look like "apple"
        ("xn--mller-kva.xn--80ak6aa92e", "müller.xn--80ak6aa92e"),
    ],
)
def test_host_is_shown_as_people_write_it_unless_it_could_be_another(dns, shown):
    assert readable(dns) == shown


@pytest.mark.parametrize("host", ["straße.example", "müller-ki.example", "аррӏе.com", "œuvre.example"])
def test_what_is_shown_is_the_same_host(host):
    assert as_dns(readable(as_dns(host))) == as_dns(host)
