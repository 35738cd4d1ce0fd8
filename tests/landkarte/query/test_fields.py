"""Fields that read what stands in an address."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from landkarte.geometry import Box, Point
from landkarte.query.fields import BoxField, PointField, YearsField


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("50.776,6.084", Point(50.776, 6.084)),
        (" -50.5 , -6 ", Point(-50.5, -6)),
        ("90,180", Point(90, 180)),
        ("0,0", Point(0, 0)),
        (None, None),
    ],
)
def test_point_field_reads(text, point):
    assert PointField(required=False).clean(text) == point


@pytest.mark.parametrize(
    ("text", "box"),
    [("6.0,50.7,6.3,50.9", Box(6.0, 50.7, 6.3, 50.9)), ("7,51,7,51", Box(7, 51, 7, 51)), (None, None)],
)
def test_box_field_reads(text, box):
    assert BoxField(required=False).clean(text) == box


@pytest.mark.parametrize("field", [PointField(), BoxField()])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "nan,nan",
        "inf,inf",
        "1_0,5",
        "0x1,1",
        "1,5,7",
        "1e2,5",
        "٥٠,٦",
        "50;6",
        "50.7 6.0",
        ".5,6",
        "5.,6",
        ",",
        "1,",
        "+5,6",
        "--5,6",
        "5" * 400 + ",6",
        "nan,nan,nan,nan",
        "1,2,3,4,5",
        "1,2,3,４",
    ],
)
def test_coordinates_are_plain_decimal_numbers(field, text):
    with pytest.raises(ValidationError):
        field.clean(text)


@given(st.text(max_size=80))
def test_fields_refuse_or_read_any_text(text):
    for field in (PointField(required=False), BoxField(required=False)):
        try:
            value = field.clean(text)
        except ValidationError:
            continue
        assert value is None or all(abs(number) <= 180 for number in value)


@pytest.mark.parametrize(
    ("values", "years"),
    [(["2019", "1874", "2019"], [2019, 1874]), (["1000", "2100"], [1000, 2100]), ([], [])],
)
def test_years_field_reads(values, years):
    assert YearsField(required=False).clean(values) == years


@pytest.mark.parametrize("text", ["0", "-1", "999", "2101", "99999", "2019.0", "٢٠١٩", " 2019", "x"])
def test_years_field_refuses(text):
    with pytest.raises(ValidationError) as error:
        YearsField(required=False).clean([text])

    assert error.value.messages == [f"„{text}“ ist kein Jahr zwischen 1000 und 2100."]
