"""The data version as this process knows it: read in the background, so that no request waits for it."""

import logging
import threading
import time

from django.db import DatabaseError, connection

from machinery.publishing import current_version

LOOK_SECONDS = 1.0  # between two looks
GOOD_SECONDS = 2.0  # after a look: what is older is not known any more

log = logging.getLogger(__name__)


class KnownVersion:
    """A thread of its own, begun with the first question, looks again and again."""

    def __init__(self, look=current_version):
        self.look = look
        self.lock = threading.Lock()
        self.thread = None
        self.known = None, 0.0  # the number, and when it was looked at (monotonic seconds)
        self.wanted = threading.Event()

    @property
    def number(self):
        """The number, at most `GOOD_SECONDS` late; None while nobody knows."""
        if self.thread is None:
            self.begin()
        number, at = self.known
        return number if time.monotonic() - at < GOOD_SECONDS else None

    def forget(self):
        """Something was written here: until the next look, at once, nobody knows."""
        self.known = None, 0.0
        self.wanted.set()

    def begin(self):
        with self.lock:
            if self.thread is None:
                self.thread = threading.Thread(target=self.watch, name="data version", daemon=True)
                self.thread.start()

    def watch(self):
        while True:
            self.wanted.clear()
            at = time.monotonic()
            try:
                number = self.look()
            except DatabaseError as error:
                log.warning("the data version cannot be read: %s", error)
                connection.close()
            else:
                if not self.wanted.is_set():
                    self.known = number, at
            self.wanted.wait(LOOK_SECONDS)
