"""Static files as production serves them: hashed, kept for ever, and with the headers of every answer."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.signals import request_finished
from django.db import close_old_connections

from tests.config.test_pages import secured

FILES = ["css/tokens.css", "js/entry_list/main.js", "leaflet/leaflet.js", "django_htmx/htmx-2.min.js"]


@pytest.fixture
def fetch(client):
    """Get a file; at the end let go of it."""
    opened = []

    def get(address):
        opened.append(client.get(address))
        return opened[-1]

    yield get
    request_finished.disconnect(close_old_connections)  # as Django's test client does
    for response in opened:
        response.close()
    request_finished.connect(close_old_connections)


@pytest.mark.parametrize("name", FILES)
def test_static_file_is_kept_for_ever_and_secured(fetch, name):
    address = staticfiles_storage.url(name)
    response = fetch(address)

    assert address != f"/static/{name}"
    assert (response.status_code, response.headers["Cache-Control"]) == (
        200,
        "max-age=315360000, public, immutable",
    )
    assert secured(response)
    assert not response.cookies


def test_imports_of_a_module_name_hashed_files(fetch):
    text = fetch(staticfiles_storage.url("js/entry_list/main.js")).getvalue().decode()

    assert f'"{staticfiles_storage.url("js/entry_list/entry_map.js").rpartition("/")[2]}' in text.replace(
        "./", ""
    )


def test_only_static_files_are_served(client):
    for path in ("/static/../config/settings.py", "/static/%2e%2e/config/settings.py", "/static//etc/passwd"):
        assert b"SECRET_KEY" not in client.get(path).content
