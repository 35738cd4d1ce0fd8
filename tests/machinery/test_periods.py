"""Dates as exactly as they are known."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from machinery.periods import in_words, validate_partial_date


@pytest.mark.parametrize("text", ["2022", "2022-03", "2022-03-14", "2024-02-29"])
def test_year_month_and_day_are_dates(text):
    validate_partial_date(text)


@pytest.mark.parametrize(
    "text", ["", "22", "2022-3", "2022-13", "2022-02-30", "0999", "2022-03-14 ", "2022-03-14\n", "٢٠٢٢", "x"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValidationError, match="Jahr, Monat oder Tag"):
        validate_partial_date(text)


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("", "", ""),
        ("2022", "2022", "2022"),
        ("2022-03", "März 2022", "March 2022"),
        ("2022-03-04", "4. März 2022", "4 March 2022"),
    ],
)
def test_date_is_said_as_exactly_as_it_is_known(text, german, english):
    assert in_words(text) == german
    with translation.override("en"):
        assert in_words(text) == english
