"""What is kept: problems, plans, scenarios, operations and the audit log, in one SQL database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from service.settings import Settings
from service.store import audit, operations, plans, problems, scenarios
from service.store.audit import AuditRow
from service.store.common import new_id, now
from service.store.engine import READING, open_engine
from service.store.faults import ConflictError, HomeError, NotFoundError, StoreError
from service.store.lock import HomeLock
from service.store.migrate import migrate
from service.store.operations import OperationRow
from service.store.plans import PlanRow
from service.store.problems import ProblemRow
from service.store.scenarios import ScenarioRow

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


class Store:
    """Hands out transactions; the modules of this package say what can be done in one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(**{READING: True})

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that is committed at the end, or rolled back on any error."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a snapshot to read from; it never waits for a writer."""
        with self._reader.connect() as connection:
            yield connection

    def ready(self) -> bool:
        """Answer whether the database answers."""
        with self.read() as tx:
            return tx.execute(text("SELECT 1")).scalar() == 1

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


def open_store(settings: Settings) -> Store:
    """Open the database of an installation and bring it to the newest schema.

    Raises
    ------
    HomeError
        If the data belong to a later version of the programme.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.url)
    migrate(engine)
    return Store(engine)
