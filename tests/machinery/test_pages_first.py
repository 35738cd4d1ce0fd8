"""Long work steps aside while a page is made."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from machinery import pages_first
from machinery.pages_first import Stepping, give_way
from machinery.spreadsheets import uploads
from machinery.spreadsheets.sheets import write_sheet
from tests.machinery.spreadsheets.uploaded import csv_upload, xlsx_upload

LONG = 60  # seconds that nobody waits


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """It looks at each call, and waits as long as the page takes."""
    monkeypatch.setattr(pages_first, "TURN", 0)
    monkeypatch.setattr(pages_first, "LONGEST_WAIT", LONG)


class Making:
    """A page that a thread is making until `end` is called."""

    def __init__(self):
        self._begun, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._make, daemon=True)

    def _make(self):
        with pages_first.page():
            self._begun.set()
            assert self._over.wait(LONG)

    def begin(self):
        self._thread.start()
        assert self._begun.wait(LONG)

    def end(self):
        self._over.set()
        self._thread.join(LONG)


@pytest.fixture
def making():
    making = Making()
    yield making
    making.end()


@pytest.fixture
def beside():
    """Does something in a thread of its own."""
    with ThreadPoolExecutor(1) as threads:
        yield threads.submit


def waits(doing, making):
    """Whether this is over when the page is, and not before."""
    with suppress(TimeoutError):
        doing.result(0.2)
    was_over = doing.done()
    making.end()
    doing.result(LONG)
    return not was_over


def test_download_waits_while_a_page_is_made(making, beside):
    making.begin()

    assert waits(beside(give_way), making)


def test_download_goes_on_where_no_page_is_made(beside):
    beside(give_way).result(LONG)


def test_download_waits_no_longer_than_it_must(making, beside, monkeypatch):
    monkeypatch.setattr(pages_first, "LONGEST_WAIT", 0.01)
    making.begin()

    beside(give_way).result(LONG)


def test_page_does_not_wait_for_itself():
    def make():
        with pages_first.page():
            give_way()

    thread = threading.Thread(target=make, daemon=True)
    thread.start()
    thread.join(LONG)
    assert not thread.is_alive()


def test_short_steps_wait_once_in_a_turn(making, beside, monkeypatch):
    monkeypatch.setattr(pages_first, "LONGEST_WAIT", 0.01)
    monkeypatch.setattr(pages_first, "TURN", LONG)
    making.begin()
    beside(give_way).result(LONG)
    monkeypatch.setattr(pages_first, "LONGEST_WAIT", LONG)

    beside(lambda: [give_way() for _ in range(1000)]).result(LONG)


def test_sheet_waits_between_its_rows(making, beside):
    def rows():
        yield ["a"]
        making.begin()
        yield ["b"]

    assert waits(beside(write_sheet, io.BytesIO(), rows()), making)


class Noting(io.BytesIO):
    """Says that somebody begins to write."""

    def __init__(self, begun):
        super().__init__()
        self.begun = begun

    def write(self, piece):
        self.begun()
        self.begun = lambda: None
        return super().write(piece)


def test_sheet_waits_while_all_of_it_is_written(making, beside):
    """The library writes the file in one call, when all rows are there."""
    assert waits(beside(write_sheet, Noting(making.begin), [["a"]]), making)


def test_file_that_steps_aside_holds_what_was_written():
    file = io.BytesIO()
    stepping = Stepping(file)

    stepping.write(b"abc")
    stepping.seek(1)
    stepping.write(b"x")

    assert (file.getvalue(), stepping.tell()) == (b"axc", 2)


@pytest.mark.parametrize("upload", [csv_upload, xlsx_upload])
def test_file_of_an_import_waits_while_it_is_read(making, beside, upload):
    file = upload([["slug", "name"], ["a", "A"]])
    making.begin()

    assert waits(beside(uploads.examine, file), making)
