"""What the papers show is what there is."""

from tests.picture import PICTURE, contracts, picture


def test_picture_of_the_architecture_is_that_of_the_contracts():
    """`make picture` draws it anew."""
    assert PICTURE.read_text() == picture()


def test_picture_names_every_app():
    levels, _inside = contracts()

    assert [app for level in levels for app in level if f">{app}/<" not in picture()] == []
