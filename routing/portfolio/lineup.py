"""Who plays in the portfolio, and for which share of the time: data, in this one place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from routing.engines.ruin_recreate import ruin_recreate
from routing.engines.with_pyvrp import covers, with_pyvrp
from routing.model import Budget, Problem, Tours

AnyEngine = Callable[..., Tours]
"""An `Engine`, or one with an argument more: `pool`, tuple of Tour, what all members found on the way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An engine in a process of its own.

    Attributes
    ----------
    begins, ends : float
        Shares of the time, 0 to 1. Whoever begins later starts from the best plan of that moment,
        whoever begins at once from what the budget gives, if anything.
    workers : int, optional
        Threads that the engine may use; by default as many as the budget says.
    pooled : bool
        Whether the engine takes the pool of tours, too.
    """

    name: str
    engine: AnyEngine
    begins: float = 0.0
    ends: float = 1.0
    workers: int | None = None
    pooled: bool = False


Lineup = tuple[Member, ...]

ALONE: Final[Lineup] = (Member(name="ruin_recreate", engine=ruin_recreate),)
"""`ruin_recreate` by itself: by its threads it has the whole of the machine that it is given."""

BESIDE: Final[Lineup] = (
    Member(name="ruin_recreate", engine=ruin_recreate, workers=1),
    Member(name="with_pyvrp", engine=with_pyvrp, workers=1),
)
"""Two searches that see the day differently, a core each."""


def lineup_for(problem: Problem, budget: Budget) -> Lineup:
    """Return who plays: PyVRP beside our own search where it can state the whole day.

    Elsewhere what it finds needs mending, and the second core helps our own search more.
    """
    return BESIDE if budget.workers > 1 and covers(problem) else ALONE
