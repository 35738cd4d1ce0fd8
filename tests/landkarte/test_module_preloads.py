"""Pages name all modules of their script, so that the browser fetches them at once, or it has them all."""

import re

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from landkarte.templatetags.landkarte import module_preloads, modules_of
from tests.factories import EntryFactory


def test_modules_of_follows_imports_over_several_steps():
    modules = modules_of("js/entry_list/main.js")

    assert modules[0] == "js/entry_list/main.js"
    assert {"js/entry_list/address.js", "js/map/spot.js", "js/map/shapes.js"} <= set(modules)
    assert len(modules) == len(set(modules))


def test_preloads_have_hashed_names(monkeypatch):
    monkeypatch.setattr(staticfiles_storage, "is_bundled", lambda path: False)

    preloads = re.findall(
        r'<link rel="modulepreload" href="([^"]+)">', module_preloads("js/entry_list/main.js")
    )
    assert len(preloads) == len(modules_of("js/entry_list/main.js"))
    assert all(re.fullmatch(r"/static/js/.+\.[0-9a-f]{12}\.js", address) for address in preloads)


@pytest.mark.django_db
def test_page_whose_script_holds_all_its_modules_preloads_none(client):
    EntryFactory()

    assert "modulepreload" not in client.get("/").content.decode()
