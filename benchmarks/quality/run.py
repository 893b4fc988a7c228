"""The runs of the benchmark: which there are, in which turn, each in a child that is ended if it overruns."""

import dataclasses
import itertools
import json
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.quality.families import FAMILIES
from benchmarks.quality.instance import Instance, Route
from benchmarks.quality.judge import judge
from benchmarks.quality.read import SUFFIXES, read_instance
from benchmarks.run import ROOT

_MOST_S: Final = 900.0
"""Of loading, reading and, on a machine's first run, compiling, before anything is measured."""
_OVERRUN, _GRACE_S = 3.0, 10.0
"""A solve may take this many times its limit, and so many seconds, before it is ended."""
_TOLERATED_S: Final = 2.0
"""An overrun of more is noted beside the result."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One engine on one instance with one seed, and what became of it.

    `gap` is in per cent of the best-known cost. `note` says why there is no solution, or what is
    wrong with it, or what the engine could not be told.
    """

    family: str
    instance: str
    engine: str
    seconds: float
    seed: int
    best_known: int | None
    cost: int | None = None
    feasible: bool = False
    wall_s: float | None = None
    cpu_s: float | None = None
    peak_mb: float | None = None
    note: str = ""
    trace: tuple[tuple[float, int], ...] = ()

    @property
    def gap(self) -> float | None:
        """How far the cost lies above the best-known, in per cent; None without a solution."""
        if self.cost is None or not self.feasible or not self.best_known:
            return None
        return 100 * (self.cost / self.best_known - 1)


def files_of(folder: Path, families: Collection[str], only: Collection[str]) -> list[tuple[str, Path]]:
    """Return family and path of each instance asked for, in a folder of one family or of all.

    Raises
    ------
    ValueError
        If nothing is found.
    """
    chosen = []
    for family in families or FAMILIES:
        inside = folder / family if (folder / family).is_dir() else folder
        # A folder of files alone is of the one family that was asked for or that it is named after.
        if inside != folder or len(families) == 1 or folder.resolve().name == family:
            files = sorted(path for path in inside.iterdir() if path.suffix in SUFFIXES)
            chosen += [(family, path) for path in files if not only or path.stem in only]
    if not chosen:
        raise ValueError(f"no instances of {', '.join(families or FAMILIES)} in {folder}")
    return chosen


def runs(
    files: Sequence[tuple[str, Path]],
    *,
    engines: Sequence[str],
    seconds: Sequence[float],
    seeds: Sequence[int],
) -> Iterator[Run]:
    """Yield the runs one after another.

    The engine varies fastest, then the instance, the time, the seed: a slow spell of the machine
    meets every engine.
    """
    settings = list(itertools.product(seeds, seconds, files, engines))
    for number, (seed, limit_s, (family, path), engine) in enumerate(settings, start=1):
        progress = f"{number}/{len(settings)}: {path.stem}, {engine}, {limit_s:g} s, seed {seed}"
        print(progress, file=sys.stderr, flush=True)
        yield one_run(family, path, engine=engine, seconds=limit_s, seed=seed)


def one_run(family: str, path: Path, *, engine: str, seconds: float, seed: int) -> Run:
    """Let one engine solve one instance in a child, and judge here what it says that it found."""
    instance = read_instance(path, family)
    base = Run(
        family=family,
        instance=path.stem,
        engine=engine,
        seconds=seconds,
        seed=seed,
        best_known=instance.best_known,
    )
    job = {
        "path": str(path.resolve()),
        "family": family,
        "engine": engine,
        "seconds": seconds,
        "seed": seed,
        "most_s": _OVERRUN * seconds + _GRACE_S,
    }
    try:
        result = _in_a_child(job, limit_s=_MOST_S + job["most_s"])
    except RuntimeError as fault:
        return dataclasses.replace(base, note=str(fault))
    return _judged(base, instance, result)


def _judged(base: Run, instance: Instance, result: dict[str, Any]) -> Run:
    if result["routes"] is None:
        return dataclasses.replace(base, note=result["note"])
    verdict = judge(instance, tuple(map(Route.of, result["routes"])))
    notes = [result["note"], *verdict.faults[:1]]
    if len(verdict.faults) > 1:
        notes.append(f"and {len(verdict.faults) - 1} more")
    if result["wall_s"] > base.seconds + _TOLERATED_S:
        notes.append(f"overran its {base.seconds:g} s")
    return dataclasses.replace(
        base,
        cost=verdict.cost,
        feasible=verdict.feasible,
        **{key: result[key] for key in ("wall_s", "cpu_s", "peak_mb")},
        note="; ".join(filter(None, notes)),
        trace=tuple((at_s, cost) for at_s, cost in result["trace"]),
    )


def _in_a_child(job: dict[str, Any], *, limit_s: float) -> dict[str, Any]:
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.quality.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        # A group of its own, so that whatever an engine started ends with it.
        start_new_session=True,
    ) as child:
        try:
            out, errors = child.communicate(json.dumps(job), timeout=limit_s)
        except subprocess.TimeoutExpired as late:
            raise RuntimeError(f"not even loaded after {limit_s:.0f} s") from late
        finally:
            _end_group(child.pid)
    if child.returncode == -signal.SIGALRM:
        raise RuntimeError(f"ended after {job['most_s']:g} s")
    if child.returncode:
        last = (errors.strip().splitlines() or [f"exit {child.returncode}"])[-1]
        raise RuntimeError(f"failed: {last}")
    result: dict[str, Any] = json.loads(out)
    return result


def _end_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
