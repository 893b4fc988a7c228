"""Other people's solvers on what they can state of a day; each adapter says what it leaves out.

They are called like engines, so that their tours are timed by our timetable and judged by our
checker exactly as they are given.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Final

from routing.model import Budget, Engine, Problem, Tours

_MODULES: Final[Mapping[str, str]] = {
    "pyvrp": "with_pyvrp",
    "vroom": "with_vroom",
    "or_tools_plain": "with_or_tools",
}
PEERS: Final = tuple(_MODULES)


def peer_named(name: str) -> Engine:
    """Return a peer; its package is imported only now.

    Raises
    ------
    ModuleNotFoundError
        If the package is not installed.
    """
    module = import_module(f"{__name__}.{_MODULES[name]}")

    def run(problem: Problem, budget: Budget) -> Tours:
        tours: Tours = module.solve(problem, budget)
        return tours

    return run
