"""Paths that a server draws, joined to the places by straight lines as `leg_lines` does."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from geo.lines.lines import LegLine, joined, point_of, still_line
from geo.metric import FloatArray
from geo.sources.blocks import access_s
from routing.model import Location


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ServerPath:
    """A path from road to road.

    Attributes
    ----------
    points : float64 array, shape (points, 2)
        Longitude and latitude.
    access_m : float64 array, shape (2,)
        From the first place to the road, and from the road to the last.
    """

    length_m: float
    duration_s: float
    points: FloatArray
    access_m: FloatArray


def leg_lines_of(
    places: Mapping[str, Location],
    legs: Iterable[tuple[str, str]],
    ask: Callable[[str, str], ServerPath | None],
    *,
    limit_m: float,
) -> tuple[LegLine | None, ...]:
    """Return the line of each leg; each is asked for once, and not at all where both ends are one point."""
    wanted = list(legs)
    lines = {leg: _line(places, leg, ask, limit_m) for leg in dict.fromkeys(wanted)}
    return tuple(lines[leg] for leg in wanted)


def _line(
    places: Mapping[str, Location],
    leg: tuple[str, str],
    ask: Callable[[str, str], ServerPath | None],
    limit_m: float,
) -> LegLine | None:
    start, end = (places[place] for place in leg)
    if start == end:
        return still_line(*leg, end)
    path = ask(*leg)
    if path is None or not (path.access_m <= limit_m).all():
        return None
    return LegLine(
        from_id=leg[0],
        to_id=leg[1],
        length_m=path.length_m + float(path.access_m.sum()),
        duration_s=path.duration_s + float(access_s(path.access_m).sum()),
        points=joined([point_of(start), path.points, point_of(end)]),
    )
