"""What is aboard: full cylinders still to deliver and the empty ones collected so far."""

from collections.abc import Iterator
from typing import NamedTuple

from routing.check.day import Day
from routing.check.facts import Bag, Facts, add, bag
from routing.check.say import clock, counted, kilograms
from routing.model import Stop, Text, Trip, Violation, ViolationCode


class Moment(NamedTuple):
    """What must be aboard on leaving a place; `stop` is None on leaving the depot."""

    stop: Stop | None
    full: Bag
    empty: Bag


def _moments(facts: Facts, trip: Trip) -> list[Moment]:
    """Return what must be aboard after loading and after each stop, by the orders themselves."""
    full: Bag = {}
    for stop in trip.stops:
        full = add(full, facts.delivered(stop))
    moments = [Moment(None, full, {})]
    for stop in trip.stops:
        left = {key: -n for key, n in facts.delivered(stop).items()}
        full, empty = add(full, left), add(moments[-1].empty, facts.collected(stop))
        moments.append(Moment(stop, full, empty))
    return moments


def _fault(
    code: ViolationCode, day: Day, trip: Trip, stop: Stop | None, text: Text, *, amount: int
) -> Violation:
    place_id = stop.facility_id if stop else trip.depot_id
    at_s = stop.end_s if stop else trip.end_s
    return Violation(
        code=code,
        vehicle_id=day.vehicle_id,
        order_id=stop.part_id if stop else "",
        place_id=place_id,
        amount=amount,
        message=Text(
            f"Xe {day.vehicle_id} rời {place_id} lúc {clock(at_s)}: {text.vi}",
            f"Truck {day.vehicle_id} leaves {place_id} at {clock(at_s)}: {text.en}",
        ),
    )


def loaded_is_what_the_trip_delivers(facts: Facts, day: Day) -> Iterator[Violation]:
    """WRONG_LOAD: a trip loads exactly the full cylinders that its stops deliver."""
    for trip in day.route.trips:
        due, claimed = _moments(facts, trip)[0].full, bag(trip.loaded)
        if claimed != due:
            text = Text(
                f"ghi nhận {counted(claimed)}, các đơn của chuyến cần {counted(due)}",
                f"says it loaded {counted(claimed)}, the orders of the trip need {counted(due)}",
            )
            amount = sum(claimed.values()) - sum(due.values())
            yield _fault(ViolationCode.WRONG_LOAD, day, trip, None, text, amount=amount)


def aboard_is_what_remains(facts: Facts, day: Day) -> Iterator[Violation]:
    """WRONG_LOAD, EMPTIES_NOT_COUNTED: `aboard` holds the fulls still to deliver and all empties."""
    for trip in day.route.trips:
        for stop, full, empty in _moments(facts, trip)[1:]:
            if stop is None:
                continue
            for code, due, claimed, vi, en in (
                (ViolationCode.WRONG_LOAD, full, bag(stop.aboard.full), "bình đầy", "full"),
                (ViolationCode.EMPTIES_NOT_COUNTED, empty, bag(stop.aboard.empty), "bình rỗng", "empty"),
            ):
                if claimed != due:
                    text = Text(
                        f"ghi {counted(claimed)} {vi} trên xe, đúng ra là {counted(due)}",
                        f"says {counted(claimed)} {en} cylinders are aboard, there are {counted(due)}",
                    )
                    amount = sum(claimed.values()) - sum(due.values())
                    yield _fault(code, day, trip, stop, text, amount=amount)


def load_fits_the_truck(facts: Facts, day: Day) -> Iterator[Violation]:
    """PAYLOAD_EXCEEDED, SLOTS_EXCEEDED: the worst of each trip, by the orders themselves."""
    if day.vehicle is None:
        return
    for trip in day.route.trips:
        moments = _moments(facts, trip)
        mass_g, stop = _heaviest(facts, moments)
        limit_g = day.vehicle.payload_g
        if mass_g > limit_g:
            text = Text(
                f"chở {kilograms(mass_g)} kg, tải trọng {kilograms(limit_g)} kg",
                f"carries {kilograms(mass_g)} kg, its payload is {kilograms(limit_g)} kg",
            )
            yield _fault(ViolationCode.PAYLOAD_EXCEEDED, day, trip, stop, text, amount=mass_g - limit_g)
        taken, stop = _fullest(facts, moments)
        if taken > day.vehicle.slots:
            text = Text(
                f"chiếm {taken} chỗ, xe có {day.vehicle.slots} chỗ",
                f"takes {taken} slots, the truck has {day.vehicle.slots}",
            )
            amount = taken - day.vehicle.slots
            yield _fault(ViolationCode.SLOTS_EXCEEDED, day, trip, stop, text, amount=amount)


def _heaviest(facts: Facts, moments: list[Moment]) -> tuple[int, Stop | None]:
    def mass_g(moment: Moment) -> int:
        full = sum(n * facts.types[key].full_g for key, n in moment.full.items() if key in facts.types)
        empty = sum(n * facts.types[key].tare_g for key, n in moment.empty.items() if key in facts.types)
        return full + empty

    worst = max(moments, key=mass_g)
    return mass_g(worst), worst.stop


def _fullest(facts: Facts, moments: list[Moment]) -> tuple[int, Stop | None]:
    def slots(moment: Moment) -> int:
        both = add(moment.full, moment.empty)
        return sum(n * facts.types[key].slots for key, n in both.items() if key in facts.types)

    worst = max(moments, key=slots)
    return slots(worst), worst.stop
