"""The day in PyVRP's terms: clients, depots, kinds of trucks and the roads between them.

What PyVRP cannot state is relaxed or left out, and repaired afterwards (`mend`). The table in
`routing/ENGINES.md` says which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyvrp

from routing.engines.relaxed import can_return, with_constant_travel
from routing.engines.with_pyvrp.clients import Visit, clients_of
from routing.engines.with_pyvrp.depots import Depots
from routing.engines.with_pyvrp.loads import loads_of
from routing.engines.with_pyvrp.prices import Prices, prices_of
from routing.engines.with_pyvrp.trucks import Kind, Reach, kinds_of
from routing.model import DAY_S, UNREACHABLE, Problem, Tour, Tours

UNREACHABLE_S = 4 * DAY_S
"""Longer than a duty, so that no truck takes it; small, or penalties would overflow."""
_UNREACHABLE_M = 10_000_000

Matrix = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """PyVRP's data with what is needed to read its solutions.

    Attributes
    ----------
    kinds : tuple of Kind
        The trucks of each vehicle type.
    visits : tuple of Visit
        The part and the window that each client stands for.
    depot_ids : tuple of str
        The depot that each of PyVRP's depots stands for.
    settled : tuple of Tour
        Tours of trucks that are kept out of PyVRP.
    required : bool
        Whether a solution is one only if it serves all that is not optional.
    """

    data: pyvrp.ProblemData
    prices: Prices
    kinds: tuple[Kind, ...]
    visits: tuple[Visit, ...]
    depot_ids: tuple[str, ...]
    settled: Tours
    required: bool


def day_of(problem: Problem, first: Tours, reach: Reach, *, required: bool = False) -> Day | None:
    """Return the day as PyVRP can search it, or None where no truck could do anything.

    Parameters
    ----------
    first : tuple of Tour
        A first feasible plan. It says how much a trip loads and which orders are in time. Where stock
        is short, it also says which orders are tried at all.
    reach : mapping of str to int
        How far trucks can drive in a day, where an earlier search drove too long.
    required : bool
        Whether all that is not optional must be served, or may be left out at a price beyond any cost.
    """
    relaxed_day = with_constant_travel(problem)
    settled = _settled(problem, first)
    able = [v for v in relaxed_day.vehicles if can_return(relaxed_day, v) and not _is_settled(problem, v.id)]
    places = _Places(relaxed_day)
    prices = prices_of(problem, first)
    loads = loads_of(problem, problem.parts, able)
    kinds = kinds_of(relaxed_day, able, first, prices, reach)
    visits = clients_of(problem, first, prices, loads, settled=_parts_of(settled))
    if not kinds or not visits:
        return None
    depots = Depots(places.of_depot)
    types: list[pyvrp.VehicleType] = []
    profiles: dict[tuple[str, frozenset[str], str], int] = {}
    for kind in kinds:
        key = (kind.vehicle.profile, kind.vehicle.skills & places.skills, places.pinned(kind))
        number = profiles.setdefault(key, len(profiles))
        types.append(kind.type_of(depots.number, profile=number, prices=prices, loads=loads))
    clients, groups = _clients(visits, places, required=required)
    matrices = [places.matrices(*profile) for profile in profiles]
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(x, y) for x, y in places.points],
        clients=clients,
        depots=depots.depots,
        vehicle_types=types,
        distance_matrices=[metres for metres, _ in matrices],
        duration_matrices=[seconds for _, seconds in matrices],
        groups=groups,
    )
    return Day(
        data=data,
        prices=prices,
        kinds=kinds,
        visits=visits,
        depot_ids=depots.ids,
        settled=settled,
        required=required,
    )


def _settled(problem: Problem, first: Tours) -> Tours:
    """Return the tours of a first plan that stay as they are, or as much of them as is pinned."""
    of_truck = {tour.vehicle_id: tour for tour in first}
    bare = (Tour(vehicle_id=pin.vehicle_id, trips=pin.trips) for pin in problem.pins)
    kept = (of_truck.get(tour.vehicle_id, tour) for tour in bare if _is_settled(problem, tour.vehicle_id))
    return tuple(tour for tour in kept if tour.trips)


def _is_settled(problem: Problem, vehicle_id: str) -> bool:
    """Say whether a truck has pinned trips or may get none: it is kept out of PyVRP."""
    pin = problem.pin_by_vehicle.get(vehicle_id)
    return pin is not None and (pin.closed or bool(pin.trips))


def _parts_of(tours: Tours) -> frozenset[str]:
    return frozenset(key for tour in tours for trip in tour.trips for key in trip.part_ids)


def _clients(
    visits: Sequence[Visit], places: "_Places", *, required: bool
) -> tuple[list[pyvrp.Client], list[pyvrp.ClientGroup]]:
    """Return a client for each visit; of the visits to one part at most one is made, or just one."""
    by_part: dict[str, list[int]] = {}
    for number, visit in enumerate(visits):
        by_part.setdefault(visit.part.id, []).append(number)
    several = [numbers for numbers in by_part.values() if len(numbers) > 1]
    group_of = {number: group for group, numbers in enumerate(several) for number in numbers}
    clients = [
        visit.client(
            location=places.of_part[visit.part.id],
            group=group_of.get(number),
            required=required and not visit.part.optional,
        )
        for number, visit in enumerate(visits)
    ]
    groups = (
        pyvrp.ClientGroup(numbers, required=required and not visits[numbers[0]].part.optional)
        for numbers in several
    )
    return clients, list(groups)


class _Places:
    """A location for each part and each depot, and the roads between them."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        parts, depots = problem.parts, problem.depots
        self.of_part = {part.id: row for row, part in enumerate(parts)}
        self.of_depot = {depot.id: len(parts) + row for row, depot in enumerate(depots)}
        spots = [problem.facility_by_id[part.facility_id] for part in parts] + list(depots)
        self.points = [(spot.location.lon, spot.location.lat) for spot in spots]
        self._rows = np.array([problem.travel.index[spot.id] for spot in spots])
        self._needed = [problem.skills_of(part) for part in parts]
        self.skills = frozenset[str]().union(*self._needed)

    def pinned(self, kind: Kind) -> str:
        """Return the truck's id if parts are pinned to it, else nothing."""
        return next((key for key in kind.vehicle_ids if key in self.problem.pin_by_vehicle), "")

    def matrices(self, profile: str, skills: frozenset[str], pinned: str) -> tuple[Matrix, Matrix]:
        """Return metres and seconds.

        No road leads to or from a place that needs other skills or is pinned to another truck.
        """
        at = np.ix_(self._rows, self._rows)
        metres = self.problem.travel.length_m[profile][at].astype(np.int64)
        seconds = self.problem.travel.duration_s[profile][at].astype(np.int64)
        closed = seconds == UNREACHABLE
        for row, (part, needed) in enumerate(zip(self.problem.parts, self._needed, strict=True)):
            if not needed <= skills or self.problem.pinned_to.get(part.id, pinned) != pinned:
                closed[row, :] = closed[:, row] = True
        np.fill_diagonal(closed, val=False)
        return np.where(closed, _UNREACHABLE_M, metres), np.where(closed, UNREACHABLE_S, seconds)
