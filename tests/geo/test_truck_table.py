"""Kinds of trucks in a table, and what it changes on the roads."""

from dataclasses import replace

import pytest

from geo.travel.time_dependent import TimedProfile, time_dependent_travel
from geo.trucks.truck_profile import ESTIMATED_GROSS_T, TruckProfile, profile_of, read_speeds
from geo.trucks.truck_table import read_trucks
from routing.documents import parse_problem, problem_json
from routing.model import InputError, RoadRecord, TruckKind

PRIMARY = {"highway": "primary"}


@pytest.fixture
def table(tmp_path):
    """Writes a table of trucks."""

    def write(*rows: str, head: str = "id,gross_t,axle_load_t,height_m,width_m,hgv,turns_about,axles"):
        path = tmp_path / "trucks.csv"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def test_what_is_not_told_is_the_usual_truck(table):
    """An empty cell is the estimate; what is told counts."""
    (small,) = read_trucks(table("nhỏ,2.4,,2.2,,false,,"))
    assert (small.id, small.gross_t, small.height_m, small.hgv, small.turns_about) == (
        "nhỏ",
        2.4,
        2.2,
        False,
        True,
    )
    (usual,) = read_trucks(table("truck", head="id"))
    assert usual.gross_t == ESTIMATED_GROSS_T


def test_trucks_come_back_from_their_problem(table, two_clinics):
    """As a problem keeps them, and as the roads see them."""
    trucks = read_trucks(table("a,2.4,1.5,2.2,1.8,false,false,2", "b,16,9,3.6,2.5,true,true,3"))
    problem = two_clinics.replace(roads=RoadRecord(truck_kinds=trucks))
    assert parse_problem(problem_json(problem)).roads.truck_kinds == trucks
    speeds = read_speeds()
    seen = profile_of(trucks[0], speeds)
    assert (seen.id, seen.gross_t, seen.axles, seen.hgv, seen.turns_about) == ("a", 2.4, 2, False, False)
    assert profile_of(TruckKind(id="x"), speeds) == TruckProfile(id="x", speeds_kmh=speeds)


def test_every_fault_is_told(table):
    """Twice the same, a mass of a ship, a flag that is none, no id."""
    with pytest.raises(InputError) as refused:
        read_trucks(table("a,2,,,,,,", "a,2000,,,,,,", "c,2,,,,maybe,,", ",2,,,,,,2.5"))
    issues = {(issue.subject.row, issue.code) for issue in refused.value.issues}
    assert issues == {
        (3, "DUPLICATE_ID"),
        (3, "NUMBER_OUT_OF_RANGE"),
        (4, "UNKNOWN_VALUE"),
        (5, "BLANK_CELL"),
        (5, "NOT_WHOLE"),
    }


def test_who_may_not_turn_about_drives_to_the_end_of_a_road(osm, truck, at):
    """Nobody may turn right at 2: one turns about at 3, or, where one may not, at the dead end 6 behind it.

    6 ── 3
         │
         2 ── 4
         │
         1
    """
    nodes = {1: (0, 0), 2: (1, 0), 3: (2, 0), 4: (1, 1), 6: (2, -1)}
    ways = [(10, [1, 2], PRIMARY), (20, [2, 4], PRIMARY), (30, [2, 3], PRIMARY), (40, [3, 6], PRIMARY)]
    members = (("from", "way", 10), ("via", "node", 2), ("to", "way", 20))
    graph = osm(nodes, ways, [(900, members, {"type": "restriction", "restriction": "no_right_turn"})])
    places = {"south": at(0, 0), "east": at(1, 1)}
    free, _ = time_dependent_travel(graph, places, [TimedProfile(profile=truck)])
    bound, _ = time_dependent_travel(graph, places, [TimedProfile(profile=replace(truck, turns_about=False))])
    step_m = 1069  # east-west, at 16 degrees north
    assert free.distance_m("truck", "south", "east") == pytest.approx(3 * 1112 + step_m, abs=5)
    assert bound.distance_m("truck", "south", "east") == pytest.approx(3 * 1112 + 3 * step_m, abs=9)
