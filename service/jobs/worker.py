"""The work of one process: take a task, solve it, send the outcome back."""

import logging
import os
import secrets
import signal
import sys
from functools import partial
from multiprocessing.connection import Connection
from typing import Final

from routing.documents import parse_plan, parse_problem, parse_tours, plan_json, problem_json
from routing.documents.encode import encode
from routing.model import InputError, Problem, Text, Tours, stay_with
from routing.solve import Solution, judge
from service.dispatch.plans.figures import figures
from service.dispatch.plans.search import Listener
from service.dispatch.plans.solving import plan_day
from service.dispatch.roads.road_source import roads_among
from service.dispatch.what_if.answer import answer
from service.dispatch.what_if.changes import ScenarioChanges, make_changes
from service.dispatch.what_if.mode import Mode
from service.dispatch.what_if.what_if import WhatIf, what_if
from service.jobs.task import Failure, Outcome, Task
from service.jobs.watch import Watch

_LOG: Final = logging.getLogger("oxyroute.worker")


NICENESS: Final = 5
"""A worker leaves the processor to whoever reads: a search has time, somebody at a screen has not. A higher
value would all but stop the search wherever anything else keeps the machine busy."""


def run(connection: Connection) -> None:
    """Take a task, do it and send its `Outcome` or `Failure`; the entry of a worker process."""
    # Ctrl-C at a terminal reaches the whole group; the server alone decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        # A group of its own can be ended as one, the portfolio's processes with it.
        os.setpgid(0, 0)
    if sys.platform != "linux":
        step_aside()  # On Linux whoever began this process has done so.
    try:
        task: Task = connection.recv()
    except (EOFError, OSError):
        return  # The server is gone.
    watch = Watch(connection)
    result = _result(watch, task)
    watch.close()
    connection.send(result)
    connection.close()


def step_aside() -> None:
    """Run with less weight: on Linux the thread that calls, elsewhere its whole process."""
    if sys.platform != "win32":
        os.nice(NICENESS)


def _result(watch: Watch, task: Task) -> Outcome | Failure:
    try:
        problem = parse_problem(task.problem)
        return _scenario(watch, task, problem) if task.base else _plan(watch, task, problem)
    except InputError as error:
        return Failure(
            code="invalid_input",
            vi="Dữ liệu vào không hợp lệ",
            en="The input is not valid",
            issues=tuple(encode(issue) for issue in error.issues),
        )
    except Exception:  # noqa: BLE001 - the server must hear of any failure
        error_id = secrets.token_hex(6)
        _LOG.exception("internal error %s in %s", error_id, task.operation_id)
        return Failure(
            code="internal_error",
            vi=f"Lỗi nội bộ {error_id}; hãy báo mã này cho người vận hành",
            en=f"Internal error {error_id}; tell the operator this id",
        )


def _plan(watch: Watch, task: Task, problem: Problem) -> Outcome:
    watch.of(problem)
    solution = _made(task, problem) if task.made else _searched(watch, task, problem)
    return Outcome(
        plan=plan_json(solution.plan),
        problem_sha256=task.problem_sha256,
        figures=_figures(
            task,
            figures(problem, solution.plan, solution.violations),
            solution.seconds,
            troubles=solution.troubles,
        ),
        progress=watch.progress(solution.plan.objective),
    )


def _made(task: Task, problem: Problem) -> Solution:
    return judge(
        problem, parse_tours(task.best), explained=task.explained, problem_sha256=task.problem_sha256
    )


def _searched(watch: Watch, task: Task, problem: Problem) -> Solution:
    return plan_day(
        problem,
        task.search,
        start=_start(task),
        stay=stay_with(parse_plan(task.start)) if task.stay_close and task.start else None,
        problem_sha256=task.problem_sha256,
        listener=Listener(stopped=watch.stopped, on_better=watch.on_better),
    )


def _start(task: Task) -> Tours:
    if task.best:
        return parse_tours(task.best)
    return parse_plan(task.start).tours if task.start else ()


def _scenario(watch: Watch, task: Task, problem: Problem) -> Outcome:
    result = what_if(
        problem,
        make_changes(ScenarioChanges.from_json(task.changes)),
        task.search,
        roads=partial(roads_among, problem, task.roads),
        base=parse_plan(task.base),
        mode=Mode(task.mode),
        listener=Listener(stopped=watch.stopped, on_better=watch.on_better, began=watch.of),
    )
    return Outcome(
        plan=plan_json(result.plan),
        problem_sha256=result.problem_sha256,
        figures=_figures(
            task,
            figures(result.problem, result.plan, result.violations),
            result.seconds,
            troubles=result.troubles,
        ),
        progress=watch.progress(result.plan.objective),
        problem=problem_json(result.problem),
        delta=encode(result.delta),
        hits=encode(result.hits) if result.hits else None,
        answer=answer(result),
        better=plan_json(result.better) if result.better else b"",
        better_figures=_better_figures(task, problem, result),
    )


def _better_figures(task: Task, problem: Problem, result: WhatIf) -> dict[str, object]:
    if result.better is None:
        return {}
    return _figures(task, figures(problem, result.better, ()), result.seconds, troubles=())


def _figures(
    task: Task, plan_figures: dict[str, object], seconds: float, *, troubles: tuple[Text, ...]
) -> dict[str, object]:
    made = {"engine": task.search.engine, "seed": task.search.seed, "seconds": round(seconds, 3)}
    all_figures = {**made, **plan_figures}
    if troubles:
        all_figures["troubles"] = encode(troubles)
    return {**all_figures, "start_plan_id": task.start_plan_id} if task.start_plan_id else all_figures
