"""The portal as `make run` serves it, on a database of its own, for measurements in a browser."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from config.serve import web_command

ROOT = Path(__file__).parent.parent
PORT = 8797
ADDRESS = f"http://127.0.0.1:{PORT}"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


@contextmanager
def browser_on_portal():
    """A chromium, while the portal answers at ADDRESS with the real data set."""
    folder = tempfile.mkdtemp(prefix="landkarte-bench-")
    server = _serve(folder)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
            yield browser
            browser.close()
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _serve(folder):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "only-for-measuring-only-for-measuring-only-for-measuring",
        "DEBUG": "off",
        "HTTPS": "off",
        "ALLOWED_HOSTS": "127.0.0.1",
        "VAR_DIR": folder,
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "TILE_URL": "",
        "LOG_LEVEL": "ERROR",
    }
    for command in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"], ["load_data"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    command = web_command(host="127.0.0.1", port=PORT, workers=1)
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{ADDRESS}/api/v1/industries/", timeout=5).close()  # noqa: S310
            return server
        except (OSError, urllib.error.URLError):
            time.sleep(0.1)
    server.terminate()
    raise SystemExit("the server does not answer")
