"""Lines of stored plans: drawn once for a plan, and thinned for a zoom."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from geo.lines.lines import LegLine
from geo.roads import read_roads
from routing.documents import problem_sha256
from routing.model import InputError, Issue, Problem, Subject, Text, Tour, TourTrip
from routing.solve import judge
from service.dispatch.day.sample_day import sample_problem
from service.dispatch.maps.drawn import DrawnLines
from service.dispatch.plans.planning import keep_plan, take_in
from service.dispatch.roads.road_source import roads_of
from service.dispatch.sample import sample_path
from service.settings import Settings
from service.store import NotFoundError, Store
from service.wiring import roads_finder


@pytest.fixture
def plan_id(store: Store) -> str:
    """A plan of the sample day in which one truck visits six places."""
    problem = sample_problem("calm", date="2026-11-24").problem
    truck, orders = problem.vehicles[0], [part.id for part in problem.parts[:6]]
    trip = TourTrip(depot_id=problem.depots[0].id, part_ids=tuple(orders))
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
    calls: list[Problem] = []

    def counted(problem: Problem):
        calls.append(problem)
        return roads_of(problem)

    drawn = DrawnLines(store, counted)
    assert drawn.lines(plan_id, zoom=9) is drawn.lines(plan_id, zoom=9)
    drawn.lines(plan_id)
    drawn.whole(plan_id, zoom=9)
    assert len(calls) == 1
    for _ in range(2):
        with pytest.raises(NotFoundError):
            drawn.lines("plan-0000000000000000")


def test_the_whole_plan_has_the_same_lines(store: Store, plan_id: str) -> None:
    """Beside its stops, depots and pauses: the truck is long enough on duty for a meal."""
    drawn = DrawnLines(store, roads_of)
    whole = drawn.whole(plan_id, zoom=9)
    assert courses(whole) == courses(drawn.lines(plan_id, zoom=9))
    kinds = {x["properties"]["kind"] for x in json.loads(whole)["features"]}
    assert kinds == {"leg", "stop", "depot", "unserved", "pause"}


@pytest.mark.parametrize("zoom", ["-1", "21", "12.5", "near"])
def test_a_zoom_is_a_whole_number_up_to_20(client: TestClient, zoom: str) -> None:
    """Anything else is refused before the plan is looked for."""
    plan = "/v1/plans/plan-0000000000000000"
    for path, more in ((f"{plan}/lines.geojson", {}), (plan, {"format": "geojson"})):
        answer = client.get(path, params={"zoom": zoom, **more})
        assert (answer.status_code, answer.json()["issues"][0]["path"]) == (422, "query.zoom")
        assert client.get(path, params={"zoom": 20, **more}).status_code == 404


class Server:
    """A server of lines that is away until it is told to be back."""

    name = "osrm:http://somewhere"

    def __init__(self) -> None:
        self.away = True

    def lines(self, *_: object, **__: object) -> list[LegLine | None]:
        if self.away:
            issue = Issue(code="SOURCE_AWAY", subject=Subject(), fault=Text("x", "x"), remedy=Text("y", "y"))
            raise InputError([issue])
        raise NotImplementedError


def test_bug_straight_lines_of_a_bad_moment_are_not_kept(store: Store, plan_id: str) -> None:
    """While the server of lines is away they are straight; as soon as there are roads they follow them."""
    ways: list[object] = [Server()]
    drawn = DrawnLines(store, lambda problem: ways[0] if isinstance(ways[0], Server) else roads_of(problem))
    for zoom in (None, 9):
        assert {len(line) for line in courses(drawn.lines(plan_id, zoom=zoom))} == {2}
    ways[0] = None
    assert max(len(line) for line in courses(drawn.lines(plan_id))) > 2
    assert drawn.lines(plan_id) is drawn.lines(plan_id)


def test_bug_roads_that_could_not_be_read_once_are_tried_again(tmp_path: Path) -> None:
    """A road file that is not there yet, or is locked for a moment, is read when it can be."""
    problem = sample_problem("calm", date="2026-11-24").problem
    roads = tmp_path / "roads"
    find = roads_finder(Settings(home=tmp_path / "home", roads=(roads,)))
    wanted = problem.replace(roads=replace(problem.roads, sha256="0" * 64))
    assert find(wanted) is None
    shutil.copytree(sample_path("roads"), roads)
    with (roads / "links.csv").open("a", encoding="utf-8") as file:
        file.write("NEW-1,QL1,Quốc lộ 1,hoa-khanh,da-nang,trunk,9000,false,,added by a test,synthetic\n")
    sha256 = read_roads(roads).sha256
    assert find(problem.replace(roads=replace(problem.roads, sha256=sha256))).sha256 == sha256
