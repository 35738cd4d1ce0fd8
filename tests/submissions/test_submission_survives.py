"""A submission whose server is killed while it arrives: sent again, it is there once, with one number."""

import http.client
import os
import re
import shutil
import signal
import sqlite3
import threading
import time
import urllib.parse
import urllib.request

import pytest

from tests.browser.members import session
from tests.browser.portal import Portal
from tests.factories import MembershipFactory, SubmissionFactory
from tests.shared import made_once

COUNTS = """
SELECT
  (SELECT count(*) FROM submissions_submission WHERE status = 'submitted'),
  (SELECT count(*) FROM submissions_submission),
  (SELECT count(*) FROM submissions_consent),
  (SELECT count(*) FROM submissions_activity WHERE verb = 'submitted')
"""
LETTERS = "SELECT recipients FROM landkarte_letter ORDER BY recipients"
REFERENCE = "SELECT reference FROM submissions_submission"


def add_draft():
    """The keys of a session and of the draft that its person may submit."""
    membership = MembershipFactory()
    draft = SubmissionFactory(organisation=membership.organisation)
    return f"keys={session(membership.user)},{draft.key}"


@pytest.fixture(scope="session")
def with_draft(migrated, run_folder):
    """A folder with a database that has one draft, and its keys."""

    def load(folder):
        shutil.copy(Portal(migrated).database, folder)
        code = "from tests.submissions.test_submission_survives import add_draft; print(add_draft())"
        said = Portal(folder).manage("shell", "-c", code).partition("keys=")[2]
        (folder / "keys").write_text(said.strip())

    return made_once(run_folder, "with-draft", load)


@pytest.fixture(scope="module")
def server(fresh_folder, with_draft):
    folder = fresh_folder("survives", with_draft)
    shutil.copy(with_draft / "keys", folder)
    server = Portal(folder)
    server.start()
    yield server
    kill_all(server)


@pytest.fixture
def portal(server, with_draft):
    """A running portal, with a database as if nothing had happened yet."""
    first, now = sqlite3.connect(Portal(with_draft).database), sqlite3.connect(server.database)
    first.backup(now)
    first.close()
    now.close()
    return server


class Member:
    """Somebody who has the check page open in a tab."""

    def __init__(self, portal):
        self.session, key = (portal.folder / "keys").read_text().split(",")
        self.address = f"{portal.address}/konto/einreichungen/{key}/pruefen/"
        with self._open() as answer:
            self.cookies = [cookie.partition(";")[0] for cookie in answer.headers.get_all("Set-Cookie", [])]
            page = answer.read().decode()
        hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|token|version)"[^>]* value="([^"]+)"', page))
        assert set(hidden) == {"csrfmiddlewaretoken", "token", "version"}
        self.values = urllib.parse.urlencode(hidden | {"consent": "on"}).encode()

    def _open(self, values=None):
        cookies = "; ".join([f"session={self.session}", *getattr(self, "cookies", [])])
        request = urllib.request.Request(self.address, values, {"Cookie": cookies})  # noqa: S310
        return urllib.request.urlopen(request, timeout=20)  # noqa: S310

    def send(self):
        """The number on the page that answers, or None when the server died before it answered."""
        try:
            with self._open(self.values) as answer:
                return re.search(r"E-\d{4}-\w{6}", answer.read().decode())[0]
        except (OSError, http.client.HTTPException):
            return None


def rows(portal, query):
    with sqlite3.connect(portal.database) as database:
        return database.execute(query).fetchall()


def is_there_once(portal, reference):
    """Whether there is this one submission, with its consent and one letter to each who gets one."""
    letters = rows(portal, LETTERS)
    once = rows(portal, COUNTS) == [(1, 1, 1, 1)] and rows(portal, REFERENCE) == [(reference,)]
    return once and len(letters) == len(set(letters)) > 0


@pytest.mark.parametrize("seconds", [0.01, 0.04, 0.1])
def test_submission_of_a_killed_worker_is_there_once(portal, seconds):
    member = Member(portal)
    first = threading.Thread(target=member.send)
    first.start()
    time.sleep(seconds)
    kill_all(portal)
    first.join()
    portal.start()

    answers = [member.send(), member.send()]

    assert answers[0] is not None
    assert answers[1] == answers[0]
    assert is_there_once(portal, answers[0])


@pytest.mark.parametrize("tabs", [1, 2])
def test_submission_sent_twice_at_once_is_there_once(portal, tabs):
    """By a double click, or from two tabs."""
    first = Member(portal)
    second = Member(portal) if tabs == 2 else first
    answers = []
    threads = [threading.Thread(target=lambda one=one: answers.append(one.send())) for one in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(answers) == 2
    assert set(answers) == {rows(portal, REFERENCE)[0][0]}
    assert is_there_once(portal, answers[0])


def kill_all(portal):
    """SIGKILL to the server and all its workers, as the kernel does when memory runs out."""
    os.killpg(portal.process.pid, signal.SIGKILL)
    portal.process.wait()
