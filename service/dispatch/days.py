"""Days as people name them."""

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo

from routing.model import InputError, Issue, Subject, Text

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")


def today() -> dt.date:
    """Return the day it is in Viet Nam."""
    return dt.datetime.now(ZONE).date()


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
