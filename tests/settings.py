"""The production settings with test values: DEBUG off, hashed static files, no tiles from outside."""

import os
import sys
import tempfile
from pathlib import Path

os.environ |= {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests-only-for-tests",
    "DEBUG": "off",
    "HTTPS": "off",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "TILE_URL": "",
    "TILE_ATTRIBUTION": "",
    "GEOCODER_URL": "",
    "MAP_POINT_LIMIT": "50000",
    "PROXY_COUNT": "0",
    "EMAIL_HOST": "",
    "EMAIL_PORT": "587",
    "EMAIL_HOST_USER": "",
    "EMAIL_HOST_PASSWORD": "",
    "EMAIL_SECURITY": "starttls",
    "EMAIL_FROM": "KI.Landkarte <landkarte@testserver>",
    "STAFF_EMAIL": "redaktion@testserver",
    "SITE_ADDRESS": "http://testserver/",
    "RELEASE": "test",
    "LOG_LEVEL": "ERROR",
    "VAR_DIR": os.environ.get("TEST_VAR_DIR") or tempfile.mkdtemp(prefix="landkarte-test-"),
    "REPLICA_URLS": "",
    "REDIS_URL": "",
    "MEDIA_STORAGE": os.environ.get("TEST_MEDIA_STORAGE", ""),
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", "sqlite:///:memory:"),
}

from config.settings import *  # noqa: F403
from config.settings import BASE_DIR, TEMPLATES, VAR_DIR

Path(VAR_DIR).mkdir(parents=True, exist_ok=True)

DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
JOB_PART_SECONDS = JOB_PAUSE_SECONDS = 0  # each step is a part, and nobody waits
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # looks for a file when asked: else each test lists them all, for 60 ms


class Undefined(str):
    """What Django puts in place of a variable that does not exist: an error, in templates of ours."""

    def __contains__(self, text):
        return text == "%s"

    def __mod__(self, name):
        template = sys._getframe(1).f_locals["context"].render_context.template
        if Path(template.origin.name).is_relative_to(BASE_DIR / "templates"):
            raise AssertionError(f"{template.name}: undefined variable {name}")
        return ""


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("undefined")
