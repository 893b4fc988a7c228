"""One day's delivery problem: immutable, validated once, the input of everything else."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from routing.model.cargo import Capacity, CylinderType, Load
from routing.model.clock import TimeWindow
from routing.model.fleet import Vehicle
from routing.model.issues import refuse_if
from routing.model.orders import Order
from routing.model.pin import Pin
from routing.model.places import Depot, Facility, Supplier
from routing.model.roads import RoadRecord, SourceTexts
from routing.model.split import carries, largest_capacities, parts_of
from routing.model.stay import Stay
from routing.model.stored import AS_TEXTS, DERIVED, FORMAT_VERSION, IN_TEXTS, SINCE_2
from routing.model.travel import TravelMatrix
from routing.model.validate import problem_issues
from routing.model.validate_parts import part_issues
from routing.model.validate_pins import pin_issues

NO_WAITING: Final = (0, 0, 0)


def _by_id() -> Any:  # noqa: ANN401 - dataclasses.field is typed so too
    return field(init=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything that decides what tomorrow's plan may be.

    Attributes
    ----------
    date : str
        The plan's day, `YYYY-MM-DD`; all times count from its midnight in Asia/Ho_Chi_Minh.
    roads : RoadRecord
        The roads that `travel` was made with; no engine reads it.
    notes : mapping of str to str
        Where else the data came from; nothing reads it.
    pins : tuple of Pin
        What is settled and no plan may change; at most one pin a truck.
    stay : Stay, optional
        A plan in hand, and the price of moving its stops.
    waiting_vnd_per_hour : tuple of int
        By urgency (most urgent first), what each hour costs until an order is begun; 0 where it costs
        nothing. Orders left unserved and optional ones pay none.
    format_version : int
        That of the document that the problem was read from. A problem of an older version is written so
        again, to the same hash, while it has nothing that this version cannot say.
    source_texts : SourceTexts
        What a document of version 1 or 2 said in place of `roads` and `notes`, as it was read.
    parts : tuple of Order
        The orders as engines and plans know them, derived. An order is in parts (`part_of`) where it is
        larger than any truck that may serve it, or has priced empties beyond its fulls.
    pinned_to : mapping of str to str
        The only truck that may serve a part, for parts that are pinned. Derived.

    Raises
    ------
    InputError
        With every issue found, if the data contradict themselves.
    """

    date: str
    name: str = ""
    cylinder_types: tuple[CylinderType, ...]
    suppliers: tuple[Supplier, ...] = ()
    facilities: tuple[Facility, ...]
    depots: tuple[Depot, ...]
    vehicles: tuple[Vehicle, ...]
    orders: tuple[Order, ...]
    travel: TravelMatrix
    roads: RoadRecord = field(default_factory=RoadRecord, metadata=IN_TEXTS)
    notes: Mapping[str, str] = field(default_factory=dict, metadata=IN_TEXTS)
    pins: tuple[Pin, ...] = ()
    stay: Stay | None = field(default=None, metadata=SINCE_2)
    waiting_vnd_per_hour: tuple[int, int, int] = field(default=NO_WAITING, metadata=SINCE_2)
    format_version: int = field(default=FORMAT_VERSION, compare=False, metadata=DERIVED)
    source_texts: SourceTexts = field(
        default_factory=SourceTexts, compare=False, repr=False, metadata=AS_TEXTS
    )
    parts: tuple[Order, ...] = _by_id()
    type_by_id: Mapping[str, CylinderType] = _by_id()
    facility_by_id: Mapping[str, Facility] = _by_id()
    depot_by_id: Mapping[str, Depot] = _by_id()
    vehicle_by_id: Mapping[str, Vehicle] = _by_id()
    order_by_id: Mapping[str, Order] = _by_id()
    part_by_id: Mapping[str, Order] = _by_id()
    pin_by_vehicle: Mapping[str, Pin] = _by_id()
    pinned_to: Mapping[str, str] = _by_id()

    def __post_init__(self) -> None:
        refuse_if(problem_issues(self))
        self._derive("type_by_id", {x.id: x for x in self.cylinder_types})
        self._derive("facility_by_id", {x.id: x for x in self.facilities})
        self._derive("depot_by_id", {x.id: x for x in self.depots})
        self._derive("vehicle_by_id", {x.id: x for x in self.vehicles})
        self._derive("order_by_id", {x.id: x for x in self.orders})
        refuse_if(part_issues(self))
        parts = tuple(self._split())
        self._derive("parts", parts)
        self._derive("part_by_id", {x.id: x for x in parts})
        # Pins name parts, so they are judged once the orders are split.
        refuse_if(pin_issues(self))
        self._derive("pin_by_vehicle", {pin.vehicle_id: pin for pin in self.pins})
        self._derive("pinned_to", {key: pin.vehicle_id for pin in self.pins for key in pin.part_ids})

    def _derive(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _split(self) -> Iterator[Order]:
        capacities: dict[frozenset[str], tuple[Capacity, ...]] = {}
        for order in self.orders:
            skills = self.skills_of(order)
            if skills not in capacities:
                able = (v for v in self.vehicles if skills <= v.skills)
                capacities[skills] = largest_capacities(v.capacity for v in able)
            types = tuple(self.type_by_id[key] for key in sorted({*order.deliver, *order.collect}))
            yield from parts_of(order, capacities[skills], types, self.waiting_vnd_per_hour[order.urgency])

    @property
    def says_its_texts(self) -> bool:
        """Whether `roads` and `notes` are still those of `source_texts`."""
        return self.roads == self.source_texts.roads and self.notes == self.source_texts.notes

    @property
    def places(self) -> tuple[Facility | Depot, ...]:
        """Return the facilities, then the depots; their ids share one space."""
        return (*self.facilities, *self.depots)

    def replace(self, **changes: Any) -> Self:  # noqa: ANN401 - any field
        """Return a copy with some fields changed, validated anew."""
        return dataclasses.replace(self, **changes)

    def excerpt(self, **changes: Any) -> Self:  # noqa: ANN401 - any field
        """Return a copy with fewer trucks or orders, and of the pins what still has its truck and parts."""
        if not self.pins:
            return self.replace(**changes)
        less = self.replace(**changes, pins=())
        pins = (pin.among(less.part_by_id) for pin in self.pins if pin.vehicle_id in less.vehicle_by_id)
        return less.replace(pins=tuple(pins))

    def may_load(self, vehicle: Vehicle, depot: Depot) -> bool:
        """Say whether `vehicle` may load at `depot`: it is in service and open to the truck."""
        allowed = vehicle.load_depot_ids
        return depot.in_service and (allowed is None or depot.id in allowed)

    def may_serve(self, vehicle: Vehicle, part: Order) -> bool:
        """Say whether no pin forbids that `vehicle` serves `part`."""
        pin = self.pin_by_vehicle.get(vehicle.id)
        if pin is not None and pin.closed:
            return any(part.id in trip.part_ids for trip in pin.trips)
        return self.pinned_to.get(part.id, vehicle.id) == vehicle.id

    def fits(self, load: Load, vehicle: Vehicle) -> bool:
        """Say whether `vehicle` can carry `load`, by mass and by slots."""
        return load.fits(self.type_by_id, vehicle.capacity)

    def carries(self, vehicle: Vehicle, part: Order) -> bool:
        """Say whether `vehicle` can bring the full cylinders of `part` and take its empties back."""
        return carries(vehicle.capacity, part, self.type_by_id)

    def skills_of(self, order: Order) -> frozenset[str]:
        """Return what a vehicle needs to serve `order`: its own skills and its facility's."""
        return order.skills | self.facility_by_id[order.facility_id].skills

    def windows_of(self, order: Order) -> tuple[TimeWindow, ...]:
        """Return when unloading of `order` may begin; none means any time."""
        return order.windows or self.facility_by_id[order.facility_id].receiving

    def unload_s(self, order: Order) -> int:
        """Return how long a stop for `order` takes, in seconds.

        An empty that is taken for a full takes no time of its own, one beyond the fulls as long as a
        full. What a stop takes whatever it brings is paid by the order's parts with fulls.
        """
        facility = self.facility_by_id[order.facility_id]
        if not order.only_empties:
            return facility.unload_fixed_s + facility.unload_s_per_cylinder * order.deliver.total
        fixed_s = 0 if self.order_by_id[order.order_id].deliver else facility.unload_fixed_s
        return fixed_s + facility.unload_s_per_cylinder * order.collect.total
