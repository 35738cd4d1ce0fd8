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
        return Path(found).parent
    folders = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return folders[-1].parent if folders else None


def as_nobody(command):
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command]


@contextmanager
def cluster(programs):
    """Yield the address of a fresh database server."""
    folder = Path(tempfile.mkdtemp(prefix="landkarte-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    data, log = folder / "data", folder / "log"
    control = [programs / "pg_ctl", "--pgdata", data, "--silent", "--wait"]
    options = " ".join(f"-c {setting}" for setting in [*SETTINGS, f"unix_socket_directories={folder}"])

    def run(command):
        # The server outlives this call and must not hold on to our pipes.
        subprocess.run(as_nobody(list(map(str, command))), check=True, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        run(
            [
                *[programs / "initdb", "--pgdata", data, "--username=landkarte", "--auth=trust"],
                *["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"],
            ]
        )
        run([*control, "--log", log, "--options", options, "start"])
        yield f"postgres://landkarte@{str(folder).replace('/', '%2F')}/postgres"
    finally:
        if data.exists():
            subprocess.run(
                as_nobody(list(map(str, [*control, "--mode=immediate", "stop"]))), check=False, cwd=folder
            )
        shutil.rmtree(folder, ignore_errors=True)


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
