"""Which trucks can stand in for each other."""

from routing.model import Problem, Vehicle

Alike = tuple[Vehicle, str]


def alike(problem: Problem, vehicle: Vehicle) -> Alike:
    """Return a key that trucks share which differ in nothing but their names.

    Pinned ones share none, and no truck does where moving a stop to another one has a price.
    """
    own = problem.stay is not None or vehicle.id in problem.pin_by_vehicle
    return vehicle.nameless, vehicle.id if own else ""
