"""Which legs a closure affects, and how much longer their best path becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from geo.lines.lines import LegLine, leg_lines, time_dependent_legs
from geo.restrictions.met import cut_off
from geo.roads import RoadGraph
from geo.snapping.snap import SNAP_LIMIT_M
from geo.travel.time_dependent import RoadDay
from routing.model import Leg, Location


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Hit:
    """A leg that drives over closed edges: its line before, and after, None where there is none left.

    Attributes
    ----------
    edges : tuple of int
        The closed edges that it drove, in order.
    """

    before: LegLine
    after: LegLine | None
    edges: tuple[int, ...]

    @property
    def longer_s(self) -> float | None:
        """Seconds more, unrounded; less than none only where a place now meets another junction."""
        return self.after.duration_s - self.before.duration_s if self.after else None

    @property
    def longer_m(self) -> float | None:
        """Metres more, unrounded; may be less than none, since the fastest path is not the shortest."""
        return self.after.length_m - self.before.length_m if self.after else None


def hits(
    day: RoadDay,
    closed: RoadGraph,
    places: Mapping[str, Location],
    legs: Sequence[Leg],
    *,
    snap_limit_m: float = SNAP_LIMIT_M,
) -> dict[int, Hit]:
    """Return the legs that a closure hits, by their number in `legs`; each drives the roads of its hour.

    Legs from and to a place that is cut off are hit, too.

    Parameters
    ----------
    day : RoadDay
        The roads through the day, as the legs were planned. What is closed on them already hits nothing.
    closed : RoadGraph
        The same roads after the closure.
    places, snap_limit_m : mapping of str to Location, float
        Those of the matrix that the legs were planned with.

    Raises
    ------
    KeyError
        If a leg names an unknown place.
    ValueError
        If the two are not the same roads.
    """
    if closed.topology_sha256 != day.graph.topology_sha256:
        raise ValueError("not the same roads")
    shut = closed.closed & ~day.graph.closed
    lost = _lost(day, closed, places, snap_limit_m)
    if not (shut.any() or lost) or not legs:
        return {}
    lines = time_dependent_legs(day, places, legs, snap_limit_m=snap_limit_m)
    before = {
        i: line
        for i, (line, leg) in enumerate(zip(lines, legs, strict=True))
        if line and (_over(line, shut) or lost & {leg.origin_id, leg.destination_id})
    }
    by_leg: dict[int, Hit] = {}
    for key in dict.fromkeys(day.keys_at(legs[i].depart_s)[0] for i in before):
        mine = [i for i in before if day.keys_at(legs[i].depart_s)[0] == key]
        after = leg_lines(
            closed,
            places,
            day.of.profile,
            [(legs[i].origin_id, legs[i].destination_id) for i in mine],
            snap_limit_m=snap_limit_m,
            at_hour=None if day.is_plain else np.where(shut, np.inf, day.seconds(key)),
        )
        by_leg |= {
            i: Hit(before=before[i], after=now, edges=_over(before[i], shut))
            for i, now in zip(mine, after, strict=True)
        }
    return {i: by_leg[i] for i in before}


def _lost(day: RoadDay, closed: RoadGraph, places: Mapping[str, Location], limit_m: float) -> frozenset[str]:
    """Return the places that only the second state of the roads cuts off."""
    if closed.closures == day.graph.closures:
        return frozenset()
    now = cut_off(closed, places, day.of.profile, limit_m=limit_m).keys() - closed.still_reachable
    return frozenset(now - cut_off(day.graph, places, day.of.profile, limit_m=limit_m).keys())


def _over(line: LegLine, shut: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[int, ...]:
    return tuple(edge for edge in line.edges if shut[edge])
