"""Truck profiles: which roads a truck may use, and how fast it drives there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.places.ground import Factors, ground_factors, shipped_factors
from geo.roads import RoadGraph, Ways
from routing.model import InputError, Issue, IssueCode, Subject, Text, TruckKind
from routing.tables import NOTES, Column, Table, read_sheets, real, refuse_sheets, rows_of

FloatArray = NDArray[np.float64]

ESTIMATED_GROSS_T: Final = 5.0
"""Estimate: a loaded truck of 2.5 t payload."""
ESTIMATED_HEIGHT_M: Final = 3.0
"""Estimate: the same truck with its rack."""
ESTIMATED_AXLE_LOAD_T: Final = 3.5
"""Estimate: what its rear axle carries."""
ESTIMATED_WIDTH_M: Final = 2.1
"""Estimate: its body, mirrors not counted."""
ESTIMATED_LENGTH_M: Final = 6.5
"""Estimate: bumper to tail lift."""
ESTIMATED_AXLES: Final = 2
"""Estimate: what such a truck has."""
ESTIMATED_MAXSPEED_FACTOR: Final = 0.8
"""Estimate: mean speed of a loaded truck as a share of the signed limit."""
ESTIMATED_SPEED_CAP_KMH: Final = 80.0
"""Estimate: no truck of this fleet is planned faster, whatever the road."""
SPEEDS: Final = Table(
    name=Text("loại đường", "class of road"),
    key="class",
    columns=(
        Column(name="class", required=True, meaning=Text("loại đường theo OSM", "class of road as in OSM")),
        Column(
            name="speed_kmh",
            kind=real(1, 150),
            unit="km/h",
            required=True,
            meaning=Text("tốc độ trung bình của xe có hàng", "mean speed of a loaded truck"),
        ),
        *NOTES,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TruckProfile:
    """A kind of truck as the roads see it.

    Attributes
    ----------
    id : str
        The profile's name in a `TravelMatrix`.
    speeds_kmh : mapping of highway class to km/h
        Mean speed by class; a signed limit lowers it.
    gross_t : float
        Mass of the loaded truck in tonnes, held against `maxweight`.
    axle_load_t : float
        Mass on its heaviest axle, held against `maxaxleload`.
    height_m, width_m : float
        Held against `maxheight` and `maxwidth`.
    length_m : float
    axles : int
        These two are asked for by timed rules alone.
    hgv : bool
        Whether it is a truck: `hgv=no` bars it and `maxspeed:hgv` binds it. Else it is a van with
        goods, up to 3.5 t, which `goods=no` bars.
    turns_about : bool
        Whether it may turn about at a junction; where there is no other way on, it always may.
    maxspeed_factor : float
        Mean speed as a share of a signed limit.
    speed_cap_kmh : float
    ground_factors : mapping of (kind, value) to float
        Share of the class's speed by surface, track type, smoothness and incline.
    """

    id: str
    speeds_kmh: Mapping[str, float]
    gross_t: float = ESTIMATED_GROSS_T
    axle_load_t: float = ESTIMATED_AXLE_LOAD_T
    height_m: float = ESTIMATED_HEIGHT_M
    width_m: float = ESTIMATED_WIDTH_M
    length_m: float = ESTIMATED_LENGTH_M
    axles: int = ESTIMATED_AXLES
    hgv: bool = True
    turns_about: bool = True
    maxspeed_factor: float = ESTIMATED_MAXSPEED_FACTOR
    speed_cap_kmh: float = ESTIMATED_SPEED_CAP_KMH
    ground_factors: Factors = field(default_factory=shipped_factors)

    def __post_init__(self) -> None:
        object.__setattr__(self, "speeds_kmh", dict(sorted(self.speeds_kmh.items())))
        object.__setattr__(self, "ground_factors", dict(self.ground_factors))
        sizes = (self.gross_t, self.axle_load_t, self.height_m, self.width_m, self.length_m, self.axles)
        speeds = (*self.speeds_kmh.values(), self.speed_cap_kmh, self.maxspeed_factor)
        if not all(0 < value < np.inf for value in (*sizes, *speeds, *self.ground_factors.values())):
            raise ValueError(
                f"profile {self.id!r}: speeds, masses, sizes and factors must be above 0 and finite"
            )


def profile_of(kind: TruckKind, speeds_kmh: Mapping[str, float]) -> TruckProfile:
    """Return a kind of truck as the roads see it; where it says nothing, as the usual truck."""
    given = ((field.name, getattr(kind, field.name)) for field in fields(kind))
    return TruckProfile(speeds_kmh=speeds_kmh, **{name: value for name, value in given if value is not None})


def read_speeds(path: Path | None = None) -> Mapping[str, float]:
    """Return the mean speed in km/h of each highway class.

    Parameters
    ----------
    path
        A CSV file with `class` and `speed_kmh`; the table that ships with OxyRoute by default.

    Raises
    ------
    InputError
        If the file or a row cannot be used.
    """
    if path is None:
        with as_file(files("data") / "reference" / "road_speeds.csv") as shipped:
            return read_speeds(shipped)
    sheets = read_sheets([path], SPEEDS)
    refuse_sheets(*sheets)
    return {row["class"]: row["speed_kmh"] for row in rows_of(sheets)}


def travel_seconds(graph: RoadGraph, profile: TruckProfile) -> FloatArray:
    """Return the seconds that a truck takes along each edge; inf where it may not or cannot go.

    Speed is the class's times that of the ground, lowered to `maxspeed_factor` times the signed limit and to
    the cap; a ferry keeps to its timetable.

    Returns
    -------
    float64 array, shape (edges,)

    Raises
    ------
    InputError
        SPEED_UNKNOWN for each class of the graph that the profile has no speed for.
    """
    seconds = graph.length_m * 3.6 / _speed(graph, profile)[graph.way]
    seconds[_barred(graph.ways, profile)[graph.way] | graph.closed] = np.inf
    across = graph.limits
    barred = (across.max_height_m < profile.height_m) | (across.max_width_m < profile.width_m)
    seconds[across.edge[barred | (~across.hgv & profile.hgv)]] = np.inf
    return seconds


def _speed(graph: RoadGraph, profile: TruckProfile) -> FloatArray:
    """Return the km/h of each way."""
    ways = graph.ways
    usual = _class_speed(graph, profile) * ground_factors(ways.grounds, profile.ground_factors)[ways.ground]
    signed = ways.maxspeed_kmh
    if profile.hgv:
        signed = np.where(np.isnan(ways.maxspeed_hgv_kmh), signed, ways.maxspeed_hgv_kmh)
    driven = np.minimum(np.fmin(usual, profile.maxspeed_factor * signed), profile.speed_cap_kmh)
    return np.where(np.isnan(ways.speed_kmh), driven, ways.speed_kmh)


def _barred(ways: Ways, profile: TruckProfile) -> NDArray[np.bool_]:
    """Say which ways the truck may not use."""
    # NaN, an unknown limit, compares false: what is not signed is allowed.
    barred = ~(ways.hgv if profile.hgv else ways.goods)
    barred |= (ways.max_weight_t < profile.gross_t) | (ways.max_axle_t < profile.axle_load_t)
    return barred | (ways.max_height_m < profile.height_m) | (ways.max_width_m < profile.width_m)


def _class_speed(graph: RoadGraph, profile: TruckProfile) -> FloatArray:
    classes, row = np.unique(graph.ways.highway, return_inverse=True)
    unknown = [str(name) for name in classes if name not in profile.speeds_kmh]
    if unknown:
        raise InputError([_no_speed(profile, name) for name in unknown])
    return np.array([profile.speeds_kmh[str(name)] for name in classes], dtype=np.float64)[row]


def _no_speed(profile: TruckProfile, highway: str) -> Issue:
    return Issue(
        code=IssueCode.SPEED_UNKNOWN,
        subject=Subject(id=profile.id, column=highway),
        fault=Text(f"Chưa có tốc độ cho loại đường {highway}", f"There is no speed for the class {highway}"),
        remedy=Text(f"Thêm dòng {highway} vào bảng tốc độ", f"Add a row {highway} to the table of speeds"),
    )
