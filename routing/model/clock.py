"""Seconds after local midnight, windows of them, and how both are written."""

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from routing.model.text import Text, TextError

DAY_S: Final = 86_400
_CLOCK = re.compile(r"(-?)(\d{1,3}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_WINDOW = re.compile(r"(-?[\d:]+)\s*[-–]\s*(-?[\d:]+)", re.ASCII)
# Longer ones mean nothing, and Python refuses to read numbers of thousands of digits.
_COUNT = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class TimeWindow:
    """Seconds after midnight between which something may begin; both ends are included."""

    start_s: int
    end_s: int

    def __contains__(self, at_s: int) -> bool:
        return self.start_s <= at_s <= self.end_s


def parse_clock(text: str) -> int:
    """Return the seconds after midnight that `HH:MM` or `HH:MM:SS` says.

    Hours may exceed 24 (`25:30` is 01:30 of the next day), and a leading minus counts back from
    midnight (`-02:00` is 22:00 of the day before).

    Raises
    ------
    TextError
        If `text` is not of that form.
    """
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        raise TextError(Text(f"không phải giờ trong ngày: {text!r}", f"not a time of day: {text!r}"))
    sign, hours, minutes, seconds = match.groups()
    value = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
    return -value if sign else value


def format_clock(at_s: int) -> str:
    """Return `HH:MM` (rounded down to the minute), which `parse_clock` reads."""
    minute_s = at_s // 60 * 60
    sign, value = ("-", -minute_s) if minute_s < 0 else ("", minute_s)
    return f"{sign}{value // 3600:02d}:{value % 3600 // 60:02d}"


def clock_on_day(at_s: int, date: str = "") -> str:
    """Return `HH:MM` as people read it, with the date where it is not the plan's own.

    Parameters
    ----------
    at_s : int
        Seconds after midnight of `date`; negative on the day before.
    date : str
        The plan's day, `YYYY-MM-DD`: what is past midnight gets its own date, `00:30 (25/11)`.
        Without it, how many days later it is: `00:30 (+1)`.
    """
    days, in_day_s = divmod(at_s, DAY_S)
    clock = format_clock(in_day_s)
    if not days:
        return clock
    if not date:
        return f"{clock} ({days:+d})"
    return f"{clock} ({dt.date.fromisoformat(date) + dt.timedelta(days=days):%d/%m})"


class WindowError(TextError):
    """Windows that are refused; `remedy` where one fits better than the usual form.

    Attributes
    ----------
    remedy : Text or None
    """

    def __init__(self, text: Text, remedy: Text | None = None) -> None:
        self.remedy = remedy
        super().__init__(text)


def parse_windows(text: str) -> tuple[TimeWindow, ...]:
    """Return the windows of `07:00-11:30;13:30-17:00`, sorted; an empty text gives none.

    Windows that touch are one: `05:00-12:00;12:00-22:00` is `05:00-22:00`.

    Raises
    ------
    WindowError
        If a window is malformed, ends before it starts, or overlaps another.
    """
    windows = []
    for piece in filter(None, (part.strip() for part in text.split(";"))):
        match = _WINDOW.fullmatch(piece)
        if not match:
            raise WindowError(
                Text(f"không phải khung giờ HH:MM-HH:MM: {piece!r}", f"not a window HH:MM-HH:MM: {piece!r}")
            )
        try:
            windows.append(TimeWindow(parse_clock(match[1]), parse_clock(match[2])))
        except TextError as error:
            raise WindowError(error.text) from None
    windows = _joined(sorted(windows))
    if fault := window_fault(windows):
        backward = next((window for window in windows if window.end_s < window.start_s), None)
        raise WindowError(fault, _two_nights(backward) if backward else None)
    return tuple(windows)


def _joined(windows: Sequence[TimeWindow]) -> list[TimeWindow]:
    """Return sorted windows, those that touch made one; no others."""
    joined: list[TimeWindow] = []
    for window in windows:
        if joined and joined[-1].end_s == window.start_s <= window.end_s:
            joined[-1] = TimeWindow(joined[-1].start_s, window.end_s)
        else:
            joined.append(window)
    return joined


def _two_nights(window: TimeWindow) -> Text:
    """Return both spellings that a window such as `22:00-06:00` could mean."""
    start, end = format_clock(window.start_s), format_clock(window.end_s)
    this_night = format_windows([TimeWindow(window.start_s, window.end_s + DAY_S)])
    last_night = format_windows([TimeWindow(window.start_s - DAY_S, window.end_s)])
    return Text(
        f"Viết {this_night} nếu tới {end} hôm sau, hoặc {last_night} nếu từ {start} hôm trước",
        f"Write {this_night} if it ends at {end} the next day, or {last_night} if it began at {start} "
        "the day before",
    )


def window_fault(windows: Sequence[TimeWindow]) -> Text | None:
    """Say what is wrong with a sequence of windows, or return None."""
    for window in windows:
        if window.end_s < window.start_s:
            shown = format_windows([window])
            return Text(
                f"khung giờ kết thúc trước khi bắt đầu: {shown}", f"window ends before it starts: {shown}"
            )
    for earlier, later in itertools.pairwise(windows):
        if later.start_s <= earlier.end_s:
            shown = format_windows([earlier, later])
            return Text(
                f"khung giờ chồng nhau hoặc sai thứ tự: {shown}",
                f"windows overlap or are not in order: {shown}",
            )
    return None


def format_windows(windows: Sequence[TimeWindow]) -> str:
    """Return the windows as `parse_windows` reads them."""
    return ";".join(f"{format_clock(w.start_s)}-{format_clock(w.end_s)}" for w in windows)


def earliest_in(windows: Sequence[TimeWindow], at_s: int) -> int | None:
    """Return the first second from `at_s` on that lies in a window; None if there is none.

    No windows at all means any time.
    """
    if not windows:
        return at_s
    return next((max(at_s, w.start_s) for w in windows if w.end_s >= at_s), None)


def latest_in(windows: Sequence[TimeWindow], at_s: int) -> int | None:
    """Return the last second up to `at_s` that lies in a window; None if there is none."""
    if not windows:
        return at_s
    return next((min(at_s, w.end_s) for w in reversed(windows) if w.start_s <= at_s), None)


def parse_counts(text: str) -> dict[str, int]:
    """Return the counts of `40L:12;10L:3` by cylinder type; an empty text gives none.

    Raises
    ------
    TextError
        If a piece is malformed, negative or repeated.
    """
    counts: dict[str, int] = {}
    for piece in filter(None, (part.strip() for part in text.split(";"))):
        type_id, colon, number = (part.strip() for part in piece.partition(":"))
        if not colon or not type_id or not _COUNT.fullmatch(number):
            raise TextError(Text(f"không phải LOẠI:SỐ: {piece!r}", f"not TYPE:COUNT: {piece!r}"))
        if type_id in counts:
            raise TextError(Text(f"loại bình ghi hai lần: {type_id!r}", f"type given twice: {type_id!r}"))
        counts[type_id] = int(number)
    return counts
