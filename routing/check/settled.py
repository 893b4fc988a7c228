"""What is pinned stays as it is."""

from collections.abc import Iterator

from routing.check.day import Day
from routing.check.facts import Facts
from routing.model import Pin, Route, Text, Violation, ViolationCode


def pinned_trips_come_first(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """PINNED_TRIPS_CHANGED: a truck's day begins with exactly its pinned trips, stop by stop."""
    del days
    for pin, route in _pinned(facts):
        due = [(trip.depot_id, list(trip.part_ids)) for trip in pin.trips]
        trips = (
            [(trip.depot_id, [stop.part_id for stop in trip.stops]) for trip in route.trips] if route else []
        )
        if trips[: len(due)] != due:
            text = "; ".join(f"{depot_id}: {', '.join(ids)}" for depot_id, ids in due)
            yield Violation(
                code=ViolationCode.PINNED_TRIPS_CHANGED,
                vehicle_id=pin.vehicle_id,
                message=Text(
                    f"Xe {pin.vehicle_id} phải bắt đầu bằng đúng các chuyến đã ghim ({text})",
                    f"Truck {pin.vehicle_id} must begin with exactly its pinned trips ({text})",
                ),
            )


def closed_trucks_get_no_more(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """CLOSED_TO_MORE: nothing follows the pinned trips of a closed truck."""
    del days
    for pin, route in _pinned(facts):
        more = len(route.trips) - len(pin.trips) if route else 0
        if pin.closed and more > 0:
            yield Violation(
                code=ViolationCode.CLOSED_TO_MORE,
                vehicle_id=pin.vehicle_id,
                amount=more,
                message=Text(
                    f"Xe {pin.vehicle_id} đã chốt, không được thêm chuyến; kế hoạch thêm {more}",
                    f"Truck {pin.vehicle_id} is closed to more trips; the plan adds {more}",
                ),
            )


def pinned_orders_stay_on_their_truck(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """PINNED_ELSEWHERE: a part that is pinned to a truck is served by no other one."""
    truck_of = {key: pin.vehicle_id for pin in facts.problem.pins for key in pin.reserved_part_ids}
    for day in days:
        for trip in day.route.trips:
            for stop in trip.stops:
                due = truck_of.get(stop.part_id, day.vehicle_id)
                if due != day.vehicle_id:
                    yield Violation(
                        code=ViolationCode.PINNED_ELSEWHERE,
                        vehicle_id=day.vehicle_id,
                        order_id=stop.part_id,
                        place_id=stop.facility_id,
                        message=Text(
                            f"Đơn {stop.part_id} trên xe {day.vehicle_id}: đã ghim cho xe {due}",
                            f"Order {stop.part_id} on truck {day.vehicle_id}: it is pinned to truck {due}",
                        ),
                    )


def _pinned(facts: Facts) -> Iterator[tuple[Pin, Route | None]]:
    """Yield each pin with its truck's route, the first where there are several, None if there is none."""
    routes = {route.vehicle_id: route for route in reversed(facts.plan.routes)}
    return ((pin, routes.get(pin.vehicle_id)) for pin in facts.problem.pins)
