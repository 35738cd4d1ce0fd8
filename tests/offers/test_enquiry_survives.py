"""An enquiry whose server is killed while it arrives: sent again, it is there once."""

import http.client
import http.cookiejar
import os
import re
import shutil
import signal
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from tests.browser.portal import Portal
from tests.offers.test_enquiries import GOOD
from tests.shared import made_once

FORM = "/angebote/ai-shadowing/anfragen/"
ADD_OFFER = """
from tests.factories import OfferFactory
OfferFactory(slug="ai-shadowing", name="AI.Shadowing", requestable=True)
"""


@pytest.fixture(scope="session")
def with_offer(migrated, run_folder):
    """A folder with a database that has one offer."""

    def load(folder):
        shutil.copy(Portal(migrated).database, folder)
        Portal(folder).manage("shell", "-c", ADD_OFFER)

    return made_once(run_folder, "with-offer", load)


@pytest.fixture(scope="module")
def server(fresh_folder, with_offer):
    folder = fresh_folder("survives", with_offer)
    server = Portal(folder)
    server.start()
    yield server
    kill_all(server)


@pytest.fixture
def portal(server, with_offer):
    """A running portal, with a database as if nothing had happened yet."""
    first, now = sqlite3.connect(Portal(with_offer).database), sqlite3.connect(server.database)
    first.backup(now)
    first.close()
    now.close()
    return server


class Visitor:
    """Somebody with one browser: its cookies, and the form as it was opened."""

    def __init__(self, portal):
        self.portal = portal
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        page = self.opener.open(portal.address + FORM).read().decode()
        hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|token)" value="([^"]+)"', page))
        self.values = urllib.parse.urlencode(GOOD | hidden).encode()

    def send(self):
        """The address of the answer, or None when the server died before it answered."""
        try:
            return self.opener.open(self.portal.address + FORM, self.values, timeout=20).url
        except (OSError, http.client.HTTPException):
            return None


COUNTS = "SELECT (SELECT count(*) FROM offers_enquiry), (SELECT count(*) FROM landkarte_letter)"


def counts(portal):
    """How many enquiries and letters there are."""
    with sqlite3.connect(portal.database) as database:
        return database.execute(COUNTS).fetchone()


@pytest.mark.parametrize("seconds", [0.01, 0.04, 0.1])
def test_enquiry_of_a_killed_worker_is_there_once(portal, seconds):
    visitor = Visitor(portal)
    first = threading.Thread(target=visitor.send)
    first.start()
    time.sleep(seconds)
    kill_all(portal)
    first.join()
    portal.start()

    answers = [visitor.send(), visitor.send()]

    assert re.search(r"/anfragen/A-\d{4}-\w{6}/$", answers[0])
    assert answers[1] == answers[0]
    assert counts(portal) == (1, 2)


def kill_all(portal):
    """SIGKILL to the server and all its workers, as the kernel does when memory runs out."""
    os.killpg(portal.process.pid, signal.SIGKILL)
    portal.process.wait()
