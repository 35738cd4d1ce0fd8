"""One spelling for one mailbox, what mail servers take of it, and what is said of a wrong one."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from machinery.mailboxes import as_sent, in_link, one_spelling, validate_mailbox

WHOLE = "Bitte geben Sie eine vollständige E-Mail-Adresse an, zum Beispiel name@example.org."


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("INFO@Müller-KI.example", "info@müller-ki.example"),
        ("info@xn--mller-ki-65a.example", "info@müller-ki.example"),
        ("Info@XN--MLLER-KI-65A.example", "info@müller-ki.example"),
        (" info@mu\u0308ller-ki.example\u200b", "info@müller-ki.example"),
        ("max@straße.example", "max@straße.example"),
        ("max@xn--strae-oqa.example", "max@straße.example"),
        ("max@STRASSE.example", "max@strasse.example"),
        ("ada@аррӏе.example", "ada@xn--80ak6aa92e.example"),
        ("none", "none"),
        ("", ""),
    ],
)
def test_mailbox_has_one_spelling(typed, spelled):
    assert one_spelling(typed) == spelled


@given(st.text(max_size=40))
def test_spelling_stays_as_it_is(text):
    assert one_spelling(one_spelling(text)) == one_spelling(text)


@given(st.text(alphabet="äöüßsaéñ-1xn@.Aẞ", min_size=3, max_size=30))
def test_two_houses_never_become_one(text):
    typed = one_spelling(f"a@{text}")
    try:
        sent = as_sent(typed)
    except ValueError:
        return
    assert one_spelling(sent) == typed


@pytest.mark.parametrize(
    ("kept", "sent"),
    [
        ("max@straße.example", "max@xn--strae-oqa.example"),
        ("KI <max@straße.example>", "KI <max@xn--strae-oqa.example>"),
        ("Straße <max@strasse.example>", "Straße <max@strasse.example>"),
        ("redaktion@localhost", "redaktion@localhost"),
    ],
)
def test_mail_servers_get_the_host_as_dns_has_it(kept, sent):
    assert as_sent(kept) == sent


@pytest.mark.parametrize("address", ["", "max", "max@", "max@i❤.example", "max@a..example"])
def test_address_without_a_host_is_not_sent_to(address):
    with pytest.raises(ValueError, match="No mail server"):
        as_sent(address)


def test_link_holds_the_host_as_dns_has_it():
    assert in_link("a&b@straße.example") == "a%26b@xn--strae-oqa.example"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("jürgen@firma.example", "Das Zeichen „ü“ ist vor dem @ nicht möglich."),
        ("ada muster@firma.example", "Ein Leerzeichen ist vor dem @ nicht möglich."),
        ("ada,eva@firma.example", "Das Zeichen „,“ ist vor dem @ nicht möglich."),
        ("ada@fir ma.example", "Ein Leerzeichen ist nach dem @ nicht möglich."),
        ("ada@meine_firma.example", "Das Zeichen „_“ ist nach dem @ nicht möglich."),
        ("ada@i❤ki.example", "Das Zeichen „❤“ ist nach dem @ nicht möglich."),
        ("ada", WHOLE),
        ("ada@", WHOLE),
        ("@firma.example", WHOLE),
        ("ada@firma", WHOLE),
        ("ada@firma..example", WHOLE),
        ("ada..muster@firma.example", WHOLE),
        ("ada@a.example, eva@b.example", WHOLE),
        ("ada@müller.example.", WHOLE),
    ],
)
def test_wrong_address_is_told_what_is_wrong(address, message):
    with pytest.raises(ValidationError) as refused:
        validate_mailbox(one_spelling(address))

    assert refused.value.messages == [message]


@pytest.mark.parametrize(
    "address",
    [
        "a+b@firma.example",
        "o'neill@firma.example",
        "max@straße.example",
        "ada@xn--80ak6aa92e.com",
        "a@localhost",
    ],
)
def test_possible_address_is_taken(address):
    validate_mailbox(one_spelling(address))
