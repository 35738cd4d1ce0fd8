"""Browser tests do what people do: they press on words, and wait for what is seen."""

import re
from pathlib import Path

BROWSER = Path(__file__).parents[1] / "browser"
TIMED = re.compile(r"wait_for_timeout\(|\bsleep\(")
POLLING = {"pages.py", "portal.py"}  # `until`, and the start of a server
TURNED = re.compile(r"(?<!\bwatch)\.(check|uncheck|set_checked)\(")


def lines_with(pattern, *, but=()):
    return [
        f"{path.name}:{number}"
        for path in sorted(BROWSER.glob("*.py"))
        if path.name not in but
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if pattern.search(line)
    ]


def test_boxes_are_ticked_by_their_words():
    """With `tick` and `untick` of tests/browser/mouse.py: playwright's own press goes to the box."""
    assert lines_with(TURNED) == []


def test_nothing_waits_for_a_time():
    """But for a state: `ready`, `until`, `suggestions` of tests/browser/pages.py, or `expect`."""
    assert lines_with(TIMED, but=POLLING) == []
