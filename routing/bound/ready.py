"""All that Python calls of the compiled pricing, compiled for the types that it calls it with."""

import numpy as np

from routing.bound.coarse import end, trace_back
from routing.bound.compiled import compile_for
from routing.bound.days import Kind
from routing.bound.memory import memory_of
from routing.bound.pricing import price, table_of, trace
from routing.bound.reach import fill, reach_of
from routing.bound.scale import Scale


def compile_pricing(kind: Kind) -> None:
    """Compile the pricing, or load its code; the types are the same for all kinds of trucks."""
    day = kind.day
    n, m = len(day.unload_s), len(day.lead_s)
    scale = Scale(
        step_s=1,
        steps=1,
        levels=1,
        need=np.zeros(n, dtype=np.int64),
        move=np.zeros((n, n), dtype=np.int64),
        back=np.zeros((n, m), dtype=np.int64),
        out=np.zeros((m, n), dtype=np.int64),
        extra_vnd=np.zeros(n),
        first=np.zeros(n, dtype=np.int64),
    )
    worth, costs = np.zeros(n), np.zeros(n)
    at, out = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    coarse, close = reach_of(n, m, 1, 1), table_of(n, m, 1, 1, 1)
    compile_for(fill, day, scale, worth, coarse)
    compile_for(end, day, scale, coarse, worth, costs, at)
    compile_for(trace_back, day, scale, coarse, worth, 0, 0, out)
    compile_for(price, day, scale, memory_of(day, 1), worth, close, costs, at)
    compile_for(trace, scale, close, 0, out)
