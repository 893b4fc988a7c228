"""Building a day's problem from files, and finding its roads again."""

from pathlib import Path

import pytest

from routing.documents import problem_sha256
from routing.engines import ENGINES
from routing.model import UNREACHABLE, BreakKind, Budget, InputError, WaysClosed
from routing.timetable import timetable
from service.dispatch.day.build import BuildReport, build_problem
from service.dispatch.day.sample_day import sample_problem
from service.dispatch.day.tables import Inputs
from service.dispatch.roads.road_source import roads_among, roads_of
from service.dispatch.sample import sample_path
from service.dispatch.what_if.changes import ScenarioChanges, make_changes
from service.dispatch.what_if.changing import changed_problem


def build(folder: Path, **more) -> BuildReport:
    return build_problem(
        Inputs(
            facilities=(folder / "facilities.csv",),
            depots=folder / "depots.csv",
            vehicles=folder / "vehicles.csv",
            orders=folder / "orders.csv",
            **{"date": "2026-11-24", "roads": folder / "roads"} | more,
        )
    )


def refused(folder: Path, **more) -> list[tuple]:
    """Build in vain, and return each issue as code, file, row and column."""
    with pytest.raises(InputError) as caught:
        build(folder, **more)
    subjects = [(issue.code, issue.subject) for issue in caught.value.issues]
    return [(code, x.file, x.row, x.column) for code, x in subjects]


def test_only_facilities_with_orders_enter_the_matrix(folder: Path) -> None:
    """A facility without orders is snapped and reported, but costs the matrix nothing."""
    report = build(folder)
    assert [f.id for f in report.problem.facilities] == ["an", "binh", "dao", "xa"]
    assert "thua" not in report.problem.travel.place_ids
    assert {snap.place_id for snap in report.snaps.snaps} == {"an", "binh", "dao", "xa", "thua", "kho"}


def test_stranded_order_remains_in_the_problem(folder: Path) -> None:
    """An order that no road reaches stays, unreachable, so that a plan shows it with its reason."""
    report = build(folder)
    assert report.stranded == ("d-dao",)
    travel = report.problem.travel
    assert travel.duration_s["truck"][travel.index["kho"], travel.index["dao"]] == UNREACHABLE


def test_province_leaves_others_out(folder: Path) -> None:
    """Facilities of another province are left out with their orders, and the report names these."""
    report = build(folder, province="quảng nam")
    assert report.outside == ("d-xa",)
    assert "xa" not in report.problem.facility_by_id


def test_all_files_are_judged_at_once(folder: Path) -> None:
    """Faults of different files come together, each with its file and row."""
    (folder / "vehicles.csv").write_text("id,payload_kg,slots,depot_id\nxe,viele,40,kho\n", encoding="utf-8")
    (folder / "orders.csv").write_text("id,facility_id,deliver\nd,an,40L\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        build(folder)
    assert {issue.subject.file for issue in caught.value.issues} == {"vehicles.csv", "orders.csv"}
    assert all(issue.subject.row == 2 for issue in caught.value.issues)


def test_unknown_ids_are_named_with_file_and_row(folder: Path) -> None:
    """Ids of other tables are judged together with all else, each by file, row and column."""
    (folder / "orders.csv").write_text(
        "id,facility_id,deliver\n\nd-1,an,40L:2\nd-2,ko,99L:1\n", encoding="utf-8"
    )
    (folder / "vehicles.csv").write_text("id,payload_kg,slots,depot_id\nxe,2000,40,kho-2\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        build(folder)
    cells = {(i.code, i.subject.file, i.subject.row, i.subject.column) for i in caught.value.issues}
    assert cells == {
        ("UNKNOWN_REFERENCE", "orders.csv", 4, "facility_id"),
        ("UNKNOWN_REFERENCE", "orders.csv", 4, "deliver"),
        ("UNKNOWN_REFERENCE", "vehicles.csv", 2, "depot_id"),
    }


@pytest.mark.parametrize("name", ["facilities.csv", "depots.csv", "vehicles.csv", "orders.csv"])
def test_table_without_rows_is_one_fault(name: str, folder: Path) -> None:
    """A header alone is refused once, and not again by everything that refers to it."""
    path = folder / name
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        build(folder)
    assert [(i.code, i.subject.file) for i in caught.value.issues] == [("NO_ROWS", name)]


@pytest.mark.parametrize("date", ["0001-01-01", "1999-12-31", "24/11/2026", "20261124", "today", ""])
def test_bug_a_date_that_no_one_plans_for_was_accepted(date: str, folder: Path) -> None:
    """Years before 2000 are slips; other forms are told the right one."""
    assert refused(folder, date=date) == [("BAD_DATE", "", None, "date")]


def test_date_tables_and_roads_are_judged_at_once(folder: Path) -> None:
    """Who mends the table need not come back for the roads."""
    (folder / "orders.csv").write_text("id,facility_id,deliver\nd,an,40L\n", encoding="utf-8")
    faults = refused(folder, date="0001-01-01", roads=folder / "nowhere")
    assert [code for code, *_ in faults] == ["BAD_DATE", "BAD_COUNTS", "FILE_MISSING"]


def test_faults_of_the_whole_name_file_and_row(folder: Path) -> None:
    """What only the whole problem refuses is led back to its file, before roads and with their faults."""
    (folder / "orders.csv").write_text(
        "id,facility_id,deliver\n\nxe,an,40L:200000\nd-2,binh,40L:1\n", encoding="utf-8"
    )
    (folder / "depots.csv").write_text(
        "id,name,lat,lon,stock,bays\nkho,Kho,16.00,108.00,40L:100,0\nbinh,Bình,16.1,108.1,,1\n",
        encoding="utf-8",
    )
    assert set(refused(folder, roads=folder / "nowhere")) == {
        ("DUPLICATE_ID", "depots.csv", 3, "id"),
        ("NUMBER_TOO_SMALL", "depots.csv", 2, "bays"),
        ("TOO_MANY_CYLINDERS", "orders.csv", 3, "deliver/collect"),
        ("FILE_MISSING", "nowhere", None, ""),
    }


def test_province_without_orders_is_refused(folder: Path) -> None:
    """A name written wrongly is told the names that have orders."""
    with pytest.raises(InputError, match="Quảng Nam, Quảng Ngãi") as caught:
        build(folder, province="Quang Nam")
    assert [issue.code for issue in caught.value.issues] == ["NO_ORDERS_IN_PROVINCE"]


def test_same_files_give_the_same_problem(folder: Path) -> None:
    """Building twice gives the same hash."""
    first, second = (build(folder, roads_name="roads").problem for _ in range(2))
    assert problem_sha256(first) == problem_sha256(second)


def test_closed_way_makes_the_detour(folder: Path) -> None:
    """Closing a road computes the matrix anew from the same road file: 16 km instead of 11."""
    problem = build(folder).problem
    changes = make_changes(ScenarioChanges(close_way=["W2"]))
    changed = changed_problem(problem, changes, roads=lambda: roads_of(problem))
    assert problem.travel.distance_m("truck", "an", "binh") == 11_000
    assert changed.travel.distance_m("truck", "an", "binh") == 16_000
    assert changed.roads.closures == (WaysClosed(way_ids=("W2",)),)


def test_closures_add_up(folder: Path) -> None:
    """A second closure keeps the first: no way is left, and both are recorded."""
    problem = build(folder).problem
    once = changed_problem(
        problem, make_changes(ScenarioChanges(close_way=["W2"])), roads=lambda: roads_of(problem)
    )
    twice = changed_problem(
        once, make_changes(ScenarioChanges(close_way=["W3"])), roads=lambda: roads_of(once)
    )
    assert twice.travel.distance_m("truck", "an", "binh") is None
    assert twice.roads.closures == (WaysClosed(way_ids=("W2", "W3")),)


def test_unknown_roads_and_trucks_are_told_together(folder: Path) -> None:
    """A wrong way does not hide a wrong truck."""
    problem = build(folder).problem
    changes = make_changes(ScenarioChanges(close_way=["W9"], vehicle_down=["nothing"]))
    with pytest.raises(InputError, match="W9") as caught:
        changed_problem(problem, changes, roads=lambda: roads_of(problem))
    assert "nothing" in str(caught.value)


def test_missing_roads_say_so(folder: Path) -> None:
    """A road file that has moved is refused with the way out; named anew, it is read."""
    problem = build(folder).problem
    (folder / "roads").rename(folder / "moved")
    with pytest.raises(InputError) as caught:
        roads_of(problem)
    assert caught.value.issues[0].code == "ROADS_MISSING"
    assert "--roads" in caught.value.issues[0].remedy.en
    assert roads_of(problem, override=folder / "moved").sha256 == problem.roads.sha256


def test_other_roads_are_refused(folder: Path) -> None:
    """Roads that differ from those of the problem are not used silently."""
    problem = build(folder).problem
    links = folder / "roads" / "links.csv"
    links.write_text(links.read_text(encoding="utf-8").replace("8000", "9000"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        roads_of(problem)
    assert caught.value.issues[0].code == "ROADS_CHANGED"


def test_server_opens_no_roads_by_name(folder: Path) -> None:
    """A problem's road path is not opened by a server that does not know these roads."""
    problem = build(folder).problem
    with pytest.raises(InputError) as caught:
        roads_among(problem, [sample_path("roads")])
    assert caught.value.issues[0].code == "ROADS_UNKNOWN"
    assert roads_among(problem, [folder / "roads"]).nodes == 4


def test_sample_is_the_same_everywhere() -> None:
    """The sample names its roads not by path, so that its hash does not depend on the machine."""
    report = sample_problem("calm", date="2026-11-24")
    assert report.problem.roads.file == "sample:quang-nam/roads"
    assert roads_of(report.problem).sha256 == report.problem.roads.sha256


def test_the_calm_day_is_served_within_twelve_hours_and_with_meals() -> None:
    """Tables without columns of meals and duty have the estimates; the quickest plan brings all fulls."""
    problem = sample_problem("calm", date="2026-11-24").problem
    plan = timetable(problem, ENGINES["greedy"](problem, Budget(iterations=1)))
    assert [row.part_id for row in plan.unserved if row.deliver] == []
    assert max(route.end_s - route.start_s for route in plan.routes) <= 12 * 3600
    for route in plan.routes:
        if route.end_s - route.start_s > 7 * 3600:
            assert BreakKind.MEAL in {pause.kind for pause in route.pauses}


@pytest.mark.parametrize("demand", [0.0, -1.0, 1000.0])
def test_demand_out_of_range_is_refused(demand: float) -> None:
    """A demand factor that makes no sense is refused with the range."""
    with pytest.raises(InputError) as caught:
        make_changes(ScenarioChanges(demand=demand))
    assert caught.value.issues[0].code == "BAD_DEMAND"


def test_demand_is_taken_as_written() -> None:
    """1.15 is 115 percent, not the 114 of binary arithmetic cut off."""
    (change,) = make_changes(ScenarioChanges(demand=1.15))
    assert change.percent == 115
