"""Bars: edges that may not be driven during some hours of the day, and why."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DAY_S = 86_400


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bar:
    """Some edges, closed for some hours: a city's ban of trucks, a conditional tag, a closure.

    Attributes
    ----------
    name : str
        What people know it by.
    edges : bool array, shape (edges,)
        True where it closes an edge.
    windows : tuple of (int, int)
        Closed from the first second on and open again at the last, in seconds after midnight of
        the plan's day; sorted, not touching each other. Empty: it closes nothing that day.
    """

    name: str
    edges: NDArray[np.bool_]
    windows: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        self.edges.setflags(write=False)
        ends = [end for window in self.windows for end in window]
        if ends != sorted(set(ends)):
            raise ValueError(f"{self.name}: windows must be sorted and apart, each longer than nothing")
