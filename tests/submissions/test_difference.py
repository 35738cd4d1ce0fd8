"""Two texts, word by word, and two sets of terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from submissions.difference import ADDED, REMOVED, Part, TermDifference, term_difference, word_difference

pytestmark = pytest.mark.one_database


def read(parts, without):
    return "".join(part.text for part in parts if part.kind != without)


def test_difference_names_the_words_that_changed():
    parts = word_difference("Wir bauen Roboter in Köln.", "Wir bauen leise Roboter in Bonn.")

    assert parts == [
        Part("same", "Wir bauen "),
        Part("added", "leise "),
        Part("same", "Roboter in "),
        Part("removed", "Köln"),
        Part("added", "Bonn"),
        Part("same", "."),
    ]


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [("", "", []), ("", "neu", ["added"]), ("alt", "", ["removed"]), ("gleich", "gleich", ["same"])],
)
def test_difference_of_nothing_is_the_other_side(before, after, kinds):
    assert [part.kind for part in word_difference(before, after)] == kinds


def test_space_alone_is_no_difference():
    assert [part.kind for part in word_difference("ein  Wort", "ein Wort\n")] == ["same"]


def test_space_before_new_words_is_new():
    parts = word_difference("in Bonn.", "in Bonn und Köln.")

    assert "".join(part.text for part in parts if part.kind != ADDED) == "in Bonn."


def test_very_long_texts_are_compared_as_a_whole():
    before, after = "a b " * 3000, "b a " * 3000

    assert word_difference(before, after) == [Part("removed", before), Part("added", after)]


@given(st.text(max_size=200), st.text(max_size=200))
def test_difference_loses_no_word_of_either_side(before, after):
    parts = word_difference(before, after)

    assert read(parts, REMOVED) == after
    assert read(parts, ADDED).split() == before.split() or "".join(read(parts, ADDED).split()) == "".join(
        before.split()
    )


def test_terms_are_sets():
    assert term_difference(["Handel", "Bau"], ["Bau", "Energie"]) == TermDifference(
        added=["Energie"], removed=["Handel"], kept=["Bau"]
    )
