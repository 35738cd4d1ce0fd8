"""The kinds of jobs that the map has (`landkarte.jobs`)."""

from landkarte import duplicate_works  # noqa: F401 (it registers itself)
