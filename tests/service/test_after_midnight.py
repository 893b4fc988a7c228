"""A night's tour drives into the next date: what the clock shows there decides which roads are barred."""

from pathlib import Path

import pytest

from routing.model import Budget, Problem
from routing.solve import judge, solve
from service.dispatch.day.build import build_problem
from service.dispatch.day.tables import Inputs
from service.dispatch.plans.search import Search
from service.dispatch.roads.road_source import roads_of
from service.dispatch.what_if.changes import ScenarioChanges, make_changes
from service.dispatch.what_if.hits import hits_of
from service.dispatch.what_if.what_if import what_if

TUESDAY = "2026-11-24"
AREA = (
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"X","name":"X"},"geometry":'
    '{"type":"Polygon","coordinates":[[[108.16,16.0],[108.26,16.0],[108.26,16.1],[108.16,16.1],[108.16,16.0]]]}}]}'
)
OSM = """<osm version="0.6">
<node id="1" version="1" lat="16.05" lon="108.15"/><node id="2" version="1" lat="16.05" lon="108.20"/>
<way id="10" version="1"><nd ref="1"/><nd ref="2"/>
<tag k="highway" v="primary"/><tag k="hgv:conditional" v="RULE"/></way>
</osm>"""


@pytest.fixture
def night(tmp_path: Path):
    """Builds Tuesday's problem: a truck from 22:00 to 06:00, a stop at 00:30-04:00 on Wednesday."""
    files = {
        "facilities.csv": "id,name,lat,lon,receiving\nbv,BV,16.05,108.2,00:00-30:00\n",
        "depots.csv": "id,name,lat,lon,open,stock\nkho,Kho,16.05,108.15,20:00-32:00,40L:200\n",
        "vehicles.csv": "id,payload_kg,slots,depot_id,shift\nxe,2000,30,kho,22:00-30:00\n",
        "orders.csv": "id,facility_id,deliver,windows\nd,bv,40L:10,24:30-28:00\n",
        "truck_ban_areas.geojson": AREA,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def build(*, rule: str = "no @ (12:00-12:01)", **ban: str) -> Problem:
        roads = tmp_path / "roads.osm"
        roads.write_text(OSM.replace("RULE", rule), encoding="utf-8")
        cells = {"id": "B", "name": "Cấm", "area": "X", "over_kg": "0"} | ban
        (tmp_path / "bans.csv").write_text(
            f"{','.join(cells)}\n{','.join(cells.values())}\n", encoding="utf-8"
        )
        return build_problem(
            Inputs(
                facilities=(tmp_path / "facilities.csv",),
                depots=tmp_path / "depots.csv",
                vehicles=tmp_path / "vehicles.csv",
                orders=tmp_path / "orders.csv",
                roads=roads,
                date=TUESDAY,
                bans=str(tmp_path / "bans.csv") if ban else "",
            )
        ).problem

    return build


def served(problem: Problem) -> bool:
    """Whether the order is served, by a plan without a finding."""
    solution = solve(problem, engine="greedy", budget=Budget(seconds=5))
    assert solution.violations == ()
    return not solution.plan.unserved


@pytest.mark.parametrize(
    ("ban", "free"),
    [
        ({"closed": "00:00-06:00", "days": "tu"}, True),
        ({"closed": "00:00-06:00", "days": "we"}, False),
        ({"closed": "00:00-06:00"}, False),
        ({"closed": "00:00-06:00", "last": "2026-11-24"}, True),
        ({"closed": "00:00-06:00", "first": "2026-11-25"}, False),
        ({"closed": "22:00-30:00", "days": "tu"}, False),
        ({"closed": "22:00-30:00", "days": "we"}, True),
        ({"closed": "22:00-30:00", "last": "2026-11-24"}, False),
    ],
)
def test_a_ban_of_a_weekday_or_a_date_binds_on_the_date_that_the_clock_shows(night, ban, free):
    """The stop is on Wednesday the 25th; a night belongs to the day on which it begins."""
    assert served(night(**ban)) == free


@pytest.mark.parametrize(
    ("rule", "free"),
    [
        ("no @ (Tu 00:00-06:00)", True),
        ("no @ (We 00:00-06:00)", False),
        ("no @ (Tu 22:00-06:00)", False),
        ("no @ (2026 Nov 25 00:00-06:00)", False),
        ("no @ (2026 Nov 24 00:00-06:00)", True),
        ("no @ (Mo-Su 00:00-06:00; We off)", True),
    ],
)
def test_a_sign_with_days_or_dates_does_too(night, rule, free):
    """As OpenStreetMap writes it."""
    assert served(night(rule=rule)) == free


def test_the_checker_finds_a_stop_in_a_ban_of_the_next_date(night):
    """A plan of the day without the ban breaks the day with it, by the clock of its own date."""
    plan = solve(night(), engine="greedy", budget=Budget(seconds=5)).plan
    tours = [route.tour for route in plan.routes]
    assert judge(night(closed="00:00-06:00", days="tu"), tours).violations == ()
    assert judge(night(closed="00:00-06:00", days="we"), tours).violations


@pytest.mark.parametrize(("hours", "legs"), [("00:00-06:00", 2), ("06:00-24:00", 0), ("00:00-00:30", 1)])
def test_a_closing_at_night_is_in_the_tables_and_in_the_list_of_hits(night, hours, legs):
    """It holds by the clock on every date; the plan drives at 00:22 and from 00:50 on."""
    problem = night()
    plan = solve(problem, engine="greedy", budget=Budget(seconds=5)).plan
    wanted = make_changes(ScenarioChanges(close_way=["10"], close_hours=hours))
    hit_report = hits_of([], problem, plan, roads_of(problem), wanted)
    assert len(hit_report.legs) == legs
    outcome = what_if(
        problem, wanted, Search(engine="greedy", seconds=1), roads=lambda: roads_of(problem), base=plan
    )
    assert len(outcome.hits.legs) == legs
    assert bool(outcome.plan.unserved) == (hours == "00:00-06:00")
