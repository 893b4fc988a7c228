"""Days as people name them."""

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from routing.model import FIRST_YEAR, InputError, Issue, IssueCode, Subject, Text, is_day

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> dt.date:
    """Return the day it is in Viet Nam."""
    return dt.datetime.now(ZONE).date()


def date_issues(date: str) -> list[Issue]:
    """Return the issue of a date that is not `YYYY-MM-DD` of a year that somebody plans for."""
    if is_day(date):
        return []
    write = Text(
        f"Viết ngày dạng năm-tháng-ngày, từ năm {FIRST_YEAR}, ví dụ {today()}",
        f"Write the date as YYYY-MM-DD, of {FIRST_YEAR} or later, such as {today()}",
    )
    fault = Text(f"Ngày {date!r} không dùng được", f"{date!r} is not a date to plan for")
    return [
        Issue(code=IssueCode.BAD_DATE, subject=Subject(id=date, column="date"), fault=fault, remedy=write)
    ]


def day(name: str) -> str:
    """Return `today`, `tomorrow` or `YYYY-MM-DD` as `YYYY-MM-DD`.

    Raises
    ------
    InputError
        BAD_DATE, if it is none of these.
    """
    known = {"today": 0, "tomorrow": 1}
    if name in known:
        return (today() + dt.timedelta(days=known[name])).isoformat()
    if is_day(name):
        return name
    raise InputError(
        [
            Issue(
                code=IssueCode.BAD_DATE,
                subject=Subject(id=name, column="date"),
                fault=Text("Ngày không hợp lệ", "Not a date"),
                remedy=Text(
                    "Viết năm-tháng-ngày, today hoặc tomorrow", "Write YYYY-MM-DD, today or tomorrow"
                ),
            )
        ]
    )
