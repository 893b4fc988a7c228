"""What a piece of work costs this process and the processes it started: wall time, CPU time, memory."""

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Linux counts the peak in KiB, macOS in bytes.
_UNIT: Final = 1 if sys.platform == "darwin" else 1024
_WHO: Final = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


@contextmanager
def measured() -> Iterator[dict[str, float]]:
    """Fill a dict with `wall_s`, `cpu_s` and `peak_mb` when the block ends.

    `peak_mb` is the peak of the process from its very start: one process, one measurement. It
    counts the larger of this process and any that it waited for, not their sum.
    """
    figures: dict[str, float] = {}
    wall, cpu = time.perf_counter(), _cpu_s()
    yield figures
    figures["wall_s"] = round(time.perf_counter() - wall, 3)
    figures["cpu_s"] = round(_cpu_s() - cpu, 3)
    peak = max(resource.getrusage(who).ru_maxrss for who in _WHO)
    figures["peak_mb"] = round(peak * _UNIT / 1e6, 1)


def _cpu_s() -> float:
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, _WHO))
