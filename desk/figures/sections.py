"""All that the dashboard and the yearly report show, and all that waits for staff by its age."""

from desk.figures import catalogue, entries, flagships, submissions
from machinery.names import by_name

SECTIONS = sorted(
    by_name((*entries.SECTIONS, *submissions.SECTIONS, *catalogue.SECTIONS, *flagships.SECTIONS)).values(),
    key=lambda section: section.position,
)
WAITING = by_name((*entries.WAITING, *submissions.WAITING, *catalogue.WAITING)).values()
