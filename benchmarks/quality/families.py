"""The families of public instances: units, rounding, and what their files call a cost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.instance import Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """How the numbers of a family's files become whole.

    Distances and times are multiplied by `scale` and rounded by `whole`. A cost in a `.sol` file times
    `cost_scale` is the whole cost.
    """

    name: str
    scale: int
    whole: Callable[[NDArray[np.float64]], NDArray[Any]]
    cost_scale: int = 1
    timed: bool = False

    def rounded(self, values: object) -> Ints:
        """Return distances or times in whole units."""
        return self.whole(self.scale * np.asarray(values, dtype=np.float64)).astype(np.int64)


FAMILIES: Final = {
    family.name: family
    for family in (
        Family(name="MDVRPTW", scale=1000, whole=np.rint, timed=True),
        Family(name="VRPTW", scale=10, whole=np.trunc, cost_scale=10, timed=True),
        Family(name="CVRP", scale=1, whole=np.rint),
        # Costs per unit of distance are hundredths there.
        Family(name="HFVRP", scale=1000, whole=np.rint, cost_scale=100_000),
        Family(name="MTVRPTWR", scale=10, whole=np.trunc, timed=True),
        Family(name="VRPSPD", scale=10_000, whole=np.rint, cost_scale=10_000),
    )
}

VRPSPD_BEST: Final = {
    "CMT1X": 466.77,
    "CMT2X": 684.21,
    "CMT3X": 721.27,
    "CMT4X": 852.46,
    "CMT5X": 1029.25,
    "CMT11X": 833.92,
    "CMT12X": 662.22,
}
"""Costs known from the literature of Salhi and Nagy's instances, whose files come without solutions."""
