"""What is written comes back as it was, and is no formula to whoever opens it."""

import io

from machinery.spreadsheets.writing import csv_text, write_csv


def test_texts_of_a_csv_are_escaped_and_numbers_are_not():
    assert csv_text([["=1+1", -7, "a;b"], ["-7", None, ""]]) == "'=1+1,-7,a;b\r\n'-7,,\r\n"


def test_csv_is_written_with_the_delimiter_asked_for():
    file = io.StringIO()
    write_csv(file, [["a;b", "c,d"]], delimiter=";")

    assert file.getvalue() == '"a;b";c,d\r\n'
