"""Where staff decide what companies submit: the modules register themselves."""

<<<<<<< HEAD
from submissions.admin import organisations  # noqa: F401 (they register themselves)
=======
from submissions.admin import submissions  # noqa: F401 (it registers itself)
>>>>>>> reviewing
