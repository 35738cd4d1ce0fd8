"""Where staff decide what companies submit: the modules register themselves."""

from submissions.admin import claims, organisations, submissions  # noqa: F401 (they register themselves)
