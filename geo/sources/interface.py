"""The interface of every line source: travel times and lines, whatever server is behind it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from geo.lines.lines import LegLine
from geo.snapping.snap import SNAP_LIMIT_M
from geo.snapping.snap_report import SnapReport
from geo.trucks.truck_profile import TruckProfile
from routing.model import Location, TravelMatrix


class MatrixSource(Protocol):
    """A server of travel times and of lines to draw."""

    @property
    def name(self) -> str:
        """Kind and address, without credentials: what a problem records, such as `osrm:http://host:5000`."""

    def matrix(
        self,
        places: Mapping[str, Location],
        profiles: Sequence[TruckProfile],
        *,
        snap_limit_m: float = SNAP_LIMIT_M,
        progress: Callable[[float], None] | None = None,
    ) -> tuple[TravelMatrix, SnapReport]:
        """Return time and length between all places, and all snaps, as `time_dependent_travel` does.

        A place farther than the limit from the road that the server puts it on is unreachable and
        reported.

        Raises
        ------
        ValueError
            If there is no profile or two have the same id.
        InputError
            SOURCE_UNREACHABLE, SOURCE_REFUSED or SOURCE_ANSWER.
        """

    def lines(
        self,
        places: Mapping[str, Location],
        profile: TruckProfile,
        legs: Iterable[tuple[str, str]],
        *,
        snap_limit_m: float = SNAP_LIMIT_M,
    ) -> tuple[LegLine | None, ...]:
        """Return the line of each leg (from id, to id), None where no road joins the two; see `leg_lines`.

        Raises
        ------
        KeyError
            If a leg names an unknown place.
        InputError
            As `matrix`.
        """
