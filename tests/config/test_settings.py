"""The settings: each variable is documented, and nonsense is refused."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

GOOD = {
    "SECRET_KEY": "kx7Qw2vL9mZ4pR8tY1nB6cD3fG5hJ0sA-only-a-test-value-aB3xQ9",
    "DEBUG": "off",
    "HTTPS": "on",
    "ALLOWED_HOSTS": "landkarte.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "VAR_DIR": "/tmp/landkarte-settings-test",  # noqa: S108 (nothing is written there)
    "TILE_URL": "",
    "TILE_ATTRIBUTION": "",
    "MAP_POINT_LIMIT": "50000",
    "PROXY_COUNT": "0",
    "RELEASE": "1.0",
    "LOG_LEVEL": "INFO",
}


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


def test_example_itself_is_a_working_configuration():
    text = (settings.BASE_DIR / ".env.example").read_text()
    example = dict(re.findall(r"^([A-Z][A-Z_]+)=(.*)$", text, re.MULTILINE))

    done = run("import django; django.setup()", **example, VAR_DIR="/tmp/landkarte-settings-test")  # noqa: S108

    assert (done.returncode, done.stderr) == (0, "")


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
        ({"DATABASE_URL": "oracle://x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "mysql://a:b@c/d"}, "DATABASE_URL"),
        ({"DATABASE_URL": "unsinn"}, "DATABASE_URL"),
        ({"DATABASE_URL": ""}, "DATABASE_URL"),
    ],
    ids=str,
)
def test_nonsense_is_refused_by_name(changes, named):
    done = run("import config.settings", **changes)

    assert done.returncode == 1
    assert named in done.stderr.splitlines()[-1]


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
