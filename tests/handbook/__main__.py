"""Takes the pictures of docs/editors.md anew: `make handbook`, wherever chromium is installed.

Everything on them is invented (`manage.py generate_entries`).
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import BROWSERS, PASSWORD, STAFF
from tests.browser.portal import ROOT, Portal

PICTURES = ROOT / "docs" / "editors"
WIDTH, HEIGHT = 1280, 900
FILL = "from accounts.models import User; from tests.handbook.data import fill; fill(User.objects.get())"
ENTRIES = 600


def main():
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        sys.exit("chromium is missing: `apt-get install chromium` brings it")
    folder = Path(tempfile.mkdtemp(prefix="handbook-"))
    portal = Portal(folder, TILE_URL="")
    try:
        prepare(portal)
        portal.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            take_all(browser.new_page(base_url=portal.address, viewport={"width": WIDTH, "height": HEIGHT}))
            browser.close()
    finally:
        if portal.process:
            portal.stop()
        shutil.rmtree(folder)


def prepare(portal):
    portal.manage("migrate", "--verbosity", "0")
    portal.manage("collectstatic", "--no-input", "--verbosity", "0")
    portal.manage("generate_entries", str(ENTRIES), "--seed", "11")
    account = {"DJANGO_SUPERUSER_EMAIL": STAFF, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    portal.manage("createsuperuser", "--no-input", **account)
    portal.manage("shell", "-c", FILL)


def take_all(page):
    log_in(page)
    take(page, "warteschlange", "/admin/")
    page.goto("/admin/submissions/submission/")
    page.locator("#result_list tbody a").first.click()
    picture(page, "pruefung")
    take(page, "eintraege", "/admin/landkarte/entry/")


def log_in(page):
    page.goto("/admin/login/?next=/admin/")
    page.locator("#id_username").fill(STAFF)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("[type=submit]").click()
    page.wait_for_load_state("networkidle")


def take(page, name, address):
    page.goto(address)
    picture(page, name)


def picture(page, name):
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")
    sys.stdout.write(f"docs/editors/{name}.png\n")


if __name__ == "__main__":
    main()
