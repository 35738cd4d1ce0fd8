"""Arrows that no import shows: names of addresses and templates in texts point down, like the imports."""

import re
import tomllib

import pytest
from django.conf import settings
from django.urls import get_resolver

ROOT = settings.BASE_DIR
FOLDERS = {  # of templates, where it is not that of the app itself
    "account": "accounts",
    "mfa": "accounts",
    "usersessions": "accounts",
    "forms": "machinery",
    "letters": "machinery",
    "admin/accounts": "accounts",
    "admin": "desk",
    "simple_history": "desk",
}
FRAME = "config"  # templates without a folder: what stands around every page
KNOWN = {
    # Editors choose which page of the portal an offer is.
    ("offers/models/offer.py", "flagships:flagship-list"),
}
# Names that Django's administration makes of models, whoever registers them.
OF_DJANGO = re.compile(r"admin:(index|[a-z]+_[a-z]+_(change|changelist|add|delete|history))")


def levels():
    """App -> its height, from the contract of the imports."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = contracts[0]["layers"]
    return {app.strip(): height for height, layer in enumerate(reversed(layers)) for app in layer.split("|")}


LEVELS = levels()


def owners(patterns, namespace=""):
    """Pairs: name of an address, and the app that has it."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from owners(pattern.url_patterns, inner)
        elif pattern.name:
            app = pattern.callback.__module__.partition(".")[0]
            name = f"{namespace}{pattern.name}"
            if app in LEVELS or namespace == "admin:":
                yield name, "desk" if namespace == "admin:" else app


def files():
    """Pairs: path of a file that may name addresses, and the app that it belongs to."""
    for app in LEVELS:
        yield from ((path, app) for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
    for path in (ROOT / "templates").rglob("*"):
        if path.is_file():
            yield path, app_of_template(str(path.relative_to(ROOT / "templates")))


def app_of_template(name):
    folder, *inner = name.split("/")
    if not inner:
        return FRAME
    return FOLDERS.get(f"{folder}/{inner[0]}") or FOLDERS.get(folder, folder)


def named(text):
    """Names of addresses that stand in the text: all with a namespace, the others where they are called."""
    yield from re.findall(r"[\"']([a-z-]+:[a-z][\w-]*)[\"']", text)
    yield from re.findall(r"(?:{% url |reverse(?:_lazy)?\(|redirect\(|resolve_url\()[\"']([\w-]+)[\"']", text)


def templates_named(text):
    """Templates of ours with a folder that stand in the text."""
    names = re.findall(r"[\"']([a-z_]+/[\w/]+\.(?:html|txt))[\"']", text)
    return [name for name in names if (ROOT / "templates" / name).is_file()]


def points_down(app, other):
    return app == other or LEVELS[other] < LEVELS[app]


def test_every_template_belongs_to_an_app():
    assert {app for _path, app in files()} == LEVELS.keys()


def test_no_app_names_an_address_of_another_above_or_beside_it():
    owner = dict(owners(get_resolver().url_patterns))
    found = {
        (str(path.relative_to(ROOT)), name)
        for path, app in files()
        for name in named(path.read_text())
        if name in owner and not OF_DJANGO.fullmatch(name) and not points_down(app, owner[name])
    }

    assert found == KNOWN


def test_no_app_names_a_template_of_another_above_or_beside_it():
    found = {
        (str(path.relative_to(ROOT)), name)
        for path, app in files()
        for name in templates_named(path.read_text())
        if not points_down(app, app_of_template(name))
    }

    assert found == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('{% url "submissions:start" %}', ["submissions:start"]),
        ("reverse('offers:offer-list')", ["offers:offer-list"]),
        ('{"print": "landkarte:entry-print"}', ["landkarte:entry-print"]),
        ('redirect("account_settings")', ["account_settings"]),
        ('{"embed": 1}', []),
    ],
)
def test_names_are_found_in_code_and_templates(text, names):
    assert list(named(text)) == names


def test_no_script_knows_an_address_of_the_portal():
    """Pages tell their scripts where to ask."""
    firsts = {"api", "admin", "konto", "account", "embed", "oembed", "kacheln", "flagships"}
    firsts |= {re.match(r"[a-z-]*", str(one.pattern)).group() for one in _leaves(get_resolver().url_patterns)}
    words = "|".join(sorted(firsts - {""}))
    found = {
        (str(path.relative_to(ROOT)), address)
        for path in (ROOT / "static" / "js").rglob("*.js")
        for address in re.findall(rf"[\"'`]/(?:en/)?({words})/", path.read_text())
    }

    assert found == set()


def _leaves(patterns):
    for pattern in patterns:
        yield from _leaves(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]
