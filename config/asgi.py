"""What the server calls: kept answers, else Django's WSGI application in its lanes."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402 (what follows needs Django set up)

from config.kept_answers import KeptAnswers  # noqa: E402
from config.known_version import KnownVersion  # noqa: E402
from config.lanes import Lanes  # noqa: E402

application = KeptAnswers(Lanes(django), KnownVersion(), settings.KEPT_MEGABYTES * 2**20)
