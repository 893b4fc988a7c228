"""Response bodies."""

from typing import Any

from pydantic import BaseModel

from service.dispatch.plans.figures import objective_note
from service.store import OperationRow, PlanRow, ProblemRow, ScenarioRow

Json = dict[str, Any]


class ProblemDetails(BaseModel):
    """An error (RFC 9457) with a stable code and texts in Vietnamese and English."""

    type: str
    title: str
    title_en: str
    status: int
    code: str
    detail: str
    detail_en: str
    issues: list[Json]


class ProblemView(BaseModel):
    """A stored problem, without its data."""

    sha256: str
    date: str
    name: str
    kind: str
    created_at: str
    links: dict[str, str]

    @classmethod
    def of(cls, row: ProblemRow) -> "ProblemView":
        """Show a row."""
        return cls(
            sha256=row.sha256,
            date=row.date,
            name=row.name,
            kind=row.kind,
            created_at=row.created_at,
            links={"self": f"/v1/problems/{row.sha256}"},
        )


class OperationView(BaseModel):
    """A solve: its state, its progress, and where its result is."""

    id: str
    kind: str
    state: str
    progress: Json
    plan_id: str | None
    scenario_id: str | None
    error: Json | None
    attempts: int
    created_at: str
    updated_at: str
    links: dict[str, str]

    @classmethod
    def of(cls, row: OperationRow) -> "OperationView":
        """Show a row."""
        me = f"/v1/operations/{row.id}"
        links = {"self": me, "stop": f"{me}/stop", "events": f"{me}/events"}
        if row.plan_id:
            links["result"] = f"/v1/plans/{row.plan_id}"
        if row.scenario_id:
            links["scenario"] = f"/v1/scenarios/{row.scenario_id}"
            links |= {"result": links["scenario"]} if row.plan_id else {}
        return cls(
            id=row.id,
            kind=row.kind,
            state=row.state,
            progress=row.progress,
            plan_id=row.plan_id,
            scenario_id=row.scenario_id,
            error=row.error,
            attempts=row.attempts,
            created_at=row.created_at,
            updated_at=row.updated_at,
            links=links,
        )


class PlanView(BaseModel):
    """A stored plan, without its routes; `revision` is 0 until it is published.

    `objective_note` says so where the plan was made under an older objective.
    """

    id: str
    problem_sha256: str
    date: str
    status: str
    revision: int
    base_plan_id: str | None
    figures: Json
    objective_note: dict[str, str] | None
    created_at: str
    published_at: str | None
    links: dict[str, str]

    @classmethod
    def of(cls, row: PlanRow) -> "PlanView":
        """Show a row."""
        return cls(**_plan_fields(row))


class PlanListView(BaseModel):
    """Plans, newest first."""

    plans: list[PlanView]


class PlanWithBody(PlanView):
    """A plan with its routes; `day_revision` is what `If-Match` takes when publishing.

    `problem_current` is false where the day's data have been replaced since.
    """

    day_revision: int
    problem_current: bool
    plan: Json

    @classmethod
    def whole(cls, row: PlanRow, *, day_revision: int, problem_current: bool, plan: Json) -> "PlanWithBody":
        """Show a row with its plan."""
        return cls(**_plan_fields(row), day_revision=day_revision, problem_current=problem_current, plan=plan)


class ScheduleView(PlanView):
    """The published plan of a day and its run sheets by depot."""

    run_sheets: dict[str, str]
    plan: Json

    @classmethod
    def whole(cls, row: PlanRow, *, run_sheets: dict[str, str], plan: Json) -> "ScheduleView":
        """Show a row with its plan and the addresses of its run sheets."""
        return cls(**_plan_fields(row), run_sheets=run_sheets, plan=plan)


class JudgedView(BaseModel):
    """A plan made by hand: timed, with what it breaks."""

    violations: list[Json]
    figures: Json
    plan: Json
    plan_id: str | None = None


class InsertionListView(BaseModel):
    """The best places for an order in a plan, the best first; their tours are for `problem_sha256`."""

    plan_id: str
    problem_sha256: str
    order_id: str
    insertions: list[Json]


class WhyView(BaseModel):
    """Why each part of an order is where it is, what other places would cost, who else could take it."""

    plan_id: str
    order_id: str
    parts: list[Json]


class TopUpView(ProblemView):
    """The problem in which orders are optional, and at what price: estimates of a later visit."""

    prize_vnd: dict[str, int]

    @classmethod
    def priced(cls, row: ProblemRow, prize_vnd: dict[str, int]) -> "TopUpView":
        """Show a row with its prizes."""
        return cls(**ProblemView.of(row).model_dump(), prize_vnd=prize_vnd)


class ScenarioView(BaseModel):
    """What was asked and, once its operation is done, plan and difference to the base plan.

    `hits` are the legs of the base plan that drove over roads closed here: truck, trip, from, to. Each says
    how much longer its best path takes (null: there is none left). Where no road is closed, `hits` is null.
    `answer` says how it was asked (`mode`) and what came out in a few sentences (`lines`). `answer.better`
    names the draft of a plan better for the day as it is, where one was found on the way.
    """

    id: str
    base_plan_id: str
    changes: Json
    plan_id: str | None
    figures: Json | None
    delta: Json | None
    hits: Json | None = None
    answer: Json | None = None
    created_at: str
    links: dict[str, str]

    @classmethod
    def of(cls, row: ScenarioRow, *, plan: PlanRow | None) -> "ScenarioView":
        """Show a row."""
        links = {"self": f"/v1/scenarios/{row.id}", "base": f"/v1/plans/{row.base_plan_id}"}
        links |= {"plan": f"/v1/plans/{plan.id}"} if plan else {}
        return cls(
            id=row.id,
            base_plan_id=row.base_plan_id,
            changes=row.changes,
            plan_id=row.plan_id,
            figures=plan.figures if plan else None,
            delta=row.delta,
            hits=row.hits,
            answer=row.answer,
            created_at=row.created_at,
            links=links,
        )


class RunSheetView(BaseModel):
    """A depot's run sheet; `revision` 0 marks a draft."""

    revision: int
    date: str
    depot_id: str
    depot_name: str
    problem_sha256: str
    trips: list[Json]
    returns: list[Json]
    loaded: dict[str, int]
    empties_back: dict[str, int]
    synthetic: bool


class RunSheetListView(BaseModel):
    """The run sheets of a day."""

    date: str
    revision: int
    run_sheets: list[Json]


class PlaceListView(BaseModel):
    """Facilities or depots of a problem, with what each datum stands on."""

    problem_sha256: str
    date: str
    places: list[Json]


class HealthView(BaseModel):
    """Whether the server lives, or is ready for work."""

    status: str
    version: str


def _objective_note(row: PlanRow) -> dict[str, str] | None:
    # Version 0.1 stored no such figure: its plans are all of format 1.
    note = objective_note(row.figures.get("objective_format", 1))
    return {"vi": note.vi, "en": note.en} if note else None


def _plan_fields(row: PlanRow) -> Json:
    me = f"/v1/plans/{row.id}"
    links = {
        "self": me,
        "problem": f"/v1/problems/{row.problem_sha256}",
        "publish": f"{me}/publish",
        "lines": f"{me}/lines.geojson",
    }
    return {
        "id": row.id,
        "problem_sha256": row.problem_sha256,
        "date": row.date,
        "status": row.status,
        "revision": row.revision,
        "base_plan_id": row.base_plan_id,
        "objective_note": _objective_note(row),
        "figures": row.figures,
        "created_at": row.created_at,
        "published_at": row.published_at,
        "links": links,
    }
