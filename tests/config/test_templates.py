"""What every template of ours keeps to, so that a change of it can be read."""

import pytest
from django.conf import settings

FOLDERS = ("admin", "desk", "simple_history")  # below templates/
LONGEST_LINE = 120
MOST_LINES = 150


def templates():
    root = settings.BASE_DIR / "templates"
    return sorted(path for folder in FOLDERS for path in (root / folder).rglob("*.html"))


def test_there_are_templates_to_look_at():
    assert {path.relative_to(settings.BASE_DIR / "templates").parts[0] for path in templates()} == set(
        FOLDERS
    )


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_template_has_no_long_line_and_no_more_lines_than_fit_one_page(path):
    lines = path.read_text().splitlines()

    assert [(number, len(line)) for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE] == []
    assert len(lines) <= MOST_LINES
