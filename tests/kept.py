"""Rows that stay for all tests of a module, in a transaction around those of its tests: its own, or the real
data set."""

import pickle
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction

from machinery.models import DataVersion
from tests.shared import made_once


class KeptRows:
    """What one module makes once. Each of its tests has a savepoint of its own inside, and that is undone."""

    of_modules = {}

    def __init__(self, module, blocker):
        self.blocker = blocker
        self.makers, self.made, self.around = [], [], None
        self.of_modules[module] = self

    @classmethod
    def only_those_of(cls, module):
        """Away with the rows of all other modules; those of this one are there."""
        for owner, rows in cls.of_modules.items():
            if owner is not module:
                rows.undo()
        if module in cls.of_modules:
            cls.of_modules[module].again()

    def keep(self, make):
        """Makes rows; returns what tells what `make` has returned."""
        at = len(self.makers)
        self.makers.append(make)
        self.again()
        return lambda: self.made[at]

    def again(self):
        with self.blocker.unblock():
            if self.around is None:
                self.around = transaction.atomic()
                self.around._from_testcase = (
                    True  # as Django's own: nobody takes it for a transaction of ours
                )
                self.around.__enter__()
            for make in self.makers[len(self.made) :]:
                self.made.append(make())

    def undo(self):
        if self.around is None:
            return
        with self.blocker.unblock():
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)
        self.made, self.around = [], None

    def end(self, module):
        self.undo()
        del self.of_modules[module]


@pytest.fixture(scope="module")
def kept_rows(request, django_db_setup, django_db_blocker):
    """What a fixture of a module makes by `kept_rows(make)` is there for all tests that ask for it."""
    rows = KeptRows(request.module, django_db_blocker)
    yield rows.keep
    rows.end(request.module)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """A test that does not ask for the rows of its module begins with an empty database."""
    KeptRows.only_those_of(item.module if "kept_rows" in item.fixturenames else None)


@pytest.fixture(scope="session")
def loaded_rows(django_db_setup, django_db_blocker, run_folder):
    """The real starting data set, as `make run` loads it, by model: loaded once for all processes."""

    def load(folder):
        call_command("load_data", stdout=StringIO())
        models = [
            model
            for app in ("landkarte", "offers", "flagships")
            for model in apps.get_app_config(app).get_models(include_auto_created=True)
            if model is not DataVersion
        ]
        rows = {model._meta.label: list(model._base_manager.all()) for model in models}
        (folder / "rows").write_bytes(pickle.dumps({label: made for label, made in rows.items() if made}))

    with django_db_blocker.unblock(), transaction.atomic():
        folder = made_once(run_folder, "loaded-rows", load)
        transaction.set_rollback(True)
    rows = pickle.loads((folder / "rows").read_bytes())  # noqa: S301 (our own)
    return {apps.get_model(label): made for label, made in rows.items()}


@pytest.fixture(scope="module")
def real_rows(loaded_rows, kept_rows):
    def make():
        for model, rows in loaded_rows.items():
            model._base_manager.bulk_create(rows, batch_size=500)
        with connection.cursor() as cursor:
            for line in connection.ops.sequence_reset_sql(no_style(), list(loaded_rows)):
                cursor.execute(line)
            if connection.vendor == "postgresql":
                # Nobody else sees these rows: without it the database plans as if its tables were empty.
                cursor.execute("ANALYZE")

    return kept_rows(make)


@pytest.fixture
def real_data(real_rows, db):
    """The real starting data set, in the order and with the keys of `load_data`."""
