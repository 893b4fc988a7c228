"""OSRM (`osrm-routed`, HTTP API v1) as a source: its `table` and `route` services."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import numpy as np

from geo.lines.lines import LegLine
from geo.metric import FloatArray, haversine_m
from geo.snapping.snap import SNAP_LIMIT_M
from geo.snapping.snap_report import SnapReport
from geo.sources.blocks import Measured, filled, made_matrix
from geo.sources.drawing import ServerPath, leg_lines_of
from geo.sources.faults import course, measure, number, part, refused, table, understood
from geo.sources.fetch import Answer, Server
from geo.travel.matrix import refuse_profiles
from geo.trucks.truck_profile import TruckProfile
from routing.model import Location, Text, TravelMatrix

_OK: Final = 200
_NO_WAY: Final = "NoRoute"
_REMEDY: Final = {
    "TooBig": Text(
        "Khởi động osrm-routed với --max-table-size lớn hơn",
        "Start osrm-routed with a larger --max-table-size",
    ),
    "NotImplemented": Text(
        "Dùng osrm-routed bản mới hơn hoặc --algorithm CH (bảng quãng đường)",
        "Use a newer osrm-routed, or --algorithm CH (tables of lengths)",
    ),
    "NoSegment": Text(
        "Bản đồ của máy chủ không có đường ở đó: nạp đúng vùng",
        "The server's map has no road there: load the right region",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OsrmSource:
    """A running OSRM.

    It drives by the one vehicle that its data were prepared for: all profiles get the same times.

    Attributes
    ----------
    block : int
        Rows and columns of a table asked for at once; `osrm-routed` allows 100 unless told otherwise.
    profile : str
        The name in the path, which `osrm-routed` itself does not look at.
    """

    server: Server
    block: int = 100
    profile: str = "driving"

    @property
    def name(self) -> str:
        """`osrm:` and the address, without credentials."""
        return f"osrm:{self.server.url}"

    def matrix(
        self,
        places: Mapping[str, Location],
        profiles: Sequence[TruckProfile],
        *,
        snap_limit_m: float = SNAP_LIMIT_M,
        progress: Callable[[float], None] | None = None,
    ) -> tuple[TravelMatrix, SnapReport]:
        """See `MatrixSource.matrix`; lengths are those of the fastest paths."""
        refuse_profiles(profile.id for profile in profiles)
        measured = self._measured(tuple(places.values()), progress)
        return made_matrix(places, {profile.id: measured for profile in profiles}, limit_m=snap_limit_m)

    def lines(
        self,
        places: Mapping[str, Location],
        profile: TruckProfile,  # noqa: ARG002 - there is one vehicle
        legs: Iterable[tuple[str, str]],
        *,
        snap_limit_m: float = SNAP_LIMIT_M,
    ) -> tuple[LegLine | None, ...]:
        """See `MatrixSource.lines`; one request a leg."""

        def ask(start: str, end: str) -> ServerPath | None:
            return self._server_path((places[start], places[end]))

        return leg_lines_of(places, legs, ask, limit_m=snap_limit_m)

    def _measured(self, at: Sequence[Location], progress: Callable[[float], None] | None) -> Measured:
        access = np.full(len(at), np.inf)
        road = [""] * len(at)

        def ask(rows: range, cols: range) -> tuple[FloatArray, FloatArray]:
            body = self._table([at[i] for i in rows], [at[i] for i in cols] if rows != cols else [])
            with understood(self.server.url):
                shape = (len(rows), len(cols))
                if rows == cols:
                    met = part(body, "sources", list)
                    for i, place in enumerate(rows):
                        access[place], road[place] = _met(part(met, i, dict), at[place])
                return table(body.get("durations"), shape=shape), table(body.get("distances"), shape=shape)

        seconds, metres = filled(len(at), ask, block=self.block, progress=progress)
        return Measured(seconds=seconds, metres=metres, access_m=access, road=tuple(road))

    def _table(self, start: Sequence[Location], end: Sequence[Location]) -> dict[str, Any]:
        """Ask for a table; no `end` means all to all."""
        ends = range(len(start), len(start) + len(end)) if end else range(len(start))
        options = (
            "annotations=duration,distance&generate_hints=false"
            f"&sources={_listed(range(len(start)))}&destinations={_listed(ends)}"
        )
        answer = self.server.get(f"{self._path('table', [*start, *end])}?{options}")
        with understood(self.server.url):
            if _code(answer) != "Ok":
                raise self._refusal(answer)
            return dict(answer.body)

    def _server_path(self, leg: tuple[Location, Location]) -> ServerPath | None:
        options = "overview=full&geometries=geojson&steps=false&generate_hints=false"
        answer = self.server.get(f"{self._path('route', leg)}?{options}")
        with understood(self.server.url):
            if _code(answer) == _NO_WAY:
                return None
            if _code(answer) != "Ok":
                raise self._refusal(answer)
            route = part(part(answer.body, "routes", list), 0, dict)
            met = part(answer.body, "waypoints", list)
            access = [_met(part(met, i, dict), place)[0] for i, place in enumerate(leg)]
            return ServerPath(
                length_m=measure(route, "distance"),
                duration_s=measure(route, "duration"),
                points=course(part(part(route, "geometry", dict), "coordinates", list)),
                access_m=np.array(access, dtype=np.float64),
            )

    def _path(self, service: str, at: Iterable[Location]) -> str:
        points = ";".join(f"{place.lon:.6f},{place.lat:.6f}" for place in at)
        return f"/{service}/v1/{quote(self.profile, safe='')}/{points}"

    def _refusal(self, answer: Answer) -> Exception:
        code = _code(answer)
        # A message may quote the address, and with it what must not be shown.
        message = "" if self.server.query else str(answer.body.get("message", ""))
        return refused(self.server.url, f"{code} {message}".strip(), _REMEDY.get(code))


def _code(answer: Answer) -> str:
    code = part(answer.body, "code", str)
    return code if answer.status == _OK or code != "Ok" else f"HTTP {answer.status}"


def _met(waypoint: dict[str, Any], place: Location) -> tuple[float, str]:
    """Return metres to the road and its name; where an old version does not tell metres, its point does."""
    name = str(waypoint.get("name") or "")
    if waypoint.get("distance") is not None:
        return number(waypoint["distance"]), name
    lon, lat = course([part(waypoint, "location", list)])[0]
    metres = haversine_m(np.array(place.lon), np.array(place.lat), np.array(lon), np.array(lat))
    return float(metres), name


def _listed(numbers: range) -> str:
    return ";".join(map(str, numbers))
