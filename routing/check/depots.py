"""Depots: who may load there, how often, how much and how many at a time."""

from collections.abc import Iterator

from routing.check.day import Day
from routing.check.facts import Bag, Facts, add
from routing.check.say import clock, on_day
from routing.model import Text, Violation, ViolationCode


def loads_where_it_may(facts: Facts, day: Day) -> Iterator[Violation]:
    """DEPOT_NOT_ALLOWED: a trip loads at a depot in service that the truck may use."""
    allowed = day.vehicle.load_depot_ids if day.vehicle else None
    for trip in day.route.trips:
        depot = facts.depots.get(trip.depot_id)
        if depot is None:
            why = Text("không có kho này", "there is no such depot")
        elif not depot.in_service:
            why = Text("kho ngừng hoạt động", "the depot is out of service")
        elif allowed is not None and depot.id not in allowed:
            why = Text("xe không được nhận bình ở kho này", "the truck may not load there")
        else:
            continue
        vi = f"nhận bình tại {trip.depot_id} lúc {clock(trip.begin_s)}: {why.vi}"
        en = f"loads at {trip.depot_id} at {clock(trip.begin_s)}: {why.en}"
        yield on_day(ViolationCode.DEPOT_NOT_ALLOWED, day, vi, en, place_id=trip.depot_id)


def trips_are_few_and_not_empty(facts: Facts, day: Day) -> Iterator[Violation]:
    """TOO_MANY_TRIPS, EMPTY_TRIP: at most `max_trips` trips, one at least, each with a stop."""
    del facts
    trips = day.route.trips
    limit = day.vehicle.max_trips if day.vehicle else None
    if limit is not None and len(trips) > limit:
        vi, en = f"chạy {len(trips)} chuyến, tối đa {limit}", f"makes {len(trips)} trips, the most is {limit}"
        yield on_day(ViolationCode.TOO_MANY_TRIPS, day, vi, en, amount=len(trips) - limit)
    if not trips:
        vi, en = "lộ trình không có chuyến nào", "the route has no trip"
        yield on_day(ViolationCode.EMPTY_TRIP, day, vi, en)
    for number, trip in enumerate(trips, start=1):
        if not trip.stops:
            vi = f"chuyến {number} từ {trip.depot_id} lúc {clock(trip.begin_s)} không giao đơn nào"
            en = f"trip {number} from {trip.depot_id} at {clock(trip.begin_s)} serves no order"
            yield on_day(ViolationCode.EMPTY_TRIP, day, vi, en, place_id=trip.depot_id)


def stock_suffices(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """STOCK_EXCEEDED: all trips together load no more of a type at a depot than its stock."""
    loaded: dict[str, Bag] = {}
    for day in days:
        for trip in day.route.trips:
            for stop in trip.stops:
                before = loaded.get(trip.depot_id, {})
                loaded[trip.depot_id] = add(before, facts.delivered(stop))
    for depot_id, counts in loaded.items():
        depot = facts.depots.get(depot_id)
        if depot is None or depot.stock is None:
            continue
        for type_id, taken in counts.items():
            stock = depot.stock.get(type_id, 0)
            if taken > stock:
                yield _short(depot_id, type_id, taken=taken, stock=stock)


def _short(depot_id: str, type_id: str, *, taken: int, stock: int) -> Violation:
    return Violation(
        code=ViolationCode.STOCK_EXCEEDED,
        place_id=depot_id,
        amount=taken - stock,
        message=Text(
            f"Kho {depot_id}: các chuyến lấy {taken} bình {type_id}, tồn kho {stock}",
            f"Depot {depot_id}: the trips load {taken} × {type_id}, its stock is {stock}",
        ),
    )


def bays_suffice(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """BAYS_EXCEEDED: at no second do more than `bays` trucks load; one violation a depot, at the peak.

    A loading takes its bay from `begin_s` up to, not including, `end_s`.
    """
    for depot in facts.problem.depots:
        if depot.bays is None:
            continue
        trips = [t for day in days for t in day.route.trips if t.depot_id == depot.id]
        at_s, most = max(
            ((t.begin_s, sum(o.begin_s <= t.begin_s < o.end_s for o in trips)) for t in trips),
            key=lambda pair: (pair[1], -pair[0]),
            default=(0, 0),
        )
        if most > depot.bays:
            yield Violation(
                code=ViolationCode.BAYS_EXCEEDED,
                place_id=depot.id,
                amount=most - depot.bays,
                message=Text(
                    f"Kho {depot.id}: lúc {clock(at_s)} có {most} xe nhận bình, chỉ có {depot.bays} chỗ",
                    f"Depot {depot.id}: at {clock(at_s)} {most} trucks load, it has {depot.bays} bays",
                ),
            )
