"""How a day is searched, as one value that travels from the door to the engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from routing.model import Budget, Problem, Tours, ignore, never
from routing.portfolio import DEFAULT_ENGINE


def _unheard(_: Problem) -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener:
    """Whom a search asks and tells on its way.

    Attributes
    ----------
    stopped
        Says whether the search is to end and keep its best.
    on_better
        Told each better set of tours.
    began
        Told the day that is searched next: `on_better` brings tours of it.
    """

    stopped: Callable[[], bool] = never
    on_better: Callable[[Tours], None] = ignore
    began: Callable[[Problem], None] = _unheard


SILENT: Final = Listener()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which engine searches, how long, from which seed and on how many cores.

    Attributes
    ----------
    seconds : float
        Wall time of the search.
    iterations : int, optional
        Rounds of the engine instead of `seconds`: the same plan comes again, on any machine.
    workers : int, optional
        Threads or processes that the search may use; None: as many as this process has cores.
    """

    engine: str = DEFAULT_ENGINE
    seconds: float = 10.0
    iterations: int | None = None
    seed: int = 0
    workers: int | None = None

    @classmethod
    def from_json(cls, request: Mapping[str, Any]) -> Self:
        """Return the search of a stored request."""
        return cls(
            engine=request["engine"],
            seconds=request["seconds"],
            iterations=request.get("iterations"),
            seed=request["seed"],
        )

    def as_json(self) -> dict[str, Any]:
        """Return what a request asks for; the cores are those of the machine that searches."""
        return {
            "engine": self.engine,
            "seconds": self.seconds,
            "iterations": self.iterations,
            "seed": self.seed,
        }

    @property
    def half(self) -> Self:
        """The search of one of two days: half of the seconds, or all of the iterations."""
        return replace(self, seconds=self.seconds / 2)

    def budget(self, *, cores: int, start: Tours = (), listener: Listener = SILENT) -> Budget:
        """Return the engine's budget on a machine of so many cores."""
        # What works by iterations ends the same on any machine, so it takes no notice of this one.
        workers = Budget().workers if self.iterations is not None else self.workers or cores
        return Budget(
            seconds=self.seconds,
            iterations=self.iterations,
            workers=workers,
            seed=self.seed,
            start=start,
            stopped=listener.stopped,
            on_better=listener.on_better,
        )
