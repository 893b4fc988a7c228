"""Large tables requested block by block, and the answers as a `TravelMatrix`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import numpy as np

from geo.metric import FloatArray
from geo.plausible import FASTEST_KMH, straight_m, too_fast, too_short
from geo.snapping.snap_report import Snap, SnapReport, SnapStatus
from geo.sources.faults import MATRIX_FROM
from geo.travel.matrix import ACCESS_KMH
from routing.model import MOST_TRAVEL, Issue, IssueCode, Location, Subject, Text, TravelMatrix, refuse_if

Ask = Callable[[range, range], tuple[FloatArray, FloatArray]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measured:
    """What a server says of some places, for one profile.

    Attributes
    ----------
    seconds, metres : float64 arrays, shape (n, n)
        From road to road; inf where there is no path.
    access_m : float64 array, shape (n,)
        From each place to the point where the server puts it on a road; inf if it finds none.
    road : tuple of str
        The name of that road, or nothing.
    """

    seconds: FloatArray
    metres: FloatArray
    access_m: FloatArray
    road: tuple[str, ...]


def filled(
    count: int, ask: Ask, *, block: int, progress: Callable[[float], None] | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return seconds and metres of all to all, in requests of at most `block` rows and columns."""
    seconds, metres = np.full((2, count, count), np.inf)
    parts = [range(first, min(first + block, count)) for first in range(0, count, block)]
    for done, (rows, cols) in enumerate(((rows, cols) for rows in parts for cols in parts), start=1):
        at = np.ix_(rows, cols)
        seconds[at], metres[at] = ask(rows, cols)
        if progress:
            progress(done / len(parts) ** 2)
    return seconds, metres


def made_matrix(
    places: Mapping[str, Location], measured: Mapping[str, Measured], *, limit_m: float
) -> tuple[TravelMatrix, SnapReport]:
    """Return the matrix of what was measured for each profile id, and how the places meet the road.

    The path between a place and the road is driven at `ACCESS_KMH`, as `geo.travel.matrix.between` has it.

    Raises
    ------
    InputError
        SOURCE_IMPLAUSIBLE for paths that cannot be, each by its places.
    """
    full = {
        profile: _from_gate_to_gate(places, measurement, limit_m) for profile, measurement in measured.items()
    }
    # Profiles that a server does not tell apart have the same paths, and each fault is told once.
    refuse_if(dict.fromkeys(chain.from_iterable(_not_believed(places, *both) for both in full.values())))
    matrix = TravelMatrix.from_float(
        tuple(places),
        seconds={profile: seconds for profile, (seconds, _) in full.items()},
        metres={profile: metres for profile, (_, metres) in full.items()},
    )
    snaps = [
        snap
        for profile, measurement in measured.items()
        for snap in _snaps(places, profile, measurement, limit_m)
    ]
    return matrix, SnapReport(limit_m=limit_m, snaps=tuple(snaps))


def _not_believed(places: Mapping[str, Location], seconds: FloatArray, metres: FloatArray) -> Iterator[Issue]:
    """Yield an issue for each path that is shorter than the straight line, too fast, or endless."""
    short, fast = too_short(places, metres), too_fast(places, seconds, metres)
    # Beyond this the matrix would not hold it; whoever has no path answers null.
    endless = np.isfinite(seconds) & ((seconds > MOST_TRAVEL) | (metres > MOST_TRAVEL))
    ids, direct_m = list(places), straight_m(places)
    for row, col in np.argwhere(short | fast | endless).tolist():
        answer = f"{metres[row, col]:.0f} m, {seconds[row, col]:.0f} s"
        direct = f"{direct_m[row, col]:.0f} m"
        yield Issue(
            code=IssueCode.SOURCE_IMPLAUSIBLE,
            subject=Subject(id=f"{ids[row]} → {ids[col]}", column=MATRIX_FROM),
            fault=Text(
                f"Máy chủ cho {answer}; đường chim bay {direct}, xe tải nhanh nhất {FASTEST_KMH:.0f} km/h",
                f"The server tells {answer}; the straight line has {direct}, no truck is faster "
                f"than {FASTEST_KMH:.0f} km/h",
            ),
            remedy=Text(
                "Kiểm tra dữ liệu đường của máy chủ, hoặc dùng --roads với tệp bản đồ",
                "Check the server's road data, or use --roads with a map file",
            ),
        )


def access_s(access_m: FloatArray) -> FloatArray:
    """Seconds between places and the road."""
    return access_m * 3.6 / ACCESS_KMH


def _from_gate_to_gate(
    places: Mapping[str, Location], measured: Measured, limit_m: float
) -> tuple[FloatArray, FloatArray]:
    near = measured.access_m <= limit_m
    access = np.where(near, measured.access_m, np.inf)
    joined = np.isfinite(measured.seconds) & np.isfinite(measured.metres)
    seconds = np.where(joined, measured.seconds, np.inf) + np.add.outer(access_s(access), access_s(access))
    metres = np.where(joined, measured.metres, np.inf) + np.add.outer(access, access)
    at = np.array([(place.lon, place.lat) for place in places.values()], dtype=np.float64).reshape(-1, 2)
    stays = (at[:, np.newaxis] == at).all(axis=2) & np.logical_and.outer(near, near)
    stays |= np.eye(len(at), dtype=np.bool_)
    seconds[stays], metres[stays] = 0.0, 0.0
    return seconds, metres


def _snaps(places: Mapping[str, Location], profile: str, measured: Measured, limit_m: float) -> list[Snap]:
    # A server's roads have no number here, and the size of its parts is not told.
    return [
        Snap(
            place_id=place,
            profile_id=profile,
            status=SnapStatus.OK if metres <= limit_m else SnapStatus.TOO_FAR,
            distance_m=metres,
            road=road,
            part_nodes=0,
        )
        for place, metres, road in zip(places, measured.access_m.tolist(), measured.road, strict=True)
    ]
