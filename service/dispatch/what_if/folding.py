"""Tours of two plans taken apart into groups of trucks that exchange no stop with others."""

from collections.abc import Collection

from routing.model import Tour, Tours


def components(before: Tours, after: Tours) -> tuple[frozenset[str], ...]:
    """Return the groups of trucks whose tours differ, each linked by stops that went between them.

    In the order of the first truck by id. A stop that is in only one of the plans links nothing.
    """
    old, new = _by_truck(before), _by_truck(after)
    differ = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    group = {key: key for key in differ}

    def root(key: str) -> str:
        while group[key] != key:
            key = group[key]
        return key

    was, now = _truck_of(before), _truck_of(after)
    for part_id in was.keys() & now.keys():
        if was[part_id] != now[part_id]:
            first, second = sorted((root(was[part_id]), root(now[part_id])))
            group[second] = first
    groups: dict[str, set[str]] = {}
    for key in differ:
        groups.setdefault(root(key), set()).add(key)
    return tuple(frozenset(groups[key]) for key in sorted(groups))


def swapped(tours: Tours, others: Tours, trucks: Collection[str]) -> Tours:
    """Return `tours` with those of some trucks taken from `others`."""
    kept = [tour for tour in tours if tour.vehicle_id not in trucks]
    return (*kept, *(tour for tour in others if tour.vehicle_id in trucks))


def _by_truck(tours: Tours) -> dict[str, Tour]:
    return {tour.vehicle_id: tour for tour in tours}


def _truck_of(tours: Tours) -> dict[str, str]:
    return {key: tour.vehicle_id for tour in tours for trip in tour.trips for key in trip.part_ids}
