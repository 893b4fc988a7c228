"""What is kept: problems, plans, scenarios, operations and the audit log, in one SQL database."""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from service.settings import Settings
from service.store import audit, operations, plans, problems, scenarios
from service.store.audit import AuditRow
from service.store.common import new_id, now
from service.store.engine import READING, database_file, make_private, open_engines, pragma
from service.store.faults import ConflictError, HomeError, NotFoundError, StorageError, StoreError
from service.store.lock import HomeLock
from service.store.migrate import migrate
from service.store.operations import OperationRow
from service.store.plans import PlanRow
from service.store.problems import ProblemRow
from service.store.scenarios import ScenarioRow
from service.store.trouble import BUSY, DAMAGED, busy, damaged, low_on_room, storage_trouble

__all__ = [
    "AuditRow",
    "ConflictError",
    "HomeError",
    "HomeLock",
    "NotFoundError",
    "OperationRow",
    "PlanRow",
    "ProblemRow",
    "ScenarioRow",
    "StorageError",
    "Store",
    "StoreError",
    "audit",
    "new_id",
    "now",
    "open_store",
    "operations",
    "plans",
    "problems",
    "scenarios",
]


_MOST_WAITING: Final = 8
"""Writers that may wait for their turn; one more is refused at once, so that threads are left to read."""
_LONGEST_WAIT_S: Final = 5.0


class Store:
    """Hands out transactions; the modules of this package say what can be done in one.

    Writers of this process take turns. A writer that finds too many waiting, or waits too long, is
    refused, and readers wait for nobody.

    Raises
    ------
    StorageError
        From every method, where the storage is busy, full or damaged.
    """

    def __init__(self, url: str) -> None:
        self._writer, self._reading = open_engines(url)
        self._reader = self._reading.execution_options(**{READING: True})
        self._file = database_file(url)
        self._turn = threading.Lock()
        self._queue = threading.BoundedSemaphore(_MOST_WAITING)
        self._lasting: StorageError | None = None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that is committed at the end, or rolled back on any error."""
        with self._my_turn(), self._guarded(writing=True), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a snapshot to read from; it never waits for a writer."""
        with self._guarded(), self._reader.connect() as connection:
            yield connection

    def ready(self) -> None:
        """Raise what keeps the store from its work: no answer, no room, a trouble that lasts."""
        with self.read() as tx:
            tx.execute(text("SELECT 1"))
        if self._file and (low := low_on_room(self._file)):
            raise low
        if self._lasting is not None:
            if self._lasting.code == DAMAGED:
                raise self._lasting
            self._touch()

    def migrate(self) -> None:
        """Look whether the database is sound, bring it to the newest schema, empty its journal."""
        with self._guarded():
            if self._file:
                verdict = pragma(self._writer, "quick_check(1)")
                if verdict != "ok":
                    raise damaged(self._file, str(verdict))
            migrate(self._writer)
            self._checkpoint()

    def close(self) -> None:
        """Empty the journal into the database's one file and close all connections."""
        # Whatever is wrong now has been told already; the journal stays where it is.
        with contextlib.suppress(DBAPIError):
            self._checkpoint()
        for engine in (self._writer, self._reading):
            engine.dispose()

    def _checkpoint(self) -> None:
        if self._file:
            pragma(self._writer, "wal_checkpoint(TRUNCATE)")

    def _touch(self) -> None:
        """Write something that changes nothing, to see whether a trouble lasts."""
        with self.write() as tx:
            tx.execute(text("UPDATE alembic_version SET version_num = version_num"))

    @contextmanager
    def _guarded(self, *, writing: bool = False) -> Iterator[None]:
        """Turn errors of the database into troubles of the storage, and remember those that last."""
        try:
            yield
        except (DBAPIError, PoolTimeoutError) as error:
            trouble = storage_trouble(error, self._file)
            if trouble is None:
                raise
            if trouble.code != BUSY:
                self._lasting = trouble
            raise trouble from error
        if writing and self._lasting and self._lasting.code != DAMAGED:
            self._lasting = None

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self._queue.acquire(blocking=False):
            raise busy()
        try:
            if not self._turn.acquire(timeout=_LONGEST_WAIT_S):
                raise busy()
            try:
                yield
            finally:
                self._turn.release()
        finally:
            self._queue.release()


def open_store(settings: Settings) -> Store:
    """Open the database of an installation, look whether it is sound, bring it to the newest schema.

    Raises
    ------
    HomeError
        If the data belong to a later version of the programme.
    StorageError
        If the database is damaged, locked, or cannot be written to.
    """
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file := database_file(settings.url):
        make_private(file)
    store = Store(settings.url)
    try:
        store.migrate()
    except BaseException:
        store.close()
        raise
    return store
