"""Servers on loopback for measurements: the portal as `make run` serves it, on a database of its own."""

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
START_SECONDS = 300  # an index of a million entries is built before the first answer


def environment(folder, **more):
    """The settings of a portal whose database and files are in this folder."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "only-for-measuring-only-for-measuring-only-for-measuring",
        "DEBUG": "off",
        "HTTPS": "off",
        "ALLOWED_HOSTS": "127.0.0.1",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "TILE_URL": "",
        "LOG_LEVEL": "ERROR",
        **more,
    }


def manage(variables, *arguments):
    """Runs a command of the portal and returns what it says."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


@contextmanager
def serving(variables, port=PORT, command=None, probe="/api/v1/industries/"):
    """A server with one worker while it answers; yields its process."""
    command = command or web_command(host="127.0.0.1", port=port, workers=1)
    server = subprocess.Popen(command, cwd=ROOT, env=variables)
    try:
        _wait_for(f"http://127.0.0.1:{port}{probe}")
        yield server
    finally:
        server.terminate()
        server.wait()


def _wait_for(address):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=START_SECONDS).close()  # noqa: S310 (loopback)
            return
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"no answer from {address}")


@contextmanager
def real_data():
    """The settings of a portal with the real data set, in a folder of its own."""
    folder = tempfile.mkdtemp(prefix="landkarte-bench-")
    variables = environment(folder)
    try:
        for command in (["migrate", "-v0"], ["collectstatic", "--no-input", "-v0"], ["load_data"]):
            manage(variables, *command)
        yield variables
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def browser_on_portal():
    """A chromium, while the portal answers at ADDRESS with the real data set."""
    with real_data() as variables, serving(variables), chromium() as browser:
        yield browser


@contextmanager
def chromium():
    """Debian's, by playwright."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)
        yield browser
        browser.close()
