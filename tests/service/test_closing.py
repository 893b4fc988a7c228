"""Areas, edges and ways closed for a what-if, and closed again from the record in the problem."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from shapely import LineString
from shapely.geometry import shape
from typer.testing import CliRunner

from routing.documents import problem_json, problem_sha256, write_plan, write_problem
from routing.model import (
    AreaClosed,
    Closing,
    EdgesClosed,
    InputError,
    Plan,
    Problem,
    TimeWindow,
    Tour,
    TourTrip,
    WaysClosed,
    format_clock,
)
from routing.solve import judge
from service.app import make_app
from service.cli import app
from service.dispatch.plans.search import Search
from service.dispatch.roads.closing import as_closed
from service.dispatch.roads.road_source import roads_of
from service.dispatch.what_if.changes import ScenarioChanges, make_changes
from service.dispatch.what_if.changing import changed_problem
from service.dispatch.what_if.hits import hits_of
from service.dispatch.what_if.what_if import what_if
from service.settings import Settings

# Between an (108.10) and binh (108.20) on W2; the way round runs north of it.
GREEDY = Search(engine="greedy", seconds=1)
FLOOD = {"type": "Polygon", "coordinates": [[[108.14, 15.99], [108.16, 15.99], [108.15, 16.01]]]}


def run(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def changed(day: Problem, **changes) -> Problem:
    return changed_problem(day, make_changes(ScenarioChanges(**changes)), roads=lambda: roads_of(day))


def metres(day: Problem, start: str, end: str) -> int | None:
    return day.travel.distance_m("truck", start, end)


def test_a_flooded_area_makes_the_detour(day: Problem) -> None:
    """The roads that touch it are closed: 16 km instead of 11, in both directions."""
    flooded = changed(day, close_area=[FLOOD])
    assert (metres(day, "an", "binh"), metres(flooded, "an", "binh")) == (11_000, 16_000)
    assert metres(flooded, "binh", "an") == 16_000


def test_an_edge_is_closed_in_one_direction(day: Problem) -> None:
    """Only from a to b, by the ids of junctions."""
    closed = changed(day, close_edge=["a,b"])
    assert (metres(closed, "an", "binh"), metres(closed, "binh", "an")) == (16_000, 11_000)


def test_the_record_closes_the_same_roads_again(day: Problem) -> None:
    """Ways, edges and areas of two changes, one after the other, found again by the problem alone."""
    once = changed(day, close_area=[{**FLOOD}], close_edge=[["b", "v"]])
    twice = changed(once, close_way=["W3"])
    assert [type(x).kind for x in twice.roads.closures] == ["ways_closed", "edges_closed", "area_closed"]
    roads = roads_of(day)
    assert not roads.closed.any()
    again = as_closed(roads, twice)
    assert roads_of(twice).sha256 == again.sha256
    ways = sorted(roads.ways.id[roads.way[again.closed]].tolist())
    assert ways == ["W2", "W2", "W3", "W3", "W4"]


def test_the_record_does_not_depend_on_order(day: Problem) -> None:
    """The same closings in another order give the same problem."""
    areas = [{**FLOOD}, {"type": "Feature", "properties": {"name": "đê"}, "geometry": FLOOD}]
    first = changed(changed(day, close_area=areas), close_edge=["a,b", "k,a"])
    other = changed(changed(day, close_edge=["k,a", "a,b"]), close_area=areas[::-1] + areas)
    assert [type(x).kind for x in first.roads.closures] == ["edges_closed", "area_closed", "area_closed"]
    assert first.roads.closures[0] == other.roads.closures[0] == EdgesClosed(pairs=(("a", "b"), ("k", "a")))
    assert [area.name for area in first.roads.closures[1:]] == ["close_area 1", "đê"]
    again = changed(changed(day, close_edge=["k,a", "a,b"]), close_area=areas)
    assert problem_sha256(first) == problem_sha256(again) != problem_sha256(day)


def test_a_file_with_areas_is_read(day: Problem, folder: Path) -> None:
    """As the command line gives it."""
    path = folder / "lũ.geojson"
    path.write_text(json.dumps(FLOOD), encoding="utf-8")
    (area,) = changed(day, close_area=[path]).roads.closures
    assert area.name == "lũ"


def test_all_faults_come_at_once(day: Problem, folder: Path) -> None:
    """Areas, edges, demand, unknown roads and trucks."""
    tried = []

    def trial(changes) -> None:
        tried.append(changed_problem(day, changes, roads=lambda: roads_of(day)))

    with pytest.raises(InputError) as caught:
        make_changes(
            ScenarioChanges(
                vehicle_down=["nothing"],
                close_way=["W9"],
                close_area=[folder / "missing.geojson", {"type": "Point"}],
                close_edge=["a", "a,z"],
                demand=0,
            ),
            trial=trial,
        )
    assert {issue.code for issue in caught.value.issues} == {
        *("FILE_MISSING", "NOT_A_POLYGON", "BAD_EDGE", "BAD_DEMAND"),
        *("WAY_UNKNOWN", "EDGE_UNKNOWN", "UNKNOWN_REFERENCE"),
    }
    assert not tried


def test_an_area_alone_is_a_change(day: Problem) -> None:
    """From a stored request, too; an impossible one is refused with its number."""
    assert [
        x.name for x in make_changes(ScenarioChanges.from_json({"close_area": [FLOOD], "depot_down": []}))
    ] == ["close_area 1"]
    with pytest.raises(InputError) as caught:
        make_changes(
            ScenarioChanges.from_json({"close_area": [FLOOD, {"type": "FeatureCollection", "features": [7]}]})
        )
    assert [(x.code, x.subject.file, x.subject.row) for x in caught.value.issues] == [
        ("NOT_A_POLYGON", "close_area 2", 1)
    ]


@pytest.mark.parametrize(
    ("closure", "code"),
    [
        (WaysClosed(way_ids=("W9",)), "WAY_UNKNOWN"),
        (EdgesClosed(pairs=(("a", "z"),)), "EDGE_UNKNOWN"),
        (AreaClosed(name="8", polygon=(((108, 15), (108.2, 16), (108, 16), (108.2, 15)),)), "AREA_INVALID"),
    ],
)
def test_a_record_that_does_not_fit_the_roads_is_refused(day: Problem, closure: Closing, code: str) -> None:
    """What only the map shows is told when its roads are read."""
    with pytest.raises(InputError) as caught:
        roads_of(replace(day, roads=replace(day.roads, closures=(closure,))))
    assert [issue.code for issue in caught.value.issues] == [code]


def test_areas_that_cross_themselves_are_refused_when_a_day_is_handed_in(client, day: Problem) -> None:
    """Each of them by its name; nothing is stored."""
    crossed = ((108.0, 15.0), (108.2, 16.0), (108.0, 16.0), (108.2, 15.0))
    sound = ((108.0, 15.0), (108.2, 15.0), (108.2, 16.0))
    areas = ((name, ring) for name, ring in (("a", crossed), ("b", sound), ("c", crossed)))
    closures = tuple(AreaClosed(name=name, polygon=(ring,)) for name, ring in areas)
    body = problem_json(day.replace(roads=replace(day.roads, closures=closures)))
    answer = client.post("/v1/problems", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert [issue["code"] for issue in answer.json()["issues"]] == ["AREA_INVALID"] * 2
    assert client.get(f"/v1/problems/{hashlib.sha256(body).hexdigest()}").status_code == 404


@pytest.fixture
def planned(day: Problem) -> Plan:
    """One truck: kho, an, binh and home again."""
    tour = Tour(vehicle_id="xe", trips=(TourTrip(depot_id="kho", part_ids=("d-an", "d-binh")),))
    return judge(day, [tour], problem_sha256=problem_sha256(day)).plan


def test_legs_over_a_closed_road_are_hit(day: Problem, planned: Plan) -> None:
    """To binh and home from there are 5 km longer by the way round; the leg to an is not touched."""
    issues: list = []
    hit_report = hits_of(
        issues, day, planned, roads_of(day), make_changes(ScenarioChanges(close_area=[FLOOD]))
    )
    assert hit_report
    assert hit_report.edges == 2
    assert [(leg.vehicle_name, leg.trip, leg.from_id, leg.to_id) for leg in hit_report.legs] == [
        ("92C-1", 1, "an", "binh"),
        ("92C-1", 1, "binh", "kho"),
    ]
    assert [leg.longer_m for leg in hit_report.legs] == [5000, 5000]
    flooded = changed(day, close_area=[FLOOD])
    seconds = [x.travel.time_s("truck", "an", "binh") for x in (day, flooded)]
    assert hit_report.legs[0].longer_s == seconds[1] - seconds[0]


def test_a_what_if_tells_what_it_hits(day: Problem, planned: Plan) -> None:
    """With no way left, too; the base plan's lines are asked, and the new plan leaves binh out."""
    wanted = make_changes(ScenarioChanges(close_way=["W2", "W3"]))
    outcome = what_if(day, wanted, GREEDY, roads=lambda: roads_of(day), base=planned)
    assert outcome.hits
    assert [leg.longer_s for leg in outcome.hits.legs] == [None, None]
    assert [x.order_id for x in outcome.plan.unserved if x.facility_id == "binh"] == ["d-binh"]
    lost = make_changes(ScenarioChanges(demand=1.5))
    assert what_if(day, lost, GREEDY, roads=list, base=planned).hits is None


def test_the_command_line_shows_hits(day: Problem, planned: Plan, folder: Path) -> None:
    """`hits` and `what-if`, as a table and as JSON; faults come all at once with code 2."""
    problem, plan, area = folder / "problem.json", folder / "plan.json", folder / "lu.geojson"
    write_problem(day, problem)
    write_plan(planned, plan)
    area.write_text(json.dumps(FLOOD), encoding="utf-8")
    shown = run("hits", problem, plan, "--close-area", area)
    assert shown.exit_code == 0, shown.output
    assert "2 chặng bị ảnh hưởng" in shown.stdout
    assert "Trạm Bình" in shown.stdout
    hit_report = json.loads(run("hits", problem, plan, "--close-edge", "a,b", "--json").stdout)
    assert [(leg["from_id"], leg["longer_m"]) for leg in hit_report["legs"]] == [("an", 5000)]
    search = ("--plan", plan, "--engine", "greedy", "--seconds", 1)
    scenario = run("what-if", problem, *search, "--close-area", area, "--json")
    assert len(json.loads(scenario.stdout)["hits"]["legs"]) == 2
    assert "2 legs hit" in run("what-if", problem, *search, "--close-area", area).stdout
    assert "0 legs hit" in run("hits", problem, plan, "--close-way", "W3").stdout
    bad = run("hits", problem, plan, "--close-edge", "a", "--close-way", "W9", "--close-area", problem)
    assert bad.exit_code == 2
    assert all(code in bad.stderr for code in ("BAD_EDGE", "WAY_UNKNOWN", "NOT_A_POLYGON"))
    assert "NOTHING_CLOSED" in run("hits", problem, plan).stderr


def test_a_scenario_over_http_closes_an_area(folder: Path, day: Problem, steps) -> None:
    """The answer tells the legs that are hit, and the changed plan's lines keep out of the area."""
    settings = Settings(home=folder / "home", roads=(folder / "roads",))
    with TestClient(make_app(settings), raise_server_exceptions=False) as client:
        base = steps.plan(client, steps.hand_in(client, day))
        wish = {"base": base, "engine": "greedy", "seconds": 1}
        bad = client.post("/v1/scenarios", json={**wish, "changes": {"close_area": [{"type": "Point"}]}})
        assert (bad.status_code, bad.json()["issues"][0]["code"]) == (422, "NOT_A_POLYGON")
        assert bad.json()["issues"][0]["path"].startswith("close_area 1")
        changes = {"close_area": [FLOOD], "close_edge": [["k", "v"]]}
        failed = steps.operation(
            client, client.post("/v1/scenarios", json={**wish, "changes": changes}).json()["id"]
        )
        assert failed["error"]["issues"][0]["code"] == "EDGE_UNKNOWN"
        del changes["close_edge"]
        done = steps.operation(
            client, client.post("/v1/scenarios", json={**wish, "changes": changes}).json()["id"]
        )
        scenario = client.get(f"/v1/scenarios/{done['scenario_id']}").json()
        assert "hits" not in scenario["delta"]
        assert {leg["longer_m"] for leg in scenario["hits"]["legs"]} == {5000}
        lines = client.get(f"/v1/plans/{scenario['plan_id']}/lines.geojson").json()["features"]
        courses = [LineString(line["geometry"]["coordinates"]) for line in lines]
        assert len(courses) == 4
        assert not any(course.intersects(shape(FLOOD)) for course in courses)


def test_a_road_closed_for_hours_is_driven_at_others(day: Problem) -> None:
    """From six to nine the detour of 16 km, at other hours 11; the roads as a whole stay as they are."""
    closed = changed(day, close_way=["W2"], close_hours="06:00-09:00")
    hours = closed.travel.time_dependent["truck"]
    ends = closed.travel.index["an"], closed.travel.index["binh"]
    by_start = {
        start_s // 3600: int(hours.length_m[(free, *ends)])
        for start_s, free in zip(hours.start_s, hours.free, strict=True)
    }
    assert (by_start[6], by_start[9]) == (16_000, 11_000)
    assert hours.bans == ("Đóng đường / closed: W2",)
    assert roads_of(closed).sha256 == roads_of(day).sha256
    assert [closing.hours for closing in closed.roads.closures] == [(TimeWindow(6 * 3600, 9 * 3600),)]


def test_closings_for_hours_add_up(day: Problem) -> None:
    """A way in the morning, an area all day, another way in the evening: all are recorded and in force."""
    once = changed(day, close_way=["W2"], close_hours="06:00-09:00")
    more = changed(changed(once, close_area=[FLOOD]), close_way=["W4"], close_hours="16:00-18:00")
    assert [bool(closing.hours) for closing in more.roads.closures] == [False, True, True]
    hours = more.travel.time_dependent["truck"]
    ends = more.travel.index["an"], more.travel.index["binh"]
    at = {s // 3600: int(hours.length_m[(f, *ends)]) for s, f in zip(hours.start_s, hours.free, strict=True)}
    # In the evening the flood has W2, and W4 is closed: there is no way.
    assert (at[6], at[16], at[18]) == (16_000, -1, 16_000)
    assert set(more.travel.time_dependent["truck"].bans) == {
        "Đóng đường / closed: W2",
        "Đóng đường / closed: W4",
    }


@pytest.mark.parametrize("hours", ["06:00", "x", "23:00-25:00", "09:00-09:00", "-01:00-02:00"])
def test_hours_that_are_none_are_refused(day: Problem, hours: str) -> None:
    """Malformed, beyond the day, or of no length."""
    with pytest.raises(InputError) as refused:
        make_changes(ScenarioChanges(close_way=["W2"], close_hours=hours))
    assert [issue.code for issue in refused.value.issues] == ["BAD_HOURS"]


def test_a_closing_for_hours_hits_the_legs_of_its_hours(day: Problem) -> None:
    """Both legs over W2 are hit by a closing of the whole day, those of the morning by one of the morning."""
    tour = Tour(vehicle_id="xe", trips=(TourTrip(depot_id="kho", part_ids=("d-binh",)),))
    plan = judge(day, [tour]).plan
    legs = list(plan.routes[0].legs)
    middle = format_clock(legs[0].arrive_s + 60)
    issues: list = []
    for hours, count in (("", 2), (f"00:00-{middle}", 1), ("23:00-24:00", 0)):
        hit_report = hits_of(
            issues,
            day,
            plan,
            roads_of(day),
            make_changes(ScenarioChanges(close_way=["W2"], close_hours=hours)),
        )
        assert len(hit_report.legs) == count, hours
    assert not issues


def test_a_permit_is_asked_for_by_truck(day: Problem) -> None:
    """Where no ban binds nothing changes; an unknown truck is told."""
    assert changed(day, permit=["xe"]) == day
    with pytest.raises(InputError) as refused:
        changed(day, permit=["nobody"])
    assert [issue.code for issue in refused.value.issues] == ["UNKNOWN_REFERENCE"]
