"""Troubles of the storage: full, damaged, locked, copied. Each is told as what it is."""

import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from routing.documents import problem_json, problem_sha256
from routing.model import Problem
from service.settings import Settings
from service.store import StorageError, Store, open_store, problems, trouble

ROOT = Path(__file__).parents[2]
Start = Callable[[Path], Any]
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, server_class: Any) -> Iterator[Any]:
    started = server_class(tmp_path_factory.mktemp("storage") / "home")
    yield started
    started.close()


def put(store: Store, problem: Problem) -> str:
    sha256 = problem_sha256(problem)
    with store.write() as tx:
        problems.put(tx, problem_json(problem), sha256=sha256, date=problem.date, name="x")
    return sha256


def posted(server: Any, problem: Problem) -> httpx.Response:
    return server.http.post("/v1/problems", content=problem_json(problem), headers=JSON)


def test_full_disk_is_told_and_passes(server: Any, two_clinics: Problem, steps) -> None:
    """With no room to write: 507, not ready, reads go on; a plan that is done meanwhile is not lost."""
    sha256 = steps.hand_in(server.http, two_clinics)
    operation_id = steps.ask(server.http, sha256, engine="or_tools", seconds=2)
    steps.operation(server.http, operation_id, "running")
    pid = server.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        refused = posted(server, replace(two_clinics, name="another"))
        assert (refused.status_code, refused.json()["code"]) == (507, "storage_full")
        assert "home" in refused.json()["detail"]
        assert "ít giây" not in refused.json()["detail"]
        assert server.http.get("/v1/ready").status_code == 507
        assert server.http.get(f"/v1/problems/{sha256}").status_code == 200
        assert server.http.get("/v1/health").status_code == 200
        steps.wait_for(lambda: steps.children(pid), lambda left: not left)
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
    assert server.http.get("/v1/ready").status_code == 200
    assert posted(server, replace(two_clinics, name="another")).status_code == 201
    assert steps.operation(server.http, operation_id)["state"] == "done"


def test_little_room_is_not_ready(client: TestClient, monkeypatch) -> None:
    """Before the disk is full a server says that it soon will be."""
    assert client.get("/v1/ready").status_code == 200
    little = SimpleNamespace(free=trouble.LEAST_FREE_BYTES - 1)
    monkeypatch.setattr(trouble.shutil, "disk_usage", lambda _: little)
    answer = client.get("/v1/ready")
    assert (answer.status_code, answer.json()["code"]) == (507, "storage_full")


def test_full_database_is_told(store: Store, two_clinics: Problem) -> None:
    """SQLite's own word for it means the same, and is forgotten once there is room."""
    pages = {"most": 1}

    def limit(connection: Any) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages['most']}")

    event.listen(store._writer, "begin", limit)
    big = replace(two_clinics, name="".join(chr(0x4E00 + i) for i in range(20_000)))
    with pytest.raises(StorageError) as caught:
        put(store, big)
    assert caught.value.code == "storage_full"
    pages["most"] = 1_000_000
    assert put(store, big)
    store.ready()


@pytest.mark.parametrize("damage", ["middle", "head", "no_database"])
def test_damaged_database_is_refused_at_start(damage: str, settings: Settings, two_clinics: Problem) -> None:
    """A damaged file is named at once, with the remedy, and left as it is."""
    first = open_store(settings)
    for number in range(40):
        put(first, replace(two_clinics, name=f"day {number}"))
    first.close()
    path = settings.home / "oxyroute.db"
    body = bytearray(path.read_bytes())
    at, size = {"middle": (len(body) // 2, 3 * 4096), "head": (100, 2000), "no_database": (0, 100)}[damage]
    body[at : at + size] = b"\xa5" * size
    path.write_bytes(body)
    order = [sys.executable, "-m", "service.cli", "serve", "--home", str(settings.home), "--port", "0"]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2, done.stderr
    assert str(path) in done.stderr
    assert "sao lưu" in done.stderr
    assert "backup" in done.stderr
    assert path.read_bytes() == bytes(body)


def test_locked_database_refuses_writers_and_lets_readers_in(
    server: Any, two_clinics: Problem, steps
) -> None:
    """Another process holds the write lock: some writers wait, the others are told when to come again."""
    sha256 = steps.hand_in(server.http, two_clinics)
    raw = sqlite3.connect(server.home / "oxyroute.db", isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    body = [problem_json(replace(two_clinics, name=f"n{n}")) for n in range(20)]
    refused = threading.Event()

    def write(content: bytes) -> httpx.Response:
        answer = httpx.post(f"{server.url}/v1/problems", content=content, headers=JSON, timeout=60)
        if answer.status_code == 503:
            refused.set()
        return answer

    with ThreadPoolExecutor(20) as pool:
        writing = [pool.submit(write, content) for content in body]
        assert refused.wait(45)
        for path in (f"/v1/problems/{sha256}", "/v1/health", "/v1/ready", "/v1/plans"):
            assert server.http.get(path).status_code == 200
        raw.execute("ROLLBACK")
        answers = [future.result() for future in writing]
    raw.close()
    assert {answer.status_code for answer in answers} <= {201, 503}
    for answer in answers:
        if answer.status_code == 503:
            assert answer.json()["code"] == "store_busy"
            assert answer.headers["retry-after"]
    assert posted(server, two_clinics).status_code == 200


def test_home_is_the_owners(server: Any, two_clinics: Problem, steps) -> None:
    """Nobody else on the machine may read what is kept."""
    steps.hand_in(server.http, two_clinics)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in server.home.glob("oxyroute.db*")}
    assert {"oxyroute.db", "oxyroute.db-wal", "oxyroute.db-shm"} == modes.keys()
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(server.home.stat().st_mode) == 0o700


def test_older_home_is_made_private(settings: Settings, two_clinics: Problem) -> None:
    """A home of an earlier version, open to all, is closed; a folder with other things in it is not ours."""
    open_store(settings).close()
    path = settings.home / "oxyroute.db"
    path.chmod(0o644)
    settings.home.chmod(0o755)
    open_store(settings).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_copy_of_the_one_file_is_whole(
    tmp_path: Path, start_server: Start, server_class: Any, two_clinics: Problem, steps
) -> None:
    """After an orderly end, and after the start that follows a power cut, the database is in its one file."""
    home = tmp_path / "home"
    first = start_server(home)
    sha256 = steps.hand_in(first.http, two_clinics)
    first.close()
    assert _copied(home, tmp_path / "a") == {sha256}
    second = start_server(home)
    other = steps.hand_in(second.http, replace(two_clinics, name="other"))
    assert _copied(home, tmp_path / "b") == {sha256}, "what came since is in the journal"
    second.kill()
    start_server(home)
    assert _copied(home, tmp_path / "c") == {sha256, other}


def _copied(home: Path, to: Path) -> set[str]:
    """Copy the database file alone and return the problems in it."""
    to.mkdir()
    shutil.copy(home / "oxyroute.db", to)
    opened = open_store(Settings(home=to))
    with opened.read() as tx:
        rows = set(tx.execute(problems.problems.select()).mappings())
    opened.close()
    return {row["sha256"] for row in rows}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_BUSY, "store_busy"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "store_busy"),
        (sqlite3.SQLITE_FULL, "storage_full"),
        (sqlite3.SQLITE_IOERR_WRITE, "storage_full"),
        (sqlite3.SQLITE_CORRUPT, "storage_damaged"),
        (sqlite3.SQLITE_NOTADB, "storage_damaged"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "storage_read_only"),
        (sqlite3.SQLITE_IOERR_READ, "storage_failed"),
        (sqlite3.SQLITE_CANTOPEN, "storage_failed"),
    ],
)
def test_each_trouble_has_its_name(code: int, expected: str) -> None:
    """SQLite's codes, the extended ones too, become what an operator can act on; in both languages."""
    cause = sqlite3.OperationalError("x")
    cause.sqlite_errorcode = code
    refusal = trouble.storage_trouble(DBAPIError("x", None, cause), Path("/h/oxyroute.db"))
    assert refusal.code == expected
    assert refusal.message.vi != refusal.message.en


def test_what_is_no_trouble_of_the_storage_stays_what_it_is() -> None:
    """A broken rule of the schema is our fault and no trouble of the disk."""
    cause = sqlite3.IntegrityError("x")
    cause.sqlite_errorcode = sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY
    assert trouble.storage_trouble(DBAPIError("x", None, cause), None) is None
