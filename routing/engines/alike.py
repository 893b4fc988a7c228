"""Which trucks can stand in for each other."""

from routing.model import Problem, Vehicle

Alike = tuple[Vehicle, str]


def alike(problem: Problem, vehicle: Vehicle) -> Alike:
    """Return a key that trucks share which differ in nothing but their names; pinned ones share none."""
    return vehicle.nameless, vehicle.id if vehicle.id in problem.pin_by_vehicle else ""
