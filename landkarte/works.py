"""The kinds of jobs that the map has (`landkarte.jobs`)."""

from landkarte.importing import steps  # noqa: F401 (it registers them)
