"""Raw look-ups of a problem, made anew for the judge."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from routing.model import (
    CylinderType,
    Depot,
    Facility,
    IntMatrix,
    Order,
    Plan,
    Problem,
    Stop,
    TimeDependentTravel,
    TimeWindow,
    Unserved,
    Urgency,
    Vehicle,
)

NO_WAY = -1
"""What the matrix holds where no road joins two places."""

Bag = dict[str, int]
"""Cylinders by type, without zeros."""


def bag(counts: Mapping[str, int]) -> Bag:
    """Return plain counts by type without zeros."""
    return {key: counts[key] for key in counts if counts[key]}


def add(first: Mapping[str, int], second: Mapping[str, int]) -> Bag:
    """Return the sum of two counts."""
    keys = [*first, *second]
    return {key: n for key in keys if (n := first.get(key, 0) + second.get(key, 0))}


def _parts_of(problem: Problem) -> dict[str, list[str]]:
    """Return the ids of the parts of each split order."""
    parts_of: dict[str, list[str]] = {}
    for part in problem.parts:
        if part.part_of:
            parts_of.setdefault(part.part_of, []).append(part.id)
    return parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A problem and a plan, with the problem's items by id."""

    problem: Problem
    plan: Plan
    types: dict[str, CylinderType] = field(init=False)
    facilities: dict[str, Facility] = field(init=False)
    depots: dict[str, Depot] = field(init=False)
    vehicles: dict[str, Vehicle] = field(init=False)
    orders: dict[str, Order] = field(init=False)
    parts: dict[str, Order] = field(init=False)
    parts_of: dict[str, list[str]] = field(init=False)
    place_row: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        problem = self.problem
        by_id = {
            "types": {x.id: x for x in problem.cylinder_types},
            "facilities": {x.id: x for x in problem.facilities},
            "depots": {x.id: x for x in problem.depots},
            "vehicles": {x.id: x for x in problem.vehicles},
            "orders": {x.id: x for x in problem.orders},
            "parts": {x.id: x for x in problem.parts},
            "parts_of": _parts_of(problem),
            "place_row": {place: row for row, place in enumerate(problem.travel.place_ids)},
        }
        for name, value in by_id.items():
            object.__setattr__(self, name, value)

    def whole(self, part_id: str) -> Order | None:
        """Return the whole order that a part belongs to; None if there is no such part."""
        part = self.parts.get(part_id)
        return self.orders.get(part.part_of or part.id) if part else None

    def is_split(self, part_id: str) -> bool:
        """Say whether the part is one of several."""
        part = self.parts.get(part_id)
        return part is not None and part.part_of != ""

    def ordered_part(self, part_id: str) -> Order | None:
        """Return what the part's counts are: those of the order itself where it has no other part."""
        # An order that is not split is judged by what was ordered, not by what became of it.
        return self.parts[part_id] if self.is_split(part_id) else self.whole(part_id)

    def only_empties(self, part_id: str) -> bool:
        """Say whether the part brings nothing and all of its empties have a price: it may stay."""
        part = self.ordered_part(part_id)
        if part is None or bag(part.deliver) or not bag(part.collect):
            return False
        kinds = [self.types.get(key) for key in bag(part.collect)]
        return all(kind is not None and kind.empty_vnd is not None for kind in kinds)

    def urgency(self, part_id: str) -> Urgency | None:
        """Return how urgent the part is: its order's urgency is that of the fulls."""
        order = self.whole(part_id)
        if order is None:
            return None
        return Urgency.ROUTINE if self.only_empties(part_id) else order.urgency

    def due_s(self, part_id: str) -> int | None:
        """Return by when the part must be begun not to be late; empties are never late."""
        order = self.whole(part_id)
        return None if order is None or self.only_empties(part_id) else order.due_s

    def release_s(self, part_id: str) -> int | None:
        """Return when the part's cylinders are ready; empties wait for nothing."""
        order = self.whole(part_id)
        return None if order is None or self.only_empties(part_id) else order.release_s

    def unload_s(self, row: Stop) -> int | None:
        """Return how long the stop takes; None where the place is unknown.

        Empties taken for fulls take no time. Those beyond them do, and where the order has fulls, too, what
        a stop takes in any case is paid by these.
        """
        facility, order = self.facility_of(row), self.whole(row.part_id)
        if facility is None:
            return None
        if not self.only_empties(row.part_id):
            return facility.unload_fixed_s + facility.unload_s_per_cylinder * sum(
                self.delivered(row).values()
            )
        beside = order is not None and bool(bag(order.deliver))
        handled_s = facility.unload_s_per_cylinder * sum(self.collected(row).values())
        return handled_s if beside else facility.unload_fixed_s + handled_s

    def facility_of(self, row: Stop | Unserved) -> Facility | None:
        """Return where the row's order must go; for an unknown order, where the row claims."""
        order = self.whole(row.part_id)
        return self.facilities.get(order.facility_id if order else row.facility_id)

    def delivered(self, row: Stop) -> Bag:
        """Return what the stop must deliver; for an unknown order, what it claims."""
        order = self.ordered_part(row.part_id)
        return bag(order.deliver if order else row.delivered)

    def collected(self, row: Stop) -> Bag:
        """Return what the stop must collect; for an unknown order, what it claims."""
        order = self.ordered_part(row.part_id)
        return bag(order.collect if order else row.collected)

    def windows(self, row: Stop) -> tuple[TimeWindow, ...]:
        """Return when unloading may begin; none means any time."""
        order, facility = self.whole(row.part_id), self.facility_of(row)
        if order and order.windows:
            return order.windows
        return facility.receiving if facility else ()

    def by_hour(
        self, vehicle: Vehicle | None, origin_id: str, destination_id: str
    ) -> TimeDependentTravel | None:
        """Return the truck's time-dependent travel; None if it has none or a place is unknown."""
        if vehicle is None or not {origin_id, destination_id} <= self.place_row.keys():
            return None
        return self.problem.travel.time_dependent.get(vehicle.profile)

    def travel_s(self, vehicle: Vehicle | None, origin_id: str, destination_id: str) -> int | None:
        """Return seconds of driving, `NO_WAY`, or None where truck or place is unknown."""
        return self._travel(self.problem.travel.duration_s, vehicle, origin_id, destination_id)

    def travel_m(self, vehicle: Vehicle | None, origin_id: str, destination_id: str) -> int | None:
        """Return metres of road, `NO_WAY`, or None where truck or place is unknown."""
        return self._travel(self.problem.travel.length_m, vehicle, origin_id, destination_id)

    def _travel(
        self, table: Mapping[str, IntMatrix], vehicle: Vehicle | None, origin_id: str, destination_id: str
    ) -> int | None:
        row, column = self.place_row.get(origin_id), self.place_row.get(destination_id)
        if vehicle is None or row is None or column is None:
            return None
        return int(table[vehicle.profile][row, column])
