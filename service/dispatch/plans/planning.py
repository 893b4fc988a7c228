"""What a dispatcher does with stored problems and plans: take in, judge, publish, look up."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from routing.check import check
from routing.documents import parse_plan, parse_problem, plan_json, problem_json
from routing.documents.encode import encode
from routing.model import (
    FORMAT_VERSION,
    Plan,
    Problem,
    Text,
    Tours,
    Violation,
    key_of,
    stored_fields,
)
from routing.solve import Solution, judge
from service.dispatch.days import day
from service.dispatch.plans.faults import (
    PROBLEM_NOT_CURRENT,
    NotCurrentError,
    RefusedPlanError,
    StaleRevisionError,
)
from service.dispatch.plans.figures import figures
from service.dispatch.plans.once import Once
from service.store import NotFoundError, PlanRow, ProblemRow, Store, plans, problems


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlan:
    """A plan with the problem it is for, what the store knows of it, and its exact bytes."""

    row: PlanRow
    body: bytes
    plan: Plan
    problem: Problem
    day_revision: int
    problem_current: bool


def take_in(
    store: Store, problem: Problem, *, name: str = "", made_of: str | None = None
) -> tuple[ProblemRow, bool]:
    """Store a problem by its hash as the current one of its day; also say whether it is new.

    One that is `made_of` another for one plan alone does not become current by itself.
    """
    body = problem_json(problem)
    sha256 = hashlib.sha256(body).hexdigest()
    with store.write() as tx:
        new = problems.put(
            tx,
            body,
            sha256=sha256,
            date=problem.date,
            name=name or problem.name,
            kind="scenario" if made_of else "day",
            made_of=made_of,
        )
        return problems.row(tx, sha256), new


def find_problem(store: Store, *, sha256: str = "", date: str = "") -> ProblemRow:
    """Return a stored problem by hash, or the current one of a day; NotFoundError if there is none."""
    with store.read() as tx:
        return problems.row(tx, sha256) if sha256 else problems.current(tx, day(date) if date else None)


def without_tables(problem: Problem) -> bytes:
    """Return a problem as of the present version, without travel tables, by far the largest part."""
    travel = problem.travel
    hours = ((name, travel.time_dependent.get(name)) for name in travel.profiles)
    profiles = {
        name: {"bans": list(table.bans) if table else [], "without": table.without if table else ""}
        for name, table in hours
    }
    fields = {key_of(f): f.name for f in stored_fields(Problem) if f.name != "travel"}
    value = {
        "format": {"name": "oxyroute-problem", "version": FORMAT_VERSION},
        **{key: encode(getattr(problem, name)) for key, name in fields.items()},
        "travel": {"profiles": profiles},
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def load_problem(store: Store, sha256: str) -> Problem:
    """Return a stored problem; NotFoundError if it is not stored."""
    with store.read() as tx:
        return _problem(tx, problems.row(tx, sha256).sha256)


def slim_problem(store: Store, sha256: str) -> bytes:
    """Return a stored problem's JSON `without_tables`; NotFoundError if it is not stored."""
    with store.read() as tx:
        known = problems.row(tx, sha256).sha256
        return _SLIM.get(known, lambda: without_tables(_problem(tx, known)))


# Bodies stored under a hash or an id never change, so what was parsed once serves every later request.
_PROBLEMS: Final = Once[Problem](16)
_SLIM: Final = Once[bytes](16)
_PLANS: Final = Once[tuple[bytes, Plan]](64)


def _problem(tx: Connection, sha256: str) -> Problem:
    return _PROBLEMS.get(sha256, lambda: parse_problem(problems.body(tx, sha256)))


def _plan(tx: Connection, plan_id: str) -> tuple[bytes, Plan]:
    def read() -> tuple[bytes, Plan]:
        body = plans.body(tx, plan_id)
        return body, parse_plan(body)

    return _PLANS.get(plan_id, read)


def keep_plan(store: Store, problem: Problem, solution: Solution, **parameters: object) -> PlanRow:
    """Store a plan as a draft; its problem must be stored already."""
    plan_figures = figures(problem, solution.plan, solution.violations)
    stored_figures = {**parameters, "seconds": round(solution.seconds, 3), **plan_figures}
    sha256 = solution.plan.problem_sha256
    with store.write() as tx:
        plan_id = plans.add(
            tx, plan_json(solution.plan), problem_sha256=sha256, date=problem.date, figures=stored_figures
        )
        return plans.row(tx, plan_id)


def judge_tours(store: Store, sha256: str, tours: Tours) -> tuple[Problem, Solution]:
    """Time and judge tours that somebody made by hand.

    Raises
    ------
    NotFoundError, InputError
        If the problem is not stored, or the tours name what it does not have.
    """
    problem = load_problem(store, sha256)
    return problem, judge(problem, tours, problem_sha256=sha256)


def load_plan(store: Store, plan_id: str) -> StoredPlan:
    """Return a stored plan; NotFoundError if it is not stored."""
    with store.read() as tx:
        return _loaded(tx, plans.row(tx, plan_id))


def schedule(store: Store, date: str) -> StoredPlan:
    """Return the published plan of a day (`today` and `tomorrow` are days, too).

    Raises
    ------
    NotFoundError
        If nothing is published for that day.
    """
    wanted = day(date)
    with store.read() as tx:
        row = plans.published(tx, wanted)
        if row is None:
            raise NotFoundError(
                "nothing_published",
                Text(
                    f"Chưa công bố kế hoạch nào cho ngày {wanted}",
                    f"No plan has been published for {wanted}",
                ),
            )
        return _loaded(tx, row)


def publish(
    store: Store, plan_id: str, *, seen_revision: int | None = None, accept: Collection[str] = ()
) -> PlanRow:
    """Make a plan the schedule of its day, after judging it once more.

    Parameters
    ----------
    seen_revision
        The day's revision that the caller looked at; None means whatever it is.
    accept
        Names of what the caller accepts, such as `PROBLEM_NOT_CURRENT`.

    Raises
    ------
    RefusedPlanError
        If the checker finds violations.
    NotCurrentError
        If the problem of a draft is no longer current, which is not accepted.
    StaleRevisionError
        If another plan has been published since.
    ConflictError
        If the plan is a scenario or superseded.
    """
    stored = load_plan(store, plan_id)
    violations = violations_of(stored)
    if violations:
        raise RefusedPlanError(violations)
    with store.write() as tx:
        current = plans.day_revision(tx, stored.row.date)
        if seen_revision is not None and seen_revision != current:
            raise StaleRevisionError(current)
        if stored.row.status == "draft" and PROBLEM_NOT_CURRENT not in accept:
            _refuse_outdated(tx, stored.row)
        return plans.publish(tx, plan_id)


def _refuse_outdated(tx: Connection, row: PlanRow) -> None:
    if problems.is_current(tx, row.problem_sha256):
        return
    try:
        current = problems.current(tx, row.date).sha256
    except NotFoundError:
        current = ""
    raise NotCurrentError(current)


def violations_of(stored: StoredPlan) -> tuple[Violation, ...]:
    """Return what the checker finds in a stored plan."""
    return check(stored.problem, stored.plan, problem_sha256=stored.row.problem_sha256)


def _loaded(tx: Connection, row: PlanRow) -> StoredPlan:
    body, plan = _plan(tx, row.id)
    return StoredPlan(
        row=row,
        body=body,
        plan=plan,
        problem=_problem(tx, row.problem_sha256),
        day_revision=plans.day_revision(tx, row.date),
        problem_current=problems.is_current(tx, row.problem_sha256),
    )
