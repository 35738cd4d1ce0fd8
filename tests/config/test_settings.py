"""The settings: each variable is documented, and nonsense is refused."""

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.refusals import SHORTEST_KEY, refuse_nonsense

GOOD = {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "DEBUG": "off",
    "HTTPS": "on",
    "ALLOWED_HOSTS": "landkarte.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "VAR_DIR": "/tmp/landkarte-settings-test",  # noqa: S108 (nothing is written there)
    "TILE_URL": "",
    "TILE_ATTRIBUTION": "",
    "MAP_POINT_LIMIT": "50000",
    "PROXY_COUNT": "1",
    "RELEASE": "1.0",
    "LOG_LEVEL": "INFO",
}

POSTGRES = {"DATABASE_URL": "postgres://a:b@c/d"}


def run(code, **changes):
    """Run Python code with these variables and no others of ours."""
    outer = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    environment = {
        **outer,
        "ENV_FILE": os.devnull,
        **GOOD,
        **changes,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        check=False,
        cwd=settings.BASE_DIR,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
    )


def variables(text, pattern):
    return set(re.findall(pattern, text, re.MULTILINE))


def test_every_variable_is_in_the_example_and_no_other():
    read = variables((settings.BASE_DIR / "config" / "settings.py").read_text(), r"env\.\w+\(\s*\"(\w+)\"")
    shown = variables((settings.BASE_DIR / ".env.example").read_text(), r"^#? ?([A-Z][A-Z_]+)=")

    assert read == shown
    assert len(read) > 5


def test_every_variable_of_the_example_is_explained():
    lines = (settings.BASE_DIR / ".env.example").read_text().splitlines()
    unexplained = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if re.match(r"#? ?[A-Z][A-Z_]+=", line) and not re.match(r"# [A-Za-zÄÖÜ]", before)
    ]

    assert unexplained == []


def example():
    text = (settings.BASE_DIR / ".env.example").read_text()
    return dict(re.findall(r"^([A-Z][A-Z_]+)=(.*)$", text, re.MULTILINE))


def test_example_with_a_key_of_ones_own_is_a_working_configuration():
    changes = {"SECRET_KEY": secrets.token_urlsafe(50), "VAR_DIR": GOOD["VAR_DIR"]}

    done = run("import django; django.setup()", **example() | changes)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("https", ["on", "off"])
def test_key_of_the_example_is_refused(https):
    done = run("import config.settings", SECRET_KEY=example()["SECRET_KEY"], HTTPS=https)

    assert done.returncode == 1
    assert "SECRET_KEY is one that everybody can read" in done.stderr.splitlines()[-1]


def test_every_key_of_the_repository_is_refused_in_production():
    """What a file names as a key, in Python or as a variable; what is too short is refused anyway."""
    files = [path for folder in ("tests", "benchmarks", "config") for path in Path(folder).rglob("*.py")]
    written = r"""SECRET_KEY"?\s*[:=]\s*["']([^"']+)["'](?:\s*\*\s*(\d+))?"""
    keys = {
        text * int(times or 1)
        for path in (settings.BASE_DIR / file for file in [*files, "Makefile", ".env.example"])
        for text, times in re.findall(written, path.read_text())
    }
    known = {key for key in keys if len(key) >= SHORTEST_KEY}

    assert len(known) >= 3
    for key in known:
        with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
            refuse_nonsense({"SECRET_KEY": key, "HTTPS": True})


def test_proxies_must_be_counted_with_https():
    done = run("import config.settings", PROXY_COUNT=None)

    assert done.returncode == 1
    assert "PROXY_COUNT is missing" in done.stderr.splitlines()[-1]
    assert "all visitors count as one sender" in done.stderr.splitlines()[-1]


def test_without_https_nobody_counts_proxies():
    done = run("import config.settings as s; print(s.PROXY_COUNT)", PROXY_COUNT=None, HTTPS="off")

    assert done.stdout == "0\n"


@pytest.mark.parametrize(
    ("proxies", "believed"), [("1", "('HTTP_X_FORWARDED_PROTO', 'https')"), ("0", "None")]
)
def test_forwarded_scheme_is_believed_where_a_proxy_sets_it(proxies, believed):
    done = run("import config.settings as s; print(s.SECURE_PROXY_SSL_HEADER)", PROXY_COUNT=proxies)

    assert done.stdout == f"{believed}\n"


def test_debug_with_https_is_refused():
    done = run("import config.settings", DEBUG="on")

    assert done.returncode == 1
    assert "DEBUG=on with HTTPS=on" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"DEBUG": "vielleicht"}, "DEBUG"),
        ({"HTTPS": "2"}, "HTTPS"),
        ({"SECRET_KEY": "kurz"}, "SECRET_KEY"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "landkarte.example,*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
        ({"TILE_URL": "https://tiles.example/{x}/{y}.png"}, "TILE_URL"),
        ({"TILE_URL": "https://tiles.example/"}, "TILE_URL"),
        ({"TILE_URL": "file:///etc/{z}/{x}/{y}"}, "TILE_URL"),
        ({"LOG_LEVEL": "foo"}, "LOG_LEVEL"),
        ({"LOG_LEVEL": "info"}, "LOG_LEVEL"),
        ({"MAP_POINT_LIMIT": "-1"}, "MAP_POINT_LIMIT"),
        ({"MAP_POINT_LIMIT": "viele"}, "MAP_POINT_LIMIT"),
        ({"PROXY_COUNT": "-1"}, "PROXY_COUNT"),
        ({"PROXY_COUNT": ""}, "PROXY_COUNT"),
        ({"PROXY_COUNT": "nginx"}, "PROXY_COUNT"),
        ({"SITE_ADDRESS": "landkarte.example"}, "SITE_ADDRESS"),
        ({"DATABASE_URL": "oracle://x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "mysql://a:b@c/d"}, "DATABASE_URL"),
        ({"DATABASE_URL": "unsinn"}, "DATABASE_URL"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
        ({"REPLICA_URLS": "postgres://a:b@c/d"}, "DATABASE_URL"),
        ({**POSTGRES, "REPLICA_URLS": "sqlite:///other.sqlite3"}, "REPLICA_URLS"),
        ({**POSTGRES, "REPLICA_URLS": "postgres://e/d,10.0.0.7"}, "REPLICA_URLS"),
        ({**POSTGRES, "REPLICA_URLS": POSTGRES["DATABASE_URL"]}, "REPLICA_URLS"),
        ({**POSTGRES, "REPLICA_URLS": "postgres://e/d,postgres://e/d"}, "REPLICA_URLS"),
        ({"REDIS_URL": "10.0.0.5:6379"}, "REDIS_URL"),
        ({"REDIS_URL": "redis:///0"}, "REDIS_URL"),
        ({"REDIS_URL": "http://10.0.0.5/"}, "REDIS_URL"),
        ({"MEDIA_STORAGE": "/srv/files"}, "MEDIA_STORAGE"),
        ({"MEDIA_STORAGE": "s3://"}, "MEDIA_STORAGE"),
        ({"MEDIA_STORAGE": "https://bucket.example/"}, "MEDIA_STORAGE"),
        ({"MEDIA_STORAGE": "s3://key:secret@bucket"}, "MEDIA_STORAGE"),
        ({"MEDIA_STORAGE": "s3://bucket?endpoint=10.0.0.6:9000"}, "MEDIA_STORAGE"),
        ({"MEDIA_STORAGE": "s3://bucket?acl=public-read"}, "MEDIA_STORAGE"),
        ({"MEDIA_STORAGE": "s3://bucket", "MEDIA_ACCESS_KEY": "a"}, "MEDIA_SECRET_KEY"),
    ],
    ids=str,
)
def test_nonsense_is_refused_by_name(changes, named):
    done = run("import config.settings", **changes)

    assert done.returncode == 1
    assert named in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("replicas", "aliases", "asked_first"),
    [
        ("", "['default']", "False"),
        ("postgres://e/d,postgres://f/d", "['default', 'replica1', 'replica2']", "True"),
    ],
)
def test_replicas_are_read_from_where_there_are_some(tmp_path, replicas, aliases, asked_first):
    (tmp_path / "static").mkdir()
    code = (
        "import django; django.setup(); from django.db import connections;"
        "from django.core.handlers.wsgi import WSGIHandler;"
        "inner = WSGIHandler()._view_middleware[-1].__qualname__;"
        "print(list(connections), inner.startswith('ReadReplica'))"
    )
    done = run(code, **POSTGRES, REPLICA_URLS=replicas, VAR_DIR=str(tmp_path))

    assert done.stdout == f"{aliases} {asked_first}\n"


def test_redis_is_what_all_processes_share():
    code = "import config.settings as s; print(s.CACHES['default']['LOCATION'], s.LIMITS_CACHE)"

    assert run(code, REDIS_URL="redis://10.0.0.5:6379/0").stdout == "redis://10.0.0.5:6379/0 default\n"
    assert run("import config.settings as s; print(s.LIMITS_CACHE)").stdout == "\n"


def test_files_need_no_library_that_only_others_need():
    code = (
        "import django, sys; django.setup(); from django.core.files.storage import default_storage as files;"
        "print(files.__class__.__mro__[1].__name__, 'boto3' in sys.modules)"
    )
    without = "import sys; sys.modules['storages'] = None; import config.settings"

    assert run(code).stdout.endswith("False\n")
    assert run(without).returncode == 0
    assert "uv sync --extra s3" in run(without, MEDIA_STORAGE="s3://bucket").stderr.splitlines()[-1]


def test_production_settings_are_the_ones_without_a_word():
    code = (
        "import config.settings as s; print(s.DEBUG, s.HTTPS, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE)"
    )
    done = run(code, DEBUG=None, HTTPS=None)

    assert done.stdout == "False True True True\n"


def test_deployment_check_has_nothing_to_say():
    code = (
        "from django.core.management import execute_from_command_line as run;"
        "run(['manage.py', 'check', '--deploy', '--fail-level', 'WARNING'])"
    )
    done = run(code)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "System check identified no issues (0 silenced).\n"


def test_geodjango_and_the_leaflet_admin_are_never_imported():
    code = (
        "import django, sys; django.setup();"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "print(sorted(name for name in sys.modules if name.startswith(('django.contrib.gis', 'leaflet.'))))"
    )
    done = run(code)

    assert "gis" not in done.stdout
    assert "leaflet.admin" not in done.stdout
    assert done.stdout.startswith("[")


def test_session_cookie_is_bound_to_host_and_https():
    code = (
        "import config.settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.SECURE_HSTS_SECONDS)"
    )

    assert run(code).stdout == "__Host-session __Host-csrf True True True Lax 31536000\n"


def test_settings_stay_under_300_lines():
    assert len((settings.BASE_DIR / "config" / "settings.py").read_text().splitlines()) < 300
