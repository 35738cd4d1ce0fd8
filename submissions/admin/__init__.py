"""Where staff decide what companies submit: the modules register themselves."""

from submissions.admin import daily  # noqa: F401 (they register themselves)
