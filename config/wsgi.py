"""What the server calls: the WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 (what follows needs Django set up)

from config.kept_answers import KeptAnswers  # noqa: E402
from config.known_version import KnownVersion  # noqa: E402
from config.lanes import Lanes  # noqa: E402

application = KeptAnswers(Lanes(application), KnownVersion(), settings.KEPT_MEGABYTES * 2**20)
