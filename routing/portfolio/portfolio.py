"""Several engines side by side: one incumbent, one stop, the best checked plan at any moment."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from routing.engines.apart import can_wait, compile_apart
from routing.engines.greedy import greedy
from routing.engines.ruin_recreate import is_compiled, ruin_recreate
from routing.model import Budget, Problem, Tours, ignore
from routing.portfolio.incumbent import Incumbent, Point
from routing.portfolio.lineup import Lineup, Member, always, lineup_for, until_compiled
from routing.portfolio.route_pool import RoutePool
from routing.portfolio.worker import Done, Failed
from routing.portfolio.workers import Worker, Workers

_TICK_S: Final = 0.1
_GRACE_S: Final = 1.0
_GRACE: Final = 0.05
"""Beyond its time a worker may take this long, a second and a share of the time, before it is ended."""
_SEEDS: Final = 1_000_003


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The best tours, and the curve of how they were found (the first point is the first plan).

    `engines` are the names of the members, in order. `lost` are those that died, or never began
    for lack of time or since they were not ready. `searched` says whether any ended well. `rounds` is what
    members counted, None where none did.
    """

    tours: Tours
    curve: tuple[Point, ...]
    engines: tuple[str, ...]
    lost: tuple[str, ...] = ()
    searched: bool = True
    rounds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """An engine made of engines; see `Member` for who begins when.

    A worker that dies, raises or brings nonsense costs its own share and nothing else. With
    `Budget.iterations`, members that begin together know nothing of each other, and only what each returns
    counts. The best is taken by objective, then by the order of the line-up. So the same plan comes again.

    Where our own search is not compiled yet and a clock counts, it is compiled in a process apart, and
    joins when it is ready (`until_compiled`).

    Attributes
    ----------
    lineup : tuple of Member, optional
        The members; by default those of `lineup_for`.
    """

    lineup: Lineup | None = None

    def __call__(self, problem: Problem, budget: Budget) -> Tours:
        """Return the best checked tours that any member found."""
        return self.search(problem, budget).tours

    def search(self, problem: Problem, budget: Budget) -> Result:
        """Return the best checked tours with the curve."""
        incumbent = Incumbent(problem, budget)
        lineup = lineup_for(problem, budget) if self.lineup is None else self.lineup
        if self.lineup is None and budget.iterations is None and can_wait() and compile_apart():
            lineup = until_compiled(lineup, is_compiled)
        self._first(incumbent, problem, budget)
        run = _Run(problem, budget, incumbent, lineup)
        if problem.vehicles and problem.parts and not budget.stopped():
            run.by_clock() if budget.iterations is None else run.by_iterations()
        return Result(
            tours=incumbent.tours,
            curve=tuple(incumbent.curve),
            engines=tuple(member.name for member in lineup),
            lost=run.lost(),
            searched=run.searched,
            rounds=run.rounds,
        )

    @staticmethod
    def _first(incumbent: Incumbent, problem: Problem, budget: Budget) -> None:
        """Make a plan at once: the first of `ruin_recreate`, or the greedy one where nothing is compiled."""
        if is_compiled():
            quick = dataclasses.replace(budget, iterations=0, on_better=ignore)
            incumbent.offer("ruin_recreate", ruin_recreate(problem, quick))
        else:
            if budget.start:
                incumbent.offer("start", budget.start)
            incumbent.offer("greedy", greedy(problem, budget))


def portfolio_of(lineup: Sequence[Member]) -> Portfolio:
    """Return a portfolio with another line-up."""
    return Portfolio(lineup=tuple(lineup))


class _Run:
    """One search of one portfolio."""

    def __init__(self, problem: Problem, budget: Budget, incumbent: Incumbent, lineup: Lineup) -> None:
        self._problem, self._budget, self._incumbent, self._lineup = problem, budget, incumbent, lineup
        self._begun: list[tuple[Member, Worker]] = []
        self._pool = RoutePool(problem) if any(member.pooled for member in lineup) else None
        if self._pool is not None:
            self._pool.add(incumbent.tours)

    @property
    def searched(self) -> bool:
        """Whether any member ended well."""
        return any(isinstance(worker.last, Done) for _, worker in self._begun)

    @property
    def rounds(self) -> int | None:
        """What the members that ended well counted, None where none did."""
        counts = [worker.last.rounds for _, worker in self._begun if isinstance(worker.last, Done)]
        counted = [rounds for rounds in counts if rounds is not None]
        return sum(counted) if counted else None

    def lost(self) -> tuple[str, ...]:
        """Return the members that died, and those that never began; a stand-in may be left out."""
        well = [member for member, worker in self._begun if isinstance(worker.last, Done)]
        return tuple(member.name for member in self._lineup if member not in well and not member.stands_in)

    def by_clock(self) -> None:
        """Search until the time is up or all have ended."""
        seconds, waiting = self._budget.seconds, list(enumerate(self._lineup))
        with Workers() as workers:
            while (waiting or workers.busy) and not self._budget.stopped():
                spent_s = self._incumbent.spent_s()
                if spent_s > seconds * (1 + _GRACE) + _GRACE_S:
                    break
                # Who has no time left does not begin.
                waiting = [turn for turn in waiting if spent_s < turn[1].ends * seconds]
                for number, member in self._due(waiting, workers, spent_s):
                    waiting.remove((number, member))
                    if member.ready is not always:
                        workers.stop(*(other.name for other in self._lineup if other.stands_in))
                    self._begin(workers, number, member, member.ends * seconds - spent_s)
                self._hear(workers, _TICK_S)
            self._stop(workers)

    def _due(
        self, waiting: list[tuple[int, Member]], workers: Workers, spent_s: float
    ) -> list[tuple[int, Member]]:
        """Return the members that begin now."""
        ready = [turn for turn in waiting if turn[1].ready()]
        due = [turn for turn in ready if turn[1].begins * self._budget.seconds <= spent_s]
        # Where nobody is at work, the next may begin early.
        return due or ([] if workers.busy else ready[:1])

    def by_iterations(self) -> None:
        """Search stage by stage: all that begin together, then the next."""
        for begins in sorted({member.begins for member in self._lineup}):
            with Workers() as workers:
                stage = [
                    self._begin(workers, number, member, self._budget.seconds)
                    for number, member in enumerate(self._lineup)
                    if member.begins == begins
                ]
                while workers.busy and not self._budget.stopped():
                    for _ in workers.hear(_TICK_S):
                        pass  # What is found on the way hangs on the clock.
                self._stop(workers)
            for worker in stage:
                if isinstance(worker.last, Done):
                    self._take(worker.name, worker.last.tours)

    def _begin(self, workers: Workers, number: int, member: Member, seconds: float) -> Worker:
        engine, waited = member.engine, member.ready is not always
        if member.pooled and self._pool is not None:
            engine = partial(engine, pool=self._pool.tours())
        budget = dataclasses.replace(
            self._budget,
            seconds=max(0.0, seconds),
            seed=self._budget.seed + _SEEDS * number,
            workers=member.workers or self._budget.workers,
            # Who begins first searches freely: a start given is a plan worth keeping to.
            start=self._incumbent.tours if member.begins or waited else self._budget.start,
        )
        worker = workers.begin(member.name, engine, self._problem, budget)
        self._begun.append((member, worker))
        return worker

    def _hear(self, workers: Workers, timeout_s: float) -> None:
        for worker, message in workers.hear(timeout_s):
            if not isinstance(message, Failed):
                self._take(worker.name, message.tours)

    def _stop(self, workers: Workers) -> None:
        """Wait a little for what the workers have in hand."""
        workers.stop()
        until_s = self._incumbent.spent_s() + _GRACE_S
        while workers.busy and self._incumbent.spent_s() < until_s:
            self._hear(workers, _TICK_S)

    def _take(self, name: str, tours: Tours) -> None:
        sound = self._incumbent.offer(name, tours)
        if self._pool is not None and sound:
            self._pool.add(tours)
