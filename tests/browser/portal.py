"""The real server in a process of its own, with its own folder and database; a source of tiles beside it."""

import json
import os
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.request
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from config.serve import web_command

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 90


def _chunk(kind, content):
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def png(width=256, height=256, shade=225):
    """A grey picture: one byte a pixel, filter 0 before each line (PNG specification, section 11.2)."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = zlib.compress((b"\x00" + bytes([shade]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", lines) + _chunk(b"IEND", b"")


class TileSource:
    """Stands in for basemap.de: serves one grey tile for every address and remembers what was asked."""

    def __init__(self):
        self.asked = asked = []
        picture = png()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Type", "image/png")
                self.send_header("Content-Length", str(len(picture)))
                self.end_headers()
                self.wfile.write(picture)

            def log_message(self, *args):
                """Nothing: what was asked stands in `asked`."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}/{{z}}/{{x}}/{{y}}.png"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Portal:
    """One server: `manage` runs a command beside it and `say` some code, `start` and `stop` run the server
    itself."""

    def __init__(self, folder, **environment):
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        self.process = None
        self.beside = None
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": "only-for-tests-" * 5,
            "DEBUG": "off",
            "HTTPS": "off",
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "LOG_LEVEL": "WARNING",
            **environment,
        }

    @property
    def database(self):
        return self.folder / "landkarte.sqlite3"

    def manage(self, *arguments, **environment):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
        return done.stdout

    def say(self, code):
        """What the code says that runs beside the server; all of it in one process, until `stop`."""
        if self.beside is None:
            self.beside = subprocess.Popen(
                [sys.executable, "-m", "tests.browser.beside"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        print(json.dumps(code), file=self.beside.stdin, flush=True)
        answer = json.loads(self.beside.stdout.readline())
        assert answer["error"] == "", f"{code}\n{answer['error']}"
        return answer["said"]

    def command(self, workers=1):
        return web_command(host="127.0.0.1", port=self.port, workers=workers)

    def start(self, workers=1):
        """Runs it as `make run` does: a worker that ends comes back."""
        self.launch(workers)
        self.wait()

    def launch(self, workers=1):
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.command(workers),
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self):
        """Until it answers."""
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.terminate()
                self.process.wait()
                pytest.fail(f"no good answer from {self.address}\n{self.log.read_text()[-4000:]}")
            time.sleep(0.1)

    def answers(self):
        try:
            with urllib.request.urlopen(f"{self.address}/api/v1/industries/", timeout=5) as answer:  # noqa: S310
                return answer.status == 200
        except OSError:
            return False

    def stop(self):
        """Ends the server; what it said about errors of its own is a failure of the tests."""
        if self.beside is not None:
            self.beside.communicate(timeout=20)
            self.beside = None
        self.process.terminate()
        self.process.wait(timeout=20)
        said = self.log.read_text()
        assert "Traceback" not in said, said[said.index("Traceback") - 200 :][:4000]
        assert "Internal Server Error" not in said, said[-4000:]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
