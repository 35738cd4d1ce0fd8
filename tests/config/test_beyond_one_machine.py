"""Two servers behind nginx, a primary with a streaming replica, Redis: parts of it end, and nobody notices.

Everything is the real thing, with the configuration that docs/operations.md tells to copy. What takes long is
started once; the tests follow each other, and each leaves all as it was, but the last ones.
"""

import http.client
import itertools
import json
import re
import threading
import time
from contextlib import closing, contextmanager
from functools import partial
from urllib.parse import urlencode, urlsplit

import pytest

from tests.config.machines import NEEDED, machines, require

SECONDS_TO_SEE = 5  # what was published, everywhere
MOST_WAITING = 10  # answers that may have been on their way when something ended
PASSWORD = "ein langes Passwort"
ROWS = f"""
from tests.browser.members import person
from tests.factories import EntryFactory
user = person("ada@example.org")
user.set_password({PASSWORD!r})
user.save()
for number in range(40):
    EntryFactory(slug=f"eintrag-{{number}}", name=f"Eintrag {{number}}")
EntryFactory(slug="neu", name="Neu", status="draft")
"""
PUBLISH = "UPDATE landkarte_entry SET status = 'published', published_at = now() WHERE slug = 'neu'"
UNPUBLISH = "UPDATE landkarte_entry SET status = 'draft' WHERE slug = 'neu'"
LAST_READ = """
SELECT coalesce(max(query_start)::text, '') FROM pg_stat_activity
WHERE query ~ 'landkarte_|offers_|flagships_' AND pid <> pg_backend_pid()
"""
HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|token)"[^>]* value="([^"]*)"')
sources, asked = itertools.count(2), itertools.count()


@pytest.fixture(scope="module")
def running(fresh_folder, migrated):
    require(*NEEDED)
    with machines(fresh_folder=fresh_folder, migrated=migrated, rows=ROWS) as made:
        yield made


class Person:
    """A browser: keeps its connection and its cookies. Each has an address of its own."""

    def __init__(self, port):
        self.port, self.cookies = port, {}
        number = next(sources)
        self.connection = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=20, source_address=(f"127.0.{number // 250}.{number % 250 + 1}", 0)
        )

    def close(self):
        self.connection.close()

    def ask(self, method, path, body=None, *, good):
        headers = {"Origin": f"http://127.0.0.1:{self.port}"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        assert answer.status == good, f"{method} {path}: {answer.status} {page[:200]}"
        return answer.headers["Location"], page

    def send(self, path, **values):
        """Open this form and send it; the page where it leads."""
        hidden = dict(HIDDEN.findall(self.ask("GET", path, good=200)[1]))
        target, _page = self.ask("POST", path, urlencode(hidden | values), good=302)
        return self.ask("GET", urlsplit(target).path, good=200)[1]

    def sign_in(self):
        page = self.send("/konto/anmelden/passwort/", username="ada@example.org", password=PASSWORD)
        assert "ada@example.org" in page

    def report(self):
        text = "Die Adresse ist seit März eine andere."
        page = self.send("/eintraege/eintrag-1/melden/", reason="outdated", text=text)
        assert re.search(r"M-\d{4}-[2-9A-HJKMNP-TV-Z]{6}", page)


def fresh_page():
    """A page or an answer; most of them nobody has asked for yet, so that none is kept."""
    number = next(asked)
    entry = number % 40
    return [
        f"/?egal={number}",
        f"/?q=eintrag+{entry}&egal={number}",
        f"/eintraege/eintrag-{entry}/?egal={number}",
        f"/api/v1/map/?bbox=6.0,50.2,{8 + number / 1e6:.6f},52.1",
        "/",
        "/api/v1/map/",
    ][number % 6]


class Load:
    """People who read, sign in and report all the time; `failed` is what went wrong for them."""

    def __init__(self, port):
        self.port, self.failed, self.answers = port, [], 0
        self.over = threading.Event()
        self.forms = threading.Lock()  # no form is on its way while somebody holds it

    def reader(self):
        self.repeat(lambda person: person.ask("GET", fresh_page(), good=200))

    def writer(self):
        def write(person):
            with self.forms, closing(Person(self.port)) as other:
                other.sign_in()
                other.report()
            time.sleep(0.2)

        self.repeat(write)

    def repeat(self, act):
        with closing(Person(self.port)) as person:
            while not self.over.is_set():
                try:
                    act(person)
                except (AssertionError, OSError, http.client.HTTPException) as error:
                    self.failed.append(f"{time.strftime('%X')} {error!r}")
                    person.close()
                self.answers += 1


@contextmanager
def load(port):
    """Yields the `Load`; at its end nothing may have failed."""
    begun = Load(port)
    threads = [
        threading.Thread(target=act) for act in (begun.reader, begun.reader, begun.reader, begun.writer)
    ]
    for thread in threads:
        thread.start()
    try:
        yield begun
        until(lambda: begun.answers > MOST_WAITING, "answers")
    finally:
        begun.over.set()
        for thread in threads:
            thread.join()
    assert begun.failed == []


def get(port, path, good=200):
    with closing(Person(port)) as person:
        return person.ask("GET", path, good=good)[1]


def shown(running):
    """Whether each of the servers lists the new entry."""
    answers = [json.loads(get(web.port, "/api/v1/entries/?page_size=100")) for web in running.webs]
    return ["neu" in {entry["slug"] for entry in answer["results"]} for answer in answers]


def until(true, what, seconds=20):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.05)


def read_again(running):
    """Wait until each of the servers reads from the replica."""
    for web in running.webs:
        until(partial(is_read_by, running, web), "a read from the replica")


def is_read_by(running, web):
    before = running.asked(running.replica, LAST_READ)
    get(web.port, f"/eintraege/eintrag-1/?egal={next(asked)}")
    return running.asked(running.replica, LAST_READ) > before


def test_readers_are_answered_from_the_replica(running):
    read_again(running)


def test_who_has_written_reads_it_at_once(running):
    """The page where a report arrives, and the account of who has just signed in."""
    for _ in range(3):
        with closing(Person(running.port)) as person:
            person.report()
            person.sign_in()


def test_what_is_published_is_seen_through_both_servers_in_time(running):
    with load(running.port):
        running.asked(running.primary, PUBLISH)
        until(lambda: shown(running) == [True, True], "the new entry", SECONDS_TO_SEE)
        running.asked(running.primary, UNPUBLISH)
        until(lambda: shown(running) == [False, False], "its end", SECONDS_TO_SEE)
    for web in running.webs:
        get(web.port, "/eintraege/neu/", good=404)


def test_replica_that_lags_hides_nothing(running):
    with running.lagging_replica(), load(running.port):
        running.asked(running.primary, PUBLISH)
        until(lambda: shown(running) == [True, True], "the new entry", SECONDS_TO_SEE)
    running.asked(running.primary, UNPUBLISH)
    read_again(running)


def test_replica_that_freezes_fails_nobody(running):
    """Who waits for it, with all of its server's threads, is answered all the same."""
    read_again(running)
    with load(running.port) as begun, running.frozen_replica():
        before = begun.answers
        until(lambda: begun.answers > before + MOST_WAITING, "answers while it is frozen")
    read_again(running)


def test_replica_that_ends_fails_nobody_and_is_read_again_when_it_is_back(running):
    with load(running.port):
        running.replica.stop()
        time.sleep(1.5)
        running.replica.start()
        read_again(running)


def test_redis_that_ends_fails_nobody(running):
    with load(running.port):
        running.redis.kill()
        running.redis.wait()
        time.sleep(1.5)
        running.start_redis()


def test_server_that_is_killed_fails_nobody(running):
    with load(running.port) as begun:
        with begun.forms:
            running.kill_web(running.webs[1])
        time.sleep(1.5)


def test_primary_that_ends_leaves_the_map_to_readers(running):
    """The last one: nobody starts it again."""
    until(partial(is_read_by, running, running.webs[0]), "a read from the replica")
    running.primary.stop()

    for path in ("/", "/api/v1/map/?zoom=9", "/eintraege/eintrag-3/", "/?q=eintrag+3&seite=neu"):
        get(running.port, path)
