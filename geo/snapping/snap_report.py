"""Where each place meets the road, and which places do not, for people."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from routing.model import Text


class Side(StrEnum):
    """Where a place lies, seen along the drawn direction of its road: that of the forward edge."""

    LEFT = "left"
    RIGHT = "right"
    ON = "on"


class SnapStatus(StrEnum):
    """Whether a place can be reached from the road."""

    OK = "ok"
    TOO_FAR = "too_far"
    ISLAND = "island"
    CUT_OFF = "cut_off"


REMOTE_M: Final = 5000.0
"""A place farther than this from any road is perhaps not badly placed, but has no road."""
_WORDS: Final = {
    SnapStatus.OK: Text("được", "ok"),
    SnapStatus.TOO_FAR: Text("quá xa đường", "too far from any road"),
    SnapStatus.ISLAND: Text("đường cô lập", "road cut off from the rest"),
    SnapStatus.CUT_OFF: Text("bị vùng hoặc đường đóng chia cắt", "cut off by a closure"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Snap:
    """One place on the road of one profile.

    Attributes
    ----------
    status : SnapStatus
        OK on the main part. A place that is near an island only is left out; the fields below are then the
        island's.
    distance_m : float
        Great circle to the nearest point of an open road: of the main part, or of the island where
        `status` is ISLAND (inf if there is no road at all).
    road : str
        The name of the road there.
    part_nodes : int
        Junctions of the part of the network that it belongs to.
    forward, backward : int
        The edges of that stretch that the truck may drive, along its drawn course and against it; -1
        for none. Both are -1 where the place is left out.
    node : int
        The junction, where the point is one; then all roads that meet there serve the place. Else -1.
    share : float
        Part of the stretch that lies before the point, along the drawn course: 0 to 1.
    lon, lat : float
        The point on the road in WGS 84 degrees, NaN if there is no road.
    side : Side
    area : str
        The closed area in which a place lies that is cut off; "" where it is a road that is closed.
    """

    place_id: str
    profile_id: str
    status: SnapStatus
    distance_m: float
    road: str
    part_nodes: int
    forward: int = -1
    backward: int = -1
    node: int = -1
    share: float = 0.0
    lon: float = math.nan
    lat: float = math.nan
    side: Side = Side.ON
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapReport:
    """The snaps of all places, profile by profile."""

    limit_m: float
    snaps: tuple[Snap, ...]

    @property
    def left_out(self) -> tuple[Snap, ...]:
        """The snaps that found no usable road."""
        return tuple(snap for snap in self.snaps if snap.status is not SnapStatus.OK)

    def lines(self, wanted: Collection[str] | None = None) -> tuple[Text, ...]:
        """Return a summary and a sentence for each place left out.

        Parameters
        ----------
        wanted : collection of str, optional
            The places that matter today; other places left out share one sentence.
        """
        good = len(self.snaps) - len(self.left_out)
        head = Text(
            f"{good}/{len(self.snaps)} điểm cách đường ≤ {self.limit_m:.0f} m",
            f"{good} of {len(self.snaps)} places lie within {self.limit_m:.0f} m of the road",
        )
        relevant = [s for s in self.left_out if wanted is None or s.place_id in wanted]
        others = [s.place_id for s in self.left_out if s not in relevant]
        # Hundreds of ids are read once, not twice.
        rest = Text(
            f"{len(others)} điểm khác xa đường: {', '.join(others)}",
            f"{len(others)} other places far from it (named above)",
        )
        return (head, *(self._sentence(snap) for snap in relevant), *([rest] if others else []))

    def table(self) -> str:
        """Return a table of all snaps, headings in both languages, places left out first."""
        heads = ("Điểm / Place", "Loại xe / Profile", "     m", "Đường / Road", "Kết quả / Result")
        ordered = sorted(self.snaps, key=lambda snap: (snap.status is SnapStatus.OK, -snap.distance_m))
        rows = [heads, *(_cells(snap) for snap in ordered)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(heads))]
        return "\n".join(_aligned(row, widths) for row in rows)

    def _sentence(self, snap: Snap) -> Text:
        if snap.status is SnapStatus.ISLAND:
            return Text(
                f"{snap.place_id}: chỉ gần đường cô lập “{snap.road}” ({snap.part_nodes} nút), "
                f"{snap.distance_m:.0f} m; nối đường đó hoặc sửa vị trí",
                f"{snap.place_id}: near a cut-off road only, “{snap.road}” ({snap.part_nodes} nodes), "
                f"{snap.distance_m:.0f} m; connect that road or correct the position",
            )
        if snap.status is SnapStatus.CUT_OFF:
            return _cut_off(snap)
        if math.isinf(snap.distance_m):
            far = Text("không có đường nào", "there is no road at all")
        else:
            metres = f"{snap.distance_m:.0f} m"
            far = Text(f"cách đường {metres}", f"{metres} from the road")
        remedy = Text("sửa vị trí hoặc tăng giới hạn", "correct the position or the limit")
        if snap.distance_m > REMOTE_M:
            remedy = Text(
                "sửa vị trí, hoặc ở đó không có đường bộ (như hải đảo): giao bằng cách khác",
                "correct the position, or no road leads there (an island): deliver it another way",
            )
        return Text(f"{snap.place_id}: {far.vi}; {remedy.vi}", f"{snap.place_id}: {far.en}; {remedy.en}")


def _cut_off(snap: Snap) -> Text:
    behind = Text("bị đường đóng chia cắt", "behind a closed road")
    if snap.area:
        behind = Text(f"trong vùng đóng “{snap.area}”", f"in the closed area “{snap.area}”")
    return Text(
        f"{snap.place_id}: {behind.vi}, cách đường còn đi được {snap.distance_m:.0f} m",
        f"{snap.place_id}: {behind.en}, {snap.distance_m:.0f} m from the nearest open road",
    )


def merged(reports: Iterable[SnapReport]) -> SnapReport:
    """Return one report of several; the limits must agree."""
    parts = tuple(reports)
    limits = {part.limit_m for part in parts}
    if len(limits) != 1:
        raise ValueError("reports with different limits cannot be merged")
    return SnapReport(limit_m=limits.pop(), snaps=tuple(snap for part in parts for snap in part.snaps))


def _cells(snap: Snap) -> tuple[str, ...]:
    word = str(_WORDS[snap.status])
    return (snap.place_id, snap.profile_id, f"{snap.distance_m:6.0f}", snap.road, word)


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
    return "  ".join(cells).rstrip()
