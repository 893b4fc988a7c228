"""What makes a `RoadRecord` usable, checked all at once; whether its roads exist is seen on the map."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from routing.model.change import AreaClosed, Closing, EdgesClosed, Ring, WaysClosed
from routing.model.clock import DAY_S
from routing.model.issue_code import IssueCode
from routing.model.issues import Issue
from routing.model.limits import MOST_OF_ROADS, MOST_S
from routing.model.text import Text
from routing.model.validate_numbers import item_issue

if TYPE_CHECKING:
    from routing.model.roads import RoadRecord, SpeedFactor, TruckBan, TruckKind

_FEWEST: Final = 3
_WEEK: Final = 7


def road_issues(roads: "RoadRecord") -> Iterator[Issue]:
    """Yield every issue of a record: ids, hours, numbers, areas, and bans that profiles name."""
    yield from _number("roads", "snap_limit_m", roads.snap_limit_m)
    for name in ("bans", "truck_kinds", "profiles"):
        yield from _ids(name, [x.id for x in getattr(roads, name)])
    for number, closing in enumerate(roads.closures):
        yield from _closing(f"roads.closures[{number}]", closing)
    for ban in roads.bans:
        yield from _ban(ban)
    for number, factor in enumerate(roads.speed_profile):
        yield from _factor(f"roads.speed_profile[{number}]", factor)
    for kind in roads.truck_kinds:
        yield from _kind(kind)
    known = {ban.id for ban in roads.bans}
    for profile in roads.profiles:
        for key in profile.bans:
            if key not in known:
                yield item_issue(
                    IssueCode.UNKNOWN_BAN,
                    profile.id,
                    "roads.profiles.bans",
                    Text(f"Không có lệnh cấm “{key}”", f"There is no ban “{key}”"),
                    Text("Sửa mã hoặc thêm lệnh cấm đó", "Correct the id or add the ban"),
                )


def _ids(group: str, ids: Iterable[str]) -> Iterator[Issue]:
    for key, count in Counter(ids).items():
        if count > 1 or not key:
            yield item_issue(
                IssueCode.DUPLICATE_ID if key else IssueCode.BLANK_ID,
                key,
                f"roads.{group}.id",
                Text("Mã bị trùng hoặc để trống", "The id is repeated or blank"),
                Text("Đặt cho mỗi mục một mã riêng", "Give each item an id of its own"),
            )


def _closing(where: str, closing: Closing) -> Iterator[Issue]:
    if any(not 0 <= hours.start_s < hours.end_s <= DAY_S for hours in closing.hours):
        yield item_issue(
            IssueCode.BAD_HOURS,
            "",
            f"{where}.hours",
            Text("Giờ đóng đường phải trong một ngày", "The hours must lie within the day"),
            Text("Ghi như [21600, 32400], giây sau nửa đêm", "Write [21600, 32400], seconds after midnight"),
        )
    match closing:
        case WaysClosed():
            if not closing.way_ids or not all(closing.way_ids):
                yield item_issue(
                    IssueCode.BLANK_ID,
                    "",
                    f"{where}.way_ids",
                    Text("Thiếu mã đường", "The id of a way is missing"),
                    Text("Ghi mã đường bị cấm", "Name the ways that are closed"),
                )
        case EdgesClosed():
            if not closing.pairs or not all(start and end for start, end in closing.pairs):
                yield item_issue(
                    IssueCode.BAD_EDGE,
                    "",
                    f"{where}.pairs",
                    Text("Thiếu mã nút của đoạn đường", "The id of a junction is missing"),
                    Text('Ghi dạng [["TỪ","TỚI"]]', 'Write it as [["FROM","TO"]]'),
                )
        case AreaClosed():
            yield from _polygon(f"{where}.polygon", closing.name, closing.polygon)


def _polygon(where: str, name: str, rings: tuple[Ring, ...]) -> Iterator[Issue]:
    if not rings or any(len(ring) < _FEWEST for ring in rings):
        yield item_issue(
            IssueCode.AREA_INVALID,
            name,
            where,
            Text("Vùng rỗng hoặc dưới ba đỉnh", "The area is empty or has under three corners"),
            Text("Vẽ lại vùng thành một đa giác kín", "Draw the area again as a closed polygon"),
        )
    # False for NaN, too.
    if not all(-180 <= lon <= 180 and -90 <= lat <= 90 for ring in rings for lon, lat in ring):  # noqa: PLR2004
        yield item_issue(
            IssueCode.BAD_COORDINATES,
            name,
            where,
            Text(
                "Toạ độ không phải [kinh độ, vĩ độ] tính bằng độ", "Coordinates are not [longitude, latitude]"
            ),
            Text("Ghi theo WGS 84, kinh độ trước", "Write WGS 84, longitude first"),
        )


def _ban(ban: "TruckBan") -> Iterator[Issue]:
    for rings in ban.area.polygons:
        yield from _polygon("roads.bans.area", ban.id, rings)
    for name in ("over_kg", "up_to_kg"):
        yield from _number(ban.id, name, getattr(ban, name), least=0.0)
    if any(
        not (0 <= start_s < DAY_S and start_s <= end_s <= start_s + DAY_S) for start_s, end_s in ban.closed
    ):
        yield item_issue(
            IssueCode.BAD_HOURS,
            ban.id,
            "roads.bans.closed",
            Text(
                "Giờ cấm phải bắt đầu trong ngày và dài không quá 24 giờ",
                "The hours must begin within the day and last no longer than 24 hours",
            ),
            Text("Cấm qua nửa đêm thì ghi như [79200, 108000]", "Past midnight write [79200, 108000]"),
        )
    if any(not 0 <= day < _WEEK for day in ban.days):
        yield item_issue(
            IssueCode.UNKNOWN_VALUE,
            ban.id,
            "roads.bans.days",
            Text("Ngày trong tuần phải từ 0 (thứ Hai) đến 6", "Days of the week are 0 (Monday) to 6"),
            Text("Ghi số từ 0 đến 6", "Write 0 to 6"),
        )
    for name in ("first", "last"):
        value = getattr(ban, name)
        if value and not _is_date(value):
            yield item_issue(
                IssueCode.BAD_DATE,
                ban.id,
                f"roads.bans.{name}",
                Text(f"“{value}” không phải ngày", f"“{value}” is no date"),
                Text("Ghi như 2026-01-31", "Write 2026-01-31"),
            )


def _is_date(text: str) -> bool:
    """Say whether a text is a date of any year: a ban may hold until 2999."""
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _factor(where: str, factor: "SpeedFactor") -> Iterator[Issue]:
    yield from _number(factor.highway, f"{where}.factor", factor.factor)
    if not -MOST_S <= factor.from_s < factor.until_s <= factor.from_s + DAY_S <= MOST_S:
        yield item_issue(
            IssueCode.BAD_HOURS,
            factor.highway,
            f"{where}.until_s",
            Text(
                "until_s phải sau from_s, trong vòng 24 giờ",
                "until_s must come after from_s, within 24 hours",
            ),
            Text("Qua nửa đêm thì ghi tiếp, như 108000", "Count on past midnight, as in 108000"),
        )


def _kind(kind: "TruckKind") -> Iterator[Issue]:
    sizes = ("gross_t", "axle_load_t", "height_m", "width_m", "length_m", "axles")
    for name in (*sizes, "speed_cap_kmh", "maxspeed_factor"):
        yield from _number(kind.id, name, getattr(kind, name))


def _number(
    owner_id: str, column: str, value: float | None, *, least: float | None = None
) -> Iterator[Issue]:
    """Yield the issue of a number above its limit, or below `least`; without `least` it must be above 0."""
    if value is None:
        return
    most = MOST_OF_ROADS[column.rpartition(".")[2]]
    if not (value > 0 if least is None else value >= least):
        wanted = (
            Text("trên 0", "above 0")
            if least is None
            else Text(f"từ {least:g} trở lên", f"{least:g} or more")
        )
        yield item_issue(
            IssueCode.NUMBER_TOO_SMALL,
            owner_id,
            column,
            Text(f"{value:g} quá nhỏ", f"{value:g} is too small"),
            Text(f"Nhập một số {wanted.vi}", f"Enter a number {wanted.en}"),
        )
    elif not value <= most:
        yield item_issue(
            IssueCode.NUMBER_TOO_LARGE,
            owner_id,
            column,
            Text(f"{value:g} lớn hơn {most:g}", f"{value:g} is more than {most:g}"),
            Text(f"Nhập một số không quá {most:g}", f"Enter a number of {most:g} at the most"),
        )
