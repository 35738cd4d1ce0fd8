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
ROWS = """slug;kind;name;city;summary_de
erfunden-1;company;Synthetisch neu;Bielefeld;Synthetischer Eintrag, frei erfunden.
synthetisch-11-0;company;Synthetisch 0, umbenannt;;Synthetischer Eintrag, frei erfunden.
erfunden-2;firma;Synthetisch falsch;Nirgendwo;
"""


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
            page = browser.new_page(base_url=portal.address, viewport={"width": WIDTH, "height": HEIGHT})
            take_all(page, portal)
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


def take_all(page, portal):
    log_in(page)
    take(page, "warteschlange", "/admin/")
    page.locator("[data-open]").first.click()
    picture(page, "pruefung")
    take(page, "eintraege", "/admin/landkarte/entry/")
    take(page, "vergleich", "/admin/landkarte/entry/1/compare/?with=2")
    take(page, "zahlen", "/admin/zahlen/")
    take_import(page, portal)


def take_import(page, portal):
    """The result of the dry run of a file with a new row, a changed one and a wrong one."""
    page.goto("/admin/desk/import/add/")
    file = {"name": "erfunden.csv", "mimeType": "text/csv", "buffer": ROWS.encode()}
    page.set_input_files("#id_file", file)
    page.locator("form.exchange__form [type=submit]").click()
    page.locator("[name=_check]").click()
    portal.manage("run_jobs", "--once")
    take(page, "import", page.url)


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
