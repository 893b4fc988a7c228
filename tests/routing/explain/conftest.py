"""A trial that tries every insertion on the real timetable, checker and scenario."""

from dataclasses import dataclass, field, replace

import pytest

from routing.check import check
from routing.model import Change, Problem, Tour, Tours, TourTrip
from routing.scenario import apply
from routing.timetable import timetable


def put_in(tours: Tours, tour: Tour) -> Tours:
    others = tuple(t for t in tours if t.vehicle_id != tour.vehicle_id)
    return (*others, tour)


def insertions(problem: Problem, tours: Tours, part_id: str):
    """Yield every insertion of a part into tours: into a trip, or as a trip of its own."""
    by_truck = {tour.vehicle_id: tour for tour in tours}
    for vehicle in problem.vehicles:
        tour = by_truck.get(vehicle.id, Tour(vehicle_id=vehicle.id, trips=()))
        for t, trip in enumerate(tour.trips):
            for i in range(len(trip.part_ids) + 1):
                ids = (*trip.part_ids[:i], part_id, *trip.part_ids[i:])
                trips = (*tour.trips[:t], replace(trip, part_ids=ids), *tour.trips[t + 1 :])
                yield put_in(tours, replace(tour, trips=trips))
        for t in range(len(tour.trips) + 1):
            for depot in problem.depots:
                trip = TourTrip(depot_id=depot.id, part_ids=(part_id,))
                yield put_in(tours, replace(tour, trips=(*tour.trips[:t], trip, *tour.trips[t:])))


@dataclass
class EveryInsertion:
    """Counts how often it is asked."""

    questions: list[str] = field(default_factory=list)

    def alone(self, problem: Problem, part_id: str) -> bool:
        return self._fits(problem, (), part_id)

    def added(self, problem: Problem, tours: Tours, part_id: str) -> bool:
        self.questions.append(part_id)
        return self._fits(problem, tours, part_id)

    def apply(self, problem: Problem, change: Change) -> Problem:
        return apply(problem, (change,))

    def _fits(self, problem: Problem, tours: Tours, part_id: str) -> bool:
        return any(not check(problem, timetable(problem, t)) for t in insertions(problem, tours, part_id))


@pytest.fixture
def trial() -> EveryInsertion:
    return EveryInsertion()
