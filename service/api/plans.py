"""/v1/plans and /v1/tours: asking for a plan, reading it, judging one made by hand, publishing."""

import json
import re
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Header, Query, Response

from routing.documents import plan_json
from routing.documents.encode import encode
from routing.model import InputError, Issue, IssueCode, Subject, Text
from service.api.common import GEOJSON, IdempotencyKey, Open, OrderId, PlanId, errors
from service.api.query import DateQuery, Whole
from service.api.strict import StrictRoute
from service.dispatch.days import day
from service.dispatch.maps.maps import MOST_ZOOM
from service.dispatch.plans.figures import figures
from service.dispatch.plans.inserting import insertion_json, insertions_of, why_of
from service.dispatch.plans.planning import judge_tours, keep_plan, load_plan, publish
from service.dispatch.requests import parse_wire_tours, plan_request
from service.errors import RequestError
from service.schemas import (
    InsertionListView,
    InsertionRequest,
    JudgedView,
    OperationView,
    PlanListView,
    PlanRequest,
    PlanView,
    PlanWithBody,
    PublishRequest,
    ToursRequest,
    WhyView,
)
from service.store import plans

router = APIRouter(route_class=StrictRoute, tags=["plans"])
Status = Literal["draft", "published", "superseded", "scenario"]
Zoom = Annotated[
    Whole | None,
    Query(
        ge=0,
        le=MOST_ZOOM,
        description="Rút gọn đường cho mức thu phóng này / lines as a screen shows them at this zoom",
    ),
]
_NO_ZOOM: Final = Issue(
    code=IssueCode.UNUSED_PARAMETER,
    subject=Subject(column="zoom"),
    fault=Text("Chỉ format=geojson mới có zoom", "Only format=geojson has a zoom"),
    remedy=Text("Thêm format=geojson hoặc bỏ zoom", "Add format=geojson, or leave zoom out"),
)
_BAD_IF_MATCH: Final = Text(
    'If-Match phải là số bản trong ngoặc kép, ví dụ "3"',
    'If-Match must be a revision in quotes, such as "3"',
)


@router.post(
    "/plans",
    status_code=202,
    summary="Yêu cầu lập kế hoạch / ask for a plan",
    responses=errors(404, 409, 422),
)
def post_plan(
    service: Open, body: PlanRequest, response: Response, key: IdempotencyKey = None
) -> OperationView:
    """Queue a solve, from nothing or from a plan with locks.

    The same Idempotency-Key again gives the same operation.
    """
    request = plan_request(service.store, body.job(), max_seconds=service.settings.max_seconds)
    operation = service.jobs.submit(kind="plan", request=request, key=key)
    response.headers["Location"] = f"/v1/operations/{operation.id}"
    return OperationView.of(operation)


@router.get("/plans", summary="Các kế hoạch / plans", responses=errors(422))
def get_plans(
    service: Open,
    date: DateQuery = None,
    status: Status | None = None,
    limit: Annotated[Whole, Query(ge=1, le=1000)] = 100,
) -> PlanListView:
    """Return plans, newest first."""
    with service.store.read() as tx:
        rows = plans.listed(tx, date=day(date) if date else None, status=status, limit=limit)
    return PlanListView(plans=[PlanView.of(row) for row in rows])


@router.get(
    "/plans/{plan_id}",
    response_model=PlanWithBody,
    summary="Một kế hoạch / a plan",
    responses={200: {"content": {GEOJSON: {}}}, **errors(404, 422)},
)
def get_plan(
    service: Open,
    plan_id: PlanId,
    response: Response,
    form: Annotated[Literal["json", "geojson"], Query(alias="format")] = "json",
    zoom: Zoom = None,
) -> PlanWithBody | Response:
    """Return a plan as JSON, or its legs, stops and depots as GeoJSON."""
    if zoom is not None and form != "geojson":
        raise InputError([_NO_ZOOM])
    if form == "geojson":
        return Response(service.drawn.whole(plan_id, zoom=zoom), media_type=GEOJSON)
    stored = load_plan(service.store, plan_id)
    response.headers["ETag"] = f'"{stored.day_revision}"'
    plan = json.loads(stored.body)
    return PlanWithBody.whole(
        stored.row, day_revision=stored.day_revision, problem_current=stored.problem_current, plan=plan
    )


@router.get(
    "/plans/{plan_id}/lines.geojson",
    summary="Đường đi trên bản đồ / the legs along the roads",
    responses={200: {"content": {GEOJSON: {}}}, **errors(404, 422)},
    response_class=Response,
)
def get_lines(service: Open, plan_id: PlanId, zoom: Zoom = None) -> Response:
    """Return every leg as a line; `straight` marks what is drawn without roads."""
    return Response(service.drawn.lines(plan_id, zoom=zoom), media_type=GEOJSON)


@router.post(
    "/plans/{plan_id}/publish",
    summary="Công bố kế hoạch / publish a plan",
    responses=errors(404, 409, 412, 422),
)
def post_publish(
    service: Open,
    plan_id: PlanId,
    response: Response,
    body: PublishRequest | None = None,
    if_match: Annotated[str | None, Header(max_length=64)] = None,
) -> PlanView:
    """Make a draft the day's schedule; `If-Match` is the day's revision that the caller has seen.

    Where the day's data have been replaced since the plan was made, that needs to be accepted by name.
    """
    accept = body.accept if body else ()
    row = publish(service.store, plan_id, seen_revision=_revision(if_match), accept=accept)
    response.headers["ETag"] = f'"{row.revision}"'
    return PlanView.of(row)


@router.post(
    "/plans/{plan_id}/insertions",
    summary="Xếp hạng chỗ chèn một đơn / rank the places for one more order",
    responses=errors(404, 422),
)
def post_insertions(service: Open, plan_id: PlanId, body: InsertionRequest) -> InsertionListView:
    """Return where an unserved order fits best and what that brings about; nothing is stored."""
    ranked = insertions_of(
        service.store,
        plan_id,
        body.order_id,
        most=body.most,
        problem_sha256=body.problem_sha256 or "",
    )
    return InsertionListView(
        plan_id=plan_id,
        problem_sha256=ranked.problem_sha256,
        order_id=body.order_id,
        insertions=[insertion_json(insertion) for insertion in ranked.insertions],
    )


@router.get(
    "/plans/{plan_id}/orders/{order_id}/why",
    summary="Vì sao đơn này do xe này giao, hoặc chưa giao được / why this truck, or why none",
    responses=errors(404, 422),
)
def get_why(service: Open, plan_id: PlanId, order_id: OrderId) -> WhyView:
    """Return, part by part, what its place costs, the next best ones, and which trucks could take it when."""
    parts = why_of(service.store, plan_id, order_id)
    return WhyView(plan_id=plan_id, order_id=order_id, parts=[encode(part) for part in parts])


@router.post(
    "/tours/check",
    summary="Chấm một kế hoạch làm tay / judge a plan made by hand",
    responses=errors(404, 422),
)
def post_tours(service: Open, body: ToursRequest) -> JudgedView:
    """Time and judge tours; with `keep` the plan is stored as a draft, whatever it breaks."""
    tours = parse_wire_tours(body.tours)
    problem, solution = judge_tours(service.store, body.problem_sha256, tours)
    kept = keep_plan(service.store, problem, solution, engine="hand") if body.keep else None
    return JudgedView(
        violations=[encode(violation) for violation in solution.violations],
        figures=figures(problem, solution.plan, solution.violations),
        plan=json.loads(plan_json(solution.plan)),
        plan_id=kept.id if kept else None,
    )


def _revision(if_match: str | None) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    match_ = re.fullmatch(r'(?:W/)?"([0-9]{1,9})"', if_match.strip())
    if not match_:
        raise RequestError(400, _BAD_IF_MATCH)
    return int(match_[1])
