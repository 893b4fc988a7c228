"""/v1/problems, and the places of one: facilities and depots."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from routing.documents import parse_problem
from routing.documents.encode import encode
from routing.model import Problem
from routing.replan.topup import priced
from service.api.common import Open, ProblemHash, RawBody, errors
from service.api.query import DateQuery, ProblemQuery, Truth, one_of_both
from service.api.strict import StrictRoute
from service.dispatch.plans.planning import find_problem, load_problem, slim_problem, take_in
from service.dispatch.roads.closing import refuse_crossed_areas
from service.schemas import PlaceListView, ProblemView, TopUpRequest, TopUpView
from service.store import ProblemRow, problems

router = APIRouter(route_class=StrictRoute, tags=["problems"])
_BODY = {"content": {"application/json": {"schema": {"type": "object"}}}, "required": True}
WithTravel = Annotated[Truth, Query(description="Kèm bảng thời gian đi / with the travel tables")]


@router.post(
    "/problems",
    status_code=201,
    summary="Tải dữ liệu ngày lên / upload the day's data",
    responses={200: {"description": "already stored", "model": ProblemView}, **errors(413, 422)},
    openapi_extra={"requestBody": _BODY},
)
def post_problem(service: Open, body: RawBody, response: Response) -> ProblemView:
    """Store a problem (format oxyroute-problem); the same problem again is stored once, and current again."""
    problem = parse_problem(body)
    refuse_crossed_areas(problem)
    row, new = take_in(service.store, problem)
    response.status_code = 201 if new else 200
    response.headers["Location"] = f"/v1/problems/{row.sha256}"
    return ProblemView.of(row)


@router.get(
    "/problems/{sha256}",
    summary="Dữ liệu ngày nguyên văn, hay không kèm bảng đường / a problem, byte for byte or without tables",
    responses={200: {"content": {"application/json": {}}}, **errors(404, 422)},
    response_class=Response,
)
def get_problem(service: Open, sha256: ProblemHash, travel: WithTravel = True) -> Response:  # noqa: FBT002
    """Return the canonical JSON whose SHA-256 is the id; with `travel=false` without its travel tables.

    It then has the fields of the present version of the format, whatever its own. Of each profile is told
    what bars it for some hours and which profile is alike without that.
    """
    if not travel:
        return Response(slim_problem(service.store, sha256), media_type="application/json")
    with service.store.read() as tx:
        body = problems.body(tx, sha256)
    return Response(body, media_type="application/json", headers={"ETag": f'"{sha256}"'})


@router.post(
    "/problems/{sha256}/top-ups",
    status_code=201,
    summary="Cho phép để lại một số đơn / make orders optional, at a price",
    responses={200: {"description": "already stored", "model": TopUpView}, **errors(404, 422)},
)
def post_top_ups(service: Open, sha256: ProblemHash, body: TopUpRequest, response: Response) -> TopUpView:
    """Store the problem with these orders priced at what a later visit is expected to cost."""
    problem = priced(load_problem(service.store, sha256), body.order_ids, share_percent=body.share_percent)
    row, new = take_in(service.store, problem)
    response.status_code = 201 if new else 200
    response.headers["Location"] = f"/v1/problems/{row.sha256}"
    prizes = {key: problem.order_by_id[key].prize_vnd or 0 for key in body.order_ids}
    return TopUpView.priced(row, prizes)


@router.get(
    "/facilities",
    summary="Cơ sở y tế của dữ liệu ngày / the facilities of a problem",
    responses=errors(404, 422),
)
def get_facilities(service: Open, sha256: ProblemQuery = None, date: DateQuery = None) -> PlaceListView:
    """Return the facilities of a problem, of a day's current one, or of the one handed in last."""
    row, problem = _chosen(service, sha256, date)
    places = [encode(facility) for facility in problem.facilities]
    return PlaceListView(problem_sha256=row.sha256, date=row.date, places=places)


@router.get(
    "/depots",
    summary="Kho của dữ liệu ngày / the depots of a problem",
    responses=errors(404, 422),
)
def get_depots(service: Open, sha256: ProblemQuery = None, date: DateQuery = None) -> PlaceListView:
    """Return the depots of a problem, of a day's current one, or of the one handed in last."""
    row, problem = _chosen(service, sha256, date)
    places = [encode(depot) for depot in problem.depots]
    return PlaceListView(problem_sha256=row.sha256, date=row.date, places=places)


def _chosen(service: Open, sha256: str | None, date: str | None) -> tuple[ProblemRow, Problem]:
    row = find_problem(service.store, **one_of_both(sha256, date))
    return row, load_problem(service.store, row.sha256)
