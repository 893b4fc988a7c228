"""Lines of stored plans: drawn once for a plan, and thinned for a zoom."""

import json

import pytest
from fastapi.testclient import TestClient

from routing.model import Problem, Tour, TourTrip
from routing.solve import judge
from routing.write import problem_sha256
from service.dispatch.drawn import DrawnLines
from service.dispatch.planning import keep_plan, take_in
from service.dispatch.road_source import roads_of
from service.dispatch.sample_day import sample_problem
from service.store import NotFoundError, Store


@pytest.fixture
def plan_id(store: Store) -> str:
    """A plan of the sample day in which one truck visits six places."""
    problem = sample_problem("calm", date="2026-11-24").problem
    truck, orders = problem.vehicles[0], [order.id for order in problem.orders[:6]]
    trip = TourTrip(depot_id=problem.depots[0].id, order_ids=tuple(orders))
    take_in(store, problem)
    tours = [Tour(vehicle_id=truck.id, trips=(trip,))]
    return keep_plan(store, problem, judge(problem, tours, problem_sha256=problem_sha256(problem))).id


def courses(body: bytes) -> list[list[list[float]]]:
    features = json.loads(body)["features"]
    return [x["geometry"]["coordinates"] for x in features if x["geometry"]["type"] == "LineString"]


def test_bytes_drop_with_the_zoom_and_ends_stay(store: Store, plan_id: str) -> None:
    """The same lines with fewer points, whole where no zoom is given."""
    drawn = DrawnLines(store, roads_of)
    bodies = [drawn.lines(plan_id, zoom=zoom) for zoom in (None, 13, 9, 0)]
    assert [len(body) for body in bodies] == sorted(map(len, bodies), reverse=True)
    assert len(bodies[-1]) < len(bodies[0])
    whole, thin = courses(bodies[0]), courses(bodies[-1])
    assert [line[0] + line[-1] for line in whole] == [line[0] + line[-1] for line in thin]
    assert {len(line) for line in thin} == {2}


def test_a_plan_is_drawn_once_for_all_zooms(store: Store, plan_id: str) -> None:
    """Roads are asked for once; another plan's are asked for anew."""
    asked: list[Problem] = []

    def counted(problem: Problem):
        asked.append(problem)
        return roads_of(problem)

    drawn = DrawnLines(store, counted)
    assert drawn.lines(plan_id, zoom=9) is drawn.lines(plan_id, zoom=9)
    drawn.lines(plan_id)
    drawn.whole(plan_id, zoom=9)
    assert len(asked) == 1
    for _ in range(2):
        with pytest.raises(NotFoundError):
            drawn.lines("plan-0000000000000000")


def test_the_whole_plan_has_the_same_lines(store: Store, plan_id: str) -> None:
    """Beside its stops and depots."""
    drawn = DrawnLines(store, roads_of)
    whole = drawn.whole(plan_id, zoom=9)
    assert courses(whole) == courses(drawn.lines(plan_id, zoom=9))
    kinds = {x["properties"]["kind"] for x in json.loads(whole)["features"]}
    assert kinds == {"leg", "stop", "depot", "unserved"}


@pytest.mark.parametrize("zoom", ["-1", "21", "12.5", "near"])
def test_a_zoom_is_a_whole_number_up_to_20(client: TestClient, zoom: str) -> None:
    """Anything else is refused before the plan is looked for."""
    for path in ("/v1/plans/plan-0000000000000000/lines.geojson", "/v1/plans/plan-0000000000000000"):
        answer = client.get(path, params={"zoom": zoom, "format": "geojson"})
        assert (answer.status_code, answer.json()["issues"][0]["path"]) == (422, "query.zoom")
        assert client.get(path, params={"zoom": 20, "format": "geojson"}).status_code == 404
