"""The queue of operations as handlers see it: hand in, stop, and whether anybody works at it."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from service.jobs.failures import NEVER_BEGAN
from service.jobs.ledger import Ledger
from service.jobs.supervisor import START_S, Supervisor
from service.store import OperationRow, Store, StoreError, operations, scenarios

_LOG: Final = logging.getLogger("oxyroute.jobs")


class Jobs:
    """The queue of operations and the processes that work it off."""

    def __init__(
        self, store: Store, *, workers: int, roads: tuple[Path, ...], start_s: float = START_S
    ) -> None:
        self._store = store
        self._ledger = Ledger(store, roads=roads)
        self._supervisor = Supervisor(size=workers, work=self._ledger, start_s=start_s)

    @property
    def working(self) -> bool:
        """Whether operations are being worked off."""
        return self._supervisor.beats

    def start(self) -> None:
        """Queue again what an earlier server left unfinished, and begin to work."""
        self._ledger.recover()
        self._supervisor.start()

    def close(self) -> None:
        """End all work; what is cut off is marked as interrupted."""
        cut = self._supervisor.close()
        try:
            self._ledger.interrupt(cut)
        except StoreError:
            # They stay `running`, as after a power cut, and the next server begins them again.
            _LOG.exception("what was cut off could not be marked")

    def submit(
        self,
        *,
        kind: str,
        request: Mapping[str, Any],
        key: str | None = None,
        base_plan_id: str | None = None,
    ) -> OperationRow:
        """Store an operation and return it, or the one that this idempotency key stands for.

        Raises
        ------
        ConflictError
            If the key was used for another request.
        """
        with self._store.write() as tx:
            known = operations.with_key(tx, key, kind=kind, request=request)
            if known:
                return known
            scenario_id = (
                scenarios.add(tx, base_plan_id=base_plan_id, changes=request["changes"])
                if base_plan_id
                else None
            )
            operation = operations.add(
                tx, kind=kind, request=request, idempotency_key=key, scenario_id=scenario_id
            )
        self._supervisor.wake()
        return operation

    def stop(self, operation_id: str) -> OperationRow:
        """Ask an operation to end and keep its best plan; one that is over stays as it is.

        The wish is kept with the operation alone: it holds for whoever works at it, and ends with it.
        """
        with self._store.write() as tx:
            operation = operations.row(tx, operation_id)
            if operation.state == "running" or operations.best(tx, operation_id):
                operations.wish_stop(tx, operation)
            elif not operation.final:
                operations.change(tx, operation_id, state="stopped", error=NEVER_BEGAN.as_json())
            updated = operations.row(tx, operation_id)
        self._supervisor.wake()
        return updated
