"""What the server calls: the ASGI application around Django's WSGI one."""

import os

from django.core.wsgi import get_wsgi_application

from config.lanes import Lanes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = Lanes(get_wsgi_application())
