"""What the settings may not be: each refusal names the variable and says what to write instead."""

import re

from django.core.exceptions import ImproperlyConfigured

POSTGRES = ("postgres://", "postgresql://")
SHORTEST_KEY = 50  # characters
# How keys begin that stand in this repository or in the tutorials: everybody knows them.
EXAMPLE_KEYS = ("change-me", "django-insecure-")
KEYS_OF_TRIALS = ("only-for-",)


def refuse_nonsense(said):
    """ImproperlyConfigured when these settings (name -> value) would not work, or not be safe."""
    for refuse in (_keys, _production, _hosts, _addresses, _databases, _redis):
        refuse(said)


def _keys(said):
    key = said["SECRET_KEY"]
    if len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(
            f"SECRET_KEY needs at least {SHORTEST_KEY} random characters; `make run` makes one, "
            ".env.example says how."
        )
    if key.startswith(EXAMPLE_KEYS) or (said["HTTPS"] and key.startswith(KEYS_OF_TRIALS)):
        raise ImproperlyConfigured(
            "SECRET_KEY is one that everybody can read: whoever knows it logs in as anybody. "
            ".env.example says how to make your own."
        )


def _production(said):
    """With HTTPS it is no trial: nothing may be open, and limits must know whom they count."""
    if not said["HTTPS"]:
        return
    if said["DEBUG"]:
        raise ImproperlyConfigured(
            "DEBUG=on with HTTPS=on would show the inside of the portal to everybody: set DEBUG=off."
        )
    if said["PROXY_COUNT"] is None:
        raise ImproperlyConfigured(
            "PROXY_COUNT is missing: with HTTPS=on say how many proxies of yours stand in front (1 for nginx "
            "alone), or all visitors count as one sender and one of them locks out everybody; 0 only where "
            "granian itself ends TLS."
        )


def _hosts(said):
    if not said["DEBUG"] and not said["ALLOWED_HOSTS"]:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS names the hosts this portal answers to, separated by commas."
        )
    if "*" in said["ALLOWED_HOSTS"]:
        raise ImproperlyConfigured("ALLOWED_HOSTS=* would answer to any host; name the hosts.")


def _addresses(said):
    site = said["SITE_ADDRESS"]
    if site and not (site.startswith(("https://", "http://")) and site.endswith("/")):
        raise ImproperlyConfigured(f"Unexpected value SITE_ADDRESS={site!r}: http(s)://host/.")
    for name in ("TILE_URL", "GEOCODER_URL"):
        if said[name] and not said[name].startswith(("https://", "http://")):
            raise ImproperlyConfigured(f"Unexpected value {name}={said[name]!r}: an http(s) address.")
    _tiles(said["TILE_URL"])


def _tiles(address):
    try:
        tile = address.format(z="<z>", x="<x>", y="<y>")
    except (LookupError, ValueError) as error:
        raise ImproperlyConfigured(f"Unexpected value TILE_URL={address!r}: {{z}}, {{x}}, {{y}}.") from error
    if address and not all(part in tile for part in ("<z>", "<x>", "<y>")):
        raise ImproperlyConfigured(f"Unexpected value TILE_URL={address!r}: it needs {{z}}, {{x}} and {{y}}.")


def _databases(said):
    if not said["DATABASE_URL"].startswith(("sqlite://", *POSTGRES)):
        raise ImproperlyConfigured("DATABASE_URL begins with sqlite:// or postgres://.")
    if not said["REPLICA_URLS"]:
        return
    if not all(one.startswith(POSTGRES) for one in said["REPLICA_URLS"]):
        raise ImproperlyConfigured(
            "REPLICA_URLS are addresses of PostgreSQL like DATABASE_URL, postgres://..., separated by commas."
        )
    if not said["DATABASE_URL"].startswith(POSTGRES):
        raise ImproperlyConfigured("REPLICA_URLS needs a primary: DATABASE_URL=postgres://...")
    if len({said["DATABASE_URL"], *said["REPLICA_URLS"]}) != len(said["REPLICA_URLS"]) + 1:
        raise ImproperlyConfigured("REPLICA_URLS names a database twice, or the primary itself.")


def _redis(said):
    if said["REDIS_URL"] and not re.match(r"(rediss?://[^/]|unix://)", said["REDIS_URL"]):
        raise ImproperlyConfigured(
            "REDIS_URL is redis://[[user]:password@]host:6379/0, rediss://... with TLS, or unix:///path."
        )
