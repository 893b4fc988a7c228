"""Which trucks can stand in for each other."""

from routing.model import Problem, Vehicle

InterchangeKey = tuple[Vehicle, str]


def interchange_key(problem: Problem, vehicle: Vehicle) -> InterchangeKey:
    """Return a key that trucks of the same type share, so one can take the other's tour.

    Pinned ones share none, and no truck does where moving a stop to another one has a price.
    """
    own = problem.stay is not None or vehicle.id in problem.pin_by_vehicle
    return vehicle.type_key, vehicle.id if own else ""
