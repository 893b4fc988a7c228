"""The independent judge: what routes cost, and every rule of the instance that they break.

It knows the instance alone: nothing of this project's model, and of no engine.
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.quality.instance import Instance, Route, Routes, VehicleType


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What routes cost in whole units, and their faults; with any fault they are no solution."""

    cost: int
    faults: tuple[str, ...]

    @property
    def feasible(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def judge(instance: Instance, routes: Routes) -> Verdict:
    """Return the cost and the faults of routes."""
    faults = [*_visits(instance, routes), *_fleet(instance, routes)]
    cost = 0
    for number, route in enumerate(routes):
        if not 0 <= route.vehicle_type < len(instance.vehicle_types):
            continue
        kind = instance.vehicle_types[route.vehicle_type]
        cost += kind.fixed_cost + kind.unit_distance_cost * _length(instance, route, kind)
        named = [*_depots(route, kind), *_loads(instance, route, kind), *_times(instance, route, kind)]
        faults += [f"route {number}: {fault}" for fault in named]
    return Verdict(cost=cost, faults=tuple(faults))


def _visits(instance: Instance, routes: Routes) -> Iterator[str]:
    seen = Counter(client for route in routes for trip in route.trips for client in trip.clients)
    for client in instance.clients:
        if seen[client] != 1:
            yield f"client {client} is visited {seen[client]} times"
    for node in seen:
        if node not in instance.clients:
            yield f"node {node} is no client"


def _fleet(instance: Instance, routes: Routes) -> Iterator[str]:
    used = Counter(route.vehicle_type for route in routes)
    for kind, count in sorted(used.items()):
        if not 0 <= kind < len(instance.vehicle_types):
            yield f"there is no vehicle type {kind}"
        elif count > instance.vehicle_types[kind].count:
            yield f"{count} vehicles of type {kind}, of {instance.vehicle_types[kind].count}"


def _depots(route: Route, kind: VehicleType) -> Iterator[str]:
    if not route.trips:
        yield "a vehicle is used for no trip"
        return
    if route.trips[0].depot != kind.depot:
        yield f"starts at depot {route.trips[0].depot}, not {kind.depot}"
    for trip in route.trips[1:]:
        if trip.depot not in kind.reload_depots:
            yield f"may not reload at depot {trip.depot}"


def _nodes(route: Route, kind: VehicleType) -> list[int]:
    """Return all nodes from leaving the first depot to the end."""
    return [node for trip in route.trips for node in (trip.depot, *trip.clients)] + [kind.depot]


def _length(instance: Instance, route: Route, kind: VehicleType) -> int:
    nodes = _nodes(route, kind)
    return sum(int(instance.distance[a, b]) for a, b in itertools.pairwise(nodes))


def _loads(instance: Instance, route: Route, kind: VehicleType) -> Iterator[str]:
    """A trip leaves with all that it delivers; what is picked up takes its place stop by stop."""
    for number, trip in enumerate(route.trips):
        load = sum(int(instance.delivery[client]) for client in trip.clients)
        most = load
        for client in trip.clients:
            load += int(instance.pickup[client]) - int(instance.delivery[client])
            most = max(most, load)
        if most > kind.capacity:
            yield f"trip {number} carries {most} of {kind.capacity}"


@dataclass(frozen=True, slots=True)
class _Event:
    node: int
    opens: int
    closes: int
    service: int


def _events(instance: Instance, route: Route, kind: VehicleType) -> list[_Event]:
    """Return what a vehicle does in turn: leave depots, serve clients, come home."""
    events = []
    for trip in route.trips:
        ready = max((int(instance.release[client]) for client in trip.clients), default=0)
        opens, closes = map(int, instance.window[trip.depot])
        events.append(_Event(trip.depot, max(opens, ready), closes, 0))
        for client in trip.clients:
            opens, closes = map(int, instance.window[client])
            events.append(_Event(client, opens, closes, int(instance.service[client])))
    opens, closes = map(int, instance.window[kind.depot])
    return [*events, _Event(kind.depot, opens, closes, 0)]


def _times(instance: Instance, route: Route, kind: VehicleType) -> Iterator[str]:
    """Windows, releases and the longest duration, with the departure that keeps it shortest.

    Without windows of its own a family has no clock, so only a longest duration is looked at there.
    """
    events = _events(instance, route, kind)
    if instance.timed:
        at = events[0].opens
        for before, event in zip([events[0], *events], events, strict=False):
            at = max(event.opens, at + before.service + int(instance.distance[before.node, event.node]))
            if at > event.closes:
                yield f"at node {event.node} at {at}, after {event.closes}"
                at = event.closes
    if kind.max_duration is not None and (lasts := _shortest(instance, events)) > kind.max_duration:
        yield f"lasts {lasts} of {kind.max_duration}"


def _shortest(instance: Instance, events: list[_Event]) -> int:
    """Return the shortest duration: the earliest end, less the latest departure that still reaches it.

    A later departure only moves the end by as much.
    """
    legs = [
        before.service + int(instance.distance[before.node, event.node])
        for before, event in itertools.pairwise(events)
    ]
    if not instance.timed:
        return sum(legs)
    ends = events[0].opens
    for leg, event in zip(legs, events[1:], strict=True):
        ends = max(event.opens, ends + leg)
    leaves = ends
    for leg, event in zip(reversed(legs), reversed(events[:-1]), strict=True):
        leaves = min(event.closes, leaves - leg)
    return ends - leaves
