"""Opening hours of OpenStreetMap: which seconds of a day `Mo-Fr 06:00-09:00,16:00-19:30` means."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeVar

from geo.timed_closures import DAY_S, Windows, united

_WEEKDAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<time>\d{1,2}:\d{2})|(?P<year>\d{4})|(?P<day>\d{1,2})|(?P<word>[A-Za-z]+)|(?P<mark>[-,;]))"
)
_ALWAYS: Final = re.compile(r"\s*24/7\s*")
_DASHES: Final = str.maketrans("–—−", "---")
_LAST_MINUTE: Final = DAY_S - 60
_MINUTES: Final = 59
_LEAP_YEAR: Final = 2024
"""A year with every day, to check days without a year against."""

_Read = TypeVar("_Read")
_Day = tuple[int | None, int, int]
"""Year if told, month, day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHoursRule:
    """Days and hours; an empty part means every one, `closed` takes the hours of its days away."""

    dates: tuple[tuple[_Day, _Day], ...] = ()
    weekdays: frozenset[int] = frozenset()
    holidays: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    closed: bool = False

    def meets(self, day: date, *, holiday: bool) -> bool:
        """Say whether the rule speaks of a day."""
        if self.dates and not any(_between(day, *ends) for ends in self.dates):
            return False
        if not self.weekdays and not self.holidays:
            return True
        return day.weekday() in self.weekdays or (self.holidays and holiday)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """Several rules; their hours add up, for that is how mappers write closures."""

    rules: tuple[OpeningHoursRule, ...]

    def windows(self, day: date, *, holidays: Collection[date] = ()) -> Windows:
        """Return the seconds of a day that are meant, those of a night that began the day before included.

        Parameters
        ----------
        holidays
            The days that `PH` means.
        """
        before = self._spans(day - timedelta(days=1), holidays) if day > date.min else []
        spilled = [(0, end - DAY_S) for _, end in before if end > DAY_S]
        today = [(start, min(end, DAY_S)) for start, end in self._spans(day, holidays)]
        return united(spilled + [span for span in today if span[0] < DAY_S])

    def _spans(self, day: date, holidays: Collection[date]) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        for rule in self.rules:
            if rule.meets(day, holiday=day in holidays):
                spans = [] if rule.closed else spans + list(rule.spans or ((0, DAY_S),))
        return spans


def _between(day: date, first: _Day, last: _Day) -> bool:
    begin, end = first[1:], last[1:]
    if first[0] is not None and last[0] is not None:
        return (first[0], *begin) <= (day.year, day.month, day.day) <= (last[0], *end)
    today = (day.month, day.day)
    return begin <= today <= end if begin <= end else today >= begin or today <= end


def common(windows: Windows, other: Windows) -> Windows:
    """Return the windows that two have in common."""
    return united([(max(a, c), min(b, d)) for a, b in windows for c, d in other])


def without(windows: Windows, other: Windows) -> Windows:
    """Return the windows of one that the other leaves."""
    edges = [0, *(edge for window in other for edge in window), DAY_S]
    return common(windows, tuple(zip(edges[::2], edges[1::2], strict=True)))


def parse_opening_hours(text: str) -> OpeningHours | None:
    """Return what hours mean, None where any of it is not understood.

    A window that ends at 23:59 ends with the day: the minute is meant to be in it.
    """
    if _ALWAYS.fullmatch(text):
        return OpeningHours(rules=(OpeningHoursRule(),))
    tokens = _tokens(text.translate(_DASHES))
    if not tokens:
        return None
    try:
        return OpeningHours(rules=tuple(_Reader(tokens).rules()))
    except ValueError:
        return None


def _tokens(text: str) -> list[tuple[str, str]]:
    """Return kind and text of each token; none where something is no token."""
    tokens, at = [], 0
    text = text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            return []
        tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
        at = match.end()
    return tokens


class _Reader:
    """Reads rules token by token; ValueError where one does not fit."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens, self._at = [*tokens, ("end", ""), ("end", "")], 0

    def rules(self) -> list[OpeningHoursRule]:
        rules = [self._rule()]
        while self._peek() in {("mark", ","), ("mark", ";")}:
            self._next()
            if self._peek()[0] != "end":
                rules.append(self._rule())
        if self._peek()[0] != "end":
            raise ValueError(self._peek())
        return rules

    def _rule(self) -> OpeningHoursRule:
        start = self._at
        dates = self._list(self._is_date, self._dates)
        named = self._list(self._is_weekday, self._weekdays)
        spans = self._list(self._is_time, self._span)
        closed = self._peek()[1] in {"off", "closed"}
        if closed:
            self._next()
        if self._at == start or (closed and spans):
            raise ValueError(self._peek())
        days = frozenset[int]().union(*named)
        return OpeningHoursRule(
            dates=tuple(dates),
            weekdays=days - {len(_WEEKDAYS)},
            holidays=len(_WEEKDAYS) in days,
            spans=tuple(spans),
            closed=closed,
        )

    def _list(self, fits: Callable[[int], bool], read: Callable[[], _Read]) -> list[_Read]:
        """Read items with commas between them; a comma before something else ends the rule."""
        items: list[_Read] = []
        while fits(self._at):
            items.append(read())
            if self._peek() != ("mark", ",") or not fits(self._at + 1):
                break
            self._next()
        return items

    def _is_date(self, at: int) -> bool:
        kind, text = self._tokens[at]
        return kind == "year" or (kind == "word" and text.capitalize() in _MONTHS)

    def _is_weekday(self, at: int) -> bool:
        kind, text = self._tokens[at]
        return kind == "word" and (text.capitalize() in _WEEKDAYS or text == "PH")

    def _is_time(self, at: int) -> bool:
        return self._tokens[at][0] == "time"

    def _dates(self) -> tuple[_Day, _Day]:
        year, month, day = self._date()
        first = (year, month, day or 1)
        if not self._mark("-"):
            return first, (year, month, day or 31)
        last: int | None
        if self._peek()[0] == "day":
            until, last_month, last = year, month, int(self._next())
        else:
            until, last_month, last = self._date()
        if until is not None and year is None:
            raise ValueError(until)
        ends = (until if until is not None else year, last_month, last or 31)
        if year is not None and ends < first:
            raise ValueError(ends)
        _check_day(ends[0], last_month, last or 1)
        return first, ends

    def _date(self) -> tuple[int | None, int, int | None]:
        year = int(self._next()) if self._peek()[0] == "year" else None
        month = _MONTHS.index(self._next().capitalize()) + 1
        day = int(self._next()) if self._peek()[0] == "day" else None
        _check_day(year, month, day or 1)
        return year, month, day

    def _weekdays(self) -> frozenset[int]:
        first = self._weekday()
        if not self._mark("-"):
            return frozenset({first})
        last = self._weekday()
        if len(_WEEKDAYS) in {first, last}:
            raise ValueError("PH")
        count = (last - first) % len(_WEEKDAYS) + 1
        return frozenset((first + step) % len(_WEEKDAYS) for step in range(count))

    def _weekday(self) -> int:
        text = self._next()
        return len(_WEEKDAYS) if text == "PH" else _WEEKDAYS.index(text.capitalize())

    def _span(self) -> tuple[int, int]:
        start = self._time()
        if not self._mark("-"):
            raise ValueError(self._peek())
        end = self._time()
        if end == _LAST_MINUTE:
            end = DAY_S
        if end <= start:
            end += DAY_S
        if start >= DAY_S or end > 2 * DAY_S:
            raise ValueError(start, end)
        return start, end

    def _time(self) -> int:
        hours, minutes = map(int, self._next().split(":"))
        if minutes > _MINUTES:
            raise ValueError(minutes)
        return (hours * 60 + minutes) * 60

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at]

    def _next(self) -> str:
        if self._peek()[0] == "end":
            raise ValueError("end")
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _mark(self, mark: str) -> bool:
        if self._peek() != ("mark", mark):
            return False
        self._next()
        return True


def _check_day(year: int | None, month: int, day: int) -> None:
    """Raise ValueError for a day that no year, or not this one, has."""
    date(year or _LEAP_YEAR, month, day)
