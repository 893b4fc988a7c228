"""Requests for long work, made whole before they are stored: every id resolved, every value checked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from routing.documents import parse_tours
from routing.documents.encode import encode
from routing.model import FORMAT_VERSION, Change, Closing, InputError, Issue, IssueCode, Subject, Text, Tours
from routing.replan.locks import Locks
from routing.scenario import apply
from service.dispatch.plans.planning import (
    StoredPlan,
    find_problem,
    load_plan,
    load_problem,
    schedule,
    take_in,
)
from service.dispatch.plans.search import Search
from service.dispatch.plans.solving import engine_named
from service.dispatch.plans.starting import started
from service.dispatch.roads.road_source import need_own_roads
from service.dispatch.what_if.changes import ScenarioChanges, make_changes
from service.dispatch.what_if.changing import Changed, refuse_no_change
from service.dispatch.what_if.mode import Mode
from service.store import Store

NO_LOCKS: Final = Locks()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanJob:
    """Asks for a plan of a stored problem: by its hash, or the current one of a day.

    With `start_plan_id` the search begins from that plan, and the problem may be left out: it is the plan's.
    """

    search: Search
    problem_sha256: str = ""
    date: str = ""
    start_plan_id: str = ""
    stay_close: bool = False
    locks: Locks = NO_LOCKS


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioJob:
    """Asks what if; `base` is a plan id, or a date, `today` or `tomorrow` for its published plan."""

    search: Search
    base: str
    changes: ScenarioChanges
    mode: Mode = Mode.TODAY


def plan_request(store: Store, job: PlanJob, *, max_seconds: float) -> dict[str, Any]:
    """Return the request of a plan operation, for keeping.

    Raises
    ------
    NotFoundError
        If the problem, or one for that day, or the plan to start from is not stored.
    InputError
        If there is no such engine, or the search would be too long, or as `locked`.
    """
    _check_search(job.search, max_seconds)
    start = load_plan(store, job.start_plan_id) if job.start_plan_id else None
    sha256, date = job.problem_sha256, job.date
    if start and not (sha256 or date):
        sha256 = start.row.problem_sha256
    row = find_problem(store, sha256=sha256, date=date)
    if start is None:
        return {**job.search.as_json(), "problem_sha256": row.sha256, "date": row.date}
    if job.locks.given:
        problem, _ = started(load_problem(store, row.sha256), start.plan, job.locks)
        row, _ = take_in(store, problem, made_of=row.sha256)
    return {
        **job.search.as_json(),
        "problem_sha256": row.sha256,
        "date": row.date,
        "start_plan_id": start.row.id,
        "stay_close": job.stay_close,
        "locks": encode(job.locks) if job.locks.given else None,
    }


def scenario_request(store: Store, job: ScenarioJob, *, max_seconds: float) -> dict[str, Any]:
    """Return the request of a scenario operation; raises as `plan_request`, and for unknown ids."""
    _check_search(job.search, max_seconds)
    base = _base(store, job.base)

    # What needs no roads is tried now, so that a wrong id is refused at once and not by a worker.
    def tried(changes: Sequence[Change]) -> None:
        rest = [x for x in changes if not isinstance(x, Closing)]
        if len(rest) < len(changes):
            need_own_roads(base.problem)
        changed = apply(base.problem, rest)
        if len(rest) == len(changes):
            refuse_no_change(base.problem, Changed(problem=changed))

    tried(make_changes(job.changes, trial=tried))
    return {
        **job.search.as_json(),
        "problem_sha256": base.row.problem_sha256,
        "date": base.row.date,
        "base_plan_id": base.row.id,
        "changes": job.changes.as_json(),
        "mode": str(job.mode),
    }


def parse_wire_tours(tours: list[dict[str, Any]]) -> Tours:
    """Return tours given without the frame of their file format; InputError as `parse_tours`."""
    frame = {"name": "oxyroute-tours", "version": FORMAT_VERSION}
    return parse_tours(json.dumps({"format": frame, "tours": tours}))


def _base(store: Store, name: str) -> StoredPlan:
    return load_plan(store, name) if name.startswith("plan-") else schedule(store, name)


def _check_search(search: Search, max_seconds: float) -> None:
    engine_named(search.engine)
    if search.seconds > max_seconds:
        raise InputError(
            [
                Issue(
                    code=IssueCode.TOO_LONG,
                    subject=Subject(column="seconds"),
                    fault=Text("Thời gian tìm quá dài", "The search is too long"),
                    remedy=Text(f"Nhiều nhất {max_seconds:g} giây", f"At most {max_seconds:g} seconds"),
                )
            ]
        )
