"""From a timed plan back to the tours that it was timed from."""

from routing.model.engine import Tours
from routing.model.plan import Plan
from routing.model.problem import Problem
from routing.model.tour import Tour, TourTrip


def planned_tours(problem: Problem, plan: Plan) -> Tours:
    """Return the plan's tours; where a depot's bays are limited, loadings keep their time."""
    bayed = {depot.id for depot in problem.depots if depot.bays is not None}
    return tuple(
        Tour(
            vehicle_id=route.vehicle_id,
            trips=tuple(
                TourTrip(
                    depot_id=trip.depot_id,
                    order_ids=tuple(stop.part_id for stop in trip.stops),
                    appointment_s=trip.begin_s if trip.depot_id in bayed else None,
                )
                for trip in route.trips
            ),
        )
        for route in plan.routes
    )
