"""What a plan is worth: lateness, cost and the objective."""

from collections.abc import Iterator

from routing.check.day import Day, Kind
from routing.check.facts import NO_WAY, Facts
from routing.check.priced import counts_left, waited_vnd_s
from routing.check.say import at_visit, clock, on_day
from routing.model import Cost, Text, Urgency, Violation, ViolationCode


def _up(amount: int, divisor: int) -> int:
    """Divide, rounded up to the next whole number."""
    return -(-amount // divisor)


def _late_s(facts: Facts, part_id: str, begin_s: int) -> int | None:
    if facts.whole(part_id) is None:
        return None
    due_s = facts.due_s(part_id)
    return 0 if due_s is None else max(0, begin_s - due_s)


def _margin_s(facts: Facts, part_id: str, begin_s: int) -> int | None:
    due_s = facts.due_s(part_id)
    return None if due_s is None else due_s - begin_s


def lateness_is_counted(facts: Facts, day: Day) -> Iterator[Violation]:
    """WRONG_LATENESS: `late_s` is how long after the due time unloading begins, `margin_s` how long before.

    Plans of version 1 of the format know no margins.
    """
    stops = [stop for trip in day.route.trips for stop in trip.stops]
    for visit, stop in zip((v for v in day.visits if v.kind is Kind.STOP), stops, strict=True):
        due_s = _late_s(facts, stop.part_id, stop.begin_s)
        if due_s is not None and stop.late_s != due_s:
            vi = (
                f"đơn {stop.part_id} bắt đầu {clock(stop.begin_s)} ghi trễ {stop.late_s} s, đúng là {due_s} s"
            )
            en = f"order {stop.part_id} begun at {clock(stop.begin_s)} says {stop.late_s} s late, "
            en += f"it is {due_s} s"
            yield at_visit(ViolationCode.WRONG_LATENESS, day, visit, vi, en, amount=stop.late_s - due_s)
        margin_s = _margin_s(facts, stop.part_id, stop.begin_s)
        known = facts.plan.format_version > 1 or stop.margin_s is not None
        if due_s is not None and known and stop.margin_s != margin_s:
            vi = f"đơn {stop.part_id} ghi còn {stop.margin_s} s trước khi cạn, đúng là {margin_s} s"
            en = f"order {stop.part_id} says {stop.margin_s} s are left before the stock-out, "
            en += f"it is {margin_s} s"
            yield at_visit(ViolationCode.WRONG_LATENESS, day, visit, vi, en)


def _true_cost(facts: Facts, day: Day) -> Cost:
    """Return what the day costs by the matrix and the clocks of its visits."""
    if day.vehicle is None:
        return day.route.cost
    return _cost(facts, day, length_m=_true_length_m(day), start_s=day.start_s, end_s=day.end_s)


def _claimed_cost(facts: Facts, day: Day) -> Cost:
    """Return what the day costs by its own lengths and clocks."""
    legs = [visit.leg for visit in day.visits if visit.leg]
    length_m = sum(leg.length_m for leg in legs)
    return _cost(facts, day, length_m=length_m, start_s=day.route.start_s, end_s=day.route.end_s)


def _cost(facts: Facts, day: Day, *, length_m: int, start_s: int, end_s: int) -> Cost:
    if day.vehicle is None:
        return day.route.cost
    rates, overtime_s = day.vehicle.rates, max(0, end_s - day.vehicle.shift.end_s)
    stops = [stop for trip in day.route.trips for stop in trip.stops]
    return Cost(
        fixed_vnd=rates.fixed_vnd,
        distance_vnd=_up(length_m * rates.per_km_vnd, 1000),
        time_vnd=_up((end_s - start_s) * rates.per_hour_vnd, 3600),
        overtime_vnd=_up(overtime_s * rates.overtime_per_hour_vnd, 3600),
        moved_vnd=_moved_vnd(facts, day),
        waiting_vnd=_up(sum(waited_vnd_s(facts, stop.part_id, stop.begin_s) for stop in stops), 3600),
    )


def _moved_vnd(facts: Facts, day: Day) -> int:
    """Return the price of stops that moved against the plan in hand, by their own beginnings."""
    stay, total_vnd = facts.problem.stay, 0
    if stay is None:
        return 0
    for stop in (stop for trip in day.route.trips for stop in trip.stops):
        if stop.part_id in stay.stops:
            kept = stay.stops[stop.part_id]
            earlier, later = kept.begin_s - stay.within_s, kept.begin_s + stay.within_s
            total_vnd += stay.truck_vnd * (day.route.vehicle_id != kept.vehicle_id)
            total_vnd += stay.time_vnd * (not earlier <= stop.begin_s <= later)
    return total_vnd


def _true_length_m(day: Day) -> int:
    total = 0
    for visit in day.visits:
        known = visit.length_m is not None and visit.length_m != NO_WAY
        if visit.leg:
            total += (visit.length_m or 0) if known else visit.leg.length_m
    return total


def cost_is_what_it_costs(facts: Facts, day: Day) -> Iterator[Violation]:
    """WRONG_COST: each term follows from the rates; one violation a route.

    The claimed or the true lengths and clocks will do: whether they agree is for other rules.
    """
    terms = {
        "fixed_vnd": Text("cố định", "fixed"),
        "distance_vnd": Text("quãng đường", "distance"),
        "time_vnd": Text("thời gian", "time"),
        "overtime_vnd": Text("tăng ca", "overtime"),
        "moved_vnd": Text("đổi xe, đổi giờ", "moving stops"),
        "waiting_vnd": Text("chờ của đơn gấp", "waiting"),
    }
    true, claimed = _true_cost(facts, day), _claimed_cost(facts, day)
    for term, name in terms.items():
        amount, due = getattr(day.route.cost, term), getattr(true, term)
        if amount not in (due, getattr(claimed, term)):
            vi = f"chi phí {name.vi} ghi {amount} đ, tính ra {due} đ"
            en = f"cost of {name.en} says {amount} VND, it is {due} VND"
            yield on_day(ViolationCode.WRONG_COST, day, vi, en, amount=amount - due)


def objective_is_what_it_is_worth(facts: Facts, days: tuple[Day, ...]) -> Iterator[Violation]:
    """WRONG_OBJECTIVE: unserved cylinders, lateness, and the cost with what is left standing."""
    objective = facts.plan.objective
    unserved, left_vnd = _unserved(facts)
    if objective.unserved != unserved:
        yield _wrong("số bình chưa giao", "unserved cylinders", objective.unserved, unserved)
    late_s, claimed_s = _late(facts, claimed=False), _late(facts, claimed=True)
    if objective.late_s not in (late_s, claimed_s):
        yield _wrong("số giây trễ", "seconds late", objective.late_s, late_s)
    cost, claimed = (
        sum(_total(_true_cost(facts, d)) for d in days),
        sum(_total(d.route.cost) for d in days),
    )
    cost, claimed = cost + left_vnd, claimed + left_vnd
    if objective.cost_vnd not in (cost, claimed):
        yield _wrong("chi phí", "cost", objective.cost_vnd, cost)


def _unserved(facts: Facts) -> tuple[tuple[int, ...], int]:
    """Return the cylinders of the parts that are in no stop, and what leaving them costs."""
    served = {stop.part_id for r in facts.plan.routes for trip in r.trips for stop in trip.stops}
    totals, left_vnd = [0] * len(Urgency), 0
    for part_id in facts.parts:
        order = facts.whole(part_id)
        if part_id not in served and order is not None:
            cylinders, vnd = counts_left(facts, part_id)
            totals[order.urgency] += cylinders
            left_vnd += vnd
    return tuple(totals), left_vnd


def _late(facts: Facts, *, claimed: bool) -> tuple[int, ...]:
    totals = [0] * len(Urgency)
    for stop in (s for r in facts.plan.routes for trip in r.trips for s in trip.stops):
        urgency, due_s = facts.urgency(stop.part_id), _late_s(facts, stop.part_id, stop.begin_s)
        if urgency is not None and due_s is not None:
            totals[urgency] += stop.late_s if claimed else due_s
    return tuple(totals)


def _total(cost: Cost) -> int:
    own = cost.fixed_vnd + cost.distance_vnd + cost.time_vnd + cost.overtime_vnd
    return own + cost.waiting_vnd + cost.moved_vnd


def _wrong(vi: str, en: str, value: object, due: object) -> Violation:
    return Violation(
        code=ViolationCode.WRONG_OBJECTIVE,
        message=Text(
            f"Mục tiêu ghi {vi} là {value}, tính ra {due}", f"Objective says {en} {value}, it is {due}"
        ),
    )
