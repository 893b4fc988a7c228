"""Requests for long work, made whole before they are stored: every id resolved, every value checked."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from routing.model import FORMAT_VERSION, Change, Closing, InputError, Issue, IssueCode, Subject, Text, Tours
from routing.read import parse_tours
from routing.scenario import apply
from service.dispatch.changes import changes_from
from service.dispatch.changing import Changed, refuse_no_change
from service.dispatch.planning import StoredPlan, find_problem, load_plan, load_problem, schedule, take_in
from service.dispatch.road_source import need_own_roads
from service.dispatch.solving import engine_named
from service.dispatch.starting import locks_from, started
from service.store import Store


def plan_request(store: Store, body: Mapping[str, Any], *, max_seconds: float) -> dict[str, Any]:
    """Return the request of a plan operation.

    Raises
    ------
    NotFoundError
        If the problem, or one for that day, or the plan to start from is not stored.
    InputError
        If there is no such engine, or the search would be too long, or as `locked`.
    """
    _check_search(body, max_seconds)
    start = load_plan(store, body["start_plan_id"]) if body.get("start_plan_id") else None
    sha256, date = body["problem_sha256"] or "", body["date"] or ""
    if start and not (sha256 or date):
        sha256 = start.row.problem_sha256
    row = find_problem(store, sha256=sha256, date=date)
    if start is None:
        return {**_search(body), "problem_sha256": row.sha256, "date": row.date}
    locks = locks_from(body["locks"])
    if locks.given:
        problem, _ = started(load_problem(store, row.sha256), start.plan, locks)
        row, _ = take_in(store, problem, made_of=row.sha256)
    return {
        **_search(body),
        "problem_sha256": row.sha256,
        "date": row.date,
        "start_plan_id": start.row.id,
        "stay_close": body["stay_close"],
        "locks": body["locks"],
    }


def scenario_request(store: Store, body: Mapping[str, Any], *, max_seconds: float) -> dict[str, Any]:
    """Return the request of a scenario operation; raises as `plan_request`, and for unknown ids."""
    _check_search(body, max_seconds)
    base = _base(store, body["base"])

    # What needs no roads is tried now, so that a wrong id is refused at once and not by a worker.
    def tried(changes: Sequence[Change]) -> None:
        rest = [x for x in changes if not isinstance(x, Closing)]
        if len(rest) < len(changes):
            need_own_roads(base.problem)
        changed = apply(base.problem, rest)
        if len(rest) == len(changes):
            refuse_no_change(base.problem, Changed(problem=changed))

    tried(changes_from(body["changes"], trial=tried))
    return {
        **_search(body),
        "problem_sha256": base.row.problem_sha256,
        "date": base.row.date,
        "base_plan_id": base.row.id,
        "changes": dict(body["changes"]),
        "mode": str(body["mode"]),
    }


def parse_wire_tours(tours: list[dict[str, Any]]) -> Tours:
    """Return tours given without the frame of their file format; InputError as `parse_tours`."""
    frame = {"name": "oxyroute-tours", "version": FORMAT_VERSION}
    return parse_tours(json.dumps({"format": frame, "tours": tours}))


def _base(store: Store, name: str) -> StoredPlan:
    return load_plan(store, name) if name.startswith("plan-") else schedule(store, name)


def _search(body: Mapping[str, Any]) -> dict[str, Any]:
    return {key: body[key] for key in ("engine", "seconds", "iterations", "seed")}


def _check_search(body: Mapping[str, Any], max_seconds: float) -> None:
    engine_named(body["engine"])
    if body["seconds"] > max_seconds:
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
