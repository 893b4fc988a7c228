"""What an operation's end, or its next beginning, writes: all of it or nothing."""

from typing import Any, Final

from sqlalchemy import Connection

from service.jobs.failures import GAVE_UP
from service.jobs.task import Failure, Outcome, Progress
from service.store import OperationRow, operations, plans, problems, scenarios

MOST_DEATHS: Final = 3
"""An operation that so many servers in a row did not survive is not tried again."""

_CUT_SHORT: Final = ("worker_died", "worker_overran", "internal_error")
"""Failures after which the best tours so far are still worth having."""


def queue(tx: Connection, operation: OperationRow, **values: Any) -> None:  # noqa: ANN401 - any column
    """Queue an operation once more; of its progress only the wish to end early stays."""
    progress = operations.begun_again(operation)
    operations.change(tx, operation.id, state="queued", progress=progress, **values)


def survived(tx: Connection, operation: OperationRow) -> None:
    """Queue what a server died at; the last time only to keep the best tours so far."""
    deaths = operation.deaths + 1
    if deaths < MOST_DEATHS:
        queue(tx, operation, deaths=deaths)
    elif deaths == MOST_DEATHS and operations.best(tx, operation.id):
        queue(tx, operation, deaths=deaths, error=GAVE_UP.as_json())
    else:
        operations.change(tx, operation.id, state="failed", deaths=deaths, error=GAVE_UP.as_json())


def fail(tx: Connection, operation: OperationRow, failure: Failure) -> None:
    """Fail an operation; one that was cut short with tours in hand has them made a plan first."""
    rescued = failure.code in _CUT_SHORT and not operation.error and operations.best(tx, operation.id)
    if rescued:
        queue(tx, operation, error=failure.as_json())
    else:
        operations.change(tx, operation.id, state="failed", error=operation.error or failure.as_json())


def finish(tx: Connection, operation: OperationRow, outcome: Outcome) -> None:
    """Store plan, scenario and the operation's end in one transaction: all of it or nothing."""
    if operation.final:
        return
    request, sha256 = operation.request, outcome.problem_sha256
    if outcome.problem:
        problems.put(tx, outcome.problem, sha256=sha256, date=request["date"], name="", kind="scenario")
    plan_id = plans.add(
        tx,
        outcome.plan,
        problem_sha256=sha256,
        date=request["date"],
        figures=outcome.figures,
        status="scenario" if operation.scenario_id else "draft",
        base_plan_id=request.get("base_plan_id"),
    )
    if operation.scenario_id and outcome.delta is not None:
        scenarios.finish(
            tx,
            operation.scenario_id,
            plan_id=plan_id,
            delta=outcome.delta,
            hits=outcome.hits,
            answer=_answer(tx, outcome, sha256=request["problem_sha256"], date=request["date"]),
        )
    ended: dict[str, Any] = {"state": "stopped" if operation.stop_wished else "done"}
    if operation.error:
        ended = {"state": "failed", "error": _with_plan(operation.error, plan_id)}
    progress = shown_progress(operation, outcome.progress)
    operations.change(tx, operation.id, plan_id=plan_id, progress=progress, **ended)


def _answer(tx: Connection, outcome: Outcome, *, sha256: str, date: str) -> dict[str, Any] | None:
    """Return a scenario's answer, with the id of the better plan found on the way, stored as a draft."""
    if outcome.answer is None or not outcome.better:
        return outcome.answer
    plan_id = plans.add(tx, outcome.better, problem_sha256=sha256, date=date, figures=outcome.better_figures)
    return {**outcome.answer, "better": {**outcome.answer["better"], "plan_id": plan_id}}


def shown_progress(operation: OperationRow, progress: Progress) -> dict[str, Any]:
    """Return the progress to show."""
    return progress.as_json(seconds=operation.request["seconds"], stopping=operation.stop_wished)


def _with_plan(error: dict[str, Any], plan_id: str) -> dict[str, Any]:
    message = error["message"]
    return {
        **error,
        "message": {
            "vi": f"{message['vi']}. Phương án tốt nhất tới lúc đó được giữ lại: {plan_id}.",
            "en": f"{message['en']}. The best plan up to then is kept: {plan_id}.",
        },
    }
