"""One measured table in a process of its own: JSON job on stdin, JSON result as the last line of stdout."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.effort import measured
from benchmarks.matrix.engines import ENGINES, EVERY, MOST, FloatArray, exact, kernel
from benchmarks.matrix.ground import TURNS, ground_of, read_ground

Job = dict[str, Any]


def ground_job(job: Job) -> Job:
    """Make the ground and the oracle's tables of its first places, for each of the weights."""
    east, north = job["tiles"]
    made = ground_of(Path(job["roads"]), tiles=(east, north), places=job["places"], seed=job["seed"])
    made.write(Path(job["ground"]))
    sources = made.places[: job["sources"]]
    for weights in job["weights"]:
        weigh = exact(made, turns=weights == TURNS)
        seconds, metres = weigh(made.seconds(weights))(sources, made.places)
        np.savez(oracle_path(Path(job["ground"]), weights), seconds=seconds, metres=metres)
    return {"nodes": made.nodes, "edges": len(made.tail), "places": len(made.places)}


def table_job(job: Job) -> Job:
    """Build, weigh and make one table; then hold it against the oracle's."""
    path = Path(job["ground"])
    ground = read_ground(path)
    places = ground.places[: job["points"]]
    most = MOST.get(job["engine"], (len(places), len(places)))
    sources, targets = places[: most[0]], places[: most[1]]
    result: Job = {"engine": job["engine"], "points": job["points"], "weights": job["weights"]}
    with measured() as effort:
        with _clock(result, "build"):
            weigh = kernel(ground, turns=True) if job["weights"] == TURNS else ENGINES[job["engine"]](ground)
        # What is done for the first time in a process, here and below, is not what is measured.
        weigh(ground.seconds("truck"))(sources[:2], targets[:2])
        with _clock(result, "weigh"):
            table = weigh(ground.seconds(job["weights"]))
        with _clock(result, "table"):
            seconds, metres = table(sources, targets)
    scale = len(places) / len(sources)
    if EVERY.get(job["engine"]) == "pairs":
        scale *= len(places) / len(targets)
    for key in ("table_cpu_s", "table_wall_s"):
        result[key] *= scale
    result |= {"peak_mb": effort["peak_mb"], "measured": len(sources) * len(targets)}
    with np.load(oracle_path(path, job["weights"])) as oracle:
        result |= _errors("seconds", seconds, oracle["seconds"])
        result |= _errors("metres", metres, oracle["metres"]) if metres is not None else {}
    return result


def oracle_path(ground: Path, weights: str) -> Path:
    """Return where the oracle's tables are kept."""
    return ground.with_name(f"{ground.stem}-{weights}.npz")


def _errors(name: str, measured_values: FloatArray, right: FloatArray) -> Job:
    """Return the largest error among the pairs that the oracle knows, and how many these are."""
    rows, columns = min(len(measured_values), len(right)), measured_values.shape[1]
    ours, other = measured_values[:rows], right[:rows, :columns]
    both = np.isfinite(ours) & np.isfinite(other)
    wrong = (np.isfinite(ours) != np.isfinite(other)).any()
    worst = float(np.abs(ours[both] - other[both]).max(initial=0.0))
    return {f"{name}_error": float("inf") if wrong else worst, "compared": ours.size}


@contextmanager
def _clock(result: Job, step: str) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    result[f"{step}_cpu_s"] = time.process_time() - cpu
    result[f"{step}_wall_s"] = time.perf_counter() - wall


JOBS = {"ground": ground_job, "table": table_job}


def main() -> None:
    """Read a job, do it, tell the result."""
    job = json.load(sys.stdin)
    print(json.dumps(JOBS[job["job"]](job)))


if __name__ == "__main__":
    main()
