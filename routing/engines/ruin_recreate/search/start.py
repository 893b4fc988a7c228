"""From tours to a state and back; what of a start breaks a rule of today is left out."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from routing.arrays import Ints
from routing.engines.ruin_recreate.data import columns as c
from routing.engines.ruin_recreate.data.state import State, empty_state
from routing.engines.ruin_recreate.data.tables import Tables
from routing.engines.ruin_recreate.data.workspace import Workspace
from routing.engines.ruin_recreate.route.update import update_route
from routing.engines.ruin_recreate.search.partition import merge
from routing.engines.settled import with_pins
from routing.model import Problem, Tour, Tours, TourTrip


def state_of(problem: Problem, t: Tables, tours: Iterable[Tour], workspace: Workspace) -> State:
    """Return the state of `tours` and of all that is pinned.

    Ids that the problem does not have are left out. Stops are taken from the end of a tour until it keeps
    the rules and the depots' stock suffices. What is pinned stays, whatever it breaks.
    """
    s = empty_state(t)
    rows = {part.id: i for i, part in enumerate(problem.parts)}
    depots = {depot.id: t.n + i for i, depot in enumerate(problem.depots)}
    number = {vehicle.id: v for v, vehicle in enumerate(problem.vehicles)}
    for pin in problem.pins:
        v = number[pin.vehicle_id]
        s.route[v, c.R_PINNED] = sum(1 + len(trip.part_ids) for trip in pin.trips)
        s.route[v, c.R_CLOSED] = pin.closed
    known = [_known(tour, rows, depots) for tour in tours if tour.vehicle_id in number]
    stock = t.stock.copy()
    seen: set[int] = set()
    for tour in with_pins(problem, known):
        v = number[tour.vehicle_id]
        nodes = _nodes(tour, rows, depots, seen)[: s.seq.shape[1] - 2]
        size = _kept(t, s, v, nodes, stock, workspace)
        seen.update(nodes[:size])
    merge(t, s, s, s, 0, workspace.spare_at, workspace.spare)
    return s


def tours_of(problem: Problem, t: Tables, s: State) -> Tours:
    """Return the tours of a state, with loading slots where bays are limited."""
    tours = []
    for v in np.lexsort((np.arange(len(s.size)), s.route[:, c.R_START])):
        trips: list[tuple[int, list[str]]] = []
        for node in s.seq[v, : s.size[v]].tolist():
            if node >= t.n:
                trips.append((node - t.n, []))
            else:
                trips[-1][1].append(problem.parts[node].id)
        if trips:
            made = (_trip(problem, s, v, i, d, ids) for i, (d, ids) in enumerate(trips))
            tours.append(Tour(vehicle_id=problem.vehicles[v].id, trips=tuple(made)))
    return tuple(tours)


def _trip(problem: Problem, s: State, v: int, number: int, d: int, ids: list[str]) -> TourTrip:
    depot = problem.depots[d]
    return TourTrip(
        depot_id=depot.id,
        part_ids=tuple(ids),
        loading_slot_s=None if depot.bays is None else int(s.loadings[v, number, 1]),
    )


def _known(tour: Tour, rows: dict[str, int], depots: dict[str, int]) -> Tour:
    trips = (
        replace(trip, part_ids=tuple(key for key in trip.part_ids if key in rows))
        for trip in tour.trips
        if trip.depot_id in depots
    )
    return Tour(vehicle_id=tour.vehicle_id, trips=tuple(trip for trip in trips if trip.part_ids))


def _nodes(tour: Tour, rows: dict[str, int], depots: dict[str, int], seen: set[int]) -> list[int]:
    nodes: list[int] = []
    for trip in tour.trips:
        parts = [rows[key] for key in trip.part_ids if rows[key] not in seen]
        if parts:
            nodes += [depots[trip.depot_id], *parts]
    return nodes


def _kept(t: Tables, s: State, v: int, nodes: list[int], stock: Ints, workspace: Workspace) -> int:
    """Give a truck as much of a route as keeps the rules; return how many nodes that is."""
    s.seq[v, : len(nodes)] = nodes
    size, pinned = len(nodes), int(s.route[v, c.R_PINNED])
    while size > pinned:
        if nodes[size - 1] >= t.n:
            size -= 1  # A loading that nothing follows.
            continue
        s.size[v] = size
        if (
            update_route(t, s, v, workspace.spare_at, workspace.spare)
            and (_used(t, nodes[:size]) <= stock).all()
        ):
            break
        size -= 1
    s.size[v] = size
    update_route(t, s, v, workspace.spare_at, workspace.spare)
    stock -= _used(t, nodes[:size])
    return size


def _used(t: Tables, nodes: list[int]) -> Ints:
    used = np.zeros_like(t.stock)
    depot = 0
    for node in nodes:
        if node >= t.n:
            depot = node - t.n
        else:
            used[depot] += t.by_type[node]
    return used
