"""Which legs drive over roads that are closed, and how much longer their best way becomes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from geo.lines import LegLine, leg_lines
from geo.roads import RoadGraph
from geo.snap import SNAP_LIMIT_M
from geo.truck_profile import TruckProfile
from routing.model import Location


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
        """Metres more, unrounded; may be less than none, since the fastest way is not the shortest."""
        return self.after.length_m - self.before.length_m if self.after else None


def hits(
    roads: RoadGraph,
    closed: RoadGraph,
    places: Mapping[str, Location],
    profile: TruckProfile,
    legs: Iterable[tuple[str, str]],
    *,
    snap_limit_m: float = SNAP_LIMIT_M,
) -> dict[tuple[str, str], Hit]:
    """Return the legs (from id, to id) that a closure hits.

    Parameters
    ----------
    roads, closed : RoadGraph
        The same roads before and after; what `roads` has closed already hits nothing.
    places, profile, snap_limit_m
        Those of the matrix that the legs were planned with.

    Raises
    ------
    KeyError
        If a leg names an unknown place.
    ValueError
        If the two are not the same roads.
    """
    if closed.topology_sha256 != roads.topology_sha256:
        raise ValueError("not the same roads")
    shut = closed.closed & ~roads.closed
    wanted = list(dict.fromkeys(legs))
    if not shut.any() or not wanted:
        return {}
    lines = leg_lines(roads, places, profile, wanted, snap_limit_m=snap_limit_m)
    before = {leg: line for leg, line in zip(wanted, lines, strict=True) if line and _over(line, shut)}
    after = leg_lines(closed, places, profile, before, snap_limit_m=snap_limit_m) if before else ()
    return {
        leg: Hit(before=line, after=now, edges=_over(line, shut))
        for (leg, line), now in zip(before.items(), after, strict=True)
    }


def _over(line: LegLine, shut: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> tuple[int, ...]:
    return tuple(edge for edge in line.edges if shut[edge])
