"""What the portal stands on beyond one machine, all on loopback: PostgreSQL with a streaming replica, Redis,
nginx with the configuration of `deploy/nginx.conf`, and two servers of ours."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.browser.portal import ROOT, START_SECONDS, Portal, free_port
from tests.postgres import Server, folder_of_servers, server_folder

NEEDED = {  # package of Debian -> where its server is, or None
    "postgresql": server_folder,
    "redis-server": lambda: shutil.which("redis-server"),
    "nginx": lambda: shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"),
}
# As pytest --nomigrations does it: the tables of today.
TABLES = """
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
settings.MIGRATION_MODULES = {app.label: None for app in apps.get_app_configs()}
call_command("migrate", run_syncdb=True, verbosity=0)
"""


def require(*names):
    """Skip where one of these servers is missing, visibly, or fail where it has to be there
    (REQUIRE_POSTGRES=1)."""
    if missing := [name for name in names if not NEEDED[name]()]:
        told = f"missing on this machine: {', '.join(missing)} (packages of Debian)"
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            pytest.fail(f"{told}; REQUIRE_POSTGRES=1 wants them")
        pytest.skip(told)


class Machines:
    """`primary` and `replica` are database servers, `webs` the two servers, `port` is where nginx answers."""

    def __init__(self, folder, *, fresh_folder, migrated):
        self.folder, self.port, self.redis_port = folder, free_port(), free_port()
        self.redis = self.nginx = None
        programs = server_folder()
        self.primary, self.replica = Server(programs, folder), Server(programs, folder, 5433)
        said = {
            "DATABASE_URL": self.primary.address,
            "REPLICA_URLS": self.replica.address,
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "PROXY_COUNT": "1",
        }
        self.webs = [Portal(fresh_folder(name, migrated), **said) for name in ("one", "other")]

    def start(self, rows):
        """All of it, with what this code puts into the database."""
        for web in self.webs:
            web.launch()
        self.start_redis()
        self.primary.make()
        self.primary.start()
        self.webs[0].manage("shell", "-v", "0", "-c", TABLES + rows)
        self.replica.follow(self.primary)
        self.replica.start()
        for web in self.webs:
            web.wait()
        self.start_nginx()

    def end(self):
        """All of it, also when one of the servers has said something wrong."""
        with ExitStack() as held:
            held.callback(self.primary.stop)
            held.callback(self.replica.stop)
            for process in filter(None, (self.nginx, self.redis)):
                held.callback(process.wait)
                held.callback(process.kill)
            for web in self.webs:
                if web.process is not None and web.process.poll() is None:
                    held.callback(web.stop)

    # -- Redis and nginx ---------------------------------------------------------------------------

    def start_redis(self):
        self.redis = start_redis(self.redis_port, self.folder)

    def start_nginx(self):
        (self.folder / "nginx.conf").write_text(self.nginx_configuration())
        program = NEEDED["nginx"]()
        with (self.folder / "nginx.log").open("w") as log:
            self.nginx = subprocess.Popen(
                [
                    *[program, "-p", self.folder, "-c", self.folder / "nginx.conf"],
                    *["-g", "daemon off; master_process off;", "-e", "stderr"],
                ],
                stderr=log,
            )
        until_open(self.port)

    def nginx_configuration(self):
        """That of the recipe, with our ports and files, and without TLS."""
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        for web, address in zip(self.webs, ("10.0.0.11:8000", "10.0.0.12:8000"), strict=True):
            assert address in text
            text = text.replace(address, f"127.0.0.1:{web.port}")
        own = "\n".join(
            f"    {name}_temp_path {self.folder}/{name};"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        text = re.sub(r"listen 443 ssl http2;", f"listen 127.0.0.1:{self.port};", text)
        text = re.sub(r"\n *ssl_certificate.*", "", text)
        text = text[: text.index("    server {\n        listen 80 default_server;")] + "}\n"
        return (
            text.replace("http {\n", f"http {{\n    access_log off;\n{own}\n")
            + f"pid {self.folder}/nginx.pid;\n"
        )

    # -- What goes wrong ---------------------------------------------------------------------------

    def kill_web(self, web):
        """The server and its workers, as when the machine is switched off."""
        os.killpg(web.process.pid, signal.SIGKILL)
        web.stop()  # looks at what it has said

    @contextmanager
    def frozen_replica(self):
        """It takes connections, and answers nothing."""
        postmaster = int((self.replica.data / "postmaster.pid").read_text().split()[0])
        tasks = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        family = [postmaster, *map(int, tasks)]
        for pid in family:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in family:
                os.kill(pid, signal.SIGCONT)

    @contextmanager
    def lagging_replica(self):
        """It takes in what the primary writes, and shows none of it."""
        self.asked(self.replica, "SELECT pg_wal_replay_pause()")
        try:
            yield
        finally:
            self.asked(self.replica, "SELECT pg_wal_replay_resume()")

    def asked(self, server, sql):
        """The first cell of what this database says."""
        command = [
            "psql",
            "-h",
            server.folder,
            "-p",
            str(server.port),
            "-U",
            "landkarte",
            "postgres",
            "-Atc",
            sql,
        ]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@contextmanager
def machines(*, fresh_folder, migrated, rows):
    with ExitStack() as held:
        made = Machines(held.enter_context(folder_of_servers()), fresh_folder=fresh_folder, migrated=migrated)
        held.callback(made.end)
        made.start(rows)
        yield made


def start_redis(port, folder):
    """The running process; it keeps nothing on disk."""
    where = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    process = subprocess.Popen(["redis-server", *where, "--save", ""], stdout=subprocess.DEVNULL)
    until_open(port)
    return process


def until_open(port):
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < deadline, f"nothing listens at {port}"
            time.sleep(0.02)
        else:
            return
