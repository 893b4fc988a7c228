"""Travel by time of day: slices of the day, the tables that hold in each, and when roads are barred."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.model.text import Text, TextError

MOST_TRAVEL: Final = 20_000_000
"""No path takes more seconds or has more metres: half a year, half the way round the Earth."""

IntTables = NDArray[np.int32]

_SHAPES: Final = Text(
    "các bảng theo giờ phải cùng cỡ, mỗi khung giờ chỉ tới bảng có thật",
    "tables by hour need one shape, and each slice must name tables that exist",
)
RANGE: Final = Text(
    f"có thời gian hoặc quãng đường nhỏ hơn -1 hoặc lớn hơn {MOST_TRAVEL}; không có đường thì ghi -1",
    f"a travel time or length is below -1 or beyond {MOST_TRAVEL}; where there is no road, write -1",
)
_SLICES: Final = Text(
    "khung giờ phải tăng dần, kỳ cấm không được giảm và bắt đầu từ 0",
    "slices must begin one after another, and periods must not fall and begin with 0",
)
_REACH: Final = Text(
    "trong một kỳ cấm, các bảng phải nối cùng những cặp nơi",
    "within a period, tables must join the same pairs of places",
)
_WORTH: Final = Text(
    "đường đi được cả ngày không thể nhanh hơn mọi đường của khung giờ đó",
    "roads that are open all day cannot be faster than all the roads of a slice",
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimeDependentTravel:
    """Time-dependent travel of one profile: how long each leg takes, and by which roads.

    The day is cut into slices. Slices of one period allow the same roads; where another period begins,
    a road opens or closes. A leg that is still driven when its period ends uses only roads that are
    open all day. `routing/README.md` has the rule of leaving.

    Attributes
    ----------
    start_s : tuple of int
        When each slice begins; the first also holds before, the last has no end.
    period : tuple of int
        The period of each slice, counted from 0.
    free, always : tuple of int
        The table of each slice, over all roads that its period allows and over those that no period bars.
    duration_s, length_m : int32 arrays, shape (tables, n, n)
        As those of a `TravelMatrix`; -1 where no such road joins a pair.
    bans : tuple of str
        What bars roads for some hours, by the names that people know it by.
    without : str
        The profile that is alike but for the bans; "" if the matrix has none.

    Raises
    ------
    TextError
        If shapes, slices or periods contradict each other, or a value is below -1 or beyond `MOST_TRAVEL`.
    """

    start_s: tuple[int, ...]
    period: tuple[int, ...]
    free: tuple[int, ...]
    always: tuple[int, ...]
    duration_s: IntTables
    length_m: IntTables
    bans: tuple[str, ...] = ()
    without: str = ""

    def __post_init__(self) -> None:
        for name in ("duration_s", "length_m"):
            given = np.asarray(getattr(self, name))
            self._refuse_unless(not given.size or -1 <= given.min() <= given.max() <= MOST_TRAVEL, RANGE)
            tables = np.asarray(given, dtype=np.int32)
            tables.setflags(write=False)
            object.__setattr__(self, name, tables)
        self._refuse_unless(self._fits(), _SHAPES)
        self._refuse_unless(_rises(self.start_s) and _counts(self.period), _SLICES)
        self._refuse_unless(self._same_reach(), _REACH)
        self._refuse_unless(all(self._no_faster(slot) for slot in range(len(self.start_s))), _WORTH)

    @staticmethod
    def _refuse_unless(good: bool, why: Text) -> None:  # noqa: FBT001 - a condition
        if not good:
            raise TextError(why)

    def _fits(self) -> bool:
        seconds, slices = self.duration_s, len(self.start_s)
        named = {*self.free, *self.always}
        return (
            seconds.ndim == 3  # noqa: PLR2004 - tables of rows of columns
            and seconds.shape == self.length_m.shape
            and np.array_equal(seconds < 0, self.length_m < 0)
            and slices > 0
            and {len(self.period), len(self.free), len(self.always)} == {slices}
            and named <= set(range(len(seconds)))
        )

    def _same_reach(self) -> bool:
        joined = self.duration_s >= 0
        first: dict[int, int] = {}
        for slot, number in enumerate(self.period):
            if not np.array_equal(joined[self.free[first.setdefault(number, slot)]], joined[self.free[slot]]):
                return False
        return all(np.array_equal(joined[self.always[0]], joined[table]) for table in self.always)

    def _no_faster(self, slot: int) -> bool:
        free, always = self.duration_s[self.free[slot]], self.duration_s[self.always[slot]]
        return self.free[slot] == self.always[slot] or bool(
            ((always < 0) | ((free >= 0) & (free <= always))).all()
        )

    @property
    def least_s(self) -> NDArray[np.int32]:
        """Return the least seconds of a path at any hour, -1 where it is never open: shape (n, n)."""
        return _least(self.duration_s)

    @property
    def least_m(self) -> NDArray[np.int32]:
        """Return the least metres of a path at any hour, -1 where it is never open: shape (n, n)."""
        return _least(self.length_m)

    @property
    def sure_s(self) -> NDArray[np.int32]:
        """Return the most seconds that a path over roads open all day takes: shape (n, n)."""
        return np.asarray(self.duration_s[sorted(set(self.always))].max(axis=0), dtype=np.int32)

    @property
    def sure_m(self) -> NDArray[np.int32]:
        """Return the metres that belong to `sure_s` at most: shape (n, n)."""
        return np.asarray(self.length_m[sorted(set(self.always))].max(axis=0), dtype=np.int32)

    def next_period(self, slot: int) -> int | None:
        """Return the slice with which the period after that of a slice begins; None after the last."""
        for later in range(slot + 1, len(self.period)):
            if self.period[later] != self.period[slot]:
                return later
        return None

    def same_as(self, other: "TimeDependentTravel") -> bool:
        """Say whether two are equal in everything."""
        fields = (self.start_s, self.period, self.free, self.always, self.bans, self.without)
        return (
            fields == (other.start_s, other.period, other.free, other.always, other.bans, other.without)
            and np.array_equal(self.duration_s, other.duration_s)
            and np.array_equal(self.length_m, other.length_m)
        )


def _least(tables: ArrayLike) -> NDArray[np.int32]:
    values = np.asarray(tables)
    most = np.iinfo(np.int32).max
    least = np.where(values < 0, most, values).min(axis=0)
    return np.asarray(np.where(least == most, -1, least), dtype=np.int32)


def _rises(values: Sequence[int]) -> bool:
    return all(a < b for a, b in itertools.pairwise(values))


def _counts(values: Sequence[int]) -> bool:
    return values[0] == 0 and all(0 <= b - a <= 1 for a, b in itertools.pairwise(values))
