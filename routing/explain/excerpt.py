"""Smaller days on which a trial is quick: some orders only, or one truck with its orders."""

from collections.abc import Collection
from dataclasses import replace

from routing.explain.options import Case
from routing.explain.proposal import singles
from routing.explain.stocked import left_with
from routing.model import DAY_S, Change, Counts, Problem, TimeWindow, Tours, TruckAdded


def with_orders(problem: Problem, order_ids: Collection[str]) -> Problem:
    """Return the day with these orders only, and no facility besides theirs."""
    orders = tuple(order for order in problem.orders if order.id in order_ids)
    used = {order.facility_id for order in orders}
    facilities = tuple(facility for facility in problem.facilities if facility.id in used)
    return problem.excerpt(orders=orders, facilities=facilities)


def at_any_time(problem: Problem, order_ids: Collection[str]) -> Problem:
    """Return the day with these orders received at any time."""
    always = (TimeWindow(-2 * DAY_S, 5 * DAY_S),)
    orders = (replace(order, windows=always) if order.id in order_ids else order for order in problem.orders)
    return problem.replace(orders=tuple(orders))


def truck_of(change: Change) -> tuple[str, bool] | None:
    """Return the only truck that a change helps and whether it is a fresh one like it; None for others.

    Stock that comes with a truck is for that truck: without it, the stock was found not to help.
    """
    last = singles(change)[-1]
    if isinstance(last, TruckAdded):
        return last.like_vehicle_id, True
    vehicle_id = getattr(last, "vehicle_id", None)
    return (vehicle_id, False) if vehicle_id else None


def one_truck(case: Case, tours: Tours, vehicle_id: str, *, fresh: bool) -> tuple[Problem, Tours] | None:
    """Return the day of one truck: its tour, the order, and the stock that the others leave.

    None where the truck alone would split an order otherwise than the fleet does.
    """
    mine = tuple(tour for tour in tours if tour.vehicle_id == vehicle_id and not fresh)
    part_ids = {case.part.id, *(key for tour in mine for trip in tour.trips for key in trip.part_ids)}
    known = case.problem.part_by_id
    day = with_orders(case.problem, {known[key].order_id for key in part_ids})
    day = day.excerpt(vehicles=(case.problem.vehicle_by_id[vehicle_id],))
    if fresh:
        day = day.replace(pins=())
    if any(day.part_by_id.get(key) != known[key] for key in part_ids):
        return None
    return left_with(day, _stock(case, "" if fresh else vehicle_id)), mine


def _stock(case: Case, vehicle_id: str) -> dict[str, Counts | None]:
    """Return what all trucks but one leave."""
    left = dict(case.stock_left)
    mine = (route for route in case.plan.routes if route.vehicle_id == vehicle_id)
    for trip in (trip for route in mine for trip in route.trips):
        stock = left[trip.depot_id]
        if stock is not None:
            left[trip.depot_id] = stock + trip.loaded
    return left
