"""Pages name all modules of their script, so that the browser fetches them at once."""

import re

import pytest

from landkarte.templatetags.landkarte import modules_of
from tests.factories import EntryFactory


def test_modules_of_follows_imports_over_several_steps():
    modules = modules_of("js/entry_list/main.js")

    assert modules[0] == "js/entry_list/main.js"
    assert {"js/entry_list/address.js", "js/map/spot.js", "js/map/shapes.js"} <= set(modules)
    assert len(modules) == len(set(modules))


@pytest.mark.django_db
def test_page_preloads_hashed_names(client):
    EntryFactory()
    page = client.get("/").content.decode()

    preloads = re.findall(r'<link rel="modulepreload" href="([^"]+)">', page)
    assert len(preloads) == len(modules_of("js/entry_list/main.js"))
    assert all(re.fullmatch(r"/static/js/.+\.[0-9a-f]{12}\.js", address) for address in preloads)
