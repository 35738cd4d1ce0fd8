"""Static files as production serves them: hashed, kept for ever, and with the headers of every answer."""

import re
from collections import Counter

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.signals import request_finished
from django.db import close_old_connections

from landkarte.templatetags.landkarte import modules_of
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
    text = fetch(staticfiles_storage.url("js/admin/review.js")).getvalue().decode()

    assert f'"{staticfiles_storage.url("js/admin/review_keys.js").rpartition("/")[2]}' in text.replace(
        "./", ""
    )


def test_script_of_a_page_is_one_file(fetch, client):
    text = fetch(staticfiles_storage.url("js/entry_list/main.js")).getvalue().decode()

    assert "function createEntryMap(" in text
    assert re.findall(r"^(import|export)\b", text, re.M) == []
    assert re.findall(r"^\s*(?://|/\*)|^[ \t]|\n\n", text, re.M) == []
    assert b"modulepreload" not in client.get("/api/").content


def test_sheet_of_a_page_is_one_file_with_hashed_pictures(fetch):
    text = fetch(staticfiles_storage.url("css/pages/entry_list.css")).getvalue().decode()

    assert "@import" not in text
    assert "/*" not in text
    assert text.index("--accent:") < text.index(".leaflet-pane") < text.index(".filter__search")
    pictures = re.findall(r'url\("(.*?)"\)', text)
    assert [re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in pictures] == [
        f"../../leaflet/images/{name}.png" for name in ("layers", "layers-2x", "marker-icon")
    ]
    assert pictures[0] != "../../leaflet/images/layers.png"


def test_only_static_files_are_served(client):
    for path in ("/static/../config/settings.py", "/static/%2e%2e/config/settings.py", "/static//etc/passwd"):
        assert b"SECRET_KEY" not in client.get(path).content


def test_no_page_has_two_scripts_that_hold_the_same_module_unless_it_keeps_nothing():
    """A module in two bundles of one page would be there twice, with all that it remembers and listens to."""
    keeps_nothing = {"js/entry_list/address.js"}
    twice = set()
    for template in (settings.BASE_DIR / "templates").rglob("*.html"):
        scripts = re.findall(r'<script type="module" src="{% static "([^"]+)"', template.read_text())
        joined = filter(staticfiles_storage.is_bundled, {*scripts, "js/kiosk/main.js"})
        together = [set(modules_of(script)) for script in joined]
        held = Counter(path for paths in together for path in paths)
        twice |= {path for path, number in held.items() if number > 1}

    assert twice == keeps_nothing
