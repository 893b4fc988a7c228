"""Travel times and lengths between places: all that routing knows of roads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from routing.model.text import Text, TextError
from routing.model.time_dependent import MOST_TRAVEL, RANGE, TimeDependentTravel

UNREACHABLE: Final = -1
"""The matrix value of a pair of places that no road joins."""

IntMatrix = NDArray[np.int32]
_PROFILES: Final = Text(
    "duration_s và length_m phải có cùng các loại xe, ít nhất một loại",
    "duration_s and length_m need the same profiles, one at least",
)
_WHOLE: Final = Text(
    "thời gian và quãng đường phải là số nguyên; from_float làm tròn lên",
    "travel is whole numbers; use TravelMatrix.from_float, which rounds up",
)
_HOURS: Final = Text(
    "bảng theo giờ phải thuộc một loại xe đã có và cùng các nơi",
    "tables by hour must be of a profile that is there, and of the same places",
)
_DIAGONAL: Final = Text("đường từ một nơi tới chính nó phải là 0", "the way from a place to itself must be 0")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TravelMatrix:
    """Whole seconds and metres from each place to each, by vehicle profile.

    Attributes
    ----------
    place_ids : tuple of str
        The places, in the order of rows (from) and columns (to).
    duration_s, length_m : mapping of profile to int32 array, shape (n, n)
        `UNREACHABLE` (-1) where no road joins the pair; both arrays agree on where. Of a profile in
        `time_dependent`, the least at any hour.
    time_dependent : mapping of profile to TimeDependentTravel
        Time-dependent travel, by profile.

    Raises
    ------
    TextError
        If shapes or profiles disagree, a value is no whole number, below -1 or beyond `MOST_TRAVEL`, or
        the diagonal is not zero.
    """

    place_ids: tuple[str, ...]
    duration_s: Mapping[str, IntMatrix]
    length_m: Mapping[str, IntMatrix]
    time_dependent: Mapping[str, TimeDependentTravel] = field(default_factory=dict)
    index: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        size = len(self.place_ids)
        object.__setattr__(self, "index", {place: i for i, place in enumerate(self.place_ids)})
        if len(self.index) != size:
            raise TextError(Text("có mã nơi bị trùng", "a place id is repeated"))
        if self.duration_s.keys() != self.length_m.keys() or not self.duration_s:
            raise TextError(_PROFILES)
        self._refuse_wrong_hours()
        for name in ("duration_s", "length_m"):
            frozen = {key: _frozen(array, size) for key, array in sorted(getattr(self, name).items())}
            object.__setattr__(self, name, frozen)
        for profile, seconds in self.duration_s.items():
            if not np.array_equal(seconds == UNREACHABLE, self.length_m[profile] == UNREACHABLE):
                raise TextError(
                    Text(
                        f"loại xe {profile!r}: thời gian và quãng đường không khớp ở cặp không có đường",
                        f"profile {profile!r}: time and length disagree on what is reachable",
                    )
                )

    def _refuse_wrong_hours(self) -> None:
        object.__setattr__(self, "time_dependent", dict(sorted(self.time_dependent.items())))
        for profile, by_hour in self.time_dependent.items():
            known = profile in self.duration_s and by_hour.without in {"", *self.duration_s}
            if not known or by_hour.duration_s.shape[1:] != (len(self.place_ids),) * 2:
                raise TextError(_HOURS)
            least = ((self.duration_s, by_hour.least_s), (self.length_m, by_hour.least_m))
            if not all(np.array_equal(table[profile], expected) for table, expected in least):
                raise TextError(_HOURS)

    @classmethod
    def of_time_dependent(
        cls, place_ids: Sequence[str], hours: Mapping[str, TimeDependentTravel]
    ) -> "TravelMatrix":
        """Return the matrix of profiles that are all known by hour."""
        return cls(
            place_ids=tuple(place_ids),
            duration_s={key: by_hour.least_s for key, by_hour in hours.items()},
            length_m={key: by_hour.least_m for key, by_hour in hours.items()},
            time_dependent=hours,
        )

    def sure(self) -> "TravelMatrix":
        """Return travel that holds at every hour: the slowest, and by no road that is ever barred.

        A tour that keeps the rules on it keeps them at the true times: no leg is driven later than it
        must be, and travel is FIFO.
        """
        if not self.time_dependent:
            return self
        sure_s = {key: by_hour.sure_s for key, by_hour in self.time_dependent.items()}
        sure_m = {key: by_hour.sure_m for key, by_hour in self.time_dependent.items()}
        return replace(
            self,
            duration_s={**self.duration_s, **sure_s},
            length_m={**self.length_m, **sure_m},
            time_dependent={},
        )

    @classmethod
    def from_float(
        cls,
        place_ids: Sequence[str],
        *,
        seconds: Mapping[str, NDArray[np.float64]],
        metres: Mapping[str, NDArray[np.float64]],
    ) -> "TravelMatrix":
        """Round up to whole seconds and metres, the only rounding of travel; inf is unreachable."""
        return cls(
            place_ids=tuple(place_ids),
            duration_s={key: rounded_up(array) for key, array in seconds.items()},
            length_m={key: rounded_up(array) for key, array in metres.items()},
        )

    @property
    def profiles(self) -> tuple[str, ...]:
        """The vehicle profiles, sorted."""
        return tuple(self.duration_s)

    def time_s(self, profile: str, origin_id: str, destination_id: str) -> int | None:
        """Return the seconds of driving, None: no road; the least where the hour matters."""
        value = int(self.duration_s[profile][self.index[origin_id], self.index[destination_id]])
        return None if value == UNREACHABLE else value

    def distance_m(self, profile: str, origin_id: str, destination_id: str) -> int | None:
        """Return the metres of road, None: no road; the least where the hour matters."""
        value = int(self.length_m[profile][self.index[origin_id], self.index[destination_id]])
        return None if value == UNREACHABLE else value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TravelMatrix) or self.place_ids != other.place_ids:
            return False
        if self.profiles != other.profiles:
            return False
        if self.time_dependent.keys() != other.time_dependent.keys():
            return False
        return all(
            self.time_dependent[key].same_as(other.time_dependent[key]) for key in self.time_dependent
        ) and all(
            np.array_equal(self.duration_s[key], other.duration_s[key])
            and np.array_equal(self.length_m[key], other.length_m[key])
            for key in self.profiles
        )

    __hash__ = None  # type: ignore[assignment]


def _frozen(array: ArrayLike, size: int) -> IntMatrix:
    given = np.asarray(array)
    if given.size and given.dtype.kind not in "iu":
        raise TextError(_WHOLE)
    values = given.astype(np.int64)
    if values.shape != (size, size):
        seen = " × ".join(map(str, values.shape))
        raise TextError(
            Text(
                f"cần bảng {size} × {size}, không phải {seen}",
                f"expected a {size} × {size} matrix, got {seen}",
            )
        )
    if size and (values.min() < UNREACHABLE or values.max() > MOST_TRAVEL):
        raise TextError(RANGE)
    if values.diagonal().any():
        raise TextError(_DIAGONAL)
    result = values.astype(np.int32)
    result.setflags(write=False)
    return result


def rounded_up(array: NDArray[np.float64]) -> NDArray[Any]:
    """Round up to whole numbers, `UNREACHABLE` for inf: int64 array of the same shape."""
    # Sums of float edge weights carry noise: 60.0000000001 s is a minute, not 61 s.
    whole = np.ceil(np.where(np.isfinite(array), array, 0.0) - 1e-6)
    # 64 bits, so that what is beyond 32 is refused later and not wrapped round.
    return np.where(np.isfinite(array), whole, UNREACHABLE).astype(np.int64)
