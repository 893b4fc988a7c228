"""A run sheet as CSV that a spreadsheet opens safely, with Vietnamese letters intact."""

import csv
import io
from typing import Final

from routing.model import RunSheet, RunSheetStop, RunSheetTrip, format_clock
from service.runsheet.sheet import type_ids

_BOM: Final = "\ufeff"
_LIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_TITLES: Final = (
    "Ngày/Date",
    "Kho/Depot",
    "Xe/Truck",
    "Chuyến/Trip",
    "Bắt đầu bốc/Loading from",
    "Bốc xong/Loading to",
    "Điểm/Stop",
    "Mã cơ sở/Facility id",
    "Cơ sở/Facility",
    "Đơn/Order",
    "Mức khẩn/Urgency",
    "Đến/Arrive",
    "Dỡ/Begin",
    "Xong/End",
    "Trễ (phút)/Late (min)",
)


def csv_bytes(sheet: RunSheet) -> bytes:
    """Return one line a stop: UTF-8 with a byte order mark, CRLF, no cell that starts a formula."""
    types = type_ids(sheet)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    titles = [*_TITLES, *(f"Giao đầy/Full {t}" for t in types), *(f"Thu rỗng/Empty {t}" for t in types)]
    titles += ["Dữ liệu/Data", "Bài toán/Problem"]
    writer.writerow([safe_cell(title) for title in titles])
    for trip in sheet.trips:
        for stop in trip.stops:
            writer.writerow([safe_cell(value) for value in _line(sheet, trip, stop, types)])
    return (_BOM + buffer.getvalue()).encode()


def safe_cell(value: str | int) -> str | int:
    """Return `value` so that no spreadsheet takes it for a formula: a quote goes before = + - @."""
    return f"'{value}" if isinstance(value, str) and value.lstrip(" ").startswith(_LIVE) else value


def _line(sheet: RunSheet, trip: RunSheetTrip, stop: RunSheetStop, types: tuple[str, ...]) -> list[str | int]:
    return [
        sheet.date,
        sheet.depot_name,
        trip.vehicle_name,
        trip.trip_number,
        format_clock(trip.begin_s),
        format_clock(trip.end_s),
        stop.number,
        stop.facility_id,
        stop.facility_name,
        stop.order_id,
        stop.urgency,
        format_clock(stop.arrive_s),
        format_clock(stop.begin_s),
        format_clock(stop.end_s),
        -(-stop.late_s // 60),
        *(stop.delivered[key] for key in types),
        *(stop.collected[key] for key in types),
        "tổng hợp/ước tính – synthetic/estimated" if sheet.synthetic else "",
        sheet.problem_sha256,
    ]
