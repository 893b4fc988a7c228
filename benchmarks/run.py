"""Running a measured job in a child process, so that no run warms or burdens the next."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
OUT: Final = ROOT / "benchmarks" / "out"
"""Where results go unless asked otherwise; git ignores it."""


class JobError(RuntimeError):
    """A job ended without a result; the message is what it wrote on stderr."""


def run_job(
    job: Mapping[str, Any], *, most_s: float | None = None, child: str = "benchmarks.child"
) -> dict[str, Any]:
    """Return a job's result with `process_s`, the wall time of the whole process, imports and all.

    `child` is the module that does it: one that imports no more than it measures.

    This process must stay small: a child's peak of memory never reads lower than its parent's size.

    Raises
    ------
    JobError
        If the child fails, or has not ended after `most_s`, when it is killed.
    """
    begin = time.perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, "-m", child],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
            check=False,
            timeout=most_s,
        )
    except subprocess.TimeoutExpired as error:
        raise JobError(f"no end within {most_s:g} s") from error
    if done.returncode:
        raise JobError(done.stderr.strip() or f"exit {done.returncode}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result | {"process_s": round(time.perf_counter() - begin, 3)}


def solve_job(
    problem: Path, *, engine: str, seconds: float, seed: int, explained: bool = False, out: Path | None = None
) -> dict[str, Any]:
    """Return the job of one engine's run; paths are made absolute, as the child works from the root."""
    return {
        "job": "solve",
        "problem": str(problem.resolve()),
        "engine": engine,
        "seconds": seconds,
        "seed": seed,
        "explained": explained,
        "out": str(out.resolve()) if out else "",
    }
