"""Every setting of the portal; whatever an operator may change is read in the first block."""

from pathlib import Path

from environs import Env, validate

from config.caches import caches
from config.database import databases
from config.media import media
from config.refusals import refuse_nonsense
from config.release import release_of

BASE_DIR = Path(__file__).resolve().parent.parent

# -- From the environment: mirrored by .env.example ------------------------------------------------

env = Env()
env.read_env(env.str("ENV_FILE", str(BASE_DIR / ".env")), recurse=False)

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [])
HTTPS = env.bool("HTTPS", True)
DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'landkarte.sqlite3'}")
REPLICA_URLS = env.list("REPLICA_URLS", [])
REDIS_URL = env.str("REDIS_URL", "")
MEDIA_STORAGE = env.str("MEDIA_STORAGE", "")
MEDIA_ACCESS_KEY = env.str("MEDIA_ACCESS_KEY", "")
MEDIA_SECRET_KEY = env.str("MEDIA_SECRET_KEY", "")
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
TILE_URL = env.str(
    "TILE_URL",
    "https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/"
    "de_basemapde_web_raster_grau/default/GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png",
)
TILE_ATTRIBUTION = env.str("TILE_ATTRIBUTION", "© basemap.de / BKG")
GEOCODER_URL = env.str("GEOCODER_URL", "")
KEPT_MEGABYTES = env.int("KEPT_MEGABYTES", 0 if DEBUG else 64, validate=validate.Range(min=0))
MAP_POINT_LIMIT = env.int("MAP_POINT_LIMIT", 50_000, validate=validate.Range(min=0))
PROXY_COUNT = env.int("PROXY_COUNT", None, validate=validate.Range(min=0, max=10))
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 587, validate=validate.Range(min=1, max=65535))
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_SECURITY = env.str("EMAIL_SECURITY", "starttls", validate=validate.OneOf(["starttls", "tls", "none"]))
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", "KI.Landkarte <landkarte@localhost>")
STAFF_EMAIL = env.str("STAFF_EMAIL", "redaktion@localhost")
SITE_ADDRESS = env.str("SITE_ADDRESS", "")
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", HTTPS)
RELEASE = env.str("RELEASE", "") or release_of(BASE_DIR)
LOG_LEVEL = env.str(
    "LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"])
)

refuse_nonsense(globals())
if PROXY_COUNT is None:
    PROXY_COUNT = 0  # a trial without HTTPS
if not SITE_ADDRESS:
    SITE_ADDRESS = f"{'https' if HTTPS else 'http'}://{(ALLOWED_HOSTS or ['localhost'])[0].lstrip('.')}/"

# -- Parts -----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config.apps.Admin",
    "config.apps.Auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "config.apps.StaticFiles",
    "django_filters",
    "django_htmx",
    "leaflet",
    "rest_framework",
    "drf_spectacular",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "machinery",
    "accounts",
    "landkarte",
    "submissions",
    "offers",
    "flagships",
    "desk",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "config.middleware.OpenAddresses",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "config.middleware.NullCharacters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "landkarte.kiosk.Presentation",
    "config.middleware.BusyDatabase",
    "config.replicas.ReadReplica",
]

ROOT_URLCONF = "config.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["config.templates.Unindented", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "landkarte.kiosk.presentation",
            ],
        },
    },
]

# -- Data ------------------------------------------------------------------------------------------

DATABASES = databases(DATABASE_URL, REPLICA_URLS)
DATABASE_ROUTERS = ["config.replicas.Router"] if REPLICA_URLS else []

# SQLite has one writer, and who waits for it looks again after 100 ms at the latest: a job's pause is longer.
JOB_PART_SECONDS = 0.15
JOB_PAUSE_SECONDS = 0.12 if DATABASE_URL.startswith("sqlite://") else 0

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
SIMPLE_HISTORY_REVERT_DISABLED = True
DATA_DIR = BASE_DIR / "data"

# -- Languages -------------------------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# -- Files and letters -----------------------------------------------------------------------------

MEDIA_ROOT = VAR_DIR / "media"
LARGEST_UPLOAD = 50 * 1024 * 1024  # bytes of one file: those of imports are the largest that the portal takes
EMAIL_BACKEND = "machinery.outbox.OutboxBackend"
DELIVERY_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if EMAIL_HOST else "machinery.outbox.ConsoleBackend"
)
EMAIL_USE_TLS = EMAIL_SECURITY == "starttls"
EMAIL_USE_SSL = EMAIL_SECURITY == "tls"
EMAIL_TIMEOUT = 20  # seconds
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# -- Static files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": media(MEDIA_STORAGE, key=MEDIA_ACCESS_KEY, secret=MEDIA_SECRET_KEY),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.storage.HashedStatic"
    },
}

CACHES = caches(REDIS_URL, VAR_DIR)
LIMITS_CACHE = "default" if REDIS_URL else ""  # without Redis, each process has a memory of its own

# -- Security --------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and PROXY_COUNT else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # until the browser closes: readers of a form are not to be told apart by it
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "accounts.passwords.KnownPasswordValidator"},
    {"NAME": "accounts.passwords.OwnWordsValidator"},
    {"NAME": "accounts.passwords.RowsValidator"},
]

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "submissions:account"
LOGOUT_REDIRECT_URL = "landkarte:entry-list"

ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the entrance sees to it: accounts/views/entrance.py
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # they count in one process; ours do in the database
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "KI.Landkarte"
MFA_TOTP_TOLERANCE = 1

# -- Libraries -------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["landkarte.api.renderers.Json"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "landkarte.api.errors.problem",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "KI.Landkarte",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "landkarte.api.description.with_other_answers",
    ],
    "ENUM_NAME_OVERRIDES": {"EntryKindEnum": "landkarte.models.entry.Entry.Kind"},
}
LEAFLET_CONFIG = {"TILES": [], "SPATIAL_EXTENT": (5.86, 50.32, 9.47, 52.54)}  # west, south, east, north

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
