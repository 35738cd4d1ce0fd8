"""What a test run makes once for all its processes."""

import fcntl
import shutil
from contextlib import contextmanager


@contextmanager
def alone(folder):
    """Only one process at a time is inside; the others wait. The system frees what a killed one held."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def made_once(folder, name, make):
    """The folder `name` inside `folder`, as `make(empty folder)` has filled it: whole or not at all."""
    made = folder / name
    with alone(folder):
        if not made.exists():
            half = folder / f"half-{name}"
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            make(half)
            half.rename(made)
    return made
