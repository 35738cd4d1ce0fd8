"""Forms whose worker, or whole server, is killed while they arrive: sent again, each of them counts once."""

import os
import shutil
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from copy import copy
from pathlib import Path

import pytest

from machinery.sent_once import SentOnce
from submissions.models import Submission
from submissions.views.start import Entering
from tests.browser.portal import START_SECONDS, Portal
from tests.config.sent_forms import ADDED, OpenForm, open_forms
from tests.shared import made_once

WORKERS = 2


@pytest.fixture(scope="session")
def with_forms(migrated, run_folder):
    """A folder with a database of what the forms are about, and what is needed to open them."""

    def load(folder):
        shutil.copy(Portal(migrated).database, folder)
        code = "from tests.config.sent_forms import add_rows; print(add_rows())"
        (folder / "said").write_text(Portal(folder).manage("shell", "-v", "0", "-c", code))

    return made_once(run_folder, "with-forms", load)


@pytest.fixture(scope="module")
def server(fresh_folder, with_forms):
    server = Portal(fresh_folder("killed", with_forms))
    server.start(workers=WORKERS)
    yield server
    server.stop()


@pytest.fixture
def portal(server, with_forms):
    """A running portal, with a database as if nothing had happened yet."""
    first, now = sqlite3.connect(Portal(with_forms).database), sqlite3.connect(server.database)
    with closing(first), closing(now):
        first.backup(now)
    return server


@pytest.fixture
def said(with_forms):
    return dict(line.split("=", 1) for line in (with_forms / "said").read_text().splitlines())


@pytest.fixture
def forms(portal, said):
    return open_forms(portal, said)


def workers(portal):
    """Their process ids, the eldest first."""
    threads = Path(f"/proc/{portal.process.pid}/task").iterdir()
    children = {int(pid) for thread in threads for pid in (thread / "children").read_text().split()}
    return sorted(
        pid for pid in children if "resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_text()
    )


def holder(portal, port):
    """The worker at the other end of the connection from this port: whose file is the socket that Linux lists
    (proc_net_tcp, ports in hexadecimal); None where it was not taken yet."""
    here, there = f":{portal.port:04X}", f":{port:04X}"
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    sockets = {f"socket:[{line[9]}]" for line in lines if line[1].endswith(here) and line[2].endswith(there)}
    for pid in workers(portal):
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(OSError):  # closed in between
                if os.readlink(file) in sockets:
                    return pid
    return None


@contextmanager
def locked(portal):
    """Nobody else can write: who wants to, waits."""
    with closing(sqlite3.connect(portal.database, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("ROLLBACK")


def counts(portal):
    """How many rows there are of each model, and how many submissions have arrived."""
    with closing(sqlite3.connect(portal.database)) as database:
        tables = {model.__name__: model._meta.db_table for model in ADDED}
        tables["submitted"] = f"{Submission._meta.db_table} WHERE status = 'submitted'"
        asked = {name: f"SELECT count(*) FROM {table}" for name, table in tables.items()}  # noqa: S608
        return {name: database.execute(query).fetchone()[0] for name, query in asked.items()}


def added(portal, before):
    return {name: count - before[name] for name, count in counts(portal).items() if count != before[name]}


def until(true, what):
    deadline = time.monotonic() + START_SECONDS
    while not true():
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.01)


def answered(form):
    """What a form gets that is sent until somebody answers."""
    answers = []
    until(lambda: answers.append(form.send()) or answers[-1], f"an answer to {form.address}")
    return answers[-1]


def test_every_form_that_counts_once_is_sent_here(forms):
    assert {form.view for form in forms} == set(subclasses(SentOnce)) - {Entering}


@pytest.mark.parametrize("moment", ["while they wait for the database", "when the first row is there"])
def test_forms_of_a_killed_worker_count_once(portal, forms, moment):
    master, (eldest, other) = portal.process.pid, workers(portal)
    held = held_by(portal, forms, eldest)
    before = counts(portal)
    with ThreadPoolExecutor(len(forms)) as browsers:
        if moment == "while they wait for the database":
            with locked(portal):
                sent = [browsers.submit(form.send) for form in forms]
                time.sleep(0.3)
                os.kill(eldest, signal.SIGKILL)
                assert {sent[at].result() for at, pid in enumerate(held) if pid == eldest} == {None}
        else:
            sent = [browsers.submit(form.send) for form in forms]
            until(lambda: counts(portal) != before, "a row")
            os.kill(eldest, signal.SIGKILL)
        first = [one.result() for one in sent]

    assert_each_counts_once(portal, forms, first, before)
    until(lambda: len(workers(portal)) == WORKERS, "a new worker")
    assert (portal.process.pid, portal.process.poll()) == (master, None)
    assert set(workers(portal)) > {other}
    assert eldest not in workers(portal)


def test_forms_of_a_killed_server_count_once(portal, forms):
    """SIGKILL to the server and all its workers, as when the machine is switched off."""
    before = counts(portal)
    with ThreadPoolExecutor(len(forms)) as browsers:
        sent = [browsers.submit(form.send) for form in forms]
        until(lambda: counts(portal) != before, "a row")
        os.killpg(portal.process.pid, signal.SIGKILL)
        portal.process.wait()
        first = [one.result() for one in sent]
    portal.start(workers=WORKERS)

    assert_each_counts_once(portal, forms, first, before)


def test_forms_sent_twice_at_once_count_once(portal, forms):
    """By a double click."""
    before = counts(portal)
    twice = [one for form in forms for one in (form, copy(form))]
    with ThreadPoolExecutor(len(twice)) as browsers:
        targets = list(browsers.map(OpenForm.send, twice))

    assert targets[::2] == targets[1::2]
    assert_each_counts_once(portal, forms, targets[::2], before)


def test_forms_sent_from_two_tabs_at_once_count_once(portal, forms, said):
    """Those of which the same content counts once under any token."""
    before = counts(portal)
    tabs = [form for form in [*forms, *open_forms(portal, said)] if form.view.same_within]
    with ThreadPoolExecutor(len(tabs)) as browsers:
        targets = list(browsers.map(OpenForm.send, tabs))

    half = len(tabs) // 2
    assert targets[:half] == targets[half:]
    assert added(portal, before) == {
        "Enquiry": 2,
        "EventRegistration": 1,
        "Consent": 1,
        "submitted": 1,
        "Letter": 8,
    }


def assert_each_counts_once(portal, forms, first, before):
    """Sent again, and again, each form gets the answer of the first time, if there was one, and its number;
    its rows are there once."""
    with ThreadPoolExecutor(WORKERS) as browsers:
        again = list(browsers.map(answered, forms))
        assert [one for one, later in zip(first, again, strict=True) if one not in (None, later)] == []
        assert list(browsers.map(answered, forms)) == again
        numbers = list(browsers.map(OpenForm.number, forms, again))
    assert [bool(number) for number in numbers] == [form.gets_number for form in forms]
    assert added(portal, before) == {model.__name__: rows for model, rows in ADDED.items()} | {"submitted": 1}


def held_by(portal, forms, worker):
    """Opens the connections of all forms; returns which worker has each. This one has at least one."""
    held = []
    while worker not in held or None in held:
        held = [holder(portal, form.connect()) for form in forms]
    return held


def subclasses(view):
    return {one for child in view.__subclasses__() for one in (child, *subclasses(child))}
