"""A problem's numbers as arrays, so that insertions can be priced many at a time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.arrays import ALWAYS, FAR, Ints, padded
from routing.model import UNREACHABLE, Problem, Urgency, Vehicle

LATE_VND_PER_S = {Urgency.EMERGENCY: 1_000_000, Urgency.URGENT: 10_000, Urgency.ROUTINE: 100}
"""What a second late weighs against cost when insertions are ranked (a heuristic's own guide)."""

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a problem by row: places, sizes, times. Shapes (n,) unless said."""

    ids: tuple[str, ...]
    row: dict[str, int]
    place: Ints
    urgency: Ints
    out_g: Ints
    back_g: Ints
    out_slots: Ints
    back_slots: Ints
    fulls: Ints
    by_type: Ints  # (n, types)
    unload_s: Ints
    due_s: Ints  # FAR where there is no due time
    release_s: Ints  # -FAR where the cylinders are ready
    left_vnd: Ints  # what leaving it costs, FAR where it is not optional
    waiting_vnd: Ints  # an hour
    waits_from_s: Ints
    late_vnd: Ints
    opens_s: Ints  # (n, windows), padded with FAR
    closes_s: Ints  # (n, windows), padded with -FAR

    @classmethod
    def of(cls, problem: Problem) -> "Parts":
        """Tabulate the parts of `problem`."""
        parts, types = problem.parts, problem.cylinder_types
        out = _counts([part.deliver[t.id] for part in parts for t in types], len(types))
        back = _counts([part.collect[t.id] for part in parts for t in types], len(types))
        full_g, tare_g = _ints([t.full_g for t in types]), _ints([t.tare_g for t in types])
        slots = _ints([t.slots for t in types])
        opens, closes = padded([problem.windows_of(part) or ALWAYS for part in parts])
        return cls(
            ids=tuple(part.id for part in parts),
            row={part.id: i for i, part in enumerate(parts)},
            place=_ints([problem.travel.index[part.facility_id] for part in parts]),
            urgency=_ints([part.urgency for part in parts]),
            out_g=out @ full_g,
            back_g=back @ tare_g,
            out_slots=out @ slots,
            back_slots=back @ slots,
            fulls=out.sum(axis=1),
            by_type=out,
            unload_s=_ints([problem.unload_s(part) for part in parts]),
            due_s=_ints([FAR if part.due_s is None else part.due_s for part in parts]),
            release_s=_ints([-FAR if part.release_s is None else part.release_s for part in parts]),
            left_vnd=_ints([part.left_vnd if part.optional else FAR for part in parts]),
            waiting_vnd=_ints([part.waiting_vnd_per_hour for part in parts]),
            waits_from_s=_ints([part.waits_from_s for part in parts]),
            late_vnd=_ints([LATE_VND_PER_S[part.urgency] for part in parts]),
            opens_s=opens,
            closes_s=closes,
        )

    @property
    def optional(self) -> Bools:
        """Which parts may stay unserved at a price, shape (n,)."""
        return np.asarray(self.left_vnd < FAR)

    def begin_s(self, arrive_s: Ints) -> Ints:
        """Return when unloading may begin on arrival at `arrive_s` (..., n); FAR if never."""
        begin = np.full(arrive_s.shape, FAR, dtype=np.int64)
        for w in range(self.opens_s.shape[1] - 1, -1, -1):
            fits = arrive_s <= self.closes_s[:, w]
            begin = np.where(fits, np.maximum(arrive_s, self.opens_s[:, w]), begin)
        return begin


@dataclass(frozen=True, slots=True)
class Roads:
    """One profile's travel, with FAR instead of unreachable."""

    seconds: Ints
    metres: Ints

    @classmethod
    def of(cls, problem: Problem, profile: str) -> "Roads":
        """Tabulate the travel of `profile`."""
        return cls(
            seconds=_far_if_unreachable(problem.travel.duration_s[profile]),
            metres=_far_if_unreachable(problem.travel.length_m[profile]),
        )


def able(problem: Problem, vehicle: Vehicle) -> Bools:
    """Return which parts `vehicle` has the skills for and no pin keeps from it, shape (n,)."""
    return np.array(
        [problem.skills_of(p) <= vehicle.skills and problem.may_serve(vehicle, p) for p in problem.parts],
        dtype=bool,
    )


def _far_if_unreachable(matrix: NDArray[np.int32]) -> Ints:
    # Widened first: numpy would cut FAR down to 32 bits without a word.
    wide = matrix.astype(np.int64)
    wide[wide == UNREACHABLE] = FAR
    return wide


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _counts(values: list[int], width: int) -> Ints:
    return _ints(values).reshape(-1, width)
