"""A flooded hospital is not served: named first, unreachable unless allowed by name, at every door."""

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from routing.codes import codes_page
from routing.documents import write_plan, write_problem
from routing.model import InputError, Plan, Problem
from routing.solve import solve
from service.app import make_app
from service.cli import app
from service.dispatch.plans.search import Search
from service.dispatch.roads.closing import as_closed
from service.dispatch.roads.road_source import roads_of
from service.dispatch.what_if.answer import answer
from service.dispatch.what_if.changes import ScenarioChanges, make_changes
from service.dispatch.what_if.cut_off import CODE
from service.dispatch.what_if.what_if import WhatIf, what_if
from service.settings import Settings


def box(west: float, east: float) -> dict:
    """An area from west to east around the main road."""
    corners = [[west, 15.99], [east, 15.99], [east, 16.01], [west, 16.01], [west, 15.99]]
    return {
        "type": "Feature",
        "properties": {"name": "Lũ"},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }


BINH, KHO = box(108.19, 108.21), box(107.99, 108.01)


@pytest.fixture
def planned(day: Problem) -> Plan:
    return solve(day, engine="greedy", explained=False).plan


def what_if_of(day: Problem, base: Plan, **changes: object) -> WhatIf:
    return what_if(
        day,
        make_changes(ScenarioChanges(**changes)),  # type: ignore[arg-type]
        Search(engine="greedy", seconds=1),
        roads=lambda: roads_of(day),
        base=base,
    )


def test_a_flooded_facility_is_named_and_not_served(day: Problem, planned: Plan) -> None:
    """The first line counts them; area, metres, road and hand-over are told, as the order's reason, too."""
    assert {x.facility_id for x in planned.unserved} == {"dao"}
    outcome = what_if_of(day, planned, close_area=[BINH])
    assert [(place.place_id, place.area, place.cylinders) for place in outcome.cut_off] == [
        ("binh", "Lũ", 3),
        ("xa", "Lũ", 1),
    ]
    assert all(place.open_road_m > 600 and place.road for place in outcome.cut_off)
    values = answer(outcome)
    assert values["lines"][0] == {
        "vi": "2 cơ sở bị chia cắt: 4 bình",
        "en": "2 facilities cut off: 4 cylinders",
    }
    assert "Hand over at the nearest point of" in values["cut_off"][0]["told"]["en"]
    by_facility = {x.facility_id: x.explanation for x in outcome.plan.unserved}
    assert set(by_facility) == {"dao", "binh", "xa"}
    assert (by_facility["binh"].code, by_facility["dao"].code == "CUT_OFF") == ("CUT_OFF", False)
    assert "closed area “Lũ”" in by_facility["binh"].reason.en
    assert [leg.longer_s for leg in outcome.hits.legs if leg.to_id == "binh"] == [None]


def test_who_is_allowed_by_name_is_served(day: Problem, planned: Plan) -> None:
    """Only binh; the record in the problem snaps it the same way again, and the answer says so."""
    outcome = what_if_of(day, planned, close_area=[BINH], still_reachable=["binh"])
    assert {x.facility_id for x in outcome.plan.unserved} == {"dao", "xa"}
    assert [(place.place_id, place.allowed) for place in outcome.cut_off] == [("binh", True), ("xa", False)]
    lines = [line["en"] for line in answer(outcome)["lines"]]
    assert lines[0] == "1 facilities cut off: 1 cylinders"
    assert "served all the same" in answer(outcome)["cut_off"][0]["told"]["en"]
    assert outcome.problem.roads.still_reachable == {"binh"}
    again = as_closed(roads_of(day), outcome.problem)
    assert again.still_reachable == {"binh"}
    assert again.sha256 == roads_of(outcome.problem).sha256


def test_a_place_can_be_allowed_afterwards(day: Problem, planned: Plan) -> None:
    """On a day whose area is closed already, the name alone is a change."""
    flooded = what_if_of(day, planned, close_area=[BINH])
    outcome = what_if_of(flooded.problem, flooded.plan, still_reachable=["binh"])
    assert {x.facility_id for x in outcome.plan.unserved} == {"dao", "xa"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"still_reachable": ["binh"]}, "CHANGES_NOTHING"),
        ({"close_area": [BINH], "still_reachable": ["nowhere"]}, "UNKNOWN_REFERENCE"),
    ],
)
def test_names_without_effect_are_refused(day: Problem, planned: Plan, changes: dict, code: str) -> None:
    """Nothing is closed, or nobody has that name."""
    with pytest.raises(InputError) as refused:
        what_if_of(day, planned, **changes)
    assert [issue.code for issue in refused.value.issues] == [code]


def test_a_flooded_depot_is_named(day: Problem, planned: Plan) -> None:
    """No truck leaves it: nothing is served, and the answer begins with the depot."""
    outcome = what_if_of(day, planned, close_area=[KHO])
    assert [(place.place_id, place.is_depot) for place in outcome.cut_off] == [("kho", True)]
    assert answer(outcome)["lines"][0]["en"] == "1 depots cut off: Kho"
    assert outcome.plan.routes == ()


def test_a_closing_for_hours_leaves_the_place_to_other_hours(day: Problem, planned: Plan) -> None:
    """From six to nine only: it is served later, and the list of those cut off all day is empty."""
    outcome = what_if_of(day, planned, close_area=[BINH], close_hours="06:00-09:00")
    assert outcome.cut_off == ()
    begins = [stop.begin_s for stop in outcome.plan.stops if stop.facility_id == "binh"]
    assert begins
    assert all(not 6 * 3600 <= begin_s < 9 * 3600 for begin_s in begins)


def test_the_command_line_says_it_first(day: Problem, planned: Plan, folder: Path) -> None:
    """The first line of the answer; allowed twice, all are served."""
    problem, plan, area = folder / "problem.json", folder / "plan.json", folder / "lu.geojson"
    write_problem(day, problem)
    write_plan(planned, plan)
    area.write_text(json.dumps(BINH), encoding="utf-8")
    words = ["what-if", problem, "--plan", plan, "--close-area", area, "--engine", "greedy", "--seconds", "1"]
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("2 cơ sở bị chia cắt: 4 bình")
    assert "--still-reachable binh" in result.stdout
    words += ["--still-reachable", "binh", "--still-reachable", "xa", "--json"]
    values = json.loads(CliRunner().invoke(app, [str(word) for word in words]).stdout)
    assert [place["allowed"] for place in values["cut_off"]] == [True, True]
    assert values["delta"]["after"]["unserved"] == values["delta"]["before"]["unserved"]


def test_a_scenario_over_http_names_them(folder: Path, day: Problem, steps) -> None:
    """The answer of the scenario, without and with a name that is allowed; no line leads into the area."""
    settings = Settings(home=folder / "home", roads=(folder / "roads",))
    with TestClient(make_app(settings), raise_server_exceptions=False) as client:
        base = steps.plan(client, steps.hand_in(client, day))
        for still, expected in (([], [False, False]), (["xa"], [False, True])):
            changes = {"close_area": [BINH], "still_reachable": still}
            wish = {"base": base, "engine": "greedy", "seconds": 1, "changes": changes}
            done = steps.operation(client, client.post("/v1/scenarios", json=wish).json()["id"])
            scenario = client.get(f"/v1/scenarios/{done['scenario_id']}").json()
            places = scenario["answer"]["cut_off"]
            assert [(place["place_id"], place["allowed"]) for place in places] == [
                ("binh", expected[0]),
                ("xa", expected[1]),
            ]


def test_the_page_of_codes_names_it():
    """The one reason that is known of roads only, and so stands on the page by hand."""
    assert f"`{CODE}`" in codes_page()
