"""What becomes of operations, each step in one transaction: begun, told of, ended, begun again."""

import logging
import secrets
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from service.dispatch.plans.search import Search
from service.dispatch.plans.solving import usable_cores
from service.dispatch.what_if.mode import Mode
from service.jobs.endings import fail, finish, queue, shown_progress, survived
from service.jobs.failures import MOST_STARTS, NEVER_BEGAN, internal, not_begun, unreadable
from service.jobs.task import Failure, Message, NotBegun, Outcome, Progress, Task
from service.store import (
    NotFoundError,
    OperationRow,
    StorageError,
    Store,
    operations,
    plans,
    problems,
)

_LOG: Final = logging.getLogger("oxyroute.jobs")


class Ledger:
    """Writes down what becomes of operations; the `Work` of a supervisor."""

    def __init__(self, store: Store, *, roads: tuple[Path, ...]) -> None:
        self._store, self._roads = store, roads
        self._starts: dict[str, int] = {}
        self._kept: dict[str, bytes] = {}
        self._unfit: set[str] = set()

    def recover(self) -> None:
        """Queue again what an earlier server left: ended in order or not, once more or for the last time."""
        with self._store.read() as tx:
            running = operations.in_states(tx, "running")
            interrupted = operations.in_states(tx, "interrupted")
        for operation_id in running:
            self._written(operation_id, survived)
        for operation_id in interrupted:
            self._written(operation_id, queue)

    def interrupt(self, operation_ids: Collection[str]) -> None:
        """Mark what was cut off as interrupted: this server ends in order."""
        with self._store.write() as tx:
            for operation_id in operation_ids:
                progress = operations.begun_again(operations.row(tx, operation_id))
                operations.change(tx, operation_id, state="interrupted", progress=progress)

    def next_task(self, *, beside: int, sharing: int) -> Task | None:
        """Mark the operation that has waited longest as running and return its task.

        One that cannot be read is failed, and the next one is looked at.
        """
        while True:
            with self._store.read() as tx:
                waiting = [key for key in operations.in_states(tx, "queued") if key not in self._unfit]
            if not waiting:
                return None
            # Searches side by side share the cores: those at work, and those that will be in a moment.
            cores = max(1, usable_cores() // min(sharing, beside + len(waiting)))
            try:
                with self._store.write() as tx:
                    if task := self._begun(tx, operations.row(tx, waiting[0]), workers=cores):
                        return task
            except Exception as error:
                if isinstance(error, StorageError) and error.code != "storage_damaged":
                    raise
                self._give_up(waiting[0], unreadable(error))

    def heard(self, operation_id: str, message: Message) -> None:
        """Write down what the worker of an operation says."""
        self._written(operation_id, lambda tx, operation: self._take(tx, operation, message))
        if isinstance(message, Progress):
            self._kept[operation_id] = message.tours

    def reconcile(self, at_work: Collection[str]) -> Collection[str]:
        """Queue again what is said to be running while nobody works at it; return what is to end early."""
        with self._store.read() as tx:
            running = operations.running(tx)
            if self._starts:
                waiting = {*running, *operations.in_states(tx, "queued")}
                self._starts = {key: count for key, count in self._starts.items() if key in waiting}
        self._kept = {key: tours for key, tours in self._kept.items() if key in at_work}
        for operation_id in running.keys() - set(at_work):
            self.heard(operation_id, NotBegun(reason="no worker"))
        return [key for key, wished in running.items() if wished and key in at_work]

    def _begun(self, tx: Connection, operation: OperationRow, *, workers: int) -> Task | None:
        if operation.state != "queued":
            return None
        if operation.error or operation.stop_wished:
            made = operations.best(tx, operation.id)
            if not made:
                state = "failed" if operation.error else "stopped"
                operations.change(
                    tx, operation.id, state=state, error=operation.error or NEVER_BEGAN.as_json()
                )
                return None
            task = self._task(tx, operation, best=made, made=True, explained=not operation.error)
        else:
            task = self._task(tx, operation, workers=workers, **_beginning(tx, operation))
        operations.change(tx, operation.id, state="running", attempts=operation.attempts + 1)
        return task

    def _task(
        self,
        tx: Connection,
        operation: OperationRow,
        *,
        workers: int | None = None,
        **more: Any,  # noqa: ANN401 - of Task
    ) -> Task:
        request = operation.request
        sha256 = request["problem_sha256"]
        return Task(
            operation_id=operation.id,
            problem=problems.body(tx, sha256),
            problem_sha256=sha256,
            search=replace(Search.from_json(request), workers=workers),
            start_plan_id=request.get("start_plan_id", ""),
            stay_close=request.get("stay_close", False),
            base=plans.body(tx, request["base_plan_id"]) if operation.kind == "scenario" else b"",
            changes=request.get("changes", {}),
            mode=request.get("mode", Mode.TODAY.value),
            roads=self._roads,
            **more,
        )

    def _take(self, tx: Connection, operation: OperationRow, message: Message) -> None:
        if not isinstance(message, NotBegun):
            self._starts.pop(operation.id, None)
        match message:
            case Progress():
                operations.change(tx, operation.id, progress=shown_progress(operation, message))
                self._keep(tx, operation, message.tours)
            case NotBegun():
                self._begin_again(tx, operation, message)
            case Failure():
                fail(tx, operation, message)
            case Outcome():
                finish(tx, operation, message)

    def _keep(self, tx: Connection, operation: OperationRow, tours: bytes) -> None:
        """Keep the best tours so far; those of a scenario belong to a problem that is not stored yet."""
        if operation.kind == "plan" and tours and tours != self._kept.get(operation.id):
            operations.keep_best(tx, operation.id, tours)

    def _begin_again(self, tx: Connection, operation: OperationRow, message: NotBegun) -> None:
        starts = self._starts[operation.id] = self._starts.get(operation.id, 0) + 1
        _LOG.warning("no worker for %s (%d): %s", operation.id, starts, message.reason)
        if starts < MOST_STARTS:
            queue(tx, operation, attempts=operation.attempts - 1)
        else:
            error = operation.error or not_begun(message.reason).as_json()
            operations.change(tx, operation.id, state="failed", error=error)

    def _written(self, operation_id: str, step: Callable[[Connection, OperationRow], None]) -> None:
        """Do a step in one transaction; an operation for which it cannot be done is failed."""
        try:
            with self._store.write() as tx:
                step(tx, operations.row(tx, operation_id))
        except NotFoundError:
            _LOG.warning("operation %s is gone", operation_id)
        except StorageError:
            raise
        except Exception:  # noqa: BLE001 - the others must go on
            error_id = secrets.token_hex(6)
            _LOG.exception("internal error %s in %s", error_id, operation_id)
            self._give_up(operation_id, internal(error_id))

    def _give_up(self, operation_id: str, failure: Failure) -> None:
        try:
            with self._store.write() as tx:
                operations.change(tx, operation_id, state="failed", error=failure.as_json())
        except Exception:  # noqa: BLE001 - as above
            # It cannot even be marked: it is left out from now on, so that the others go on.
            _LOG.exception("operation %s could not be failed", operation_id)
            self._unfit.add(operation_id)


def _beginning(tx: Connection, operation: OperationRow) -> dict[str, bytes]:
    """Return what to begin with: the best tours so far where it was interrupted, else the plan it names.

    A search by iterations begins as it did before: the same plan comes again.
    """
    request = operation.request
    start_plan_id = request.get("start_plan_id", "")
    start = {"start": plans.body(tx, start_plan_id)} if start_plan_id else {}
    if request.get("iterations") is None and (best := operations.best(tx, operation.id)):
        return {"best": best, **start}
    return start
