"""Templates without their indentation say the same."""

import pytest

from config.templates import unindented


def test_lines_lose_what_stands_before_their_first_sign_and_stay_lines():
    assert unindented("<ul>\n    <li>\n\t  a  b\n    </li>\n</ul>") == "<ul>\n<li>\na  b\n</li>\n</ul>"


@pytest.mark.parametrize(
    "kept",
    [
        "<pre>\n    a\n</pre>",
        "<textarea name='t'>\n  a</textarea>",
        "{% blocktranslate %}\n    a text that the catalogue knows\n  {% endblocktranslate %}",
        "{% blocktranslate count n=n %}\n  a{% plural %}\n  b{% endblocktranslate %}",
    ],
)
def test_white_space_that_means_something_stays(kept):
    assert unindented(f"<p>\n  {kept}\n  </p>") == f"<p>\n{kept}\n</p>"


def test_pages_come_without_indentation(client, db):
    text = client.get("/barrierefreiheit/").content.decode()

    assert "\n<main" in text
    assert "\n " not in text
