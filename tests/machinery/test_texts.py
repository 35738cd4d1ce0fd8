"""What is kept of a text: what people see of it."""

import sys
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from machinery.texts import legible, seen, validate_characters

JOINERS = "\u200c\u200d"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Bei\u00adspiel\u200b GmbH", "Beispiel GmbH"),
        ("\ufeffAlpha", "Alpha"),
        ("\u202eahplA\u202c", "ahplA"),
        ("\u2066Alpha\u2069\u200f", "Alpha"),
        ("Al\u2060pha\u3164\u2800", "Alpha"),
        ("Alpha\U000e0041\U000e007f", "Alpha"),
        ("Ko\u0308ln", "Köln"),
        ("Ko\u200b\u0308ln", "Köln"),
        ("A\u200dB\u200cC", "ABC"),
        ("A\ufe0f", "A"),
        ("\u200b\u00ad\ufe0f\u200d", ""),
    ],
)
def test_text_loses_what_nobody_sees(typed, kept):
    assert legible(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d🔬",
        "❤\ufe0f\u200d🔥",
        "1\ufe0f\u20e3",
        "می\u200cخواهم",
        "क्\u200dष",
        "Köln\u00a0Süd",
        "a\tb\nc",
        "東京",
    ],
)
def test_text_keeps_what_does_something(text):
    assert legible(text) == text


@given(st.text())
def test_legible_text_stays_as_it_is(text):
    assert legible(legible(text)) == legible(text)


def test_every_format_character_of_unicode_is_stripped():
    signs = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"]

    assert len(signs) > 100
    assert [sign for sign in signs if legible(f"a{sign}b") != "ab"] == []


def test_search_sees_no_joiners():
    assert seen("می\u200cخواهم") == "میخواهم"


@pytest.mark.parametrize("text", ["a\0", "a\x1b[0m", "a\x7f", "a\x9f", "\ud800"])
def test_control_characters_are_a_mistake(text):
    assert legible(text) == text
    with pytest.raises(ValidationError):
        validate_characters(text)
