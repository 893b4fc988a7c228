"""Who plays in the portfolio, and for which share of the time: data, in this one place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from routing.engines.ruin_recreate import ruin_recreate
from routing.model import Tours

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

LINEUP: Final[Lineup] = (Member(name="ruin_recreate", engine=ruin_recreate),)
"""`ruin_recreate` alone: by its threads it has the whole of the machine that it is given."""
