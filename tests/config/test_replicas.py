"""Who reads from a replica, and that nobody reads less there than they know already.

The replica here is another database, so that each test decides how far behind it is; a real one follows a
primary in test_beyond_one_machine.py.
"""

import shutil

import pytest
from django.conf import settings as portal
from django.db import OperationalError, connections, transaction
from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from accounts.models import User
from config import urls
from config.replicas import Replicas
from landkarte.models import Entry
from landkarte.models.known_words import known_words
from landkarte.query.filters import EntryFilter
from machinery import changes
from machinery.files import AwayError
from machinery.models import Quota
from machinery.one_moment import one_moment
from machinery.publishing import DataVersion, Seen, current_version
from machinery.reading import reading_from
from tests.browser.portal import Portal
from tests.client import Stranger
from tests.factories import EntryFactory, UserFactory

REPLICA = "replica1"
pytestmark = [pytest.mark.one_database, pytest.mark.django_db(databases=["default", REPLICA])]
NEW, OLD = 2_000_000_000_000, 1_000_000_000_000  # data versions


def slugs():
    return " ".join(Entry.objects.order_by("slug").values_list("slug", flat=True))


@csrf_exempt
def entries(request):
    return HttpResponse(slugs())


def one_entry(request):
    if not Entry.objects.filter(slug="vorn").exists():
        raise Http404
    return HttpResponse("da")


def people(request):
    return HttpResponse(User.objects.count())


def written(request):
    Quota.objects.update(used=1)
    return HttpResponse(slugs())


def in_transaction(request):
    with transaction.atomic():
        inside = slugs()
    return HttpResponse(slugs() if inside == "vorn" else "")


def breaks(request):
    Quota.objects.update(used=1)
    raise OperationalError("nach dem Schreiben")


def without_files(request):
    raise AwayError("weg")


VIEWS = [entries, one_entry, people, written, in_transaction, breaks, without_files]
urlpatterns = [*(path(f"{view.__name__}/", view) for view in VIEWS), *urls.urlpatterns]
handler500 = urls.handler500


@pytest.fixture(scope="module", autouse=True)
def two_databases(django_db_setup, migrated, tmp_path_factory):
    path = shutil.copy(Portal(migrated).database, tmp_path_factory.mktemp("replica"))
    connections.settings[REPLICA] = connections.settings["default"] | {"NAME": str(path)}
    yield
    connections[REPLICA].close()
    del connections[REPLICA], connections.settings[REPLICA]


@pytest.fixture
def replica(settings, monkeypatch):
    """Another database that holds one entry, `hinten`; the primary holds `vorn`. Both are at version NEW.
    It returns the replicas that were left out."""
    settings.ROOT_URLCONF = __name__
    settings.DATABASE_ROUTERS = ["config.replicas.Router"]
    left_out = []
    monkeypatch.setattr(Replicas, "one", lambda replicas: REPLICA)
    monkeypatch.setattr(Replicas, "leave_out", lambda replicas, alias, error: left_out.append(alias))
    monkeypatch.setattr(Seen, "number", OLD)
    EntryFactory(slug="vorn")
    Entry.objects.using(REPLICA).bulk_create([Entry(slug="hinten", name="Hinten", kind="company")])
    at(NEW)
    at(NEW, REPLICA)
    return left_out


def at(version, alias="default"):
    DataVersion.objects.using(alias).update(number=version)


@pytest.fixture
def ask():
    def ask(address, **more):
        return Stranger().get(address, **more).content.decode()

    return ask


def test_who_only_reads_is_answered_from_the_replica(replica, ask):
    assert ask("/entries/") == "hinten"


def test_who_has_a_cookie_is_answered_from_the_primary(replica):
    stranger = Stranger()
    stranger.cookies[portal.CSRF_COOKIE_NAME] = "x" * 32

    assert stranger.get("/entries/").content == b"vorn"


def test_who_sends_something_is_answered_from_the_primary(replica):
    assert Stranger().post("/entries/").content == b"vorn"


def test_replica_behind_what_this_process_knows_is_not_read(replica, ask):
    at(OLD, REPLICA)
    assert current_version() == NEW

    assert ask("/entries/") == "vorn"
    at(NEW, REPLICA)
    assert ask("/entries/") == "hinten"


def test_what_the_replica_does_not_find_the_primary_is_asked_for(replica, ask):
    assert ask("/one_entry/") == "da"
    assert replica == []


def test_what_fails_at_the_replica_the_primary_answers(replica, ask):
    with connections[REPLICA].cursor() as cursor:
        cursor.execute("ALTER TABLE landkarte_entry RENAME TO anders")

    assert ask("/entries/") == "vorn"
    assert replica == []


def test_replica_that_cannot_be_reached_is_left_out_and_the_primary_answers(replica, ask, monkeypatch):
    monkeypatch.setattr(connections[REPLICA], "is_usable", lambda: False)
    with connections[REPLICA].cursor() as cursor:
        cursor.execute("ALTER TABLE landkarte_entry RENAME TO anders")

    assert ask("/entries/") == "vorn"
    assert replica == [REPLICA]


def test_who_has_written_is_not_asked_twice(replica, ask):
    with pytest.raises(OperationalError):
        ask("/breaks/")

    assert replica == []


def test_files_that_are_away_are_told_as_ever(replica):
    response = Stranger().get("/without_files/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")


def test_what_nobody_publishes_is_read_from_the_primary(replica, ask):
    UserFactory()

    assert ask("/people/") == "1"


@pytest.mark.parametrize("view", [written, in_transaction])
def test_who_writes_reads_where_they_write(replica, ask, view):
    assert ask(f"/{view.__name__}/") == "vorn"
    assert ask("/entries/") == "hinten"


@pytest.mark.django_db(transaction=True, databases=["default", REPLICA])
def test_one_moment_is_that_of_the_database_that_is_read(replica):
    with reading_from(REPLICA), one_moment():
        assert slugs() == "hinten"
        in_it = {alias: connections[alias].connection.in_transaction for alias in ("default", REPLICA)}

    assert in_it == {"default": False, REPLICA: True}


def test_next_request_of_a_thread_begins_at_the_primary(replica, ask):
    ask("/entries/")

    assert slugs() == "vorn"


def test_columns_do_not_go_back_for_a_replica(replica):
    known = EntryFilter.index.current()
    at(OLD, REPLICA)

    with reading_from(REPLICA):
        assert EntryFilter.index.current() is known
    assert EntryFilter.index.current() is known


def test_columns_come_from_a_replica_that_has_more(replica):
    EntryFilter.index.current()
    at(NEW + 1, REPLICA)

    with reading_from(REPLICA):
        assert EntryFilter.index.current().version == NEW + 1


def test_words_that_are_known_stay_for_a_replica_that_is_behind(replica):
    EntryFactory(name="Waschbärenrettung")
    words, _certain = known_words.of(Entry.objects.published())

    with reading_from(REPLICA):
        assert known_words.of(Entry.objects.published())[0] == words
    assert "waschbarenrettung" in words


def test_replica_behind_has_nothing_newer_to_tell(replica):
    for _ in range(3):
        EntryFactory()
    reached = changes.newest()

    with reading_from(REPLICA):
        assert changes.since(reached, Entry) == (set(), reached)


def test_version_that_may_be_taken_back_is_not_known(replica):
    with transaction.atomic():
        at(NEW + 5)
        current_version()
        assert Seen.number == OLD
