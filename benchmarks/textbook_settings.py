"""The portal's settings for the textbook view: no middleware but what has to be, one address, JSON alone."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.textbook"
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}
