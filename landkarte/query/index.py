"""The column index: one for each process, built when it is first asked for, and moved on with the data.

Its columns are replaced as a whole, so whoever reads has those of one moment. What has changed since, the
database has noted (`machinery/changes.py`): that alone is read again.
"""

import logging
import threading
from dataclasses import dataclass

from landkarte.models import Entry
from landkarte.query.columns import Columns, Selection
from landkarte.query.reading import build, with_changes, with_meanings
from machinery import changes
from machinery.one_moment import one_moment
from machinery.publishing import current_version
from machinery.reading import is_undecided, may_be_late

PATIENCE_SECONDS = 10  # for whoever builds or moves it already
MOST_CHANGES = 2_000  # beyond that, building anew is as quick
FEW_CHANGES = 50  # however few entries there are

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Snapshot:
    """The columns as they were at one data version, and how far the notes of changes were read."""

    version: int
    reached: changes.Reached
    columns: Columns
    everything: Selection


class Index:
    """Its columns hold what these declared parameters compare and count."""

    def __init__(self, parameters):
        kept = [parameter for parameter in parameters if parameter.kept_as]
        self.codes, self.links = (
            [parameter.kept for parameter in kept if parameter.kept_as == form] for form in ("codes", "links")
        )
        self.codes.append("precision")  # asked by nobody, but drawn
        self.lock = threading.Lock()
        self.snapshot = None

    def current(self):
        """The `Snapshot` of now; None where only the database can tell: within a transaction of ours, whose
        rows may be taken back, and when another thread builds it for too long."""
        if is_undecided():
            return None
        known, version = self.snapshot, current_version()
        if _serves(known, version):
            return known
        if not self.lock.acquire(timeout=PATIENCE_SECONDS):
            log.warning("the index is not there in time")
            return None
        try:
            with one_moment():
                self.snapshot = self._next(self.snapshot)
            return self.snapshot
        finally:
            self.lock.release()

    def forget(self):
        """For tests, whose rows go without a trace."""
        self.snapshot = None

    def _next(self, known):
        version = current_version()
        if _serves(known, version):
            return known
        if known and known.version < version:
            try:
                return self._moved(known, version)
            except changes.UnknownPastError as error:
                log.info("the index is built anew: %s", error)
        return self._snapshot(version, changes.newest(), build(self.codes, self.links))

    def _moved(self, known, version):
        """UnknownPastError when too much has changed, or nobody knows what."""
        changed, reached = changes.since(known.reached, Entry)
        if len(changed) > min(MOST_CHANGES, FEW_CHANGES + len(known.columns) // 20):
            raise changes.UnknownPastError(f"{len(changed)} entries have changed")
        columns = with_changes(known.columns, changed) if changed else with_meanings(known.columns)
        return self._snapshot(version, reached, columns)

    @staticmethod
    def _snapshot(version, reached, columns):
        return Snapshot(version, reached, columns, Selection(columns))


def _serves(known, version):
    """Whether these columns are as good as those of this version. What a thread has read at the primary, a
    replica may not have yet: columns do not go back for it."""
    return known and (known.version == version or (known.version > version and may_be_late()))
