"""Planning again from a plan, inserting an order, topping up: by command and over HTTP."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from routing.documents import (
    parse_tours,
    problem_sha256,
    read_plan,
    read_problem,
    tours_json,
    write_plan,
    write_problem,
)
from routing.model import Budget, Plan, Problem, Rates, Tour, TourTrip
from routing.replan.locks import Locks
from routing.solve import solve
from routing.timetable import timetable
from service.cli import app
from service.dispatch.plans import solving
from service.dispatch.plans.search import Search
from service.dispatch.plans.starting import departed_from
from service.dispatch.what_if.changes import ScenarioChanges, make_changes
from service.dispatch.what_if.what_if import what_if
from service.schemas.given import LocksAsked

QUICK = ("--engine", "greedy", "--seconds", 1)


def run(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def tour(vehicle: str, depot: str, *part_ids: str) -> Tour:
    return Tour(vehicle_id=vehicle, trips=(TourTrip(depot_id=depot, part_ids=part_ids),))


def trucks(plan: Plan) -> dict[str, str]:
    return {stop.order_id: route.vehicle_id for route in plan.routes for stop in route.stops}


CROSSED = (tour("t-west", "west", "o-binh"), tour("t-east", "east", "o-an"))


@pytest.fixture
def files(tmp_path: Path, two_depots: Problem) -> tuple[Path, Path]:
    """A problem file, and a plan file in which each truck drives to the other's clinic."""
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.json"
    write_problem(two_depots, problem)
    write_plan(timetable(two_depots, CROSSED, problem_sha256=problem_sha256(two_depots)), plan)
    return problem, plan


@pytest.mark.parametrize(
    "lock",
    [
        ("--lock-route", "t-west"),
        ("--lock-vehicle", "t-west"),
        ("--lock-stop", "o-binh"),
        ("--depart", "t-west"),
        ("--depart", "t-west:1"),
    ],
)
def test_solve_from_a_plan_with_a_lock(
    lock: tuple[str, str], files: tuple[Path, Path], tmp_path: Path
) -> None:
    """What is locked stays where it is, and the plan is good for the problem that is written with it."""
    out, pinned = tmp_path / "new.json", tmp_path / "locked.json"
    result = run("solve", files[0], "--start", files[1], *lock, *QUICK, "--out", out, "--out-problem", pinned)
    assert result.exit_code == 0, result.output
    assert trucks(read_plan(out))["o-binh"] == "t-west"
    assert run("check", pinned, out).exit_code == 0
    assert "wrong_problem" in run("check", files[0], out).stdout


def test_solve_from_a_plan_without_locks(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Greedy keeps what it begins from, and the plan is one of the same problem."""
    out = tmp_path / "new.json"
    assert run("solve", files[0], "--start", files[1], *QUICK, "--out", out).exit_code == 0
    assert trucks(read_plan(out)) == {"o-an": "t-east", "o-binh": "t-west"}
    assert run("check", files[0], out).exit_code == 0


def test_faulty_locks_exit_2(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Without a plan, with wrong ids, or where the problem of the plan would be lost."""
    result = run("solve", files[0], "--lock-route", "t-west", *QUICK)
    assert (result.exit_code, "NO_START" in result.stderr) == (2, True)
    locks = ("--lock-route", "a", "--lock-stop", "b", "--depart", "t-west:7")
    result = run("solve", files[0], "--start", files[1], *locks, *QUICK)
    assert result.exit_code == 2
    assert all(word in result.stderr for word in ("3 lỗi", "[a]", "[b]", "BAD_TRIP_COUNT"))
    result = run(
        "solve", files[0], "--start", files[1], "--lock-route", "t-west", *QUICK, "--out", tmp_path / "x"
    )
    assert (result.exit_code, "--out-problem" in result.stderr) == (2, True)


def test_words_become_locks() -> None:
    """A truck alone has made one trip; only digits after the last colon are a number."""
    assert departed_from(["a", "b:2", "c:d", "e:f:3"]) == {"a": 1, "b": 2, "c:d": 1, "e:f": 3}
    body = LocksAsked(stops=["o"], departed={"a": 1})
    assert body.locks() == Locks(orders=("o",), departed={"a": 1})


def test_what_if_begins_from_the_base_plan(two_depots: Problem, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is given what the change has left of the base plan, mended for the day."""
    seen: list[Budget] = []

    def watched(problem: Problem, **search):
        seen.append(search["budget"])
        return solve(problem, **search)

    monkeypatch.setattr(solving, "solve", watched)
    base = timetable(two_depots, CROSSED)
    changes = make_changes(ScenarioChanges(depot_down=["east"]))
    outcome = what_if(two_depots, changes, Search(engine="greedy", seconds=1), roads=pytest.fail, base=base)
    # First the day as it is, then what is left of its better plan, which has no trip from east.
    assert seen[0].start == CROSSED
    assert [len(budget.start) for budget in seen] == [2, 2]
    assert (outcome.violations, trucks(outcome.plan)["o-binh"]) == ((), "t-west")


def test_insert_ranks_and_writes(tmp_path: Path, two_clinics: Problem) -> None:
    """A table of places, one of them written as a plan that the checker accepts."""
    problem, plan, out = (tmp_path / name for name in ("problem.json", "plan.json", "new.json"))
    write_problem(two_clinics, problem)
    write_plan(timetable(two_clinics, (tour("t1", "depot", "o-binh"),)), plan)
    result = run("insert", problem, plan, "o-an", "--choose", 2, "--out", out)
    assert result.exit_code == 0, result.output
    assert "Chỗ chèn tốt nhất" in result.stdout
    assert "o-binh" in result.stdout
    assert run("check", problem, out).exit_code == 0
    assert [len(route.trips) for route in read_plan(out).routes] == [2]
    rows = json.loads(run("insert", problem, plan, "o-an", "--json").stdout)["insertions"]
    assert [row["cost_rise_vnd"] for row in rows] == [10_000, 460_000, 460_000]
    assert run("insert", problem, plan, "o-an", "--choose", 9, "--out", out).exit_code == 2
    assert run("insert", problem, plan, "o-binh").exit_code == 2


def test_insert_finds_no_place(tmp_path: Path, far_valley: Problem) -> None:
    """No road to the island: nothing is written, and exit 1 says so."""
    problem, plan, out = (tmp_path / name for name in ("problem.json", "plan.json", "new.json"))
    write_problem(far_valley, problem)
    write_plan(timetable(far_valley, ()), plan)
    result = run("insert", problem, plan, "o-island", "--out", out)
    assert (result.exit_code, out.exists()) == (1, False)
    assert "Không có chỗ nào" in result.stderr


def test_top_up_makes_orders_optional(tmp_path: Path, two_clinics: Problem) -> None:
    """The new problem has prizes, and a plan of it tells what it took and what that would cost later."""
    problem, more = tmp_path / "problem.json", tmp_path / "more.json"
    write_problem(two_clinics, problem)
    result = run("top-up", problem, "--orders", "o-an, o-binh", "--share", 100, "--out", more)
    assert result.exit_code == 0, result.output
    assert "ước tính" in result.stdout
    prizes = {order.id: order.prize_vnd for order in read_problem(more).orders}
    assert prizes["o-binh"] == 1_120_000
    assert read_problem(problem) == two_clinics
    solved = run("solve", more, *QUICK)
    assert "Đơn có thể chờ" in solved.stdout
    top_ups = json.loads(run("solve", more, *QUICK, "--json").stdout)["top_ups"]
    plan = solve(read_problem(more), engine="greedy", budget=Budget(seconds=1)).plan
    taken = [prizes[stop.order_id] for stop in plan.stops]
    assert top_ups == {"offered": 2, "taken": len(taken), "taken_later_vnd": sum(taken)}
    assert run("top-up", problem, "--orders", "x,y", "--out", more).exit_code == 2


def kept(client: TestClient, sha256: str, tours: tuple[Tour, ...]) -> str:
    request = {"problem_sha256": sha256, "tours": json.loads(tours_json(tours))["tours"], "keep": True}
    return client.post("/v1/tours/check", json=request).json()["plan_id"]


def test_plan_from_a_plan_over_http(client: TestClient, two_depots: Problem, steps) -> None:
    """A base plan's id and locks give a plan of the pinned problem, which can be published."""
    sha256 = steps.hand_in(client, two_depots)
    base = kept(client, sha256, CROSSED)
    request = {"start_plan_id": base, "engine": "greedy", "seconds": 1}
    locks = {"routes": ["t-west"], "stops": ["o-an"], "departed": {"t-east": 1}}
    operation = client.post("/v1/plans", json={**request, "locks": locks})
    assert operation.status_code == 202, operation.text
    done = steps.operation(client, operation.json()["id"])
    assert done["state"] == "done", done
    plan = client.get(f"/v1/plans/{done['plan_id']}").json()
    assert (plan["status"], plan["figures"]["start_plan_id"]) == ("draft", base)
    assert {r["vehicle_id"]: r["trips"][0]["stops"][0]["order_id"] for r in plan["plan"]["routes"]} == {
        "t-west": "o-binh",
        "t-east": "o-an",
    }
    pinned = client.get(plan["links"]["problem"]).json()
    assert {pin["vehicle_id"] for pin in pinned["pins"]} == {"t-west", "t-east"}
    # The day's problem is still the one without locks.
    assert client.get("/v1/depots", params={"date": two_depots.date}).json()["problem_sha256"] == sha256
    assert client.post(f"/v1/plans/{done['plan_id']}/publish").status_code == 200
    free = steps.operation(client, client.post("/v1/plans", json=request).json()["id"])
    assert client.get(f"/v1/plans/{free['plan_id']}").json()["problem_sha256"] == sha256


def test_wrong_starts_are_refused(client: TestClient, two_depots: Problem, steps) -> None:
    """Locks without a plan, an unknown plan, and every wrong id at once."""
    sha256 = steps.hand_in(client, two_depots)
    base = kept(client, sha256, CROSSED)
    lonely = client.post("/v1/plans", json={"problem_sha256": sha256, "locks": {}})
    assert "start_plan_id" in lonely.json()["issues"][0]["fault"]["vi"]
    assert client.post("/v1/plans", json={"start_plan_id": f"plan-{'0' * 16}"}).status_code == 404
    wrong = client.post("/v1/plans", json={"start_plan_id": base, "locks": {"routes": ["x"], "stops": ["y"]}})
    assert wrong.status_code == 422
    assert {issue["subject"]["id"] for issue in wrong.json()["issues"]} == {"x", "y"}


def test_insertions_over_http(client: TestClient, two_clinics: Problem, steps) -> None:
    """Ranked places, each with tours that make a plan of their own; also for an order that is new."""
    sha256 = steps.hand_in(client, two_clinics)
    base = kept(client, sha256, (tour("t1", "depot", "o-binh"),))
    answer = client.post(f"/v1/plans/{base}/insertions", json={"order_id": "o-an", "most": 2}).json()
    first, second = answer["insertions"]
    assert (first["cost_rise_vnd"], first["later"][0]["by_s"], second["new_trip"]) == (10_000, 600, True)
    frame = {"format": {"name": "oxyroute-tours", "version": 1}, "tours": first["tours"]}
    draft = kept(client, answer["problem_sha256"], parse_tours(json.dumps(frame)))
    costs = [client.get(f"/v1/plans/{key}").json()["figures"]["cost_vnd"] for key in (base, draft)]
    assert costs[1] - costs[0] == 10_000
    call = replace(two_clinics.orders[0], id="o-call")
    called = two_clinics.replace(orders=(*two_clinics.orders, call))
    request = {"order_id": "o-call", "problem_sha256": steps.hand_in(client, called)}
    new = client.post(f"/v1/plans/{base}/insertions", json=request)
    assert new.json()["problem_sha256"] == problem_sha256(called)
    assert new.json()["insertions"]
    assert client.post(f"/v1/plans/{base}/insertions", json={"order_id": "x"}).status_code == 422
    assert len(client.get("/v1/plans").json()["plans"]) == 2


def test_top_ups_over_http(client: TestClient, two_clinics: Problem, steps) -> None:
    """A problem with prizes is stored beside the one without."""
    sha256 = steps.hand_in(client, two_clinics)
    request = {"order_ids": ["o-binh"], "share_percent": 50}
    made = client.post(f"/v1/problems/{sha256}/top-ups", json=request)
    assert (made.status_code, made.json()["prize_vnd"]) == (201, {"o-binh": 560_000})
    stored = client.get(made.headers["location"]).json()
    assert {order["id"]: order["prize_vnd"] for order in stored["orders"]} == {
        "o-an": None,
        "o-binh": 560_000,
    }
    refused = client.post(f"/v1/problems/{sha256}/top-ups", json={"order_ids": ["x"]})
    assert refused.status_code == 422


def test_staying_close_keeps_trucks(tmp_path: Path, two_depots: Problem, client: TestClient, steps) -> None:
    """Crossed tours are swapped by a search from them, and stay where moving has its price, at both doors."""
    worth_moving = two_depots.replace(
        vehicles=tuple(replace(v, rates=Rates(per_km_vnd=100)) for v in two_depots.vehicles)
    )
    problem, start, out = (tmp_path / name for name in ("problem.json", "start.json", "out.json"))
    write_problem(worth_moving, problem)
    base = timetable(worth_moving, CROSSED, problem_sha256=problem_sha256(worth_moving))
    write_plan(base, start)
    search = ("--engine", "ruin_recreate", "--iterations", 100, "--out", out)
    same_trucks = []
    for wish in ((), ("--stay-close",)):
        assert run("solve", problem, "--start", start, *search, *wish).exit_code == 0
        assert run("check", problem, out).exit_code == 0
        same_trucks.append(trucks(read_plan(out)) == trucks(base))
    assert same_trucks == [False, True]
    result = run("solve", problem, *search, "--stay-close")
    assert (result.exit_code, "NO_START" in result.stderr) == (2, True)

    sha256 = steps.hand_in(client, worth_moving)
    tours = json.loads(tours_json(base.tours))["tours"]
    request = {"problem_sha256": sha256, "tours": tours, "keep": True}
    plan_id = client.post("/v1/tours/check", json=request).json()["plan_id"]
    wish = {"start_plan_id": plan_id, "engine": "ruin_recreate", "iterations": 100, "stay_close": True}
    done = steps.operation(client, client.post("/v1/plans", json=wish).json()["id"])
    kept = client.get(f"/v1/plans/{done['plan_id']}").json()
    assert kept["figures"]["distance_m"] == sum(route.length_m for route in base.routes)
    refused = client.post("/v1/plans", json={"problem_sha256": sha256, "stay_close": True})
    assert refused.status_code == 422
