"""Where staff decide what companies submit: the modules register themselves."""

from submissions.admin import submissions  # noqa: F401 (it registers itself)
