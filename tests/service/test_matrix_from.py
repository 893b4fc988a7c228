"""Travel times from a server in place of our roads: building, drawing, and what is refused."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.lines.lines import leg_lines
from geo.roads import read_roads
from geo.sources import source_named
from geo.travel.time_dependent import TimedProfile, time_dependent_travel
from routing.documents import read_problem
from routing.model import InputError, RoadRecord
from service.cli import app
from service.dispatch.day import build as building
from service.dispatch.day.build import BuildReport, build_problem
from service.dispatch.day.tables import Inputs
from service.dispatch.maps.maps import draw_plan, lines_geojson
from service.dispatch.plans.planning import keep_plan, load_problem, take_in
from service.dispatch.plans.search import Search
from service.dispatch.plans.solving import plan_day
from service.dispatch.requests import ScenarioJob, scenario_request
from service.dispatch.roads.road_source import roads_of
from service.dispatch.what_if.changes import ScenarioChanges, make_changes
from service.dispatch.what_if.changing import changed_problem
from service.settings import Settings
from service.store import Store
from service.wiring import source_finder

NAME = "osrm:http://roads.example:5000"
TABLES = {
    "facilities.csv": """id,name,lat,lon,class,province
an,Trạm An,16.00,108.10,commune_station,Quảng Nam
dao,Trạm Đảo,16.50,108.90,commune_station,Quảng Nam
thua,Trạm Thừa,16.00,108.20,commune_station,Quảng Nam
""",
    "depots.csv": """id,name,lat,lon,supplier_id,supplier_name,stock
kho,Kho,16.00,108.00,ncc,Nhà cung cấp,40L:100
""",
    "vehicles.csv": """id,name,payload_kg,slots,depot_id
xe,92C-1,2000,40,kho
""",
    "orders.csv": """id,facility_id,deliver
d-an,an,40L:2
d-dao,dao,40L:1
""",
    "roads/junctions.csv": """id,name,lat,lon,kind
k,Kho,16.00,108.00,depot
a,An,16.00,108.10,junction
""",
    "roads/links.csv": """way_id,road,road_name,from,to,class,length_m,oneway
W1,QL1,Quốc lộ 1,k,a,trunk,11000,false
""",
    # What the server drives: the same road, after it was made longer.
    "theirs/junctions.csv": """id,name,lat,lon,kind
k,Kho,16.00,108.00,depot
a,An,16.00,108.10,junction
""",
    "theirs/links.csv": """way_id,road,road_name,from,to,class,length_m,oneway
W1,QL1,Quốc lộ 1,k,a,trunk,12345,false
""",
}


class Source:
    """A server that drives a road file."""

    name = NAME

    def __init__(self, roads: Path) -> None:
        self.graph = read_roads(roads)

    def matrix(self, places, profiles, *, snap_limit_m, progress=None):
        return time_dependent_travel(
            self.graph,
            places,
            [TimedProfile(profile=profile) for profile in profiles],
            snap_limit_m=snap_limit_m,
            progress=progress,
        )

    def lines(self, places, profile, legs, *, snap_limit_m):
        return leg_lines(self.graph, places, profile, legs, snap_limit_m=snap_limit_m)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch) -> Path:
    """A day's files; the server's name leads to a source without any network."""
    for name, text in TABLES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    source = Source(tmp_path / "theirs")
    named = building.source_named
    monkeypatch.setattr(building, "source_named", lambda name: source if name == NAME else named(name))
    return tmp_path


def build(folder: Path, **more) -> BuildReport:
    tables = {name: folder / f"{name}.csv" for name in ("depots", "vehicles", "orders")}
    given = {"date": "2026-11-24", "matrix_from": NAME} | more
    return build_problem(Inputs(facilities=(folder / "facilities.csv",), **tables, **given))


def codes(caught) -> list[str]:
    return [issue.code for issue in caught.value.issues]


def test_roads_may_be_left_out(folder: Path) -> None:
    """The problem names the server and no roads; who its roads do not reach is told."""
    report = build(folder)
    assert report.problem.travel.distance_m("truck", "kho", "an") == 12345
    assert report.problem.roads.server == NAME
    assert (report.problem.roads.file, report.problem.roads.sha256) == ("", "")
    assert report.stranded == ("d-dao",)
    assert report.map_snaps is None
    assert report.road_lines == ()


def test_roads_are_read_beside_the_server(folder: Path) -> None:
    """For the report and for drawing; the times remain the server's."""
    report = build(folder, roads=folder / "roads")
    assert report.problem.travel.distance_m("truck", "kho", "an") == 12345
    assert roads_of(report.problem).sha256 == report.problem.roads.sha256
    assert {snap.place_id for snap in report.map_snaps.snaps} == {"an", "dao", "thua", "kho"}
    assert {snap.place_id for snap in report.snaps.snaps} == {"an", "dao", "kho"}


def test_a_plan_is_drawn_along_roads_or_straight(folder: Path) -> None:
    """Along our roads, with the server's lengths; straight, and said so, where there are none."""
    report = build(folder, roads=folder / "roads")
    plan = plan_day(report.problem, Search(engine="greedy", seconds=1), problem_sha256="").plan
    along, straight = (
        lines_geojson(draw_plan(report.problem, plan, roads))["features"]
        for roads in (roads_of(report.problem), None)
    )
    assert [f["properties"]["length_m"] for f in along] == [12345, 12345]
    assert [f["properties"]["straight"] for f in along + straight] == [False, False, True, True]


def test_a_plan_is_drawn_by_its_server(folder: Path) -> None:
    """Along the server's roads where there are none of our own; straight where it fails."""
    problem = build(folder).problem
    plan = plan_day(problem, Search(engine="greedy", seconds=1), problem_sha256="").plan
    source = Source(folder / "theirs")
    drawn = lines_geojson(draw_plan(problem, plan, source))["features"]
    assert [(f["properties"]["length_m"], f["properties"]["straight"]) for f in drawn] == [(12345, False)] * 2
    source.lines = source_named("osrm:http://127.0.0.1:9", retries=0).lines
    drawn = lines_geojson(draw_plan(problem, plan, source))["features"]
    assert [f["properties"]["straight"] for f in drawn] == [True, True]


def test_only_known_servers_are_asked_for_lines(folder: Path) -> None:
    """A posted problem cannot make the server call an address of its own."""
    problem = build(folder).problem
    known = source_finder(Settings(home=folder, matrix_from=("osrm:http://me:pw@roads.example:5000/",)))
    assert known(problem).name == NAME
    assert source_finder(Settings(home=folder))(problem) is None
    assert known(problem.replace(roads=RoadRecord())) is None


def test_a_scenario_that_closes_roads_is_refused_when_asked_for(folder: Path, store: Store) -> None:
    """And not by a worker, minutes later."""
    row, _ = take_in(store, build(folder).problem)
    problem = load_problem(store, row.sha256)
    solution = plan_day(problem, Search(engine="greedy", seconds=1), problem_sha256=row.sha256)
    plan = keep_plan(store, problem, solution)
    changes = ScenarioChanges(close_way=["W1"])
    job = ScenarioJob(search=Search(engine="greedy", seconds=1), base=plan.id, changes=changes)
    with pytest.raises(InputError) as caught:
        scenario_request(store, job, max_seconds=9)
    assert codes(caught) == ["ROADS_OF_SERVER"]


def test_neither_roads_nor_server(folder: Path) -> None:
    """Told together with all else that is wrong."""
    with pytest.raises(InputError) as caught:
        build(folder, matrix_from="", date="")
    assert codes(caught) == ["BAD_DATE", "ROADS_NOT_GIVEN"]


def test_a_wrong_name_is_told_with_all_else(folder: Path) -> None:
    """Before anything is asked of anybody."""
    with pytest.raises(InputError) as caught:
        build(folder, matrix_from="osrm:host", roads=folder / "nowhere", date="")
    assert codes(caught) == ["BAD_DATE", "SOURCE_NAME", "FILE_MISSING"]


@pytest.mark.parametrize("roads", ["", "roads"])
def test_roads_of_a_server_cannot_be_closed(folder: Path, roads: str) -> None:
    """Even where roads were read beside: times on them would not be those of the plan."""
    problem = build(folder, roads=folder / roads if roads else None).problem
    changes = make_changes(ScenarioChanges(close_way=["W1"], vehicle_down=["nothing"]))
    with pytest.raises(InputError) as caught:
        changed_problem(problem, changes, roads=lambda: roads_of(problem))
    assert codes(caught)[0] == "ROADS_OF_SERVER"
    assert NAME in str(caught.value)
    assert "nothing" in str(caught.value)


def test_other_changes_need_no_roads(folder: Path) -> None:
    """More demand is planned with the times at hand."""
    problem = build(folder).problem
    changed = changed_problem(
        problem, make_changes(ScenarioChanges(demand=2)), roads=lambda: roads_of(problem)
    )
    assert changed.travel == problem.travel


def test_the_command_line(folder: Path) -> None:
    """It says where the times are from, and writes no more of the address than may be shown."""
    run = _build(folder, "--matrix-from", NAME)
    assert run.exit_code == 0, run.output
    assert f"Travel times are from {NAME}" in run.output
    assert read_problem(folder / "problem.json").roads.server == NAME


def test_a_server_that_is_not_there(folder: Path, monkeypatch) -> None:
    """Exit code 2 and a code; the password stays unsaid."""
    monkeypatch.setattr("geo.sources.fetch.time.sleep", lambda _: None)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    run = _build(folder, "--matrix-from", "osrm:http://user:secret@127.0.0.1:9")
    assert run.exit_code == 2
    assert "SOURCE_UNREACHABLE" in run.output
    assert "http://127.0.0.1:9" in run.output
    assert "secret" not in run.output
    assert not (folder / "problem.json").exists()


def _build(folder: Path, *more: str):
    files = [f"--{name}={folder / name}.csv" for name in ("facilities", "depots", "vehicles", "orders")]
    out = f"--out={folder / 'problem.json'}"
    return CliRunner().invoke(app, ["build", *files, "--date=2026-11-24", out, *more])
