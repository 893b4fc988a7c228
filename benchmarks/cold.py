"""`python -m benchmarks.cold`: the first commands on a fresh machine, and the same ones again."""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks.cases import build_job
from benchmarks.run import OUT, ROOT

Row = dict[str, Any]
COLUMNS: Final = ("command", "cache", "run", "wall_s", "cpu_s", "cost_vnd", "served", "quality")
_SAMPLE: Final = ROOT / "data" / "quang-nam"
_MOST_S: Final = 600.0
_COMPILE: Final = {
    "compile search": "from routing.engines import prepare; prepare('ruin_recreate')",
    "compile roads": "from geo.kernel import prepared; assert prepared()",
}
_JOB: Final = "job"
"""Stands for a job of `benchmarks.child`."""
_BUSY: Final = "while True: pass"


def main(argv: Sequence[str] | None = None) -> int:
    """Run all commands `repeats` times cold and warm; print the table and write every run as CSV."""
    options = _parser().parse_args(argv)
    folder = options.out
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        files = _files(folder)
        for _ in range(options.beside):
            stack.enter_context(_busy())
        rows = [row for run in range(1, options.repeats + 1) for row in _run(options, files, run)]
    with (folder / "cold.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    Console(width=140).print(table(rows))
    print(f"✓ {folder / 'cold.csv'}")
    return 0


def table(rows: Sequence[Row]) -> Table:
    """Return the run in the middle by wall time of each command, cold and warm."""
    made = Table(title="Median by wall time of each command")
    for column in COLUMNS:
        made.add_column(column)
    for command, cache in dict.fromkeys((row["command"], row["cache"]) for row in rows):
        same = sorted(
            (row for row in rows if (row["command"], row["cache"]) == (command, cache)),
            key=lambda row: float(row["wall_s"]),
        )
        made.add_row(*(str(same[len(same) // 2].get(column, "")) for column in COLUMNS))
    return made


def _run(options: argparse.Namespace, files: Mapping[str, Path], run: int) -> Iterator[Row]:
    """Each command with a cache and a home of its own: as the first ever, and then once more."""
    for name, command in _commands(files, options.seconds).items():
        if options.only and name not in options.only:
            continue
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            env = _fresh(Path(home))
            for cache in ("cold", "warm"):
                yield {"command": name, "cache": cache, "run": run, **_measured(command, env)}
                _settled(env)
    if not options.only or "demo" in options.only:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            env = _fresh(Path(home))
            for cache in ("cold", "warm"):
                for row in _demo(env, options.seconds):
                    yield {"cache": cache, "run": run, **row}
                _settled(env)


def _commands(files: Mapping[str, Path], seconds: float) -> dict[str, list[str]]:
    ox = [sys.executable, "-m", "service.cli"]
    search, problem, plan = ["--seconds", f"{seconds:g}", "--json"], str(files["problem"]), str(files["plan"])
    commands = {name: [sys.executable, "-c", code] for name, code in _COMPILE.items()}
    commands |= {
        "solve": [*ox, "solve", problem, *search],
        "what-if": [*ox, "what-if", problem, "--plan", plan, "--depot-down", "KHO-CHU-LAI", *search],
        "bound": [*ox, "bound", problem, plan, *search],
    }
    if "hanoi" in files:
        commands["build hanoi"] = [_JOB, str(files["hanoi"])]
    return commands


def _measured(command: Sequence[str], env: Mapping[str, str]) -> Row:
    """Run a command; return its wall time, its processor time and what its last line tells."""
    job = ""
    if command[0] == _JOB:
        job = Path(command[1]).read_text(encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.child"]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(
        command, input=job, capture_output=True, text=True, encoding="utf-8", env=dict(env), check=False
    )
    wall_s, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{command}: {done.stderr}")
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall_s": round(wall_s, 1), "cpu_s": round(cpu_s, 1), **_last_figures(done.stdout)}


def _last_figures(text: str) -> Row:
    figures: Row = {}
    with suppress(ValueError, IndexError):
        figures = json.loads(text.splitlines()[-1])
    names = {"cost_vnd": "cost_vnd", "served": "served", "search_quality": "quality"}
    return {column: figures[key] for key, column in names.items() if figures.get(key) is not None}


def _demo(env: Mapping[str, str], seconds: float) -> Iterator[Row]:
    """When the page is up, with which plan; and when a better one is published, if that is to come."""
    began = time.monotonic()
    command = [sys.executable, "-m", "service.cli", "demo", "--port", "0", "--seconds", f"{seconds:g}"]
    with subprocess.Popen(
        command, env=dict(env), stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        try:
            out = server.stdout or ()
            url = next(line.split()[1] for line in out if line.startswith("OxyRoute: http"))
            first = _published(url)
            yield {"command": "demo: page", "wall_s": round(time.monotonic() - began, 1), **first}
            now = first
            while now.get("quality") != "full" and time.monotonic() - began < _MOST_S:
                time.sleep(0.5)
                now = _published(url)
            yield {"command": "demo: best", "wall_s": round(time.monotonic() - began, 1), **now}
        finally:
            server.terminate()


def _published(url: str) -> Row:
    with urllib.request.urlopen(f"{url}v1/schedules/tomorrow", timeout=60) as answer:
        return _last_figures(json.dumps(json.load(answer)["figures"]))


def _settled(env: Mapping[str, str]) -> None:
    """Wait for what a command has left to be compiled in the background."""
    code = "from routing.engines.apart import compile_watched as c; c(lambda share: None)"
    subprocess.run([sys.executable, "-c", code], env=dict(env), check=True)


def _files(folder: Path) -> dict[str, Path]:
    """Return the calm sample's problem and a plan of it, made with the cache of whoever measures."""
    problem, plan = folder / "problem.json", folder / "plan.json"
    tables = [f"--{name}={_SAMPLE / name}.csv" for name in ("facilities", "depots", "vehicles")]
    tables += [f"--orders={_SAMPLE / 'orders_calm.csv'}", f"--roads={_SAMPLE / 'roads'}"]
    ox = [sys.executable, "-m", "service.cli"]
    for command in (
        [*ox, "build", *tables, "--date", "2026-11-24", "--out", str(problem)],
        [*ox, "solve", str(problem), "--iterations", "3000", "--out", str(plan)],
    ):
        subprocess.run(command, check=True, capture_output=True)
    paths = {"problem": problem, "plan": plan}
    with suppress(FileNotFoundError):
        # Where the shared data are, the largest map, too.
        job = build_job("hanoi", folder / "hanoi")
        (folder / "hanoi.json").write_text(json.dumps(job), encoding="utf-8")
        paths["hanoi"] = folder / "hanoi.json"
    return paths


def _fresh(home: Path) -> dict[str, str]:
    own = {"HOME": home, "XDG_CACHE_HOME": home / "cache", "XDG_DATA_HOME": home / "share"}
    return {**os.environ, **{name: str(path) for name, path in own.items()}, "PYTHONUNBUFFERED": "1"}


@contextmanager
def _busy() -> Iterator[None]:
    with subprocess.Popen([sys.executable, "-c", _BUSY]) as process:
        try:
            yield
        finally:
            process.kill()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cold", description=__doc__)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0, help="search time of each command")
    parser.add_argument("--beside", type=int, default=0, help="busy processes beside")
    parser.add_argument("--only", type=lambda text: text.split(","), default=None, help="commands, by comma")
    parser.add_argument("--out", type=Path, default=OUT / "cold")
    return parser


if __name__ == "__main__":
    sys.exit(main())
