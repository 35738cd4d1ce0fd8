"""What keeps the portal running: begins anew what has ended, and ends all of it together."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from config.serve import SERVER, commands, web_command

PATIENCE_SECONDS = 60
KEEP = "import json, sys; from config.serve import keep; sys.exit(keep(json.loads(sys.argv[1]), patience=2))"
STAYS = "import time; time.sleep(600)"
WITH_CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {STAYS!r}])"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {STAYS}"


@pytest.fixture
def keeping():
    """Keeps pieces of Python running (name -> code), as `config.serve` does with the portal."""
    begun = []

    def keep(**codes):
        named = {name: [sys.executable, "-c", code] for name, code in codes.items()}
        command = [sys.executable, "-c", KEEP, json.dumps(named)]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, stderr=subprocess.PIPE, text=True)
        begun.append(process)
        return process

    yield keep
    for process in begun:
        process.terminate()
        process.communicate(timeout=PATIENCE_SECONDS)


def children(process_number):
    command = ["ps", "--ppid", str(process_number), "-o", "pid="]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return [int(line) for line in found.stdout.split()]


def becomes_true(question):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if question():
            return True
        time.sleep(0.05)
    return False


def is_alive(pid):
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def test_what_was_killed_is_begun_anew_and_the_others_stay(keeping):
    keeper = keeping(one=STAYS, other=STAYS)
    assert becomes_true(lambda: len(children(keeper.pid)) == 2)
    killed, left = children(keeper.pid)
    os.kill(killed, signal.SIGKILL)

    assert becomes_true(lambda: len(set(children(keeper.pid)) - {killed}) == 2)
    assert left in children(keeper.pid)


def test_what_a_killed_one_leaves_behind_ends(keeping):
    keeper = keeping(server=WITH_CHILD)
    assert becomes_true(lambda: children(keeper.pid) and children(children(keeper.pid)[0]))
    (server,) = children(keeper.pid)
    (worker,) = children(server)
    os.kill(server, signal.SIGKILL)

    assert becomes_true(lambda: children(keeper.pid) not in ([], [server]))
    assert not is_alive(worker)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_all_end_with_it(keeping, number):
    keeper = keeping(one=STAYS, other=WITH_CHILD)
    assert becomes_true(lambda: [1 for child in children(keeper.pid) if children(child)])
    family = [*children(keeper.pid), *(pid for child in children(keeper.pid) for pid in children(child))]
    os.kill(keeper.pid, number)

    assert keeper.wait(timeout=PATIENCE_SECONDS) == 0
    assert len(family) == 3
    assert becomes_true(lambda: not any(is_alive(pid) for pid in family))  # the system buries them


def test_all_end_when_it_is_killed(keeping):
    keeper = keeping(one=STAYS, other=STAYS)
    assert becomes_true(lambda: len(children(keeper.pid)) == 2)
    family = children(keeper.pid)
    keeper.kill()
    keeper.wait()

    assert becomes_true(lambda: not any(is_alive(pid) for pid in family))


def ignores(pid, number):
    """Whether the process ignores this signal (proc(5): a mask in hexadecimal digits)."""
    mask = re.search(r"SigIgn:\t(\w+)", Path(f"/proc/{pid}/status").read_text())[1]
    return bool(int(mask, 16) >> (number - 1) & 1)


def test_what_does_not_want_to_end_is_ended(keeping):
    keeper = keeping(one=STUBBORN)
    assert becomes_true(lambda: children(keeper.pid))
    (stubborn,) = children(keeper.pid)
    assert becomes_true(lambda: ignores(stubborn, signal.SIGTERM))
    keeper.terminate()

    assert keeper.wait(timeout=PATIENCE_SECONDS) == 0
    assert not is_alive(stubborn)


def test_mistake_at_the_very_first_start_of_the_server_ends_all(keeping):
    keeper = keeping(**{"one": STAYS, SERVER: "raise SystemExit(3)"})

    assert keeper.wait(timeout=PATIENCE_SECONDS) == 3


def test_what_fails_beside_the_server_is_begun_anew_and_the_server_stays(keeping, tmp_path):
    """From its very first start on, as when the mail server's name is wrong."""
    starts = tmp_path / "starts"
    fails = f"open({str(starts)!r}, 'a').write('x'); raise SystemExit(3)"
    keeper = keeping(**{SERVER: STAYS, "send_letters": fails})
    assert becomes_true(lambda: starts.exists() and len(starts.read_text()) >= 3)
    server = children(keeper.pid)[0]
    assert "time.sleep" in Path(f"/proc/{server}/cmdline").read_text()
    keeper.terminate()

    said = keeper.communicate(timeout=PATIENCE_SECONDS)[1].splitlines()
    assert said[:2] == [
        "send_letters has ended (3); a new start in 0.4 s",
        "send_letters has ended (3); a new start in 0.8 s",
    ]
    assert keeper.returncode == 0


def test_make_run_serves_by_this_command():
    recipe = (settings.BASE_DIR / "Makefile").read_text().partition("\nrun: setup")[2].partition("\n\n")[0]

    assert "-m config.serve all --host $(HOST) --port $(PORT) --workers $(WORKERS)" in recipe
    assert "granian" not in recipe
    assert commands(host="h", port=1, workers=2)[SERVER] == web_command(host="h", port=1, workers=2)


def test_no_other_recipe_starts_the_server_without_its_threads():
    """Who writes the command line by hand forgets one of its parts."""
    texts = [settings.BASE_DIR / name for name in ("Makefile", "README.md", "docs/operations.md")]

    assert [path.name for path in texts if re.search(r"granian .*--interface", path.read_text())] == []
