"""Jobs of the days, one engine a process, and what is known best of each day."""

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from benchmarks.days.peers import PEERS
from benchmarks.days.store import DAYS, DayKey
from benchmarks.run import run_job
from benchmarks.tables import objective

Run = dict[str, Any]
Value = tuple[int, ...]
BEST: Final = DAYS / "best.json"
SLACK: Final = 0.01
_PATIENCE, _STARTING_S = 5, 120


def day_job(day: DayKey, *, engine: str, seconds: float, seed: int) -> dict[str, Any]:
    """Return the job of one engine's run on a day."""
    return {
        "job": "solve",
        "day": asdict(day),
        "engine": engine,
        "seconds": seconds,
        "seed": seed,
        "explained": False,
    }


def jobs_of(
    days: Sequence[DayKey], engines: Sequence[str], *, seconds: float, seed: int, reference: tuple[str, float]
) -> Iterator[tuple[DayKey, dict[str, Any]]]:
    """Yield the jobs, the engine varying fastest; last the reference run of each day, if it has time."""
    for day, engine in itertools.product(days, engines):
        yield day, day_job(day, engine=engine, seconds=seconds, seed=seed)
    engine, limit_s = reference
    for day in days if limit_s else ():
        yield day, day_job(day, engine=engine, seconds=limit_s, seed=seed) | {"reference": True}


def run_day(day: DayKey, job: Mapping[str, Any]) -> Run:
    """Do a job and return its result with the day that it belongs to.

    Raises
    ------
    JobError
        If it fails, or a peer does not end long after its time: not all of them keep to it.
    """
    peer = job["engine"] in PEERS
    result = run_job(job, most_s=_PATIENCE * job["seconds"] + _STARTING_S if peer else None)
    return {**result, "day": asdict(day), "name": day.name, "reference": bool(job.get("reference"))}


def values_of(point: Sequence[Any]) -> Value:
    """Return the objective of a point of a trace as one tuple, smaller being better."""
    _, unserved, late_s, cost_vnd = point
    return (*unserved, *late_s, cost_vnd)


def within(value: Value, best: Value, slack: float = SLACK) -> bool:
    """Say whether an objective comes up to the best within `slack`, component by component.

    The first component that is better than the best settles it, as in the objective itself.
    """
    for own, other in zip(value, best, strict=True):
        if own < other:
            return True
        if own > other * (1 + slack):
            return False
    return True


def reached_s(run: Mapping[str, Any], best: Value) -> float | None:
    """Return the second at which a run's plan in hand first came within 1 % of the best, if ever."""
    if run["violations"]:
        return None
    return next((float(point[0]) for point in run["trace"] if within(values_of(point), best)), None)


def first_s(run: Mapping[str, Any]) -> float | None:
    """Return the second of the first plan without a violation, if there was one."""
    return None if run["violations"] or not run["trace"] else float(run["trace"][0][0])


def known_best(runs: Sequence[Mapping[str, Any]], path: Path = BEST) -> dict[str, Value]:
    """Return the best objective of each problem by hash, over these runs and all kept in `path`.

    Only plans without a violation count. What is new is kept.
    """
    kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    for run in runs:
        key, value = run["problem_sha256"], objective(run)
        if not run["violations"] and (key not in kept or value < tuple(kept[key]["objective"])):
            kept[key] = {
                "day": run["name"],
                "objective": list(value),
                "engine": run["engine"],
                "seconds": run["seconds"],
            }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return {key: tuple(record["objective"]) for key, record in kept.items()}
