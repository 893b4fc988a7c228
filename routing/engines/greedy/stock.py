"""What is left of the depots' stock while a plan is built."""

import numpy as np

from routing.arrays import FAR, Ints
from routing.engines.greedy.arrays import Bools, Parts
from routing.model import NOTHING, Problem, Tour


class Stock:
    """Full cylinders left by depot and type; FAR where the stock is not limited."""

    def __init__(self, problem: Problem, parts: Parts) -> None:
        self._parts = parts
        types = problem.cylinder_types
        self._left: dict[str, Ints] = {
            depot.id: np.array(
                [FAR if depot.stock is None else (depot.stock or NOTHING)[t.id] for t in types],
                dtype=np.int64,
            )
            for depot in problem.depots
        }

    def enough(self, depot_id: str) -> Bools:
        """Return which parts the depot's stock still covers, shape (n,)."""
        return np.asarray((self._parts.by_type <= self._left[depot_id]).all(axis=1))

    def covers(self, depot_id: str, row: int) -> bool:
        """Say whether the depot's stock still covers one part."""
        return bool((self._parts.by_type[row] <= self._left[depot_id]).all())

    def take_part(self, depot_id: str, row: int) -> None:
        """Load one part from the depot's stock."""
        self._left[depot_id] -= self._parts.by_type[row]

    def take(self, tour: Tour) -> None:
        """Load all that a tour delivers."""
        for trip in tour.trips:
            for key in trip.part_ids:
                self.take_part(trip.depot_id, self._parts.row[key])
