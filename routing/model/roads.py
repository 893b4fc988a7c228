"""The roads of a problem: where they are from, what is closed on them, and the rules that trucks keep."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from routing.model.change import Closing, Ring
from routing.model.clock import DAY_S
from routing.model.issues import Issue
from routing.model.validate_roads import road_issues


@dataclass(frozen=True, slots=True, kw_only=True)
class BanArea:
    """Where a ban holds: polygons (outer ring, then holes) in WGS 84 degrees."""

    code: str
    name: str
    name_en: str = ""
    polygons: tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckBan:
    """One rule: trucks of some payloads may not be in an area during some hours.

    Attributes
    ----------
    id : str
        What a permit names.
    name : str
        What people know it by, in Vietnamese and English.
    area : BanArea
    over_kg, up_to_kg : float
        It binds trucks whose licensed payload is more than the first and no more than the second (None:
        no upper limit).
    closed : tuple of (int, int)
        From and until, seconds after midnight; open again at the second. A night that goes on past the
        next midnight belongs to the day on which it begins.
    days : tuple of int
        Days of the week on which it begins to bind, Monday being 0.
    first, last : str
        First and last day on which it begins to bind, `YYYY-MM-DD`; "" without end.
    """

    id: str
    name: str
    area: BanArea
    over_kg: float = 0.0
    up_to_kg: float | None = None
    closed: tuple[tuple[int, int], ...]
    days: tuple[int, ...]
    first: str = ""
    last: str = ""

    def binds(self, payload_kg: float, permits: Collection[str]) -> bool:
        """Say whether a truck of this licensed payload with these permits has to keep to it."""
        within = self.over_kg < payload_kg and (self.up_to_kg is None or payload_kg <= self.up_to_kg)
        return within and self.id not in permits


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedFactor:
    """A factor on the speed of a class of road from one second of the day until another.

    Who ends after midnight goes on in the early hours of the same day, too.
    """

    highway: str
    from_s: int
    until_s: int
    factor: float

    def holds_at(self, at_s: int) -> bool:
        """Say whether a second after midnight lies in it."""
        return self.from_s <= at_s < self.until_s or self.from_s <= at_s + DAY_S < self.until_s


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckKind:
    """A kind of truck: what the roads ask about it. None means that of the usual truck, an estimate.

    Attributes
    ----------
    gross_t, axle_load_t : float, optional
        Mass of the loaded truck and on its heaviest axle, in tonnes.
    height_m, width_m, length_m : float, optional
    axles : int, optional
    hgv : bool
        Whether it is a truck; else it is a van with goods, up to 3.5 t.
    turns_about : bool
        Whether it may turn about at a junction.
    speed_cap_kmh : float, optional
    maxspeed_factor : float, optional
        Mean speed as a share of a signed limit.
    """

    id: str
    gross_t: float | None = None
    axle_load_t: float | None = None
    height_m: float | None = None
    width_m: float | None = None
    length_m: float | None = None
    axles: int | None = None
    hgv: bool = True
    turns_about: bool = True
    speed_cap_kmh: float | None = None
    maxspeed_factor: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadProfile:
    """A profile of the travel matrix: the kind of truck that drives, and the bans that bind it, by id."""

    id: str
    kind: str
    bans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRecord:
    """The roads that travel times were made with: enough to make them again from the road file alone.

    Attributes
    ----------
    file : str
        The road file as it was named; "" if no roads were read.
    sha256 : str
        Hash of the roads with nothing closed, by which they are found again.
    server : str
        The server that travel times are from, without credentials; "" if they were computed here.
    snap_limit_m : float, optional
        How far from a road a place was allowed to lie; None is the default.
    closures : tuple of Closing
        What is closed, all day or for some hours.
    still_reachable : frozenset of str
        Places that closures cut off, but that trucks can be served from the nearest open road.
    bans : tuple of TruckBan
    speed_profile : tuple of SpeedFactor
        How fast roads are at what hour.
    truck_kinds : tuple of TruckKind
        A kind that is not among them is taken for the usual truck, an estimate.
    profiles : tuple of RoadProfile
        Profiles of the travel matrix that are not simply a kind of truck.
    issues : tuple of Issue
        What is wrong with it, derived. A problem refuses a record that has any.
    """

    file: str = ""
    sha256: str = ""
    server: str = ""
    snap_limit_m: float | None = None
    closures: tuple[Closing, ...] = ()
    still_reachable: frozenset[str] = frozenset()
    bans: tuple[TruckBan, ...] = ()
    speed_profile: tuple[SpeedFactor, ...] = ()
    truck_kinds: tuple[TruckKind, ...] = ()
    profiles: tuple[RoadProfile, ...] = ()
    issues: tuple[Issue, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Judged here and once: a problem is made anew for every change that is tried.
        object.__setattr__(self, "issues", tuple(road_issues(self)))

    def profile(self, name: str) -> RoadProfile:
        """Return the profile of that name: one that is not listed is the kind of truck so called."""
        return next((x for x in self.profiles if x.id == name), RoadProfile(id=name, kind=name))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTexts:
    """What a document of version 1 or 2 has in place of a record: texts by key, and what they say.

    They are kept as they were read, so that an unchanged problem is written to the same hash.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    roads: RoadRecord = field(default_factory=RoadRecord)
    notes: Mapping[str, str] = field(default_factory=dict)
