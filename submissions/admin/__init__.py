"""Where staff decide what companies submit: the modules register themselves."""

from submissions.admin import claims  # noqa: F401 (it registers itself)
