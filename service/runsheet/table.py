"""A run sheet as CSV that a spreadsheet opens safely, with Vietnamese letters intact."""

import csv
import io
import re
from typing import Final

from routing.model import (
    Break,
    BreakKind,
    Counts,
    RunSheet,
    RunSheetReturn,
    RunSheetStop,
    RunSheetTrip,
    clock_on_day,
)
from service.runsheet.sheet import type_ids

_BOM: Final = "\ufeff"
_LIVE: Final = re.compile(
    r"""
    ( ^ | [,;|\t\r\n\v\f\x85\u2028\u2029] )  # where a spreadsheet may begin a cell
    ( [\s"'\u200b\ufeff]*+ )                  # blanks and quotation marks do not stop a formula
    (?= [=+\-@\uff1d\uff0b\uff0d\uff20\u2212] )  # the signs that begin one, full-width ones too
    """,
    re.VERBOSE,
)
_TITLES: Final = (
    "Loại/Kind",
    "Ngày/Date",
    "Kho/Depot",
    "Xe/Truck",
    "Chuyến/Trip",
    "Bắt đầu nạp/Loading from",
    "Nạp xong/Loading to",
    "Điểm/Stop",
    "Mã cơ sở/Facility id",
    "Cơ sở/Facility",
    "Đơn/Order",
    "Mức khẩn/Urgency",
    "Đến/Arrive",
    "Dỡ/Begin",
    "Xong/End",
    "Trễ (phút)/Late (min)",
    "Còn trước khi cạn (phút)/Margin before stock-out (min)",
    "Trả vỏ về kho/Empties go to",
)


def csv_bytes(sheet: RunSheet) -> bytes:
    """Return one line a stop or pause of each trip, by time, then one line a return of empties here.

    UTF-8 with a byte order mark, CRLF; no cell starts a formula, whatever the separator that the
    spreadsheet takes (`safe_cell`).
    """
    types = type_ids(sheet)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    titles = [*_TITLES, *(f"Giao đầy/Full {t}" for t in types), *(f"Thu rỗng/Empty {t}" for t in types)]
    titles += ["Dữ liệu/Data", "Dữ liệu ngày/Problem"]
    writer.writerow([safe_cell(title) for title in titles])
    lines = [line for trip in sheet.trips for line in _trip(sheet, trip, types)]
    lines += [_return(sheet, back, types) for back in sheet.returns]
    for line in lines:
        writer.writerow([safe_cell(value) for value in line])
    return (_BOM + buffer.getvalue()).encode()


def safe_cell(value: str | int) -> str | int:
    """Return `value` so that no part of it is a formula, with `,`, `;` or a tab as separator.

    A quote goes before the sign that would begin one. That is looked for at the start of the cell and after
    each character at which a spreadsheet may cut it. Blanks and quotation marks are passed over.
    """
    if not isinstance(value, str):
        return value
    # Within a cell the quote stands right before the sign, so that no blank or line break parts them.
    safe = _LIVE.sub(lambda at: f"{at[1]}{at[2]}'" if at[1] else f"'{at[2]}", value)
    return f"'{safe}" if safe.lstrip(" ").startswith(("\t", "\r", "\n")) else safe


def _trip(sheet: RunSheet, trip: RunSheetTrip, types: tuple[str, ...]) -> list[list[str | int]]:
    timed = [(stop.begin_s, _stop(sheet, trip, stop, types)) for stop in trip.stops]
    timed += [(pause.start_s, _pause(sheet, trip, pause, types)) for pause in trip.pauses]
    return [line for _, line in sorted(timed, key=lambda item: item[0])]


def _stop(sheet: RunSheet, trip: RunSheetTrip, stop: RunSheetStop, types: tuple[str, ...]) -> list[str | int]:
    return [
        "giao/stop",
        sheet.date,
        sheet.depot_name,
        trip.vehicle_name,
        trip.trip_number,
        clock_on_day(trip.begin_s, sheet.date),
        clock_on_day(trip.end_s, sheet.date),
        stop.number,
        stop.facility_id,
        stop.facility_name,
        stop.order_id,
        stop.urgency,
        clock_on_day(stop.arrive_s, sheet.date),
        clock_on_day(stop.begin_s, sheet.date),
        clock_on_day(stop.end_s, sheet.date),
        -(-stop.late_s // 60),
        "" if stop.margin_s is None else stop.margin_s // 60,
        trip.back_depot_name,
        *_counted(sheet, stop.delivered, stop.collected, types),
    ]


def _pause(sheet: RunSheet, trip: RunSheetTrip, pause: Break, types: tuple[str, ...]) -> list[str | int]:
    """Return the line of a break: its hours stand where those of a stop stand."""
    blank = [""] * (_TITLES.index("Dỡ/Begin") - _TITLES.index("Bắt đầu nạp/Loading from"))
    return [
        "nghỉ ăn/meal" if pause.kind is BreakKind.MEAL else "nghỉ lái xe/driving break",
        sheet.date,
        sheet.depot_name,
        trip.vehicle_name,
        trip.trip_number,
        *blank,
        clock_on_day(pause.start_s, sheet.date),
        clock_on_day(pause.end_s, sheet.date),
        "",
        "",
        "",
        *_counted(sheet, Counts(), Counts(), types),
    ]


def _return(sheet: RunSheet, back: RunSheetReturn, types: tuple[str, ...]) -> list[str | int]:
    blank = [""] * (_TITLES.index("Đến/Arrive") - _TITLES.index("Bắt đầu nạp/Loading from"))
    return [
        "vỏ về/return",
        sheet.date,
        back.loaded_depot_name,
        back.vehicle_name,
        back.trip_number,
        *blank,
        clock_on_day(back.at_s, sheet.date),
        "",
        "",
        "",
        "",
        sheet.depot_name,
        *_counted(sheet, Counts(), back.empties, types),
    ]


def _counted(sheet: RunSheet, fulls: Counts, empties: Counts, types: tuple[str, ...]) -> list[str | int]:
    return [
        *(fulls[key] for key in types),
        *(empties[key] for key in types),
        "tổng hợp/ước tính – synthetic/estimated" if sheet.synthetic else "",
        sheet.problem_sha256,
    ]
