"""A real chromium against the real server; every page is watched for errors, reports and foreign requests."""

import os
import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.contexts import Contexts
from tests.browser.portal import Portal, TileSource
from tests.browser.watch import Watch
from tests.shared import made_once

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
MISSING = "chromium is missing: `apt-get install chromium` brings it (REQUIRE_BROWSER=1 makes this a failure)"
BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
PASSWORD = "ein langes Passwort für Tests"
STAFF = "redaktion@example.org"

expect.set_options(timeout=15_000)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Runs the tests of this folder last: Django's ORM refuses to work beside playwright's event loop."""
    here = [item for item in items if "tests/browser/" in item.nodeid]
    items[:] = [item for item in items if item not in here] + here


# -- The browser ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium():
    """The engine without the windows where there is one: a page costs it half the time."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(MISSING)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, chromium):
    switches = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return browser_type_launch_args | {"executable_path": chromium, "args": switches + quiet}


@pytest.fixture(scope="session")
def base_url(portal):
    return portal.address


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"viewport": DESK, "locale": "de-DE", "timezone_id": "Europe/Berlin"}


@pytest.fixture
def watch(portal, workshop):
    watch = Watch([portal.address, workshop.address])
    yield watch
    watch.check()


@pytest.fixture(scope="session")
def contexts(browser, portal, workshop):
    return Contexts(browser, [portal.address, workshop.address])


@pytest.fixture
def open_context(contexts, browser_context_args, watch):
    """Opens a watched context; arguments as for playwright's `new_context`. `kept` is False for a test that
    sets the clock or brings scripts for all pages of the context: those would stay."""
    taken, passing = [], []

    def open_one(*, kept=True, **arguments):
        arguments = browser_context_args | arguments
        context = contexts.take(arguments) if kept else contexts.new(arguments)
        taken.append((arguments, context)) if kept else passing.append(context)
        return watch.follow(context, scripts=arguments.get("java_script_enabled", True))

    yield open_one
    for arguments, context in taken:
        contexts.give_back(arguments, context)
    for context in passing:
        context.close()


@pytest.fixture
def context(open_context):
    return open_context()


@pytest.fixture
def page(context):
    return context.new_page()


@pytest.fixture
def open_page(open_context):
    """Makes a page in a watched context of its own."""
    return lambda **arguments: open_context(**arguments).new_page()


# -- The servers ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def tiles(chromium):
    source = TileSource()
    yield source
    source.close()


@pytest.fixture(scope="session")
def loaded(chromium, migrated, run_folder):
    """A folder with a database of the real data set."""

    def load(folder):
        shutil.copy(Portal(migrated).database, folder)
        portal = Portal(folder)
        portal.manage("load_data")
        account = {"DJANGO_SUPERUSER_EMAIL": STAFF, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
        portal.manage("createsuperuser", "--no-input", **account)

    return made_once(run_folder, "loaded", load)


@pytest.fixture(scope="session")
def loaded_workshop(loaded, run_folder):
    """A folder with a database that has awkward entries as well."""

    def load(folder):
        shutil.copy(Portal(loaded).database, folder)
        Portal(folder).manage("shell", "-c", "from tests.browser.awkward import add_entries; add_entries()")

    return made_once(run_folder, "workshop", load)


@pytest.fixture(scope="session")
def portal(loaded, workshop, tiles, fresh_folder):
    """The portal as a visitor meets it: the real data, tiles from a source that answers."""
    folder = fresh_folder("portal", loaded)
    portal = Portal(folder, TILE_URL=tiles.address, TILE_ATTRIBUTION="© Testkacheln")
    portal.start()
    yield portal
    portal.stop()


@pytest.fixture(scope="session")
def workshop(loaded_workshop, fresh_folder):
    """A second portal that tests may change: it keeps no answers, which may be a second late. It has awkward
    entries as well, its tile source is away, and its map comes in cells."""
    folder = fresh_folder("workshop", loaded_workshop)
    nobody = "http://127.0.0.1:9/{z}/{x}/{y}.png"  # the discard port: refuses at once
    away = {"TILE_URL": nobody, "TILE_ATTRIBUTION": "© Testkacheln"}
    workshop = Portal(folder, **away, MAP_POINT_LIMIT="0", KEPT_MEGABYTES="0")
    workshop.start()
    yield workshop
    workshop.stop()


@pytest.fixture(scope="session")
def staff_state(browser, workshop):
    """The cookies of an editor who has logged in to the workshop."""
    context = browser.new_context(base_url=workshop.address)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/")
    page.locator("#id_username").fill(STAFF)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("[type=submit]").click()
    expect(page.locator("#user-tools")).to_be_visible()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def staff_page(open_page, workshop, staff_state):
    """A page in the administration of the workshop."""
    return open_page(base_url=workshop.address, storage_state=staff_state)
