"""Servers and queues on a bad moment: what dies, freezes or cannot be read stops nothing else."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from routing.documents import parse_plan, problem_json, problem_sha256, tours_json
from routing.model import Problem, Tour, TourTrip
from service.jobs import ledger, supervisor
from service.jobs.jobs import Jobs
from service.jobs.task import NotBegun, Progress
from service.jobs.worker import NICENESS
from service.store import StorageError, Store, operations, plans, problems, trouble

ROOT = Path(__file__).parents[2]
Start = Callable[[Path], Any]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, server_class: Any) -> Iterator[Any]:
    """One server for the tests that leave it alive."""
    started = server_class(tmp_path_factory.mktemp("bad") / "home")
    yield started
    started.close()


@pytest.fixture
def jobs(store: Store) -> Iterator[Jobs]:
    """A queue without a server; a test begins it."""
    made = Jobs(store, workers=2, roads=(), start_s=60.0)
    yield made
    made.close()


def put(store: Store, problem: Problem, **search: Any) -> str:
    """Store a problem and queue an operation of it."""
    body, sha256 = problem_json(problem), problem_sha256(problem)
    request = {"problem_sha256": sha256, "date": problem.date, "engine": "greedy", "seconds": 600, "seed": 1}
    with store.write() as tx:
        problems.put(tx, body, sha256=sha256, date=problem.date, name="x")
        return operations.add(tx, kind="plan", request=request | search).id


def read(store: Store, operation_id: str) -> operations.OperationRow:
    with store.read() as tx:
        return operations.row(tx, operation_id)


def ended(store: Store, operation_id: str, steps: Any, *states: str) -> operations.OperationRow:
    """Wait until an operation is over, or in one of these states."""
    wanted = states or operations.FINAL
    return steps.wait_for(lambda: read(store, operation_id), lambda row: row.state in wanted)


def only_an(problem: Problem) -> bytes:
    """Tours that no engine would come back with: one of two orders is left out."""
    trip = TourTrip(depot_id=problem.depots[0].id, part_ids=("o-an",))
    return tours_json((Tour(vehicle_id=problem.vehicles[0].id, trips=(trip,)),))


def served(store: Store, plan_id: str) -> set[str]:
    with store.read() as tx:
        plan = parse_plan(plans.body(tx, plan_id))
    return {key for tour in plan.tours for trip in tour.trips for key in trip.part_ids}


def kill_first_child(server: Any, steps: Any) -> None:
    """Kill the next worker in the moment that it appears."""
    pids = []
    while not pids:
        pids = steps.children(server.process.pid)
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def test_bug_worker_that_dies_while_it_starts(
    start_server: Start, tmp_path: Path, long_road: Problem, steps
) -> None:
    """Its task is larger than a pipe: it is begun again, the next is served, the server ends when told."""
    server = start_server(tmp_path / "home")
    sha256 = steps.hand_in(server.http, long_road)
    first = steps.ask(server.http, sha256)
    kill_first_child(server, steps)
    second = steps.ask(server.http, sha256, seed=2)
    for operation_id in (second, first):
        assert steps.operation(server.http, operation_id)["state"] == "done"
    assert server.http.get("/v1/ready").status_code == 200
    server.close()
    assert server.process.returncode == 0


def test_worker_that_never_starts_is_told(store: Store, jobs: Jobs, two_clinics: Problem, steps, monkeypatch):
    """After a few attempts the operation fails and says why; another one is served meanwhile."""
    monkeypatch.setattr(ledger, "MOST_STARTS", 2)
    monkeypatch.setattr(supervisor, "WorkerProcess", _refusing(supervisor.WorkerProcess, "refused"))
    bad = put(store, two_clinics, engine="refused")
    good = put(store, two_clinics)
    jobs.start()
    assert ended(store, good, steps).state == "done"
    row = ended(store, bad, steps)
    assert (row.state, row.error["code"]) == ("failed", "worker_not_begun")
    assert "Too many open files" in row.error["message"]["en"]
    assert row.attempts == 1, "what never began is no attempt"


def _refusing(real: Any, engine: str) -> Any:
    def make(task: Any, **more: Any) -> Any:
        if task.search.engine == engine:
            raise OSError(24, "Too many open files")
        return real(task, **more)

    return make


def test_no_descriptors_for_a_while(server: Any, two_clinics: Problem, steps) -> None:
    """A real server out of descriptors keeps what is asked in the queue, and works it off afterwards."""
    sha256 = steps.hand_in(server.http, two_clinics)
    pid = server.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (3, before[1]))
    try:
        # The connection is open already.
        operation_id = steps.ask(server.http, sha256)
        steps.wait_for(
            lambda: server.http.get(f"/v1/operations/{operation_id}"), lambda a: a.status_code == 200
        )
        assert steps.children(pid) == []
    finally:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before)
    assert steps.operation(server.http, operation_id)["state"] == "done"


def test_running_without_a_worker_is_begun_again(server: Any, two_clinics: Problem, steps) -> None:
    """What is marked as running while nobody works at it does not stay so."""
    operation_id = steps.ask(server.http, steps.hand_in(server.http, two_clinics))
    steps.operation(server.http, operation_id)
    path = server.home / "oxyroute.db"
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE operations SET state='running', plan_id=NULL WHERE id=?", (operation_id,))
    raw.close()
    operation = steps.operation(server.http, operation_id)
    assert operation["state"] == "done"
    assert operation["plan_id"]


DAMAGES = {
    "no_json": "UPDATE operations SET request='{{{' WHERE id=?",
    "no_text": "UPDATE operations SET request=CAST(x'fffe7b' AS TEXT) WHERE id=?",
    "list": "UPDATE operations SET request='[1]', progress='[]' WHERE id=?",
    "lacking": "UPDATE operations SET request='{}' WHERE id=?",
    "unknown": "UPDATE operations SET request=json_set(request, '$.problem_sha256', 'x') WHERE id=?",
    "start": "UPDATE operations SET request=json_set(request, '$.start_plan_id', 'plan-1') WHERE id=?",
    "tours": "UPDATE operations SET best=x'00' WHERE id=?",
    "engine": "UPDATE operations SET request=json_set(request, '$.engine', 'none') WHERE id=?",
    "problem": "UPDATE problems SET body=x'00' WHERE sha256="
    "(SELECT json_extract(request, '$.problem_sha256') FROM operations WHERE id=?)",
}


def test_one_unreadable_row_blocks_nothing(
    settings, store: Store, start_server: Start, two_clinics: Problem, steps
) -> None:
    """Each damaged operation fails with a reason and can be read; the sound one behind them is served."""
    damaged = {name: put(store, replace(two_clinics, name=name)) for name in DAMAGES}
    sound = put(store, two_clinics)
    store.close()
    with sqlite3.connect(settings.home / "oxyroute.db") as raw:
        for name, statement in DAMAGES.items():
            raw.execute(statement, (damaged[name],))
    raw.close()
    server = start_server(settings.home)
    assert steps.operation(server.http, sound)["state"] == "done"
    for name, operation_id in damaged.items():
        operation = steps.operation(server.http, operation_id)
        assert (name, operation["state"]) == (name, "failed")
        assert operation["error"]["message"]["vi"], name


def test_frozen_worker_holds_nobody_up(store: Store, two_clinics: Problem, steps, monkeypatch) -> None:
    """A worker that freezes before its first word is ended at its deadline; others are served meanwhile."""
    monkeypatch.setattr(ledger, "MOST_STARTS", 1)
    jobs = Jobs(store, workers=2, roads=(), start_s=600.0)
    frozen = put(store, two_clinics)
    jobs.start()
    pids = steps.wait_for(lambda: steps.children(os.getpid()), bool)
    os.kill(pids[0], signal.SIGSTOP)
    sound = put(store, two_clinics, seed=2)
    jobs.submit(kind="plan", request=read(store, sound).request)
    assert ended(store, sound, steps).state == "done"
    assert jobs.working
    jobs._supervisor._start_s = 0.0
    row = ended(store, frozen, steps)
    assert (row.state, row.error["code"]) == ("failed", "worker_not_begun")
    steps.wait_for(lambda: Path(f"/proc/{pids[0]}").exists(), lambda there: not there)
    jobs.close()


def test_orderly_restarts_are_no_deaths(store: Store, two_clinics: Problem, steps) -> None:
    """Four servers that end in order give nothing up; the fifth still works at it."""
    operation_id = put(store, two_clinics, engine="or_tools")
    for _ in range(4):
        jobs = Jobs(store, workers=1, roads=())
        jobs.start()
        ended(store, operation_id, steps, "running")
        jobs.close()
        row = read(store, operation_id)
        assert (row.state, row.deaths) == ("interrupted", 0)


def test_best_so_far_is_where_the_next_begins(store: Store, jobs: Jobs, two_clinics: Problem, steps) -> None:
    """Tours that are told are kept with the operation and handed to whoever goes on with it."""
    operation_id = put(store, two_clinics, engine="or_tools")
    jobs.start()
    steps.wait_for(lambda: _best(store, operation_id), bool)
    jobs.close()
    assert read(store, operation_id).state == "interrupted"
    book = ledger.Ledger(store, roads=())
    book.recover()
    task = book.next_task(beside=0, sharing=1)
    assert task.best == _best(store, operation_id)
    assert not task.made


def _best(store: Store, operation_id: str) -> bytes:
    with store.read() as tx:
        return operations.best(tx, operation_id)


def test_iterations_begin_as_before(store: Store, two_clinics: Problem) -> None:
    """A search by iterations begins from nothing again: the same plan comes again."""
    operation_id = put(store, two_clinics, iterations=50)
    with store.write() as tx:
        operations.keep_best(tx, operation_id, only_an(two_clinics))
    assert ledger.Ledger(store, roads=()).next_task(beside=0, sharing=1).best == b""


@pytest.mark.parametrize(
    ("before", "state", "code"),
    [
        ({"state": "running", "deaths": 2}, "failed", "gave_up"),
        ({"state": "interrupted", "progress": {"stopping": True}}, "stopped", None),
        ({"state": "running", "progress": {"stopping": True}}, "stopped", None),
    ],
)
def test_best_plan_is_kept_as_the_result(
    before: dict, state: str, code: str | None, *, store: Store, jobs: Jobs, two_clinics: Problem, steps
) -> None:
    """Given up or stopped, an operation with tours in hand ends with just these as its plan."""
    operation_id = put(store, two_clinics)
    with store.write() as tx:
        operations.keep_best(tx, operation_id, only_an(two_clinics))
        operations.change(tx, operation_id, **before)
    jobs.start()
    row = ended(store, operation_id, steps)
    assert (row.state, (row.error or {}).get("code")) == (state, code)
    assert served(store, row.plan_id) == {"o-an"}
    assert _best(store, operation_id) == b"", "it is a plan now"


def test_server_that_dies_again_while_it_keeps_the_plan(store: Store, two_clinics: Problem) -> None:
    """The fourth death is the end, whatever tours there are."""
    operation_id = put(store, two_clinics)
    with store.write() as tx:
        operations.keep_best(tx, operation_id, only_an(two_clinics))
        operations.change(tx, operation_id, state="running", deaths=3)
    ledger.Ledger(store, roads=()).recover()
    assert read(store, operation_id).error["code"] == "gave_up"


def test_first_reason_is_the_one_that_is_told(store: Store, two_clinics: Problem, monkeypatch) -> None:
    """Where not even the best tours can be made a plan, the operation says why it was cut short."""
    monkeypatch.setattr(ledger, "MOST_STARTS", 1)
    operation_id = put(store, two_clinics)
    with store.write() as tx:
        operations.keep_best(tx, operation_id, only_an(two_clinics))
        operations.change(tx, operation_id, state="running", deaths=2)
    book = ledger.Ledger(store, roads=())
    book.recover()
    assert book.next_task(beside=0, sharing=1).made
    book.heard(operation_id, NotBegun(reason="no memory"))
    row = read(store, operation_id)
    assert (row.state, row.error["code"]) == ("failed", "gave_up")


def test_best_is_written_again_where_the_store_refused_it(store: Store, two_clinics: Problem, monkeypatch):
    """News that could not be written are told once more, and then they are kept."""
    operation_id = put(store, two_clinics)
    book = ledger.Ledger(store, roads=())
    book.next_task(beside=0, sharing=1)
    news = Progress(elapsed_s=1.0, best=None, curve=(), tours=only_an(two_clinics))
    with monkeypatch.context() as patched:
        patched.setattr(store, "write", _full)
        with pytest.raises(StorageError):
            book.heard(operation_id, news)
    book.heard(operation_id, news)
    assert _best(store, operation_id) == news.tours


def _full() -> None:
    raise trouble.full(None)


def test_dead_worker_leaves_its_best_plan(server: Any, two_clinics: Problem, steps) -> None:
    """A worker killed in the middle of its search costs the rest of the search, not what it had found."""
    sha256 = steps.hand_in(server.http, two_clinics)
    operation_id = steps.ask(server.http, sha256, engine="or_tools", seconds=600)
    steps.wait_for(
        lambda: server.http.get(f"/v1/operations/{operation_id}").json()["progress"].get("best"), bool
    )
    for worker in steps.children(server.process.pid):
        os.kill(worker, signal.SIGKILL)
    operation = steps.operation(server.http, operation_id)
    assert (operation["state"], operation["error"]["code"]) == ("failed", "worker_died")
    assert operation["plan_id"] in operation["error"]["message"]["en"]
    assert server.http.get(f"/v1/plans/{operation['plan_id']}").json()["figures"]["served"] == 2


def test_stop_wish_leaves_nothing(store: Store, jobs: Jobs, two_clinics: Problem, steps) -> None:
    """A wish for what is over changes nothing, and nothing of what is over stays in memory."""
    operation_id = put(store, two_clinics)
    jobs.start()
    before = ended(store, operation_id, steps)
    for _ in range(3):
        assert jobs.stop(operation_id) == before
    steps.wait_for(lambda: jobs._ledger._kept, lambda kept: not kept)
    assert not jobs._ledger._starts
    assert not jobs._ledger._unfit
    assert not jobs._supervisor._workers


def test_readiness_looks_at_the_heartbeat(client: TestClient, monkeypatch) -> None:
    """A server whose supervisor has stopped, or hangs, is alive and not ready."""
    assert client.get("/v1/ready").status_code == 200
    monkeypatch.setattr(supervisor, "_STALLED_S", 0.0)
    stalled = client.get("/v1/ready")
    assert (stalled.status_code, stalled.json()["code"]) == (503, "planning_stalled")
    monkeypatch.undo()
    assert client.get("/v1/ready").status_code == 200
    client.app.state.service.jobs.close()
    assert client.get("/v1/ready").json()["code"] == "planning_stalled"
    assert client.get("/v1/health").status_code == 200


def test_close_is_bounded(store: Store, jobs: Jobs, two_clinics: Problem, steps, monkeypatch) -> None:
    """A supervisor that hangs in the store does not keep the server from ending its workers."""
    monkeypatch.setattr(supervisor, "_JOIN_S", 0.2)
    operation_id = put(store, two_clinics, engine="or_tools")
    jobs.start()
    ended(store, operation_id, steps, "running")
    pids = steps.wait_for(lambda: steps.children(os.getpid()), bool)
    hang, hung = threading.Event(), threading.Event()

    def hanging(at_work: object) -> tuple[str, ...]:
        hung.set()
        hang.wait()
        return ()

    monkeypatch.setattr(jobs._ledger, "reconcile", hanging)
    assert hung.wait(30)
    jobs.close()
    steps.wait_for(lambda: [p for p in pids if Path(f"/proc/{p}").exists()], lambda left: not left)
    assert read(store, operation_id).state == "interrupted"
    hang.set()


def test_server_ends_though_a_request_never_does(tmp_path: Path) -> None:
    """A thread that computes for ever does not keep a server that is told to end."""
    script = textwrap.dedent("""
        import importlib, sys, time
        from pathlib import Path
        from service.settings import Settings
        from service.wiring import open_service
        serve = importlib.import_module("service.cli.serve")
        patience = importlib.import_module("service.cli.patience")
        made = serve.make_app
        def with_trap(**given):
            app = made(**given)
            @app.get("/trap")
            def trap():
                print("caught", flush=True)
                while True: time.sleep(1)
            return app
        serve.make_app, patience.LONGEST_END_S = with_trap, 1.0
        with open_service(Settings(home=Path(sys.argv[1]), port=0)) as service:
            serve.run_server(service)
    """)
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "home")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    url = process.stdout.readline().split()[1]
    get = f"import urllib.request as r; r.urlopen('{url}trap', timeout=60)"
    asking = subprocess.Popen([sys.executable, "-c", get], stderr=subprocess.DEVNULL)
    assert process.stdout.readline() == "caught\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=45) == 70
    asking.wait(timeout=45)
    process.stdout.close()


def test_workers_step_aside(server: Any, two_clinics: Problem, steps) -> None:
    """A worker and what it begins run with less weight than the server."""
    sha256 = steps.hand_in(server.http, two_clinics)
    operation_id = steps.ask(server.http, sha256, engine="portfolio", seconds=600)
    pid = server.process.pid
    grown = steps.wait_for(
        lambda: [(worker, p) for worker in steps.children(pid) for p in steps.children(worker)], bool
    )
    here = os.getpriority(os.PRIO_PROCESS, pid)
    assert {os.getpriority(os.PRIO_PROCESS, member) for pair in grown for member in pair} == {
        min(19, here + NICENESS)
    }
    server.http.post(f"/v1/operations/{operation_id}/stop")
    assert steps.operation(server.http, operation_id)["state"] == "stopped"


@pytest.mark.parametrize(
    ("waiting", "beside", "sharing", "cores"), [(1, 0, 2, 8), (2, 0, 2, 4), (1, 1, 2, 4), (9, 0, 16, 1)]
)
def test_searches_share_the_cores(
    waiting: int, beside: int, sharing: int, cores: int, *, store: Store, two_clinics: Problem, monkeypatch
) -> None:
    """Alone a search has all cores; beside others, at work or about to be, its share, at least one."""
    monkeypatch.setattr(ledger, "usable_cores", lambda: 8)
    for seed in range(waiting):
        put(store, two_clinics, seed=seed)
    assert ledger.Ledger(store, roads=()).next_task(beside=beside, sharing=sharing).search.workers == cores
