"""The route pool: tours that members found, no two for the same parts and kind of truck, up to a limit."""

from collections import OrderedDict
from typing import Final

from routing.engines.interchange import InterchangeKey, interchange_key
from routing.model import Problem, Tour, Tours
from routing.timetable import time_tour

MOST: Final = 20_000
"""Tours kept: some tens of megabytes. Who was found again least recently leaves first."""

Key = tuple[InterchangeKey, frozenset[str]]


class RoutePool:
    """Feasible tours by kind of truck and set of parts, the cheapest of each."""

    def __init__(self, problem: Problem, *, most: int = MOST) -> None:
        self._problem, self._most = problem, most
        self._best: OrderedDict[Key, tuple[tuple[int, int], Tour]] = OrderedDict()
        self._seen: OrderedDict[Tour, None] = OrderedDict()
        self._kind = {vehicle.id: interchange_key(problem, vehicle) for vehicle in problem.vehicles}

    def add(self, tours: Tours) -> None:
        """Add what is new in a plan that can be trusted no further than its ids."""
        for tour in tours:
            if tour not in self._seen and tour.vehicle_id in self._kind:
                self._add(tour)
        for table in (self._best, self._seen):
            while len(table) > self._most:
                table.popitem(last=False)

    def tours(self) -> Tours:
        """Return all tours, the oldest first."""
        return tuple(tour for _, tour in self._best.values())

    def _add(self, tour: Tour) -> None:
        self._seen[tour] = None
        parts = frozenset(key for trip in tour.trips for key in trip.part_ids)
        if not parts or not parts <= self._problem.part_by_id.keys():
            return
        timed = time_tour(self._problem, tour)
        if timed.broken:
            return
        worth = (sum(stop.late_s for stop in timed.route.stops), timed.route.cost.total_vnd)
        key = (self._kind[tour.vehicle_id], parts)
        if key not in self._best or worth < self._best[key][0]:
            self._best[key] = (worth, tour)
        self._best.move_to_end(key)
