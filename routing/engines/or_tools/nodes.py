"""The nodes of the OR-Tools model: parts, then reloads, then each truck's start and end."""

from collections import Counter
from dataclasses import dataclass

from routing.model import Depot, Order, Problem, Tours

_SPARE_RELOADS = 2
"""Reloads offered at each depot beyond those of the first plan (and half as many again)."""


@dataclass(frozen=True, slots=True)
class Nodes:
    """What each node stands for; a node's number is its place in `places`.

    Attributes
    ----------
    places : tuple of int
        Row of the travel matrix, by node.
    reloads : tuple of Depot
        The depot of each reload node; reload k is node `len(parts) + k`.
    starts, ends : tuple of int
        Nodes of the trucks' first and last places.
    """

    parts: tuple[Order, ...]
    reloads: tuple[Depot, ...]
    places: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, problem: Problem, first: Tours) -> "Nodes":
        """Lay out the nodes, with reloads enough for the tours `first` and some more."""
        reloads = tuple(_reloads(problem, first))
        index, vehicles = problem.travel.index, problem.vehicles
        places = [index[part.facility_id] for part in problem.parts]
        places += [index[depot.id] for depot in reloads]
        base = len(places)
        places += [index[vehicle.start_depot_id] for vehicle in vehicles]
        places += [index[vehicle.end_depot_id] for vehicle in vehicles]
        return cls(
            parts=problem.parts,
            reloads=reloads,
            places=tuple(places),
            starts=tuple(range(base, base + len(vehicles))),
            ends=tuple(range(base + len(vehicles), base + 2 * len(vehicles))),
        )

    @property
    def reload_nodes(self) -> range:
        """Numbers of the reload nodes."""
        return range(len(self.parts), len(self.parts) + len(self.reloads))


def _reloads(problem: Problem, first: Tours) -> list[Depot]:
    used = Counter(trip.depot_id for tour in first for trip in tour.trips)
    loading = [depot for depot in problem.depots if depot.in_service]
    return [d for d in loading for _ in range(used[d.id] + used[d.id] // 2 + _SPARE_RELOADS)]
