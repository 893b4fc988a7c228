"""Operations: solves that are stored first, run in processes of their own, and survive the server.

States: queued → running → done, failed or stopped. An operation whose server ends meanwhile is
`interrupted` (or is found `running` by the next server) and begins again, since the same problem and
parameters ask for the same work; nothing of it is stored before it is whole.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from service.dispatch.caused import Mode
from service.jobs.supervisor import Message, Supervisor
from service.jobs.task import Failure, Outcome, Progress, Task
from service.store import OperationRow, Store, operations, plans, problems, scenarios

__all__ = ["Jobs"]

MAX_ATTEMPTS: Final = 3
"""An operation that three servers in a row did not survive is not tried a fourth time."""

_GAVE_UP: Final = Failure(
    code="gave_up",
    vi="Máy chủ đã ngừng ba lần trong khi làm việc này nên không thử lại nữa",
    en="The server ended three times while at this work, so it is not tried again",
)
_NEVER_BEGAN: Final = Failure(
    code="stopped_before_start",
    vi="Đã dừng trước khi bắt đầu, nên không có kế hoạch",
    en="Stopped before it began, so there is no plan",
)


class Jobs:
    """The queue of operations and the processes that work it off."""

    def __init__(self, store: Store, *, workers: int, roads: tuple[Path, ...]) -> None:
        self._store = store
        self._roads = roads
        self._supervisor = Supervisor(size=workers, next_task=self._next_task, heard=self._heard)

    def start(self) -> None:
        """Queue again what an earlier server left unfinished, and begin to work."""
        with self._store.write() as tx:
            for operation in operations.in_states(tx, "running", "interrupted"):
                if operation.attempts < MAX_ATTEMPTS:
                    operations.change(tx, operation.id, state="queued", progress={})
                else:
                    operations.change(tx, operation.id, state="failed", error=_GAVE_UP.as_json())
        self._supervisor.start()

    def close(self) -> None:
        """End all work; what is cut off is marked as interrupted."""
        cut = self._supervisor.close()
        with self._store.write() as tx:
            for operation_id in cut:
                operations.change(tx, operation_id, state="interrupted", progress={})

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
        """Ask an operation to end and keep its best plan; one that is over stays as it is."""
        with self._store.write() as tx:
            operation = operations.row(tx, operation_id)
            if operation.state == "queued":
                operations.change(tx, operation_id, state="stopped", error=_NEVER_BEGAN.as_json())
        self._supervisor.stop(operation_id)
        with self._store.read() as tx:
            return operations.row(tx, operation_id)

    def _next_task(self) -> Task | None:
        with self._store.read() as tx:
            if not operations.in_states(tx, "queued"):
                return None
        with self._store.write() as tx:
            waiting = operations.in_states(tx, "queued")
            if not waiting:
                return None
            operation = waiting[0]
            operations.change(tx, operation.id, state="running", attempts=operation.attempts + 1)
            return self._task(tx, operation)

    def _task(self, tx: Connection, operation: OperationRow) -> Task:
        request = operation.request
        sha256, start_plan_id = request["problem_sha256"], request.get("start_plan_id", "")
        return Task(
            operation_id=operation.id,
            problem=problems.body(tx, sha256),
            problem_sha256=sha256,
            engine=request["engine"],
            seconds=request["seconds"],
            seed=request["seed"],
            iterations=request.get("iterations"),
            start=plans.body(tx, start_plan_id) if start_plan_id else b"",
            start_plan_id=start_plan_id,
            base=plans.body(tx, request["base_plan_id"]) if operation.kind == "scenario" else b"",
            changes=request.get("changes", {}),
            mode=request.get("mode", Mode.TODAY.value),
            roads=self._roads,
        )

    def _heard(self, operation_id: str, message: Message, stopping: bool) -> None:  # noqa: FBT001
        with self._store.write() as tx:
            seconds = operations.row(tx, operation_id).request["seconds"]
            match message:
                case Progress():
                    progress = message.as_json(seconds=seconds, stopping=stopping)
                    operations.change(tx, operation_id, progress=progress)
                case Failure():
                    operations.change(tx, operation_id, state="failed", error=message.as_json())
                case Outcome():
                    progress = message.progress.as_json(seconds=seconds, stopping=stopping)
                    state = "stopped" if stopping else "done"
                    _finish(tx, operation_id, message, state=state, progress=progress)


def _finish(
    tx: Connection, operation_id: str, outcome: Outcome, *, state: str, progress: dict[str, Any]
) -> None:
    """Store plan, scenario and the operation's end in one transaction: all of it or nothing."""
    operation = operations.row(tx, operation_id)
    if operation.final:
        return
    base_plan_id = operation.request.get("base_plan_id")
    date = operation.request["date"]
    if outcome.problem:
        problems.put(tx, outcome.problem, sha256=outcome.problem_sha256, date=date, name="", kind="scenario")
    plan_id = plans.add(
        tx,
        outcome.plan,
        problem_sha256=outcome.problem_sha256,
        date=date,
        figures=outcome.figures,
        status="scenario" if operation.scenario_id else "draft",
        base_plan_id=base_plan_id,
    )
    if operation.scenario_id and outcome.delta is not None:
        scenarios.finish(
            tx,
            operation.scenario_id,
            plan_id=plan_id,
            delta=outcome.delta,
            hits=outcome.hits,
            answer=_answer(tx, outcome, sha256=operation.request["problem_sha256"], date=date),
        )
    operations.change(tx, operation_id, state=state, plan_id=plan_id, progress=progress)


def _answer(tx: Connection, outcome: Outcome, *, sha256: str, date: str) -> dict[str, Any] | None:
    """Return a scenario's answer, with the id of the better plan found on the way, stored as a draft."""
    if outcome.answer is None or not outcome.better:
        return outcome.answer
    plan_id = plans.add(tx, outcome.better, problem_sha256=sha256, date=date, figures=outcome.better_figures)
    return {**outcome.answer, "better": {**outcome.answer["better"], "plan_id": plan_id}}
