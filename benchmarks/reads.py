"""`python -m benchmarks.reads`: how quickly a server answers readers while it plans."""

import argparse
import contextlib
import csv
import http.client
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.run import OUT, ROOT
from routing.documents import problem_json
from routing.model import Problem
from service.dispatch.day.sample_day import sample_problem
from service.dispatch.days import day

_THREADS: Final = 32
_TIMEOUT_S: Final = 30.0
_MOST_READS: Final = 100_000
_MIX: Final = {
    "health": 5,
    "ready": 5,
    "operation": 16,
    "plans": 4,
    "plan": 4,
    "lines": 4,
    "problem": 2,
    "depots": 2,
    "facilities": 2,
    "schedule": 2,
    "run-sheets": 1,
    "run-sheet": 1,
    "page": 1,
    "module": 1,
}
"""Of 50 reads so many of each: pages that watch a solve, open a day, move its map and print a sheet."""


@dataclass(slots=True)
class Reads:
    """What readers saw: name, seconds from when the read was due to its last byte, status (0: none)."""

    seen: list[tuple[str, float, int]] = field(default_factory=list)

    def rows(self) -> list[dict[str, Any]]:
        """Return a row a name and one of all, in ms."""
        names = [*dict.fromkeys(sorted(name for name, _, _ in self.seen)), "all"]
        return [self._row(name) for name in names]

    def _row(self, name: str) -> dict[str, Any]:
        mine = [entry for entry in self.seen if name in {entry[0], "all"}]
        spent_ms = np.array([seconds for _, seconds, _ in mine]) * 1000
        p50, p95, p99 = np.percentile(spent_ms, [50, 95, 99])
        wrong = sum(status != http.HTTPStatus.OK for _, _, status in mine)
        row = {"read": name, "count": len(mine), "errors": wrong}
        return row | {"p50_ms": p50, "p95_ms": p95, "p99_ms": p99, "max_ms": spent_ms.max()}


def main(argv: Sequence[str] | None = None) -> int:
    """Start a server, let it plan, read from it, print a table, write a CSV; 1 where a read failed."""
    options = _options(argv)
    with tempfile.TemporaryDirectory() as home, _server(Path(home)) as (process, port):
        paths, operations = _prepared(port, options)
        before = os.getloadavg()[0]
        reads = _read(port, paths, rate=options.rate, seconds=options.seconds)
        load = {"load_before": before, "load_after": os.getloadavg()[0], **_cpu(process.pid)}
        for operation in operations:
            _ask(port, "POST", f"/v1/operations/{operation}/stop", {})
    rows = reads.rows()
    _show(rows, load, options)
    _write(rows, load, options.csv)
    return 1 if rows[-1]["errors"] else 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reads", description=__doc__)
    parser.add_argument("--rate", type=float, default=50.0, help="reads a second")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to read")
    parser.add_argument("--solves", type=int, default=2, help="searches beside, of the same time")
    parser.add_argument("--problem", type=Path, help="a day's problem; by default the sample's calm day")
    parser.add_argument("--csv", type=Path, default=OUT / "reads.csv")
    options = parser.parse_args(argv)
    if not 0 < options.rate * options.seconds <= _MOST_READS:
        parser.error(f"between 1 and {_MOST_READS} reads, please")
    return options


@contextlib.contextmanager
def _server(home: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Run a server of this checkout on loopback; it is ended with the block."""
    order = [sys.executable, "-m", "service.cli", "serve", "--home", str(home), "--port", "0"]
    process = subprocess.Popen([*order, "--host", "127.0.0.1"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        address = process.stdout.readline().split()[1]
        yield process, int(address.rstrip("/").rsplit(":", 1)[1])
    finally:
        process.terminate()
        process.wait(timeout=60)
        if process.stdout:
            process.stdout.close()


def _prepared(port: int, options: argparse.Namespace) -> tuple[dict[str, str], list[str]]:
    """Publish a plan of the day, ask for the searches, and return what to read and what searches."""
    date = day("tomorrow")
    body = options.problem.read_bytes() if options.problem else problem_json(_sample(date))
    problem = _ask(port, "POST", "/v1/problems", body)
    sha256, date = problem["sha256"], problem["date"]
    first = _ask(port, "POST", "/v1/plans", {"problem_sha256": sha256, "engine": "greedy", "seconds": 1})
    plan = _done(port, first["id"])["plan_id"]
    _ask(port, "POST", f"/v1/plans/{plan}/publish", {})
    sheets = _ask(port, "GET", f"/v1/schedules/{date}/run-sheets")["run_sheets"]
    wish = {"problem_sha256": sha256, "seconds": options.seconds}
    operations = [
        _ask(port, "POST", "/v1/plans", {**wish, "seed": seed})["id"] for seed in range(options.solves)
    ]
    return {
        "health": "/v1/health",
        "ready": "/v1/ready",
        "operation": f"/v1/operations/{(operations or [first['id']])[0]}",
        "plans": f"/v1/plans?date={date}&limit=1000",
        "plan": f"/v1/plans/{plan}",
        "lines": f"/v1/plans/{plan}/lines.geojson?zoom=12",
        "problem": f"/v1/problems/{sha256}?travel=false",
        "depots": f"/v1/depots?date={date}",
        "facilities": f"/v1/facilities?date={date}",
        "schedule": f"/v1/schedules/{date}",
        "run-sheets": f"/v1/schedules/{date}/run-sheets",
        "run-sheet": f"{sheets[0]['href']}?format=html",
        "page": "/",
        "module": "/board/main.js",
    }, operations


def _sample(date: str) -> Problem:
    return sample_problem("calm", date=date).problem


def _done(port: int, operation: str) -> dict[str, Any]:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        operation_row = _ask(port, "GET", f"/v1/operations/{operation}")
        if operation_row["plan_id"]:
            return operation_row
        time.sleep(0.2)
    raise TimeoutError(operation_row)


def _ask(port: int, method: str, path: str, body: bytes | Mapping[str, Any] | None = None) -> dict[str, Any]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_S)
    sent = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    line.request(method, path, sent, {"Content-Type": "application/json"})
    answer = line.getresponse()
    payload = answer.read()
    line.close()
    if answer.status >= http.HTTPStatus.BAD_REQUEST:
        raise RuntimeError(f"{method} {path}: {answer.status} {payload[:500]!r}")
    values: dict[str, Any] = json.loads(payload)
    return values


def _read(port: int, paths: Mapping[str, str], *, rate: float, seconds: float) -> Reads:
    """Read at a fixed beat, whether or not answers have come: a slow server does not slow the readers."""
    mix = [name for name, count in _MIX.items() for _ in range(count)]
    order = np.random.default_rng(1).permutation(len(mix))
    reads, turns, begin = Reads(), itertools.count(), time.monotonic()

    def reader() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_S)
        while (turn := next(turns)) < rate * seconds:
            name, due = mix[order[turn % len(mix)]], begin + turn / rate
            time.sleep(max(0.0, due - time.monotonic()))
            status = 0
            try:
                line.request("GET", paths[name])
                answer = line.getresponse()
                answer.read()
                status = answer.status
            except (OSError, http.client.HTTPException):
                line.close()
            reads.seen.append((name, time.monotonic() - due, status))
        line.close()

    threads = [threading.Thread(target=reader) for _ in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return reads


def _cpu(pid: int) -> dict[str, float]:
    """Return the CPU seconds of the readers and, on Linux, of the server and its workers at work."""
    seconds = {"readers_cpu_s": time.process_time()}
    if sys.platform == "linux":
        seconds["server_cpu_s"] = _cpu_of(pid)
        seconds["workers_cpu_s"] = sum(map(_cpu_of, _below(pid)))
    return seconds


def _cpu_of(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _below(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            for child in map(int, (task / "children").read_text().split()):
                yield child
                yield from _below(child)


def _show(rows: Sequence[Mapping[str, Any]], load: Mapping[str, float], options: argparse.Namespace) -> None:
    title = f"{options.rate:g} reads/s for {options.seconds:g} s beside {options.solves} searches"
    table = Table(title=title, title_justify="left")
    for head in rows[0]:
        table.add_column(head, justify="left" if head == "read" else "right")
    for row in rows:
        table.add_row(*(f"{value:.0f}" if isinstance(value, float) else str(value) for value in row.values()))
    console = Console(width=110)
    console.print(table)
    console.print(
        " · ".join(f"{name} {value:.1f}" for name, value in load.items()), f"· cores {os.cpu_count()}"
    )


def _write(rows: Sequence[Mapping[str, Any]], load: Mapping[str, float], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=[*rows[0], *load], lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, **load} for row in rows)
    print(f"✓ {path}")


if __name__ == "__main__":
    sys.exit(main())
