"""One measured solve in a process of its own: JSON job on stdin, JSON result as the last line of stdout."""

import json
import math
import os
import signal
import sys
from pathlib import Path
from typing import Any

from benchmarks.effort import measured
from benchmarks.quality.clock import Clock
from benchmarks.quality.peers import solver_named
from benchmarks.quality.peers.found import NotAvailableError
from benchmarks.quality.read import read_instance


def solve_job(job: dict[str, Any]) -> dict[str, Any]:
    """Solve an instance: everything is read, loaded and warm before the clock begins.

    A solve that takes longer than `most_s` is ended by an alarm, which no native code holds up.
    """
    try:
        solver = solver_named(job["engine"])
        instance = read_instance(Path(job["path"]), job["family"])
        signal.alarm(math.ceil(job["most_s"]))
        clock = Clock(job["seconds"])
        with measured() as effort:
            solution = solver(instance, clock, job["seed"])
        signal.alarm(0)
    except NotAvailableError as fault:
        return {"note": f"n/a: {fault}", "routes": None, "trace": []}
    return {
        **effort,
        "routes": [route.plain() for route in solution.routes],
        "trace": solution.trace(),
        "note": solution.note,
    }


def main() -> None:
    """Read a job, do it, tell the result."""
    stdout_copy = os.dup(1)
    # What a solver prints must not be taken for the result.
    os.dup2(2, 1)
    result = solve_job(json.load(sys.stdin))
    os.write(stdout_copy, json.dumps(result).encode())


if __name__ == "__main__":
    main()
