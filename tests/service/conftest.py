"""Homes, clients and real servers for the tests of the service."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from fastapi.testclient import TestClient

from routing.documents import problem_json
from routing.model import Problem, TravelMatrix
from service.app import make_app
from service.dispatch.day.build import build_problem
from service.dispatch.day.tables import Inputs
from service.settings import Settings
from service.store import Store, open_store

ROOT = Path(__file__).parents[2]
PATIENCE_S = 120.0
"""Nobody waits so long but for what never comes; workers step aside for whatever keeps a machine busy."""
JSON = {"Content-Type": "application/json"}

_FILES = {
    "facilities.csv": """id,name,lat,lon,class,province
an,Trạm An,16.00,108.10,commune_station,Quảng Nam
binh,Trạm Bình,16.00,108.20,commune_station,Quảng Nam
dao,Trạm Đảo,16.50,108.90,commune_station,Quảng Nam
xa,Trạm Xa,16.00,108.20,commune_station,Quảng Ngãi
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
d-binh,binh,40L:3
d-dao,dao,40L:1
d-xa,xa,40L:1
""",
    "roads/junctions.csv": """id,name,lat,lon,kind
k,Kho,16.00,108.00,depot
a,An,16.00,108.10,junction
b,Binh,16.00,108.20,junction
v,Vong,16.05,108.15,junction
""",
    "roads/links.csv": """way_id,road,road_name,from,to,class,length_m,oneway
W1,QL1,Quốc lộ 1,k,a,trunk,11000,false
W2,QL1,Quốc lộ 1,a,b,trunk,11000,false
W3,DT,Đường vòng,a,v,secondary,8000,false
W4,DT,Đường vòng,v,b,secondary,8000,false
""",
}


@pytest.fixture
def long_road(two_clinics: Problem) -> Problem:
    """A problem too large for a pipe: 120 clinics of no order along the road of the two."""
    others = [replace(two_clinics.facilities[0], id=f"tram-{at}") for at in range(120)]
    known = two_clinics.travel
    gap_s = np.abs(np.subtract.outer(np.arange(123), np.arange(123))) * 60
    gap_s[:3, :3] = known.duration_s["truck"]
    names = (*known.place_ids, *(clinic.id for clinic in others))
    travel = TravelMatrix(
        place_ids=names, duration_s={"truck": gap_s}, length_m={"truck": gap_s * 10 * (gap_s > 0)}
    )
    return replace(two_clinics, facilities=(*two_clinics.facilities, *others), travel=travel)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of a day: kho --W1-- an --W2-- binh, and a way round from an by W3 and W4."""
    for name, text in _FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def day(folder: Path) -> Problem:
    """The day of the files, with its roads' path recorded."""
    return build_problem(
        Inputs(
            facilities=(folder / "facilities.csv",),
            depots=folder / "depots.csv",
            vehicles=folder / "vehicles.csv",
            orders=folder / "orders.csv",
            date="2026-11-24",
            roads=folder / "roads",
        )
    ).problem


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home of its own."""
    return Settings(home=tmp_path / "home", workers=2)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    """An open store without a server."""
    opened = open_store(settings)
    yield opened
    opened.close()


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    """A client of a server in this process; its workers are processes of their own."""
    with TestClient(make_app(settings), raise_server_exceptions=False) as opened:
        yield opened


class Steps:
    """What many tests do over HTTP, with a client of either kind."""

    def children(self, pid: int) -> list[int]:
        """Return the worker processes of a server: those that run Python of their own."""
        pids: list[int] = []
        for task in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                pids += [int(child) for child in (task / "children").read_text().split()]
        return [pid for pid in pids if b"spawn_main" in self._command(pid)]

    def _command(self, pid: int) -> bytes:
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return b""  # It has just ended.

    def wait_for(self, read: Callable[[], Any], done: Callable[[Any], bool]) -> Any:
        """Read again and again until `done`; fails after a while with the last reading."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            reading = read()
            if done(reading):
                return reading
            assert time.monotonic() < deadline, f"waited in vain; last seen: {reading}"
            time.sleep(0.1)

    def operation(self, http: httpx.Client, operation_id: str, *states: str) -> dict[str, Any]:
        """Wait until an operation is in one of these states, or else over, and return it."""
        wanted = states or ("done", "failed", "stopped")
        return self.wait_for(
            lambda: http.get(f"/v1/operations/{operation_id}").json(), lambda op: op["state"] in wanted
        )

    def hand_in(self, http: httpx.Client, problem: Problem) -> str:
        """Store a problem and return its hash."""
        answer = http.post("/v1/problems", content=problem_json(problem), headers=JSON)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()["sha256"]

    def ask(self, http: httpx.Client, sha256: str, **search: Any) -> str:
        """Ask for a plan and return the operation's id."""
        request = {"problem_sha256": sha256, "engine": "greedy", "seconds": 1, **search}
        answer = http.post("/v1/plans", json=request)
        assert answer.status_code == 202, answer.text
        return answer.json()["id"]

    def plan(self, http: httpx.Client, sha256: str, **search: Any) -> str:
        """Have a problem planned and return the plan's id."""
        operation = self.operation(http, self.ask(http, sha256, **search))
        assert operation["state"] == "done", operation
        return operation["plan_id"]


@pytest.fixture(scope="session")
def steps() -> Steps:
    return Steps()


class Server:
    """`oxyroute serve` as a process of its own, on any free port."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-m", "service.cli", "serve", "--home", str(home), "--port", "0"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        self.url = self._address()
        self.http = httpx.Client(base_url=self.url, timeout=30)

    def _address(self) -> str:
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=lambda: lines.put(self.process.stdout.readline()), daemon=True).start()
        line = lines.get(timeout=PATIENCE_S)
        assert "http://" in line, line
        return line[line.index("http://") :].split("/ ")[0]

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self._gone()

    def close(self) -> None:
        """End it as an operator would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self._gone()

    def _gone(self) -> None:
        self.http.close()
        self.process.wait(timeout=PATIENCE_S)
        self.process.stdout.close()


@pytest.fixture(scope="session")
def server_class() -> type[Server]:
    return Server


@pytest.fixture
def start_server() -> Iterator[Callable[[Path], Server]]:
    """Start servers that end with the test."""
    servers: list[Server] = []

    def start(home: Path) -> Server:
        servers.append(Server(home))
        return servers[-1]

    yield start
    for server in servers:
        if server.process.poll() is None:
            server.close()
