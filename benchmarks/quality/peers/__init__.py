"""Who is measured: the peers by name, each in a file of its own, and this project's own engines."""

import importlib
from collections.abc import Callable
from typing import Final

from benchmarks.quality.clock import Clock
from benchmarks.quality.instance import Instance
from benchmarks.quality.peers.found import Found, NotAvailableError

Solver = Callable[[Instance, Clock, int], Found]
PEERS: Final = ("pyvrp", "vroom", "or_tools", "nextroute", "vrp_cli")
"""`or_tools` is the peer here: OR-Tools' routing library as its documentation has it, not our engine."""


def solver_named(name: str) -> Solver:
    """Return who solves under a name, loaded and warm.

    Raises
    ------
    NotAvailableError
        If it is not installed here.
    """
    if name not in PEERS:
        from benchmarks.quality.peers.ours import ours  # noqa: PLC0415 - a peer's run loads no engine

        return ours(name)
    try:
        module = importlib.import_module(f"benchmarks.quality.peers.with_{name}")
    except ImportError as missing:
        raise NotAvailableError(f"not installed: {missing}") from missing
    solver: Solver = module.solve
    return solver
