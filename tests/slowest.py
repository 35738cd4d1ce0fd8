"""Which tests took longest: `python -m tests.slowest REPORT…` reads what pytest wrote by `--junitxml`."""

import sys
from pathlib import Path
from xml.etree import ElementTree

NUMBER = 20


def slowest(reports):
    """(seconds, suite and test), the longest first; seconds with what was set up and taken down for it."""
    timed = [
        (float(case.get("time")), f"{report.stem} {case.get('classname')}::{case.get('name')}")
        for report in reports
        for case in ElementTree.parse(report).iter("testcase")  # noqa: S314 (our own)
    ]
    return sorted(timed, reverse=True)[:NUMBER]


if __name__ == "__main__":
    print(f"The {NUMBER} slowest tests:")  # noqa: T201 (what this is for)
    for seconds, name in slowest(map(Path, sys.argv[1:])):
        print(f"{seconds:6.1f} s  {name}")  # noqa: T201
