"""Vehicles, their shifts, their drivers' rules and what they cost."""

import dataclasses
from dataclasses import dataclass, field
from typing import Self

from routing.model.cargo import Capacity
from routing.model.clock import TimeWindow
from routing.model.stored import SINCE_2


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Duty of truck and driver: begins at `start_s` at the earliest, ends by `end_s`.

    After `end_s` up to `max_overtime_s` more may be worked, paid as overtime. From leaving to the
    return no more than `max_duration_s` may pass (None: no limit but the shift's own).
    """

    start_s: int
    end_s: int
    max_overtime_s: int = 0
    max_duration_s: int | None = None

    @property
    def latest_s(self) -> int:
        """The hard end of duty, overtime included."""
        return self.end_s + self.max_overtime_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Meals:
    """When a driver pauses for `length_s` at least, neither driving nor handling.

    At most `within_work_s` pass without a meal (None: no limit). They count from the beginning of the day
    or the end of a meal, until the next meal begins or the day ends. Who is on duty during the whole of
    one of `windows` has `length_s` of a meal that begin within it.
    """

    length_s: int
    within_work_s: int | None = None
    windows: tuple[TimeWindow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverRules:
    """Limits on driving, and meals (None: no limit, no meals).

    Limits are of driving, not of duty: waiting and unloading do not count. Only a pause of at least
    `break_s` that is neither driving nor handling ends a stretch of continuous driving. A meal is one.
    """

    max_driving_s: int | None = None
    max_continuous_driving_s: int | None = None
    break_s: int = 900
    meals: Meals | None = field(default=None, metadata=SINCE_2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What a used truck costs, in VND; each term is rounded up to a whole dong once a route."""

    fixed_vnd: int = 0
    per_km_vnd: int = 0
    per_hour_vnd: int = 0
    overtime_per_hour_vnd: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """A truck with its driver for the day.

    It starts at `start_depot_id`, makes up to `max_trips` trips (None: any number), each loaded
    at one of `load_depot_ids` (None: any depot in service), and ends at `end_depot_id`.
    `registered_g` is the payload in its papers, by which cities ban trucks (None: unknown). `permits`
    names the bans that do not bind it. Its `profile` already follows from both.
    """

    id: str
    name: str = ""
    profile: str = "truck"
    payload_g: int
    slots: int
    start_depot_id: str
    end_depot_id: str
    shift: Shift
    rules: DriverRules = field(default_factory=DriverRules)
    rates: Rates = field(default_factory=Rates)
    skills: frozenset[str] = field(default_factory=frozenset)
    load_depot_ids: frozenset[str] | None = None
    max_trips: int | None = None
    registered_g: int | None = None
    permits: frozenset[str] = field(default_factory=frozenset)

    @property
    def capacity(self) -> Capacity:
        """What it can carry at once."""
        return self.payload_g, self.slots

    @property
    def reloads(self) -> bool:
        """Whether the truck may make more than one trip."""
        return self.max_trips is None or self.max_trips > 1

    @property
    def type_key(self) -> Self:
        """The truck without id and name: trucks of the same type share it, and can stand in for others."""
        return dataclasses.replace(self, id="", name="")
