"""Templates can be read: no long lines, and no more of them than fit a page. Without their indentation they
say the same."""

import pytest
from django.conf import settings

from config.templates import unindented

LONGEST_LINE = 120
MOST_LINES = 150


def templates():
    """Of pages; in the text of a letter a line is a paragraph."""
    return sorted((settings.BASE_DIR / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_template_has_no_long_line_and_not_too_many(path):
    lines = path.read_text().splitlines()

    assert [(number, len(line)) for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE] == []
    assert len(lines) <= MOST_LINES


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
