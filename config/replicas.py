"""Reads from replicas of the database: who may, which replica is well, and what happens when it is not.

A request without any cookie that only reads is answered from a replica, if that has reached the newest data
version that this process knows. Whatever goes wrong there, the primary answers instead (docs/decisions/0028).
"""

import logging
import os
import random
import socket
import threading
import time
from functools import cache
from weakref import WeakSet

import psycopg
from django.apps import apps
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.backends.signals import connection_created
from django.http import Http404

from config.database import REPLICA
from config.errors import come_again
from machinery.busy import is_too_slow
from machinery.changes import Change
from machinery.files import AwayError
from machinery.publishing import DataVersion, Seen, current_version, public_models
from machinery.reading import database_of_published, may_be_late, read_from_primary, reading_from

LOOK_SECONDS = 1.0  # between two looks at all replicas
ANSWER_SECONDS = 1.5  # for one of them to say how far it is
LATE_SECONDS = 2.0  # behind the primary: more, and it is left out
PRIMARY_AT = "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')"  # bytes of its log, ever
REPLICA_AT = "SELECT CASE WHEN pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') END"

log = logging.getLogger(__name__)


@cache
def _published():
    models = (model for app in apps.get_app_configs() for model in public_models(app))
    return frozenset({DataVersion, Change, *models})


class Router:
    """Django's word for which database is asked (`DATABASE_ROUTERS`)."""

    def db_for_read(self, model, **hints):
        return database_of_published() if model in _published() else DEFAULT_DB_ALIAS

    def db_for_write(self, model, **hints):
        read_from_primary()
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS


class ReadReplica:
    """Innermost of the middlewares: asks the view itself. None means that Django does, at the primary."""

    def __init__(self, get_response):
        aliases = [alias for alias in connections if alias.startswith(REPLICA)]
        if not aliases:
            raise MiddlewareNotUsed
        self.get_response, self.replicas = get_response, Replicas(aliases)

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, named):
        # Who has a cookie has logged in or opened a form, and wants to see what they did.
        if request.method not in ("GET", "HEAD") or request.COOKIES:
            return None
        floor = Seen.number  # before the rows: what is kept under this version must not be older
        alias = self.replicas.one()
        if alias is None:
            return None
        with reading_from(alias):
            try:
                return _rendered(view(request, *arguments, **named)) if current_version() >= floor else None
            except Http404:
                return None  # it may be too new for the replica
            except AwayError as error:
                return come_again(request, error)
            except (Error, psycopg.Error) as error:  # the end of a broken cursor is not Django's
                return self.instead(request, alias, error)

    def instead(self, request, alias, error):
        """What is answered when the database has failed: None leaves it to the primary."""
        if is_too_slow(error):
            return come_again(request, error)
        if not may_be_late():  # something was written: once is enough
            raise error
        if not _works(connections[alias]):  # else the primary may be what is away
            self.replicas.leave_out(alias, error)
            connections[alias].close()
        return None


def _works(connection):
    return connection.connection is not None and connection.is_usable()


def _rendered(response):
    return response.render() if hasattr(response, "render") else response


class Replicas:
    """Which of them are well: a thread of its own, begun with the first question, looks again and again."""

    def __init__(self, aliases):
        self.aliases = aliases
        self.well = frozenset()
        self.lock = threading.Lock()
        self.thread = None
        self.opened = {alias: WeakSet() for alias in aliases}  # connections of all threads
        self.primary_at = []  # (monotonic seconds, bytes), of the last looks
        connection_created.connect(self.note)

    def one(self):
        """The alias of one that was well a moment ago, or None."""
        if self.thread is None:
            self.begin()
        well = self.well
        return random.choice([*well]) if well else None  # noqa: S311 (any will do)

    def leave_out(self, alias, reason):
        """Until it was looked at again."""
        with self.lock:
            if alias in self.well:
                log.warning("%s is left out: %s", alias, reason)
            self.well -= {alias}

    def give_up(self, alias):
        """Leave out one that does not answer; whoever waits for it gets an error at once."""
        self.leave_out(alias, f"no answer within {ANSWER_SECONDS} s")
        with self.lock:
            opened = [*self.opened[alias]]
        for one in opened:
            _cut(one.connection)

    def begin(self):
        with self.lock:
            if self.thread is None:
                self.thread = threading.Thread(target=self.watch, name="replicas", daemon=True)
                self.thread.start()

    def watch(self):
        while True:
            self.look_at_primary()
            for alias in self.aliases:
                self.look(alias)
            time.sleep(LOOK_SECONDS)

    def look_at_primary(self):
        now = time.monotonic()
        try:
            self.primary_at.append((now, _asked(DEFAULT_DB_ALIAS, PRIMARY_AT)))
        except Error as error:  # what is published can be read all the same
            log.warning("the primary is away: %s", error)
            connections[DEFAULT_DB_ALIAS].close()
        # Of those that are old enough the newest one is enough.
        old = [look for look in self.primary_at if look[0] <= now - LATE_SECONDS]
        self.primary_at = [*old[-1:], *(look for look in self.primary_at if look not in old)]

    def look(self, alias):
        # A frozen server answers nothing, and no timeout of its own ends that.
        alarm = threading.Timer(ANSWER_SECONDS, self.give_up, [alias])
        alarm.daemon = True
        alarm.start()
        try:
            at = _asked(alias, REPLICA_AT)
        except Error as error:
            self.leave_out(alias, error)
            connections[alias].close()
            return
        finally:
            alarm.cancel()
        if at is None:
            self.leave_out(alias, "it follows no primary")
        elif not self.primary_at or at < self.primary_at[0][1]:
            self.leave_out(alias, f"it is more than {LATE_SECONDS} s late")
        elif alias not in self.well:
            log.warning("%s is well, and read from", alias)
            with self.lock:
                self.well |= {alias}

    def note(self, connection, **kwargs):
        if connection.alias in self.opened:
            with self.lock:
                self.opened[connection.alias].add(connection)


def _asked(alias, sql):
    with connections[alias].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _cut(connection):
    """End a connection that another thread waits at: it gets an error at once."""
    try:
        double = socket.socket(fileno=os.dup(connection.fileno()))
    except (AttributeError, OSError, psycopg.Error):  # it has ended by itself
        return
    with double:
        if not connection.closed:  # else the number may already mean another one's socket
            try:
                double.shutdown(socket.SHUT_RDWR)
            except OSError:
                """It has ended by itself."""
