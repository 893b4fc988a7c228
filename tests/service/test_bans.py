"""A day with bans of trucks by the hour: built from files, planned, explained, drawn and permitted."""

import json
from pathlib import Path

import pytest

from geo.travel.time_dependent import RoadDay
from routing.documents import parse_problem, problem_json
from routing.explain import Reason
from routing.model import Budget, InputError, PermitGranted, Problem, RoadProfile
from routing.scenario import apply
from routing.solve import Solution, solve
from service.dispatch.day.build import BuildReport, build_problem
from service.dispatch.day.tables import Inputs
from service.dispatch.maps.maps import draw_plan, lines_geojson
from service.dispatch.roads.geography import read_roads, travel_like
from service.dispatch.roads.road_rules import SHIPPED, timed_profiles

HOUR = 3600
ROADS = "hanoi/hanoi_roads.osm.gz"
TRUCKS = "id,name,payload_kg,slots,depot_id,shift,permits\n"


@pytest.fixture
def day(shared_data: Path, tmp_path: Path):
    """Builds a day of Hà Nội for some trucks of 2.5 t: an order of each of ten hospitals near the centre."""
    near = _hospitals(shared_data / "hanoi" / "hanoi_facilities_osm.geojson")

    def build(*trucks: str, **more) -> BuildReport:
        (tmp_path / "trucks.csv").write_text(TRUCKS + "\n".join(trucks) + "\n", encoding="utf-8")
        orders = ["id,facility_id,deliver", *(f"D{i},{key},40L:3" for i, key in enumerate(near))]
        (tmp_path / "orders.csv").write_text("\n".join(orders) + "\n", encoding="utf-8")
        return build_problem(
            Inputs(
                facilities=(shared_data / "hanoi" / "hanoi_facilities_osm.geojson",),
                depots=shared_data / "hanoi" / "hanoi_depots_synthetic.geojson",
                vehicles=tmp_path / "trucks.csv",
                orders=tmp_path / "orders.csv",
                roads=shared_data / ROADS,
                date="2026-11-24",
                **{"bans": SHIPPED, "road_hours": SHIPPED} | more,
            )
        )

    return build


def _hospitals(path: Path) -> list[str]:
    """Ten places within the ring road, two of them outside the ban's area across the river."""
    places = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        lon, lat = _middle(feature["geometry"])
        if 105.80 < lon < 105.90 and 20.98 < lat < 21.07:
            places.append((lon, str(feature["properties"]["id"])))
    return [key for _, key in (*sorted(places)[:8], *sorted(places)[-2:])]


def _middle(geometry: dict) -> tuple[float, float]:
    points = geometry["coordinates"]
    while isinstance(points[0], list):
        points = points[0]
    return points[0], points[1]


def _planned(problem: Problem) -> Solution:
    return solve(problem, engine="greedy", budget=Budget(seconds=5))


def _truck(name: str, *, permits: str = "") -> str:
    return f"{name},{name},2084,44,hanoi-D1,07:00-17:00,{permits}"


def test_a_ban_is_kept_and_named_and_a_permit_changes_the_day(day):
    """By day a truck of 2.5 t serves nobody in the centre; why is told, and with a permit all are served."""
    problem = day(_truck("X1"), _truck("X2")).problem
    solution = _planned(problem)
    assert solution.violations == ()
    reasons = {row.explanation.code for row in solution.plan.unserved if row.explanation}
    assert Reason.ROAD_BARRED in reasons
    row = next(r for r in solution.plan.unserved if r.explanation.code == Reason.ROAD_BARRED)
    assert "cấm xe tải trên 1,25 tấn" in row.explanation.reason.vi
    assert isinstance(row.explanation.remedy, PermitGranted)
    permitted = _planned(apply(problem, [PermitGranted(vehicle_id="X1"), PermitGranted(vehicle_id="X2")]))
    assert permitted.violations == ()
    assert len(permitted.plan.unserved) < len(solution.plan.unserved)
    by_table = _planned(day(_truck("X1", permits="HN-LON"), _truck("X2", permits="HN-LON")).problem)
    assert by_table.plan.objective == permitted.plan.objective


def test_no_leg_is_in_the_centre_during_the_ban(day, shared_data):
    """The drawn legs of the plan touch no edge that the ban closes at their hour; some are in it before."""
    early = "E1,E1,2084,44,hanoi-D1,03:00-13:00,"
    problem = day(early, _truck("X1")).problem
    solution = _planned(problem)
    assert solution.violations == ()
    graph = read_roads(shared_data / ROADS)
    lines = lines_geojson(draw_plan(problem, solution.plan, graph))["features"]
    legs = [
        leg for route in solution.plan.routes for leg in route.legs if leg.origin_id != leg.destination_id
    ]
    assert len(lines) == len(legs)
    measured = {(f["properties"]["from"], f["properties"]["to"]): f["properties"]["length_m"] for f in lines}
    for leg in legs:
        assert measured[leg.origin_id, leg.destination_id] == pytest.approx(leg.length_m, abs=1)
    assert any(stop.begin_s < 6 * HOUR for stop in solution.plan.stops)


def test_the_problem_keeps_the_bans_itself(day, shared_data):
    """Written and read again, its matrix can be made anew from the roads alone."""
    problem = parse_problem(problem_json(day(_truck("X1")).problem))
    assert [ban.id for ban in problem.roads.bans] == ["HN-1250", "HN-LON"]
    assert travel_like(problem, read_roads(shared_data / ROADS)) == problem.travel


def test_profiles_are_named_by_their_bans(day, shared_data):
    """A truck of 1.25 t keeps to the rush hours; the base profile is there for whoever gets a permit."""
    problem = day(_truck("X1"), "S1,S1,1014,24,hanoi-D1,07:00-17:00,").problem
    assert [truck.profile for truck in problem.vehicles] == ["truck × HN-LON", "truck × HN-1250"]
    assert problem.roads.profiles == (
        RoadProfile(id="truck × HN-1250", kind="truck", bans=("HN-1250",)),
        RoadProfile(id="truck × HN-LON", kind="truck", bans=("HN-LON",)),
    )
    graph = read_roads(shared_data / ROADS)
    profiles = timed_profiles(graph, [v.profile for v in problem.vehicles], problem.roads, problem.date)
    assert [(profile.profile.id, profile.without) for profile in profiles] == [
        ("truck", ""),
        ("truck × HN-1250", "truck"),
        ("truck × HN-LON", "truck"),
    ]
    assert not RoadDay(graph=graph, of=profiles[1]).is_plain


def test_a_permit_for_no_ban_is_refused(day):
    """Misspelt, it would bar the truck in silence; the bans that there are are told."""
    with pytest.raises(InputError) as refused:
        day(_truck("X1", permits="HN-BIG"))
    (issue,) = refused.value.issues
    assert (issue.code, issue.subject.id) == ("UNKNOWN_BAN", "X1")
    assert "HN-LON" in issue.remedy.en


def test_a_table_of_bans_that_is_not_there_is_told_with_all_else(day, tmp_path):
    """One message for the table of bans, one for the speeds."""
    with pytest.raises(InputError) as refused:
        day(_truck("X1"), bans=str(tmp_path / "none.csv"), road_hours=str(tmp_path / "no.csv"))
    assert [(i.code, i.subject.file) for i in refused.value.issues] == [
        ("FILE_MISSING", "none.csv"),
        ("FILE_MISSING", "no.csv"),
    ]


SIGNED = """<osm version="0.6">
<node id="1" lat="16.00" lon="108.00"/><node id="2" lat="16.00" lon="108.01"/>
<node id="3" lat="16.00" lon="108.02"/><node id="4" lat="16.02" lon="108.01"/>
<way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/></way>
<way id="20"><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="name" v="Phố Cấm"/>
<tag k="hgv:conditional" v="no @ (06:00-21:00)"/></way>
<way id="30"><nd ref="1"/><nd ref="4"/><tag k="highway" v="primary"/><tag k="maxweight" v="3"/></way>
</osm>"""


@pytest.fixture
def signed(tmp_path: Path):
    """Builds a day on three roads: one whose sign closes it by day, one for three tonnes and less."""
    files = {
        "roads.osm": SIGNED,
        "facilities.csv": "id,name,lat,lon,receiving\n"
        "ban,Cấm,16.00,108.02,04:00-17:00\nnhe,Nhẹ,16.02,108.01,\n",
        "depots.csv": "id,name,lat,lon,supplier_id,supplier_name,stock\nkho,Kho,16.00,108.00,n,N,40L:100\n",
        "orders.csv": "id,facility_id,deliver\nD1,ban,40L:2\nD2,nhe,40L:2\n",
        "kinds.csv": "id,gross_t,hgv\nlon,5,true\nnho,2.4,false\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def build(profile: str, shift: str, **more) -> Problem:
        (tmp_path / "trucks.csv").write_text(
            f"id,payload_kg,slots,depot_id,profile,shift\nX,500,10,kho,{profile},{shift}\n", encoding="utf-8"
        )
        return build_problem(
            Inputs(
                facilities=(tmp_path / "facilities.csv",),
                depots=tmp_path / "depots.csv",
                vehicles=tmp_path / "trucks.csv",
                orders=tmp_path / "orders.csv",
                roads=tmp_path / "roads.osm",
                date="2026-11-24",
                **{"truck_profiles": tmp_path / "kinds.csv"} | more,
            )
        ).problem

    return build


def test_a_sign_with_hours_binds_trucks_and_no_vans(signed):
    """By day a truck does not get to the sign's street, before six it does; a van does at any hour."""
    served = {}
    for profile, shift in (("lon", "07:00-17:00"), ("lon", "04:00-17:00"), ("nho", "07:00-17:00")):
        solution = _planned(signed(profile, shift))
        assert solution.violations == ()
        served[profile, shift] = {stop.facility_id for stop in solution.plan.stops}
        for row in solution.plan.unserved:
            if row.facility_id == "ban":
                assert row.explanation.code == Reason.ROAD_BARRED
                assert "Phố Cấm" in row.explanation.reason.vi
    assert served == {
        ("lon", "07:00-17:00"): set(),
        ("lon", "04:00-17:00"): {"ban"},
        ("nho", "07:00-17:00"): {"ban", "nhe"},
    }


def test_a_profile_that_is_in_no_table_is_refused(signed):
    """Misspelt, it would be taken for the usual truck; without a table any name is that truck."""
    with pytest.raises(InputError) as refused:
        signed("lớn", "07:00-17:00")
    assert [issue.code for issue in refused.value.issues] == ["UNKNOWN_PROFILE"]
    assert signed("lớn", "07:00-17:00", truck_profiles=None).travel.profiles == ("lớn",)


def test_the_problem_keeps_its_kinds_of_trucks(signed, tmp_path):
    """Its matrix made anew is the same, and not that of the usual truck."""
    problem = parse_problem(problem_json(signed("nho", "07:00-17:00")))
    assert [truck.id for truck in problem.roads.truck_kinds] == ["lon", "nho"]
    again = travel_like(problem, read_roads(tmp_path / "roads.osm"))
    assert again == problem.travel
    assert again.time_s("nho", "kho", "nhe") is not None
