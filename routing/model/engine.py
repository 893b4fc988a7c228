"""What every engine is: tours for a problem, within a budget."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from routing.model.problem import Problem
from routing.model.tour import Tour

Tours = tuple[Tour, ...]


def never() -> bool:
    """Wish no early end."""
    return False


def uncounted(rounds: int) -> None:
    """Take no note of rounds."""
    del rounds


def ignore(tours: Tours) -> None:
    """Take no note of better tours."""
    del tours


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How long an engine may work, and how it reports better tours.

    An engine ends soon after `seconds` of wall time or when `stopped()` says so, whichever is
    first; `on_better` may be called with each better set of tours. The same `seed` gives the same
    choices as far as time allows.

    With `iterations` an engine works by its own rounds instead, and looks at no clock. The same problem,
    seed and iterations then give the same tours again. `workers` is how many threads or processes it may
    use. An engine that works by rounds calls `counted` at its end with how many it has done: a search
    that got little of a busy machine hardly ran.
    """

    seconds: float = 10.0
    iterations: int | None = None
    workers: int = 2
    seed: int = 0
    start: Tours = ()
    stopped: Callable[[], bool] = never
    on_better: Callable[[Tours], None] = ignore
    counted: Callable[[int], None] = uncounted


class Engine(Protocol):
    """A way to plan a day. It decides only tours; clocks and judgement are not its business."""

    def __call__(self, problem: Problem, budget: Budget) -> Tours:
        """Return tours that serve as much as they can; an empty tuple if nothing can be served."""
        ...
