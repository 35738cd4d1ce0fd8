"""A throw-away PostgreSQL for a command: `python -m tests.postgres pytest …`.

Starts a cluster in a temporary folder, reachable by a socket only, gives its address as TEST_DATABASE_URL,
and throws it away at the end. PostgreSQL refuses to run as root: root starts it as `nobody`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses="]


def server_folder():
    """Where initdb and pg_ctl are: on the PATH, or where Debian puts them; None without a server."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return folders[-1].parent if folders else None


def as_nobody(command):
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command]


class Server:
    """A database server whose data and socket lie in this folder; several of them have a port each."""

    def __init__(self, programs, folder, port=5432):
        self.programs, self.folder, self.port = programs, folder, port
        self.data = folder / f"data-{port}"

    @property
    def address(self):
        return f"postgres://landkarte@{str(self.folder).replace('/', '%2F')}:{self.port}/postgres"

    def make(self):
        self.run(
            "initdb",
            "--username=landkarte",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        )

    def follow(self, primary):
        """Become a streaming replica of this running server."""
        where = ["--host", primary.folder, "--port", primary.port, "--username=landkarte"]
        self.run("pg_basebackup", *where, "--write-recovery-conf", "--checkpoint=fast", "--no-sync")

    def start(self):
        settings = [*SETTINGS, f"unix_socket_directories={self.folder}", f"port={self.port}"]
        options = " ".join(f"-c {setting}" for setting in settings)
        self.control("--log", self.folder / f"log-{self.port}", "--options", options, "start")

    def stop(self, mode="immediate"):
        if (self.data / "postmaster.pid").exists():
            self.control(f"--mode={mode}", "stop", check=False)

    def control(self, *arguments, check=True):
        self.run("pg_ctl", "--silent", "--wait", *arguments, check=check)

    def run(self, program, *arguments, check=True):
        command = [self.programs / program, "--pgdata", self.data, *arguments]
        # The server outlives this call and must not hold on to our pipes.
        subprocess.run(
            as_nobody(list(map(str, command))), check=check, cwd=self.folder, stdout=subprocess.DEVNULL
        )


@contextmanager
def folder_of_servers():
    folder = Path(tempfile.mkdtemp(prefix="landkarte-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def cluster(programs):
    """Yield the address of a fresh database server."""
    with folder_of_servers() as folder:
        server = Server(programs, folder)
        try:
            server.make()
            server.start()
            yield server.address
        finally:
            server.stop()


def main(command):
    programs = server_folder()
    if programs is None:
        missing = "no PostgreSQL server on this machine (Debian: apt-get install postgresql)"
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            sys.exit(f"FAILED: {missing}, and REQUIRE_POSTGRES=1 wants it")
        print(f"SKIPPED: the PostgreSQL suite, {missing}")  # noqa: T201 (seen in the output of `make test`)
        return 0
    with cluster(programs) as address:
        return subprocess.run(
            command, check=False, env={**os.environ, "TEST_DATABASE_URL": address}
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
