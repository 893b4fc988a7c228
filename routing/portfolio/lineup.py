"""The members of the portfolio, and their shares of the time: data, in this one place."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from routing.engines.ruin_recreate import MOST_THREADS, ruin_recreate
from routing.engines.with_pyvrp import covers, with_pyvrp
from routing.model import Budget, Problem, Tours

AnyEngine = Callable[..., Tours]
"""An `Engine`, or one with an argument more: `pool`, the tours of the route pool."""


def always() -> bool:
    """Begin when your turn comes."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An engine in a process of its own.

    Attributes
    ----------
    begins, ends : float
        Shares of the time, 0 to 1. A member that begins later starts from the incumbent. One that begins at
        once starts from `Budget.start`, if given.
    workers : int, optional
        Threads that the engine may use; by default as many as the budget says.
    pooled : bool
        Whether the engine takes the route pool, too.
    ready : callable
        Says whether it may begin. A member that has to wait starts from the incumbent.
    stands_in : bool
        Whether it ends as soon as one that had to wait begins.
    """

    name: str
    engine: AnyEngine
    begins: float = 0.0
    ends: float = 1.0
    workers: int | None = None
    pooled: bool = False
    ready: Callable[[], bool] = always
    stands_in: bool = False


Lineup = tuple[Member, ...]

_STANDS_IN: Final = Member(name="with_pyvrp", engine=with_pyvrp, workers=1, stands_in=True)
"""Who searches where ours is not compiled yet, which takes a core itself."""
_PYVRP: Final = Member(name="with_pyvrp", engine=with_pyvrp, workers=1)

MEMBERS: Final = ("ruin_recreate", _PYVRP.name)
"""The engines that may be members."""


def lineup_for(problem: Problem, budget: Budget) -> Lineup:
    """Return the members: PyVRP on one core if it can state the whole day, our own search on all others.

    On other days PyVRP's tours need repair, and its core helps our own search more. A team has as many
    threads as one search can use; each team has seeds of its own.
    """
    others = (_PYVRP,) if budget.workers > 1 and covers(problem) else ()
    left = budget.workers - len(others)
    teams = (min(MOST_THREADS, left - taken) for taken in range(0, left, MOST_THREADS))
    return (*(Member(name=MEMBERS[0], engine=ruin_recreate, workers=threads) for threads in teams), *others)


def until_compiled(lineup: Lineup, ready: Callable[[], bool]) -> Lineup:
    """Return a line-up for a machine on which our own search is being compiled: it joins when it is ready.

    Until then PyVRP searches, whatever the day.
    """
    ours = tuple(replace(member, ready=ready) for member in lineup if member.name == MEMBERS[0])
    return (_STANDS_IN, *ours, *(member for member in lineup if member.name not in (MEMBERS[0], _PYVRP.name)))
