"""/v1/roads.geojson: the lines behind a map, from the roads that a problem was built on."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from routing.model import Text
from service.api.common import GEOJSON, Open, errors
from service.api.query import DateQuery, ProblemQuery, one_of_both
from service.api.strict import StrictRoute
from service.dispatch.maps.maps import roads_geojson
from service.dispatch.plans.planning import find_problem, load_problem
from service.errors import RequestError

router = APIRouter(route_class=StrictRoute, tags=["map"])


@router.get(
    "/roads.geojson",
    summary="Đường nền của bản đồ / the roads behind the map",
    responses={200: {"content": {GEOJSON: {}}}, **errors(404, 422)},
    response_class=Response,
)
def get_roads(service: Open, sha256: ProblemQuery = None, date: DateQuery = None) -> Response:
    """Return the main roads of a problem's road map, where this server has it."""
    row = find_problem(service.store, **one_of_both(sha256, date))
    graph = service.roads_of(load_problem(service.store, row.sha256))
    if graph is None:
        raise RequestError(
            404,
            Text(
                "Máy chủ không có bản đồ đường của dữ liệu ngày này",
                "The server does not have the roads of this problem",
            ),
        )
    headers = {"Cache-Control": "private, max-age=300"}
    return JSONResponse(roads_geojson(graph), media_type=GEOJSON, headers=headers)
