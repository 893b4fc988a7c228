"""How much each facility orders, how urgently and by when: the stated rules of a synthetic day.

A bed not fed from a tank uses 0.094 cylinders of 40 L a day: the design flow of a ward bed in
`data/reference/demand_norms.csv`. An order fills the store up for two days. Beds in such use are
drawn by class; stations hold 1-3 small cylinders. The hours left at 06:00 are drawn: one facility in
twenty has 3-12 (EMERGENCY), three in twenty 12-24 (URGENT), the others 24-48 (ROUTINE). Due = 06:00
+ hours left. One empty is handed over for each full.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from benchmarks.hanoi.files import Place
from routing.model import Counts, format_clock

Row = dict[str, str]

_MINUTE_S, _DAYS, _WARD_BED = 60, 2, 0.094
_NOW_MIN: Final = 6 * 60
_BEDS: Final[Mapping[str, tuple[int, int]]] = {
    "hospital": (50, 300),
    "hospital_central_or_military": (150, 319),
    "district_health_centre": (15, 60),
    "maternity": (15, 60),
    "clinic": (5, 20),
    "other": (5, 20),
}
"""Beds that cylinders feed, fewest and most: invented, so that the largest order is 60 of 40 L."""
_SMALL: Final = ("8L", "10L", "14L")


@dataclass(frozen=True, slots=True)
class _Level:
    share: float
    urgency: str
    least_h: int
    most_h: int


_LEVELS: Final = (
    _Level(0.05, "EMERGENCY", 3, 12),
    _Level(0.15, "URGENT", 12, 24),
    _Level(0.80, "ROUTINE", 24, 48),
)


def order_rows(places: Iterable[Place], *, seed: int, source: str) -> list[Row]:
    """Return a row of orders.csv for each place; a place's row depends on its id and the seed alone."""
    return [_row(place, Random(f"{seed}:{place.id}"), source) for place in places]


def _row(place: Place, draw: Random, source: str) -> Row:
    counts = _cell(_counts(place.kind, draw))
    urgency, due = _need(draw)
    return {
        "id": f"DH-{place.id}",
        "facility_id": place.id,
        "deliver": counts,
        "collect": counts,
        "urgency": urgency,
        "due": due,
        "windows": "",
        "source": source,
        "standing": "synthetic",
    }


def _counts(kind: str, draw: Random) -> Counts:
    if kind == "commune_station":
        return Counts({draw.choice(_SMALL): draw.randint(1, 3)})
    least, most = _BEDS[kind]
    large = math.ceil(draw.randint(least, most) * _WARD_BED * _DAYS)
    return Counts({"40L": large, "10L": draw.randint(0, 6)})


def _need(draw: Random) -> tuple[str, str]:
    level = draw.choices(_LEVELS, weights=[level.share for level in _LEVELS])[0]
    # Below the upper bound, which belongs to the next level.
    left_min = draw.randrange(level.least_h * 60, level.most_h * 60)
    return level.urgency, format_clock((_NOW_MIN + left_min) * _MINUTE_S)


def _cell(counts: Counts) -> str:
    return ";".join(f"{key}:{n}" for key, n in counts.items())
