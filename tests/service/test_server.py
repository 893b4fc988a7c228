"""Real servers and worker processes: stopping, dying, and coming back."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from routing.model import Problem
from service.jobs.jobs import Jobs
from service.store import Store, operations, plans, problems

Start = Callable[[Path], Any]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, server_class: Any) -> Iterator[Any]:
    """One server for the tests that leave it alive."""
    started = server_class(tmp_path_factory.mktemp("shared") / "home")
    yield started
    started.close()


def test_killed_server_comes_back_consistent(
    tmp_path: Path, start_server: Start, two_clinics: Problem, steps
) -> None:
    """After kill -9 in the middle of a solve nothing is half-written; the operation runs again and ends."""
    home = tmp_path / "home"
    first = start_server(home)
    sha256 = steps.hand_in(first.http, two_clinics)
    running = steps.ask(first.http, sha256, engine="or_tools", seconds=3)
    steps.wait_for(
        lambda: first.http.get(f"/v1/operations/{running}").json()["progress"].get("elapsed_s", 0),
        lambda elapsed_s: elapsed_s > 0.4,
    )
    workers = steps.children(first.process.pid)
    first.kill()
    with sqlite3.connect(home / "oxyroute.db") as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("SELECT state FROM operations").fetchone() == ("running",)
        assert raw.execute("SELECT count(*) FROM plans").fetchone() == (0,)
    steps.wait_for(lambda: [w for w in workers if Path(f"/proc/{w}").exists()], lambda left: not left)

    second = start_server(home)
    operation = steps.operation(second.http, running)
    assert (operation["state"], operation["attempts"]) == ("done", 2)
    listed = second.http.get("/v1/plans").json()["plans"]
    assert [plan["id"] for plan in listed] == [operation["plan_id"]]
    assert listed[0]["figures"]["violations"] == 0
    assert second.http.post(f"/v1/plans/{operation['plan_id']}/publish").status_code == 200


def test_stop_keeps_the_best_plan(server: Any, two_clinics: Problem, steps) -> None:
    """A long search that is stopped ends soon with a plan; its events tell the whole story."""
    sha256 = steps.hand_in(server.http, two_clinics)
    operation_id = steps.ask(server.http, sha256, engine="or_tools", seconds=600)
    steps.wait_for(
        lambda: server.http.get(f"/v1/operations/{operation_id}").json()["progress"].get("best"),
        lambda best: best is not None,
    )
    assert server.http.get("/v1/health").status_code == 200
    assert server.http.post(f"/v1/operations/{operation_id}/stop").status_code == 202
    with server.http.stream("GET", f"/v1/operations/{operation_id}/events") as events:
        lines = [line for line in events.iter_lines() if line.startswith("event:")]
    assert lines[-1] == "event: end"
    operation = server.http.get(f"/v1/operations/{operation_id}").json()
    assert operation["state"] == "stopped"
    plan = server.http.get(operation["links"]["result"]).json()
    assert (plan["figures"]["served"], plan["figures"]["violations"]) == (2, 0)
    again = server.http.post(f"/v1/operations/{operation_id}/stop").json()
    assert again["state"] == "stopped"


def test_dead_worker_fails_its_operation_only(server: Any, two_clinics: Problem, steps) -> None:
    """A worker that is killed fails its operation with a clear error; the next one is served."""
    sha256 = steps.hand_in(server.http, two_clinics)
    operation_id = steps.ask(server.http, sha256, engine="or_tools", seconds=600)
    steps.wait_for(
        lambda: server.http.get(f"/v1/operations/{operation_id}").json()["progress"],
        bool,
    )
    for worker in steps.children(server.process.pid):
        os.kill(worker, signal.SIGKILL)
    operation = steps.operation(server.http, operation_id)
    assert (operation["state"], operation["error"]["code"]) == ("failed", "worker_died")
    assert "-9" in operation["error"]["message"]["vi"]
    assert steps.plan(server.http, sha256)


def test_the_portfolio_works_in_a_worker(server: Any, two_clinics: Problem, steps) -> None:
    """A worker may have workers of its own; they end with it, however it ends."""
    sha256 = steps.hand_in(server.http, two_clinics)
    assert steps.plan(server.http, sha256, engine="portfolio", seconds=0.5)
    operation_id = steps.ask(server.http, sha256, engine="portfolio", seconds=600)
    grandchildren = steps.wait_for(
        lambda: [pid for worker in steps.children(server.process.pid) for pid in steps.children(worker)], bool
    )
    for worker in steps.children(server.process.pid):
        if set(steps.children(worker)) & set(grandchildren):
            os.kill(worker, signal.SIGKILL)
    operation = steps.operation(server.http, operation_id)
    assert (operation["state"], operation["error"]["code"]) == ("failed", "worker_died")
    steps.wait_for(lambda: [p for p in grandchildren if Path(f"/proc/{p}").exists()], lambda left: not left)


def test_the_same_iterations_give_the_same_plan(server: Any, two_clinics: Problem, steps) -> None:
    """Rounds instead of seconds: the stored plans are the same."""
    sha256 = steps.hand_in(server.http, two_clinics)
    search = {"engine": "with_pyvrp", "iterations": 50, "seed": 3}
    first, second = (
        server.http.get(f"/v1/plans/{steps.plan(server.http, sha256, **search)}").json() for _ in range(2)
    )
    assert first["plan"] == second["plan"]
    assert first["plan"]["parameters"]["iterations"] == "50"


def test_stopped_server_leaves_work_for_the_next(
    tmp_path: Path, start_server: Start, two_clinics: Problem, steps
) -> None:
    """A server that is asked to end marks its work as interrupted; only then may another have its home."""
    home = tmp_path / "home"
    server = start_server(home)
    operation_id = steps.ask(
        server.http, steps.hand_in(server.http, two_clinics), engine="or_tools", seconds=600
    )
    steps.operation(server.http, operation_id, "running")
    server.close()
    with sqlite3.connect(home / "oxyroute.db") as raw:
        assert raw.execute("SELECT state FROM operations").fetchone() == ("interrupted",)


def test_operation_is_not_tried_for_ever(store: Store) -> None:
    """What three servers did not survive is failed by the fourth, with the reason."""
    with store.write() as tx:
        operation = operations.add(tx, kind="plan", request={"seconds": 1})
        operations.change(tx, operation.id, state="running", attempts=3, deaths=2)
    jobs = Jobs(store, workers=1, roads=())
    jobs.start()
    jobs.close()
    with store.read() as tx:
        row = operations.row(tx, operation.id)
    assert (row.state, row.error["code"]) == ("failed", "gave_up")


def test_stop_before_start_leaves_no_plan(store: Store) -> None:
    """An operation that is stopped while it waits never begins."""
    with store.write() as tx:
        problems.put(tx, b"{}", sha256="a" * 64, date="2026-11-24", name="")
        operation = operations.add(tx, kind="plan", request={"problem_sha256": "a" * 64})
    jobs = Jobs(store, workers=1, roads=())
    assert jobs.stop(operation.id).state == "stopped"
    with store.read() as tx:
        assert plans.listed(tx) == ()
