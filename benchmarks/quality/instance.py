"""The nouns of the quality benchmark: an instance as plain arrays, and routes through it."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleType:
    """Vehicles that are alike: each starts and ends at `depot`, within that depot's window.

    Its cost is `fixed_cost` once and `unit_distance_cost` for each unit of distance. With
    `reload_depots` it may make several trips, each further one loaded at one of them; without, one.
    """

    capacity: int
    count: int
    depot: int = 0
    fixed_cost: int = 0
    unit_distance_cost: int = 1
    max_duration: int | None = None
    reload_depots: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Instance:
    """One public instance in whole units.

    Nodes 0..d-1 are depots, the others clients. Distances are times, too.

    Attributes
    ----------
    coordinates : float array, shape (n, 2)
        As the file gives them.
    distance : int array, shape (n, n)
        In the family's rounding.
    delivery, pickup, service, release : int array, shape (n,)
        0 for depots. A trip leaves its depot no earlier than the release of any client on it.
    window : int array, shape (n, 2)
        When service may begin, both ends included; for a depot, between which its vehicles are out.
    fleet : tuple of int
        The type of each vehicle, in the order of the file.
    best_known : int, optional
        The cost of the best solution known, in the units of `distance`.
    """

    family: str
    name: str
    depots: int
    coordinates: Floats
    distance: Ints
    delivery: Ints
    pickup: Ints
    service: Ints
    release: Ints
    window: Ints
    vehicle_types: tuple[VehicleType, ...]
    fleet: tuple[int, ...]
    timed: bool
    best_known: int | None = None

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.delivery)

    @property
    def clients(self) -> range:
        """The clients' nodes."""
        return range(self.depots, self.size)

    @property
    def horizon(self) -> int:
        """A time at which any sensible route is over."""
        return int(self.distance.max(axis=1).sum() + self.service.sum())

    def useful(self, kind: VehicleType) -> int:
        """Return how many vehicles of a type a good solution can use.

        Without times and pickups two routes of one type whose loads fit one vehicle can be joined,
        which costs no more, so all but one are more than half full.
        """
        if self.timed or kind.max_duration is not None or self.pickup.any():
            return min(kind.count, len(self.clients))
        return min(kind.count, 2 * int(self.delivery.sum()) // kind.capacity + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """One loading at a depot and the clients after it, by node."""

    depot: int
    clients: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """What one vehicle of a type does."""

    vehicle_type: int
    trips: tuple[Trip, ...]

    def plain(self) -> dict[str, Any]:
        """Return the route as JSON knows it."""
        trips = [{"depot": trip.depot, "clients": list(trip.clients)} for trip in self.trips]
        return {"vehicle_type": self.vehicle_type, "trips": trips}

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Self:
        """Return what `plain` told."""
        trips = [Trip(depot=trip["depot"], clients=tuple(trip["clients"])) for trip in plain["trips"]]
        return cls(vehicle_type=plain["vehicle_type"], trips=tuple(trips))


Routes = tuple[Route, ...]


def one_trip(kind: int, depot: int, clients: list[int]) -> Route:
    """Return the route of a vehicle that loads once, where it starts."""
    return Route(vehicle_type=kind, trips=(Trip(depot=depot, clients=tuple(clients)),))
