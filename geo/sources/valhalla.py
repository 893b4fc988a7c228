"""Valhalla as a source: `locate`, `sources_to_targets` and `route`, for the truck of each profile."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from geo.lines.lines import LegLine
from geo.metric import FloatArray, haversine_m
from geo.snapping.snap import SNAP_LIMIT_M
from geo.snapping.snap_report import SnapReport
from geo.sources.blocks import Measured, filled, made_matrix
from geo.sources.drawing import ServerPath, leg_lines_of
from geo.sources.faults import OddAnswerError, course, measure, number, part, refused, table, understood
from geo.sources.fetch import Answer, Server
from geo.sources.polyline import decoded
from geo.travel.matrix import refuse_profiles
from geo.trucks.truck_profile import TruckProfile
from routing.model import Location, Text, TravelMatrix

_OK: Final = 200
_KM: Final = 1000.0
_AXLE_T: Final = 9.07
"""What Valhalla takes for the load of a truck's axle unless told."""
_NO_WAY: Final = frozenset({170, 441, 442})
"""Unconnected regions, unreachable, no path: an answer, not a fault."""
_LIMITS: Final = Text(
    "Tăng giới hạn của máy chủ (service_limits.truck) hoặc bỏ nơi quá xa",
    "Raise the server's service_limits.truck, or leave out what is too far",
)
_REMEDY: Final = {150: _LIMITS, 154: _LIMITS}


@dataclass(frozen=True, slots=True, kw_only=True)
class ValhallaSource:
    """A running Valhalla.

    Speeds are the server's own; mass, height and highest speed are those of the profile.

    Attributes
    ----------
    block : int
        Sources and targets asked for at once; a truck may have 2500 pairs unless configured otherwise.
    """

    server: Server
    block: int = 50

    @property
    def name(self) -> str:
        """`valhalla:` and the address, without credentials."""
        return f"valhalla:{self.server.url}"

    def matrix(
        self,
        places: Mapping[str, Location],
        profiles: Sequence[TruckProfile],
        *,
        snap_limit_m: float = SNAP_LIMIT_M,
        progress: Callable[[float], None] | None = None,
    ) -> tuple[TravelMatrix, SnapReport]:
        """See `MatrixSource.matrix`; profiles that Valhalla cannot tell apart are asked for once."""
        refuse_profiles(profile.id for profile in profiles)
        truck = {profile.id: json.dumps(_truck(profile), sort_keys=True) for profile in profiles}
        kinds = list(dict.fromkeys(truck.values()))
        measured = {}
        for done, kind in enumerate(kinds):
            tell = _share(progress, done=done, of=len(kinds))
            measured[kind] = self._measured(tuple(places.values()), json.loads(kind), snap_limit_m, tell)
        return made_matrix(
            places, {name: measured[kind] for name, kind in truck.items()}, limit_m=snap_limit_m
        )

    def lines(
        self,
        places: Mapping[str, Location],
        profile: TruckProfile,
        legs: Iterable[tuple[str, str]],
        *,
        snap_limit_m: float = SNAP_LIMIT_M,
    ) -> tuple[LegLine | None, ...]:
        """See `MatrixSource.lines`; one request a leg, and one for each block of places."""
        wanted = list(legs)
        used = list(dict.fromkeys(end for leg in wanted for end in leg))
        truck = _truck(profile)
        metres = self._access([places[place] for place in used], truck)
        access = dict(zip(used, metres.tolist(), strict=True))

        def ask(start: str, end: str) -> ServerPath | None:
            near = np.array([access[start], access[end]])
            if not (near <= snap_limit_m).all():
                return None
            path = self._path((places[start], places[end]), truck)
            return path and replace(path, access_m=near)

        return leg_lines_of(places, wanted, ask, limit_m=snap_limit_m)

    def _measured(
        self,
        at: Sequence[Location],
        truck: Mapping[str, Any],
        limit_m: float,
        progress: Callable[[float], None] | None,
    ) -> Measured:
        access = self._access(at, truck)
        # One place without a road would make the server refuse the whole table.
        near = np.flatnonzero(access <= limit_m)

        def ask(rows: range, cols: range) -> tuple[FloatArray, FloatArray]:
            return self._table([at[near[i]] for i in rows], [at[near[i]] for i in cols], truck)

        some_s, some_m = filled(len(near), ask, block=self.block, progress=progress)
        seconds, metres = np.full((2, len(at), len(at)), np.inf)
        seconds[np.ix_(near, near)], metres[np.ix_(near, near)] = some_s, some_m
        # Names of roads come only with all else that is known of them.
        return Measured(seconds=seconds, metres=metres, access_m=access, road=("",) * len(at))

    def _access(self, at: Sequence[Location], truck: Mapping[str, Any]) -> FloatArray:
        """Return metres from each place to the nearest road of a truck, inf where the server finds none."""
        access_m: list[float] = []
        for first in range(0, len(at), self.block):
            some = at[first : first + self.block]
            answer = self.server.post("/locate", {"locations": _points(some), "verbose": False, **truck})
            with understood(self.server.url):
                if answer.status != _OK:
                    raise self._refusal(answer)
                access_m += [_nearest(part(answer.body, i, dict), place) for i, place in enumerate(some)]
        return np.array(access_m, dtype=np.float64)

    def _table(
        self, start: Sequence[Location], end: Sequence[Location], truck: Mapping[str, Any]
    ) -> tuple[FloatArray, FloatArray]:
        query = {"sources": _points(start), "targets": _points(end), "verbose": False, "units": "kilometers"}
        answer = self.server.post("/sources_to_targets", {**query, **truck})
        with understood(self.server.url):
            if answer.status != _OK:
                raise self._refusal(answer)
            _need_km(part(answer.body, "units", str))
            return _pairs(answer.body, shape=(len(start), len(end)))

    def _path(self, leg: tuple[Location, Location], truck: Mapping[str, Any]) -> ServerPath | None:
        query = {"locations": _points(leg), "units": "kilometers", "directions_type": "none"}
        answer = self.server.post("/route", {**query, **truck})
        with understood(self.server.url):
            if answer.status != _OK and _code(answer) in _NO_WAY:
                return None
            if answer.status != _OK:
                raise self._refusal(answer)
            trip = part(answer.body, "trip", dict)
            _need_km(part(trip, "units", str))
            summary = part(trip, "summary", dict)
            shape = part(part(part(trip, "legs", list), 0, dict), "shape", str)
            return ServerPath(
                length_m=measure(summary, "length") * _KM,
                duration_s=measure(summary, "time"),
                points=course(decoded(shape)),
                access_m=np.zeros(2),
            )

    def _refusal(self, answer: Answer) -> Exception:
        code = _code(answer)
        # A message may quote the address, and with it what must not be shown.
        message = "" if self.server.query else str(answer.body.get("error", ""))
        return refused(self.server.url, f"{code} {message}".strip(), _REMEDY.get(code))


def _truck(profile: TruckProfile) -> dict[str, Any]:
    """Return what of a profile Valhalla heeds: metres, km/h, tonnes; what `hgv=no` does not bar is a car."""
    options = {"height": profile.height_m, "top_speed": profile.speed_cap_kmh}
    if not profile.hgv:
        return {"costing": "auto", "costing_options": {"auto": options}}
    # No axle bears more than the truck; otherwise Valhalla takes that of a large one.
    options |= {"weight": profile.gross_t, "axle_load": min(profile.gross_t, _AXLE_T)}
    return {"costing": "truck", "costing_options": {"truck": options}}


def _points(at: Iterable[Location]) -> list[dict[str, float]]:
    return [{"lat": round(place.lat, 6), "lon": round(place.lon, 6)} for place in at]


def _code(answer: Answer) -> int:
    return part(answer.body, "error_code", int)


def _need_km(units: str) -> None:
    if units not in ("kilometers", "km"):
        raise OddAnswerError("đơn vị không phải km", "its unit is not the kilometre")


def _nearest(met: dict[str, Any], place: Location) -> float:
    """Return metres to the nearest point that a place was put on; edges are null where there is none."""
    if not met.get("edges"):
        return np.inf
    edges = part(met, "edges", list)
    keys = ("correlated_lon", "correlated_lat")
    points = course([[part(edge, key, (int, float)) for key in keys] for edge in edges])
    metres = haversine_m(np.array(place.lon), np.array(place.lat), points[:, 0], points[:, 1])
    return float(metres.min())


def _pairs(body: object, *, shape: tuple[int, int]) -> tuple[FloatArray, FloatArray]:
    """Return seconds and metres of a table in its concise form, or in the verbose one of old versions."""
    tables = part(body, "sources_to_targets", object)
    if isinstance(tables, dict):
        seconds = table(tables.get("durations"), shape=shape)
        return seconds, table(tables.get("distances"), shape=shape) * _KM
    rows = part(body, "sources_to_targets", list)
    cells = [cell for row in rows for cell in (row if isinstance(row, list) else [row])]
    seconds, metres = np.full((2, *shape), np.inf)
    for cell in cells:
        at = (part(cell, "from_index", int), part(cell, "to_index", int))
        if not (0 <= at[0] < shape[0] and 0 <= at[1] < shape[1]):
            raise OddAnswerError("cặp điểm lạ", "it tells of a pair that was not asked for")
        seconds[at] = number(cell.get("time"))
        metres[at] = number(cell.get("distance")) * _KM
    if len(cells) != shape[0] * shape[1]:
        raise OddAnswerError("thiếu cặp điểm", "pairs are missing")
    return seconds, metres


def _share(progress: Callable[[float], None] | None, *, done: int, of: int) -> Callable[[float], None] | None:
    return (lambda share: progress((done + share) / of)) if progress else None
