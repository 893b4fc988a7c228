"""`why` at both doors: the same answer on the command line and over HTTP."""

import json

from fastapi.testclient import TestClient
from typer.testing import CliRunner

from routing.documents import write_plan, write_problem
from routing.model import Problem
from routing.solve import solve
from service.cli import app
from service.dispatch.plans.planning import keep_plan, take_in


def run(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_command_line_tells_why(tmp_path, scarce_stock: Problem):
    """A served order with its next places, an unserved one with reason and remedy; a wrong id is refused."""
    write_problem(scarce_stock, tmp_path / "day.json")
    write_plan(solve(scarce_stock, engine="greedy").plan, tmp_path / "plan.json")
    files = (tmp_path / "day.json", tmp_path / "plan.json")
    served = run("why", *files, "o-an")
    assert served.exit_code == 0
    assert "92C-t-west" in served.stdout
    assert "Who could take it" in served.stdout
    left = json.loads(run("why", *files, "o-chau", "--json").stdout)
    (part,) = left["parts"]
    assert part["vehicle_id"] == ""
    assert part["explanation"]["code"] == "no_stock"
    assert part["explanation"]["verified"]
    wrong = run("why", *files, "o-none")
    assert wrong.exit_code == 2
    assert "UNKNOWN_REFERENCE" in wrong.stderr


def test_http_tells_the_same(client: TestClient, tmp_path, scarce_stock: Problem):
    """GET on the plan's order answers what the command line prints as JSON."""
    store = client.app.state.service.store
    take_in(store, scarce_stock)
    solution = solve(scarce_stock, engine="greedy")
    row = keep_plan(store, scarce_stock, solution, engine="greedy")
    answer = client.get(f"/v1/plans/{row.id}/orders/o-an/why")
    assert answer.status_code == 200
    write_problem(scarce_stock, tmp_path / "day.json")
    write_plan(solution.plan, tmp_path / "plan.json")
    printed = json.loads(run("why", tmp_path / "day.json", tmp_path / "plan.json", "o-an", "--json").stdout)
    assert answer.json() == {"plan_id": row.id, **printed}
    assert client.get(f"/v1/plans/{row.id}/orders/o-none/why").status_code == 422
    assert client.get("/v1/plans/plan-0000000000000000/orders/o-an/why").status_code == 404
