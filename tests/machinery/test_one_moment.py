"""What is read in one moment does not change, and stops nobody."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from accounts.models import User
from machinery.one_moment import one_moment
from machinery.reading import is_undecided
from tests.factories import UserFactory
from tests.file_database import other_writer


def emails():
    return list(User.objects.order_by("email").values_list("email", flat=True))


def write_on_file(path):
    with other_writer(path) as other:
        other.execute("UPDATE accounts_user SET email = 'neu@example.org'")
        other.execute("COMMIT")


def write_beside():
    """By a connection of its own."""

    def write():
        User.objects.update(email="neu@example.org")
        connection.close()

    with ThreadPoolExecutor(1) as threads:
        threads.submit(write).result()


@pytest.fixture
def write_meanwhile(request):
    if connection.vendor == "sqlite":
        path = request.getfixturevalue("file_database")
        return lambda: write_on_file(path)
    request.getfixturevalue("transactional_db")
    return write_beside


def test_one_moment_stays_as_it_was_while_others_write(write_meanwhile):
    UserFactory(email="alt@example.org")

    with one_moment():
        before = emails()
        write_meanwhile()
        assert emails() == before == ["alt@example.org"]

    assert emails() == ["neu@example.org"]


@pytest.mark.django_db
def test_transaction_of_ours_is_undecided():
    assert not is_undecided()
    with transaction.atomic():
        assert is_undecided()
    assert not is_undecided()
