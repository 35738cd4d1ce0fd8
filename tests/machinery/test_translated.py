"""Texts in two languages."""

import pytest
from django.utils import translation

from landkarte.models import Entry, Industry


@pytest.mark.parametrize(
    ("german", "english", "language", "text", "of"),
    [
        ("Hallo", "Hello", "de", "Hallo", "de"),
        ("Hallo", "Hello", "en", "Hello", "en"),
        ("Hallo", "Hello", "en-gb", "Hello", "en"),
        ("Hallo", "", "en", "Hallo", "de"),
        ("", "Hello", "de", "Hello", "en"),
        ("", "", "en", "", "en"),
        ("Hallo", "Hello", "fr", "Hallo", "de"),
    ],
)
def test_text_is_the_readers_or_the_other(german, english, language, text, of):
    entry = Entry(summary_de=german, summary_en=english)

    with translation.override(language):
        assert (entry.summary, entry.summary.language) == (text, of)


def test_text_without_a_language_is_german():
    with translation.override(None):
        assert str(Industry(name_de="Handel", name_en="Trade")) == "Handel"
