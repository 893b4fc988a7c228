"""The business rules as constraints of the OR-Tools routing model, one function a rule."""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from routing.engines.or_tools.model import (
    Matrix,
    Model,
    carried,
    end_by,
    hold_to,
    leg_and_service_s,
    legs_s,
    may_load,
    metres_by_node,
    net_carried,
    only,
    transits,
    unchanged_on_a_trip,
)
from routing.model import UNREACHABLE, CylinderType, Load, Order, Vehicle, earliest_in


def cost_of_road_and_hours(model: Model) -> None:
    """A truck costs by the kilometre, by the hour and for being used."""
    unit = model.weights.unit_vnd

    def cost(vehicle: Vehicle) -> Matrix:
        metres, seconds = metres_by_node(model, vehicle), leg_and_service_s(model, vehicle)
        vnd = metres * vehicle.rates.per_km_vnd / 1_000 + seconds * vehicle.rates.per_hour_vnd / 3_600
        return np.where(metres == UNREACHABLE, 0, np.rint(vnd / unit)).astype(np.int64)

    for number, transit in enumerate(transits(model, cost)):
        model.routing.SetArcCostEvaluatorOfVehicle(transit, number)
        model.routing.SetFixedCostOfVehicle(model.problem.vehicles[number].rates.fixed_vnd // unit, number)


def shifts_and_receiving_hours(model: Model) -> None:
    """Unloading begins within receiving hours, duty stays within the shift, work and roads take time."""
    ends = [model.clock(vehicle.shift.latest_s) for _, vehicle in model.vehicles]
    taken = transits(model, lambda vehicle: leg_and_service_s(model, vehicle))
    model.routing.AddDimensionWithVehicleTransitAndCapacity(taken, max(ends), ends, False, "time")
    time = model.dimension("time")
    for number, vehicle in model.vehicles:
        home = model.problem.depot_by_id[vehicle.start_depot_id]
        begin_s = vehicle.shift.start_s
        if may_load(model.problem, vehicle, home):
            begin_s = earliest_in(home.open, begin_s) or begin_s
        time.CumulVar(model.routing.Start(number)).SetMin(model.clock(begin_s))
        end_by(model, number, model.problem.depot_by_id[vehicle.end_depot_id].open)
        model.routing.AddVariableMinimizedByFinalizer(time.CumulVar(model.routing.End(number)))
    for node, part in enumerate(model.nodes.parts):
        hold_to(model, model.index(node), model.problem.windows_of(part))
    for index, depot in model.reloads:
        hold_to(model, index, depot.open)


def waiting_and_overtime(model: Model) -> None:
    """Waiting costs as any other hour; work after the end of the shift costs more."""
    time, unit = model.dimension("time"), model.weights.unit_vnd
    for number, vehicle in model.vehicles:
        time.SetSlackCostCoefficientForVehicle(round(vehicle.rates.per_hour_vnd / (3_600 * unit)), number)
        overtime = -(-vehicle.rates.overtime_per_hour_vnd // (3_600 * unit))
        if vehicle.shift.max_overtime_s and overtime:
            end_s = model.clock(vehicle.shift.end_s)
            time.SetCumulVarSoftUpperBound(model.routing.End(number), end_s, overtime)


def longest_duties(model: Model) -> None:
    """From leaving to the return no more time passes than a truck's longest duty."""
    time = model.dimension("time")
    for number, vehicle in model.vehicles:
        if vehicle.shift.max_duration_s is not None:
            time.SetSpanUpperBoundForVehicle(vehicle.shift.max_duration_s, number)


def releases(model: Model) -> None:
    """A trip begins to load when the cylinders of all its orders are ready."""
    if all(part.release_s is None for part in model.nodes.parts):
        return
    time, solver = model.dimension("time"), model.routing.solver()
    last_s = max(model.clock(vehicle.shift.latest_s) for _, vehicle in model.vehicles)
    ready = unchanged_on_a_trip(model, "ready", last_s)
    for node, part in enumerate(model.nodes.parts):
        index = model.index(node)
        if part.release_s is None:
            continue
        if model.clock(part.release_s) <= ready.CumulVar(index).Max():
            ready.CumulVar(index).SetMin(model.clock(part.release_s))
        else:
            model.routing.ActiveVar(index).SetMax(0)
    for number, _ in model.vehicles:
        start = model.routing.Start(number)
        solver.Add(time.CumulVar(start) >= ready.CumulVar(start))
    for index, _ in model.reloads:
        solver.Add(time.CumulVar(index) >= ready.CumulVar(index) + ready.SlackVar(index))


def soft_stock_out_times(model: Model) -> None:
    """An order after its stock-out time is late: each second weighs by urgency."""
    time = model.dimension("time")
    for node, part in enumerate(model.nodes.parts):
        if part.due_s is not None:
            weight = model.weights.late[part.urgency]
            time.SetCumulVarSoftUpperBound(model.index(node), model.clock(part.due_s), weight)


def waiting_of_urgent_orders(model: Model) -> None:
    """Each second until an urgent order is begun has a price, before its stock-out time and after.

    On a clock of its own, since the day's clock has the stock-out times for its only soft bounds.
    """
    priced = [(node, part) for node, part in enumerate(model.nodes.parts) if part.waiting_vnd_per_hour]
    if not priced:
        return
    ends = [model.clock(vehicle.shift.latest_s) for _, vehicle in model.vehicles]
    taken = transits(model, lambda vehicle: leg_and_service_s(model, vehicle))
    model.routing.AddDimensionWithVehicleTransitAndCapacity(taken, max(ends), ends, False, "waiting")
    time, waiting = model.dimension("time"), model.dimension("waiting")
    for node, part in priced:
        index = model.index(node)
        model.routing.solver().Add(waiting.CumulVar(index) == time.CumulVar(index))
        price = round(part.waiting_vnd_per_hour / (3_600 * model.weights.unit_vnd))
        waiting.SetCumulVarSoftUpperBound(index, model.clock(part.waits_from_s), price)


def fulls_aboard(model: Model) -> None:
    """Full cylinders are loaded at a depot, delivered, and fit payload and slots on leaving."""
    types = model.problem.type_by_id
    carried(model, "full_g", lambda part: Load(full=part.deliver).mass_g(types), model.payloads_g)
    if _slots_may_bind(model):
        carried(model, "full_slots", lambda part: Load(full=part.deliver).slots(types), model.slots)


def empties_aboard(model: Model) -> None:
    """A full goes out and an empty comes back: what is aboard after every stop fits, too."""
    types = model.problem.type_by_id
    net_carried(
        model,
        "full_g",
        lambda part: Load(empty=part.collect).mass_g(types) - Load(full=part.deliver).mass_g(types),
        model.payloads_g,
    )
    if _slots_may_bind(model):
        net_carried(model, "full_slots", lambda part: _net_slots(part, types), model.slots)


def depot_stock(model: Model) -> None:
    """Over all trucks, no more of a type leaves a depot than it has."""
    solver = model.routing.solver()
    for kind in model.problem.cylinder_types:
        wanted = sum(part.deliver[kind.id] for part in model.nodes.parts)
        short = {d.id: d.stock[kind.id] for d in model.problem.depots if d.stock is not None}
        short = {depot_id: count for depot_id, count in short.items() if count < wanted}
        if not short:
            continue
        name = f"fulls of {kind.id}"
        carried(model, name, partial(_fulls_of, kind.id), [wanted] * len(model.vehicles))
        aboard = model.dimension(name)
        for depot_id, count in short.items():
            starts = [n for n, vehicle in model.vehicles if vehicle.start_depot_id == depot_id]
            loads = [aboard.CumulVar(model.routing.Start(number)) for number in starts]
            loads += [aboard.SlackVar(index) for index, depot in model.reloads if depot.id == depot_id]
            if loads:
                solver.Add(solver.Sum(loads) <= count)


def where_trucks_load(model: Model) -> None:
    """A truck loads only at depots in service that it may use, its first place included."""
    aboard = model.dimension("full_g")
    for number, vehicle in model.vehicles:
        if not may_load(model.problem, vehicle, model.problem.depot_by_id[vehicle.start_depot_id]):
            aboard.CumulVar(model.routing.Start(number)).SetMax(0)
    for index, depot in model.reloads:
        model.routing.AddDisjunction([index], 0)
        only(
            model,
            index,
            [number for number, vehicle in model.vehicles if may_load(model.problem, vehicle, depot)],
        )


def number_of_trips(model: Model) -> None:
    """A truck makes no more trips than it may."""
    if all(vehicle.max_trips is None for _, vehicle in model.vehicles):
        return
    most = len(model.nodes.reloads)
    limits = [most if v.max_trips is None else v.max_trips - 1 for _, v in model.vehicles]
    counts = [0] * len(model.nodes.places)
    for node in model.nodes.reload_nodes:
        counts[node] = 1
    transit = model.routing.RegisterUnaryTransitVector(counts)
    model.routing.AddDimensionWithVehicleCapacity(transit, 0, limits, True, "reloads")


def driving_hours(model: Model) -> None:
    """A driver drives no longer in a day than the rules allow."""
    duties_s = [v.shift.latest_s - v.shift.start_s for _, v in model.vehicles]
    limits_s = [v.rules.max_driving_s for _, v in model.vehicles]
    limits_s = [d if n is None else min(d, n) for d, n in zip(duties_s, limits_s, strict=True)]
    if limits_s == duties_s:
        return
    driven = transits(model, lambda vehicle: legs_s(model, vehicle))
    model.routing.AddDimensionWithVehicleTransitAndCapacity(driven, 0, limits_s, True, "driving")


def skills(model: Model) -> None:
    """Only a truck with the skills that an order and its facility ask for may serve it."""
    for node, part in enumerate(model.nodes.parts):
        needed = model.problem.skills_of(part)
        if needed:
            allowed = [number for number, vehicle in model.vehicles if needed <= vehicle.skills]
            only(model, model.index(node), allowed)


def pins(model: Model) -> None:
    """Pinned orders stay on their truck, and a closed truck gets no more; trips are repaired later."""
    for node, part in enumerate(model.nodes.parts):
        allowed = [number for number, vehicle in model.vehicles if model.problem.may_serve(vehicle, part)]
        if len(allowed) < len(model.vehicles):
            only(model, model.index(node), allowed)


def optional_orders(model: Model) -> None:
    """Every order may stay unserved, at its prize or at a price no gain of its class or lower can pay."""
    for node, part in enumerate(model.nodes.parts):
        penalty = part.left_vnd // model.weights.unit_vnd
        if not part.optional:
            penalty += model.weights.unserved[part.urgency] * part.cylinders
        model.routing.AddDisjunction([model.index(node)], penalty)


RULES: tuple[Callable[[Model], None], ...] = (
    cost_of_road_and_hours,
    shifts_and_receiving_hours,
    waiting_and_overtime,
    longest_duties,
    releases,
    soft_stock_out_times,
    waiting_of_urgent_orders,
    fulls_aboard,
    empties_aboard,
    depot_stock,
    where_trucks_load,
    number_of_trips,
    driving_hours,
    skills,
    pins,
    optional_orders,
)


def _fulls_of(type_id: str, part: Order) -> int:
    return part.deliver[type_id]


def _net_slots(part: Order, types: Mapping[str, CylinderType]) -> int:
    return Load(empty=part.collect).slots(types) - Load(full=part.deliver).slots(types)


def _slots_may_bind(model: Model) -> bool:
    """Say whether slots can run out before the payload does, on any truck."""
    kinds = [
        model.problem.type_by_id[key] for part in model.nodes.parts for key in (*part.deliver, *part.collect)
    ]
    grams_a_slot = min((kind.tare_g / kind.slots for kind in kinds if kind.slots), default=0.0)
    return any(vehicle.slots * grams_a_slot < vehicle.payload_g for _, vehicle in model.vehicles)
