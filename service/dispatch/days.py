"""Days as people name them."""

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from routing.model import InputError, Issue, Subject, Text

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
_FIRST_YEAR: Final = 2000


def today() -> dt.date:
    """Return the day it is in Viet Nam."""
    return dt.datetime.now(ZONE).date()


def date_issues(date: str) -> list[Issue]:
    """Return the issue of a date that is not `YYYY-MM-DD` or before the year 2000, which is a slip."""
    try:
        found = dt.date.fromisoformat(date)
    except ValueError:
        found = None
    if found is not None and found.isoformat() == date and found.year >= _FIRST_YEAR:
        return []
    write = Text(
        f"Viết ngày dạng NNNN-TT-NN, từ năm {_FIRST_YEAR}, ví dụ {today()}",
        f"Write the date as YYYY-MM-DD, of {_FIRST_YEAR} or later, such as {today()}",
    )
    fault = Text(f"Ngày {date!r} không dùng được", f"{date!r} is not a date to plan for")
    return [Issue(code="BAD_DATE", subject=Subject(id=date, column="date"), fault=fault, remedy=write)]


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
    try:
        if dt.date.fromisoformat(name).isoformat() == name:
            return name
    except ValueError:
        pass
    raise InputError(
        [
            Issue(
                code="BAD_DATE",
                subject=Subject(id=name, column="date"),
                fault=Text("Ngày không hợp lệ", "Not a date"),
                remedy=Text("Viết NNNN-TT-NN, today hoặc tomorrow", "Write YYYY-MM-DD, today or tomorrow"),
            )
        ]
    )
