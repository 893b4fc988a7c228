"""The fleet of a day: as many trucks as its work takes hours for, so small that most must reload.

Classes come from `data/reference/trucks.csv`, costs from the day of Hà Nội; shifts, rules, permits
and lifts are drawn by the seed. Two trucks of three are bound to one supplier's depots.
"""

import csv
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from benchmarks.days.demand import TAIL_LIFT
from benchmarks.days.depots import SUPPLIERS, supplier_of
from benchmarks.days.ground import TRUCK, VAN
from benchmarks.days.hours import PERMIT
from benchmarks.hanoi.fleet import COSTS
from routing.model import Depot, DriverRules, Rates, Shift, Vehicle
from service.dispatch.sample import reference_path

_MIX: Final = ("5", "1.25", "2.5", "8", "1.25", "5", "2.5", "1.25")
"""Classes (t) in the order in which the fleet grows."""
_LEAST: Final = 5
"""So many trucks there are on any day: one of each class and one more."""
_SHIFTS: Final = (
    Shift(start_s=4 * 3600, end_s=14 * 3600, max_overtime_s=7200),
    Shift(start_s=5 * 3600, end_s=15 * 3600, max_overtime_s=3600),
    Shift(start_s=6 * 3600, end_s=16 * 3600, max_overtime_s=7200),
)
_RULES: Final = (
    DriverRules(max_driving_s=36_000, max_continuous_driving_s=14_400, break_s=900),
    DriverRules(max_driving_s=25_200, max_continuous_driving_s=9_000, break_s=1800),
    DriverRules(max_driving_s=18_000, max_continuous_driving_s=7_200, break_s=1200),
)
"""The law's, and two stricter ones of small trucks."""
_LIFT_T: Final = 5.0
"""From this class on every truck has a tail lift."""
_PAYLOAD_SHARE: Final = 0.85
"""The payload of the fleet stays within this share of the day's mass: the rest is reloaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Class:
    tonnes: float
    payload_g: int
    slots: int
    rates: Rates


def fleet_of(
    depots: Sequence[Depot], *, work_s: float, mass_g: int, small_t: float, seed_text: str
) -> tuple[Vehicle, ...]:
    """Return trucks, depot by depot, until their shifts hold `work_s`.

    The first two of the largest classes have a permit, so every order has a truck that may serve it.
    """
    draw = Random(f"{seed_text}:fleet")
    classes = _classes()
    trucks: list[Vehicle] = []
    names = itertools.cycle(_MIX)
    while sum(_hours_s(truck) for truck in trucks) < work_s or len(trucks) < _LEAST:
        name = next(names)
        aboard_g = sum(truck.payload_g for truck in trucks) + classes[name].payload_g
        if len(trucks) >= _LEAST and aboard_g > _PAYLOAD_SHARE * mass_g:
            name = "1.25"
        trucks.append(_truck(len(trucks), classes[name], depots, small_t, draw))
    return tuple(trucks)


def _hours_s(truck: Vehicle) -> int:
    return truck.shift.end_s - truck.shift.start_s


def _truck(number: int, kind: _Class, depots: Sequence[Depot], small_t: float, draw: Random) -> Vehicle:
    home = number % len(depots)
    shift, rules = draw.choice(_SHIFTS), draw.choice(_RULES) if kind.tonnes < _LIFT_T else _RULES[0]
    turns = [draw.random() for _ in range(4)]
    own = [depot.id for i, depot in enumerate(depots) if supplier_of(i) == supplier_of(home)]
    return Vehicle(
        id=f"XE-{number + 1:03d}",
        name=f"Xe giả định {number + 1:03d} ({kind.tonnes:g} tấn)",
        profile=VAN if kind.tonnes <= 1.25 else TRUCK,
        payload_g=kind.payload_g,
        slots=kind.slots,
        start_depot_id=depots[home].id,
        end_depot_id=depots[home].id,
        shift=shift,
        rules=rules,
        rates=kind.rates,
        skills=frozenset(_skills(kind, small_t, first=number < len(_MIX), turns=turns[:2])),
        load_depot_ids=frozenset(own) if turns[2] < 2 / 3 and len(SUPPLIERS) > 1 else None,
        max_trips=3 if turns[3] < 0.2 else None,
    )


def _skills(kind: _Class, small_t: float, *, first: bool, turns: Sequence[float]) -> Iterator[str]:
    heavy = kind.tonnes >= _LIFT_T
    if heavy or (kind.tonnes >= 2.5 and turns[0] < 0.5):
        yield TAIL_LIFT
    if kind.tonnes <= small_t or (first and heavy) or turns[1] < (0.65 if heavy else 0.4):
        yield PERMIT


def _classes() -> Mapping[str, _Class]:
    with reference_path("trucks.csv").open(encoding="utf-8", newline="") as file:
        return {row["class_t"]: _class(row) for row in csv.DictReader(file)}


def _class(row: Mapping[str, str]) -> _Class:
    fixed, per_km, per_hour = COSTS[row["class_t"]]
    return _Class(
        tonnes=float(row["class_t"]),
        payload_g=int(row["payload_kg"]) * 1000,
        slots=int(row["slots"]),
        rates=Rates(
            fixed_vnd=fixed,
            per_km_vnd=per_km,
            per_hour_vnd=per_hour,
            overtime_per_hour_vnd=per_hour * 3 // 2,
        ),
    )
