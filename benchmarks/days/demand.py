"""What each site orders, how urgently and by when: the stated rules of a day with everything on.

An order depends on its site, its number and the seed alone. Hours left until stock-out count from
midnight: 6 in 100 have 4-12 (EMERGENCY), 15 in 100 have 12-20 (URGENT), the others 24-48 (ROUTINE).
Offices open at 07:00, so an emergency due before that cannot be in time. Of the orders 70 % give an empty
for each full, 10 % fewer, and 18 % give back a third to twice as many more (the backlog). The other 2 %
only have empties fetched. Of every fifty sites the first hospital that needs no
permit orders more than any truck takes.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from benchmarks.days.hours import PERMIT, is_closed_to_trucks, receiving
from benchmarks.days.place import Closed
from routing.model import Counts, Facility, FacilityClass, Order, TimeWindow, Urgency

TAIL_LIFT: Final = "tail_lift"
_LARGE_EVERY: Final = 50
_HOSPITALS: Final = (FacilityClass.HOSPITAL, FacilityClass.CENTRAL_OR_MILITARY)
_LARGE: Final = (130, 170)
"""Cylinders of 40 L; the largest truck takes 120."""
_HEAVY: Final = 25
"""From so many of 40 L on, a site has its tail lift asked for."""
_40L: Final[Mapping[FacilityClass, tuple[int, int]]] = {
    FacilityClass.COMMUNE_STATION: (0, 2),
    FacilityClass.OTHER: (1, 6),
    FacilityClass.CLINIC: (1, 8),
    FacilityClass.MATERNITY: (4, 15),
    FacilityClass.DISTRICT_CENTRE: (6, 24),
    FacilityClass.HOSPITAL: (10, 40),
    FacilityClass.CENTRAL_OR_MILITARY: (25, 70),
}
_SMALL: Final = ("8L", "10L", "14L")
_APPOINTED: Final = 0.1
"""Share of orders that are expected within two hours of their own, not before 09:00, nor later than 15:00."""
_DAY: Final = TimeWindow(9 * 3600, 15 * 3600)
_LEVELS: Final = (
    (0.06, Urgency.EMERGENCY, 4, 12),
    (0.15, Urgency.URGENT, 12, 20),
    (0.79, Urgency.ROUTINE, 24, 48),
)


def large_ones(sites: Sequence[Facility], closed: Closed) -> frozenset[str]:
    """Return the ids of sites whose order is larger than any truck: one of every fifty."""
    large = set()
    for begin in range(0, len(sites), _LARGE_EVERY):
        block = sites[begin : begin + _LARGE_EVERY]
        hospitals = [x for x in block if x.kind in _HOSPITALS] or block
        large.add(next((x for x in hospitals if not is_closed_to_trucks(x, closed)), hospitals[0]).id)
    return frozenset(large)


def receiver(site: Facility, *, closed: Closed, order: Order) -> Facility:
    """Return a site with its hours, unloading times and the skills that a truck needs to come."""
    skills = {PERMIT} if is_closed_to_trucks(site, closed) else set[str]()
    if order.deliver["40L"] >= _HEAVY:
        skills.add(TAIL_LIFT)
    return replace(
        site,
        receiving=receiving(site, closed),
        unload_fixed_s=480 if site.kind is FacilityClass.COMMUNE_STATION else 900,
        unload_s_per_cylinder=20 if TAIL_LIFT in skills else 45,
        skills=frozenset(skills),
    )


def order_of(site: Facility, *, large: bool, times: int, closed: Closed, seed_text: str) -> Order:
    """Return what a site orders: `times` what its class asks for, or a large order."""
    draw = Random(f"{seed_text}:order:{site.id}")
    full = _full(site.kind, times, draw)
    if large:
        full = Counts({"40L": draw.randint(*_LARGE)})
    empty = _empties(full, draw)
    if draw.random() < 0.02 and full.total < _HEAVY:
        full, empty = Counts(), full
    urgency, due_s = _need(draw)
    return Order(
        id=f"DH-{site.id}",
        facility_id=site.id,
        deliver=full,
        collect=empty,
        urgency=urgency,
        due_s=due_s,
        windows=_appointment(receiving(site, closed), draw),
    )


def _full(kind: FacilityClass, times: int, draw: Random) -> Counts:
    counts = {"40L": times * draw.randint(*_40L[kind])}
    if kind is FacilityClass.COMMUNE_STATION or draw.random() < 0.5:
        counts[draw.choice(_SMALL)] = draw.randint(1, 3)
    return Counts(counts)


def _empties(full: Counts, draw: Random) -> Counts:
    turn = draw.random()
    if turn < 0.7:
        return full
    share = draw.uniform(1.3, 2.0) if turn < 0.88 else draw.uniform(0.0, 0.7)
    return Counts({key: math.ceil(n * share) for key, n in full.items()})


def _need(draw: Random) -> tuple[Urgency, int]:
    weights = [share for share, *_ in _LEVELS]
    _, urgency, least_h, most_h = draw.choices(_LEVELS, weights)[0]
    return urgency, draw.randrange(least_h * 60, most_h * 60) * 60


def _appointment(hours: Sequence[TimeWindow], draw: Random) -> tuple[TimeWindow, ...]:
    turn, at = draw.random(), draw.random()
    hours = [TimeWindow(max(w.start_s, _DAY.start_s), min(w.end_s, _DAY.end_s)) for w in hours]
    longest = max(hours, key=lambda window: window.end_s - window.start_s)
    spare_s = longest.end_s - longest.start_s - 7200
    if turn >= _APPOINTED or spare_s <= 0:
        return ()
    start_s = longest.start_s + round(at * spare_s / 900) * 900
    return (TimeWindow(start_s, start_s + 7200),)
