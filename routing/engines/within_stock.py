"""Depot stock: stops that would overdraw it leave their tours."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from routing.model import Order, Problem, Tour, Tours

Loaded = dict[tuple[str, str], list[Order]]


def within_stock(problem: Problem, tours: Sequence[Tour]) -> Tours:
    """Return the tours less the parts that overdraw a depot, the least urgent first, pinned trips never."""
    loaded = _loaded(problem, tours)
    fixed = {key for pin in problem.pins for trip in pin.trips for key in trip.part_ids}
    gone: set[str] = set()
    for (depot_id, type_id), parts in loaded.items():
        stock = problem.depot_by_id[depot_id].stock
        if stock is not None:
            left = [part for part in parts if part.id not in gone]
            over = sum(part.deliver[type_id] for part in left) - stock[type_id]
            gone |= _too_many([part for part in left if part.id not in fixed], type_id, over)
    return _without(tours, gone) if gone else tuple(tours)


def _without(tours: Iterable[Tour], part_ids: set[str]) -> Tours:
    """Return the tours less some parts; trips and tours that served nothing else are left out."""
    kept = []
    for tour in tours:
        shorter = (
            replace(t, part_ids=tuple(key for key in t.part_ids if key not in part_ids)) for t in tour.trips
        )
        trips = tuple(trip for trip in shorter if trip.part_ids)
        if trips:
            kept.append(Tour(vehicle_id=tour.vehicle_id, trips=trips))
    return tuple(kept)


def _loaded(problem: Problem, tours: Sequence[Tour]) -> Loaded:
    """Return which parts are loaded where, by depot and cylinder type."""
    loaded: Loaded = defaultdict(list)
    for tour in tours:
        for trip in tour.trips:
            for key in trip.part_ids:
                part = problem.part_by_id[key]
                for type_id in part.deliver:
                    loaded[trip.depot_id, type_id].append(part)
    return loaded


def _too_many(parts: Sequence[Order], type_id: str, over: int) -> set[str]:
    """Choose parts to leave out until `over` cylinders less of a type are needed.

    Optional ones go first, then the least urgent; of those the smallest that is large enough, else
    the largest.
    """
    left, gone = list(parts), set()
    while over > 0 and left:
        lowest = max((part.optional, part.urgency) for part in left)
        choice = [part for part in left if (part.optional, part.urgency) == lowest]
        enough = [part for part in choice if part.deliver[type_id] >= over]
        if enough:
            part = min(enough, key=lambda part: part.deliver[type_id])
        else:
            part = max(choice, key=lambda part: part.deliver[type_id])
        left.remove(part)
        gone.add(part.id)
        over -= part.deliver[type_id]
    return gone
