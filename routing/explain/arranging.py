"""The smallest arrangement that serves most of what a plan leaves: measured, chosen, tried, pared down."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from routing.engines.or_tools.arrange import Kind, least_effort
from routing.explain.candidates import Candidate, Single, candidates, effort, numbered, smaller, without_id
from routing.explain.joint import Joint, Outcome
from routing.model import Change, LaterClosing, Problem, TruckAdded, Urgency

MOST_TRUCKS: Final = 40
"""More trucks of one kind than this are no remedy."""
_ONE_BY_ONE: Final = 6
"""So many changes at most are told of one by one, more by their kinds."""
_ROUNDS: Final = 4
"""How often the choice is made: again with less room where less was served than promised, else with more."""
_WORTH: Final = {Urgency.EMERGENCY: 40_000, Urgency.URGENT: 8_000, Urgency.ROUTINE: 1_600}
"""What an unserved part weighs against effort, plus its cylinders: nothing is left to spare an effort."""
_LEAST, _LESS, _MORE = 0.3, 0.9, 1.4
"""By how much less, or more, room is believed in after a try that failed, or served all."""
_STOCK_SHARE: Final = 8
"""So many cylinders more of stock count for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Changes, whom they serve together, and in what steps; `before` is whom stock alone would serve."""

    changes: tuple[Change, ...]
    outcome: Outcome
    before: frozenset[str] = frozenset()
    steps: tuple[tuple[tuple[Change, ...], frozenset[str]], ...] = ()


class Arranging:
    """The search for one arrangement in one plan."""

    def __init__(self, joint: Joint, by_part: Mapping[str, Single]) -> None:
        self._joint, self._by_part = joint, by_part
        self._problem: Problem = joint.problem
        self._parts = tuple(key for key in joint.wanted if key in by_part and by_part[key].arranged)
        self._own = _merged(change for key in self._parts for change in by_part[key].own)
        self._measured: list[tuple[Candidate, Outcome, int]] = []
        self._base = Outcome()
        self._limits: list[tuple[frozenset[Change], int]] = []

    def best(self) -> Chosen | None:
        """Return the arrangement that serves most, and of those the least; None if none serves anything."""
        self._measure()
        able = self._base.served.union(*(outcome.able for _, outcome, _ in self._measured))
        best, share = Chosen(changes=(), outcome=self._joint.outcome(())), 1.0
        for _ in range(_ROUNDS):
            chosen = self._choose(share)
            now = Chosen(changes=chosen, outcome=self._joint.outcome(chosen))
            if self._rank(now) > self._rank(best):
                best = now
            self._learn(chosen)
            if self._joint.clock.over():
                break
            done = now.outcome.served >= able
            share *= _MORE if done else max(_LEAST, min(_LESS, len(now.outcome.served) / len(able)))
        if not best.changes and not best.outcome.stock:
            return None
        pared = self._pared(best)
        return replace(pared, before=self._joint.outcome(()).served, steps=tuple(self._steps(pared)))

    def _measure(self) -> None:
        """Try each candidate alone on some of the orders, beside what the orders themselves need."""
        self._base = self._joint.outcome(self._own)
        before = self._joint.outcome(self._own, some=True).served
        for candidate in candidates(self._problem, [self._by_part[key] for key in self._parts]):
            changes = numbered(self._problem, (*self._own, *candidate.needs, candidate.change))
            outcome = self._joint.outcome(changes, some=True)
            if gained := len(outcome.served - before):
                self._measured.append((candidate, outcome, gained))

    def _choose(self, share: float) -> tuple[Change, ...]:
        """Return the changes that CP-SAT chooses, where each has that share of the room it showed alone."""
        alone = {
            candidate.change: (outcome, gained)
            for candidate, outcome, gained in self._measured
            if not (candidate.needs or candidate.is_truck)
        }
        more = [measured for measured in self._measured if measured[0].needs or measured[0].is_truck]
        first = list(
            dict.fromkeys((*self._own, *(x for candidate, *_ in more for x in candidate.needs), *alone))
        )
        of = {change: number for number, change in enumerate(first)}
        kinds = [
            self._kind(*alone.get(change, (Outcome(), 0)), share, effort=effort(change)) for change in first
        ]
        kinds += [
            self._kind(
                outcome,
                gained,
                share,
                effort=effort(candidate.change),
                most=MOST_TRUCKS if candidate.is_truck else 1,
                needs=tuple(of[need] for need in candidate.needs),
            )
            for candidate, outcome, gained in more
        ]
        free = {row: 0 for row, key in enumerate(self._parts) if key in self._base.served}
        kinds.append(Kind(effort=0, room=len(free), serves=free))
        asks = [tuple(of[x] for x in self._own_of(key)) for key in self._parts]
        # The last kind is the fleet as it is.
        limits = [
            ({len(kinds) - 1, *(of[x] for x in changes if x in of)}, most) for changes, most in self._limits
        ]
        copies = least_effort(kinds, [self._worth(key) for key in self._parts], asks, limits)
        makes = [*first, *(candidate.change for candidate, *_ in more)]
        pairs = zip(makes, copies, strict=False)
        return numbered(self._problem, (change for change, count in pairs for _ in range(count)))

    def _learn(self, chosen: tuple[Change, ...]) -> None:
        """Remember how many orders changes serve without new trucks: they share the time of one fleet."""
        changes = frozenset(change for change in chosen if not isinstance(change, TruckAdded))
        served = self._joint.outcome(change for change in chosen if change in changes).served
        self._limits.append((changes, len(served)))

    def _kind(self, outcome: Outcome, gained: int, share: float, **fields: Any) -> Kind:  # noqa: ANN401 - fields
        serves = {
            row: -(-self._problem.part_by_id[key].deliver.total // _STOCK_SHARE)
            if key in outcome.restocked
            else 0
            for row, key in enumerate(self._parts)
            if key in outcome.able
        }
        return Kind(room=max(1, int(gained * share)) if gained else 0, serves=serves, **fields)

    def _own_of(self, key: str) -> tuple[Change, ...]:
        kept = {(type(x), getattr(x, "order_id", x)): x for x in self._own}
        return tuple(kept[type(x), getattr(x, "order_id", x)] for x in self._by_part[key].own)

    def _worth(self, key: str) -> int:
        part = self._problem.part_by_id[key]
        return _WORTH[part.urgency] + part.cylinders

    def _rank(self, chosen: Chosen) -> tuple[int, int]:
        """Return what an arrangement is worth: whom it serves, then how little it takes."""
        stock = -(-_stock(chosen.outcome) // _STOCK_SHARE)
        return self._value(chosen.outcome), -stock - sum(map(effort, chosen.changes))

    def _value(self, outcome: Outcome) -> int:
        return sum(self._worth(key) for key in outcome.served)

    def _pared(self, chosen: Chosen) -> Chosen:
        """Leave out changes, the hardest first and of each kind one after another, while nothing is lost."""
        kinds = dict.fromkeys(map(without_id, chosen.changes))
        for kind in sorted(kinds, key=effort, reverse=True):
            less: Change | None = kind
            while less and (fewer := self._fewer(chosen, less)) is not None:
                chosen = fewer
                less = smaller(less) if smaller(kind) else kind
        return chosen

    def _fewer(self, chosen: Chosen, kind: Change) -> Chosen | None:
        """Return the arrangement without the last change of a kind, or with a smaller one; None if worse."""
        alike = [change for change in chosen.changes if without_id(change) == kind]
        if not alike:
            return None
        options = [None, smaller(alike[-1])] if smaller(alike[-1]) else [None]
        smaller_ones = (self._with(chosen, alike[-1], option) for option in options)
        return next((arrangement for arrangement in smaller_ones if arrangement), None)

    def _with(self, chosen: Chosen, change: Change, instead: Change | None) -> Chosen | None:
        replaced = (instead if item == change else item for item in chosen.changes)
        changes = tuple(item for item in replaced if item)
        other = Chosen(changes=changes, outcome=self._joint.outcome(changes))
        return other if self._rank(other) >= self._rank(chosen) else None

    def _steps(self, chosen: Chosen) -> Iterator[tuple[tuple[Change, ...], frozenset[str]]]:
        """Yield the changes kind by kind, that first which showed the most room for its effort.

        Few trucks come one by one: the last often serve little.
        """
        room = {candidate.change: gained for candidate, _, gained in self._measured}
        needs = {candidate.change: candidate.needs for candidate, *_ in self._measured}
        kinds = dict.fromkeys(map(without_id, chosen.changes))
        done: set[Change] = set()
        for kind in sorted(kinds, key=lambda x: (-room.get(x, 0) / effort(x), -effort(x))):
            alike = [x for x in chosen.changes if without_id(x) == kind]
            before = [x for x in needs.get(kind, ()) if x in chosen.changes]
            for new in [[x] for x in alike] if len(chosen.changes) <= _ONE_BY_ONE else [alike]:
                step = tuple(x for x in (*before, *new) if x not in done)
                done.update(step)
                outcome = self._joint.outcome(x for x in chosen.changes if x in done)
                if step:
                    yield step, outcome.served


def _stock(outcome: Outcome) -> int:
    return sum(more.count for more in outcome.stock)


def _merged(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return the changes, each once, of a facility's later closings for one order the latest."""
    latest: dict[object, Change] = {}
    for change in changes:
        key = change.order_id if isinstance(change, LaterClosing) else change
        before = latest.get(key)
        if not isinstance(change, LaterClosing) or before is None or change.by_s > before.by_s:  # type: ignore[union-attr]
            latest[key] = change
    return tuple(latest.values())
