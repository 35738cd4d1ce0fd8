"""Runs the portal, and begins anew what has ended: the server, the letters and the jobs.

    python -m config.serve all    # what `make run` does
    python -m config.serve web    # the server alone, for systemd and others that begin it anew themselves

The server itself replaces a worker that was killed. This watches over the rest: a server that is gone as a
whole, and the two commands. All of them end together with it.
"""

import argparse
import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time

SERVER = "the server"
TOO_SOON = 20.0  # seconds: a server that fails so soon after its very first start has wrong settings
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 30.0  # seconds before a new start: twice as long each time, until it stays
LOOK = 0.1  # seconds between two looks
PATIENCE = 15.0  # seconds to end in peace
PR_SET_PDEATHSIG = 1  # prctl(2)


def web_command(*, host, port, workers):
    """The one command line of the server (docs/decisions/0005, 0022); "asginl" is ASGI without lifespan."""
    return [
        *[sys.executable, "-m", "granian", "--interface", "asginl", "--no-ws"],
        *["--host", host, "--port", str(port), "--workers", str(workers)],
        *["--respawn-failed-workers", "--workers-kill-timeout", "10"],
        *["--log-level", "error", "config.asgi:application"],
    ]


def commands(*, host, port, workers):
    """Name -> command line of everything that `all` runs."""
    return {
        SERVER: web_command(host=host, port=port, workers=workers),
        "send_letters": [sys.executable, "manage.py", "send_letters"],
        "run_jobs": [sys.executable, "manage.py", "run_jobs"],
    }


class Kept:
    """A process that is begun anew whenever it ends."""

    def __init__(self, name, command):
        self.name, self.command = name, command
        self.starts = 0
        self.pause = FIRST_PAUSE
        self.start()

    def start(self):
        # A group of its own: Ctrl-C reaches us alone, and whatever is left of it can be found.
        self.process = subprocess.Popen(  # noqa: S603 (our own command lines)
            self.command, start_new_session=True, preexec_fn=_end_with_parent
        )
        self.started_at = time.monotonic()
        self.begin_at = None
        self.starts += 1

    def look(self):
        """Begin it anew when it has ended, after a pause. The code, when the very first start of the server
        failed; without letters or jobs there are pages all the same."""
        if self.begin_at is not None:
            if time.monotonic() >= self.begin_at:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        self.clear()
        lived = time.monotonic() - self.started_at
        if self.name == SERVER and self.starts == 1 and lived < TOO_SOON and code > 0:
            return code
        self.pause = FIRST_PAUSE if lived > LONGEST_PAUSE else min(2 * self.pause, LONGEST_PAUSE)
        sys.stderr.write(f"{self.name} has ended ({code}); a new start in {self.pause:.1f} s\n")
        self.begin_at = time.monotonic() + self.pause
        return None

    def clear(self):
        """End what the process has left behind: workers of a server that was killed would answer for ever."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def ask_to_end(self):
        if self.process.poll() is None:
            self.process.terminate()

    def end(self, deadline):
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=max(0.0, deadline - time.monotonic()))
        self.clear()
        self.process.wait()


def keep(named, *, patience=PATIENCE):
    """Keep these commands (name -> command line) running until a signal ends us. Then they have `patience`
    seconds. Returns the exit code."""
    ending = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda number, frame: ending.append(number))
    kept = [Kept(name, command) for name, command in named.items()]
    code = None
    while not ending and code is None:
        time.sleep(LOOK)
        code = next((failed for one in kept if (failed := one.look()) is not None), None)
    for one in kept:
        one.ask_to_end()
    deadline = time.monotonic() + patience
    for one in kept:
        one.end(deadline)
    return code or 0


def _end_with_parent():
    """Also when we are killed: on Linux the system then ends our children."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=["all", "web"])
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="processes: one a core")
    said = parser.parse_args()
    where = {"host": said.host, "port": said.port, "workers": said.workers}
    if said.what == "web":
        command = web_command(**where)
        os.execv(command[0], command)  # noqa: S606 (no shell is meant)
    return keep(commands(**where))


if __name__ == "__main__":
    sys.exit(main())
