"""Where staff decide what companies submit: the modules register themselves."""

from submissions.admin import claims, daily, entries, organisations, submissions  # noqa: F401 (they register themselves)
