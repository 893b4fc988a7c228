"""One way's tags become a `Road`: what it is called, whom it bars, what limits it, what it is paved with."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from geo.roads.access import not_understood, truck_access, trucks_course
from geo.roads.report import Tally
from geo.roads.tags import BOTH, duration_s, height_m, incline_percent, mass_t, speed_kmh
from geo.roads.timed import Timed
from routing.model import nfc, visible

_NUMBERS: Final[Mapping[str, tuple[str, Callable[[str], float | None]]]] = {
    "maxspeed": ("maxspeed_kmh", speed_kmh),
    "maxspeed:hgv": ("maxspeed_hgv_kmh", speed_kmh),
    "maxweight": ("max_weight_t", mass_t),
    "maxweightrating": ("max_weight_t", mass_t),
    "maxaxleload": ("max_axle_t", mass_t),
    "maxheight": ("max_height_m", height_m),
    "maxheight:physical": ("max_height_m", height_m),
    "maxwidth": ("max_width_m", height_m),
    "maxwidth:physical": ("max_width_m", height_m),
    "width:maximal": ("max_width_m", height_m),
}
_GROUND: Final = ("surface", "tracktype", "smoothness")
ROAD_TAGS: Final = (*_NUMBERS, *_GROUND, "incline", "goods", "hgv")
"""Tags that limit or slow a truck, for those who choose what to download."""


class Road(NamedTuple):
    """What is known of a way; NaN where a number is not, `ground` as in `Ways.grounds`.

    Trucks drive it in the directions of `trucks_course` alone.
    `length_m` is its surveyed length, NaN to measure it along its points.
    """

    id: str
    highway: str
    direction: int = BOTH
    name: str = ""
    ref: str = ""
    hgv: bool = True
    goods: bool = True
    maxspeed_kmh: float = math.nan
    maxspeed_hgv_kmh: float = math.nan
    max_weight_t: float = math.nan
    max_axle_t: float = math.nan
    max_height_m: float = math.nan
    max_width_m: float = math.nan
    duration_s: float = math.nan
    ground: str = ""
    length_m: float = math.nan
    timed: Timed = ()
    trucks_course: int = BOTH


def road_of(
    way_id: str,
    tags: Mapping[str, str],
    stated: Iterable[tuple[str, str]],
    tally: Tally,
    *,
    highway: str,
    direction: int,
    length_m: float = math.nan,
    timed: Timed = (),
) -> Road:
    """Return a way as its tags tell it; what cannot be read is counted and counts as absent.

    Parameters
    ----------
    stated
        Keys and values once more, a key as often as joined ways state it: of limits the lowest binds.
    """
    for key in not_understood(tags):
        tally.cannot_read(key, tags[key])
    hgv, goods = (truck_access(tags.get(key, "")) is not False for key in ("hgv", "goods"))
    return Road(
        id=way_id,
        highway=highway,
        direction=direction,
        name=visible(nfc(tags.get("name", ""))),
        ref=visible(nfc(tags.get("ref", ""))),
        # What bars vans with goods bars trucks with goods, unless trucks are told to come.
        hgv=hgv if "hgv" in tags else goods,
        goods=goods,
        ground=_ground(tags, tally),
        length_m=length_m,
        timed=timed,
        trucks_course=trucks_course(tags),
        duration_s=_duration(tags, tally) if highway == "ferry" else math.nan,
        **_limits(stated, tally),
    )


def _limits(stated: Iterable[tuple[str, str]], tally: Tally) -> dict[str, float]:
    lowest: dict[str, float] = {}
    for key, text in stated:
        if key not in _NUMBERS:
            continue
        column, read = _NUMBERS[key]
        value = read(text)
        if value is None:
            tally.cannot_read(key, text)
        elif not math.isnan(value):
            lowest[column] = min(value, lowest.get(column, math.inf))
    return lowest


def _ground(tags: Mapping[str, str], tally: Tally) -> str:
    parts = [f"{key}={tags[key]}" for key in _GROUND if key in tags]
    if "incline" in tags:
        percent = incline_percent(tags["incline"])
        if percent is None:
            tally.cannot_read("incline", tags["incline"])
        elif percent > 0:
            parts.append(f"incline={percent:g}")
    return "|".join(parts)


def _duration(tags: Mapping[str, str], tally: Tally) -> float:
    text = tags.get("duration")
    if text is None:
        return math.nan
    seconds = duration_s(text)
    if seconds is None:
        tally.cannot_read("duration", text)
    return math.nan if seconds is None else seconds
