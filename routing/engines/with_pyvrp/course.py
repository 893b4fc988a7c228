"""How far a search is, by the clock or by rounds, and when it is looked at more closely."""

import dataclasses
import time
from typing import Final

from routing.model import Budget

LOOKS: Final = 4
"""A search is looked at this often: what mending would have to change much begins anew."""
_RESERVED, _EXACT = 0.04, 0.01
"""Share of the time kept for mending what the model left out, and for timing where it left out nothing."""
_SEEDS: Final = 1 << 32


class Course:
    """The course of a search that may begin anew several times within one budget."""

    def __init__(self, budget: Budget, *, began: float, exact: bool = False) -> None:
        self._budget, self._began = budget, began
        self._seconds = budget.seconds * (1 - (_EXACT if exact else _RESERVED))
        self._looks = 0
        self.rounds = 0

    @property
    def by_rounds(self) -> bool:
        """Whether rounds count and no clock does."""
        return self._budget.iterations is not None

    @property
    def seed(self) -> int:
        """A seed for a search that begins now."""
        return (LOOKS * self._budget.seed + self._looks) % _SEEDS

    def over(self) -> bool:
        """Say whether the whole search ends."""
        return self._share() >= 1 or self._budget.stopped()

    def looks(self) -> bool:
        """Say, once each, that it is time to look."""
        looks = int(self._share() * LOOKS)
        due = looks > self._looks
        self._looks = max(looks, self._looks)
        return due

    def short(self, seconds: float) -> Budget:
        """Return the budget for something that takes so many seconds at most."""
        return dataclasses.replace(self._budget, seconds=seconds)

    def _share(self) -> float:
        if self._budget.iterations is not None:
            return self.rounds / self._budget.iterations if self._budget.iterations > 0 else 1.0
        return (time.monotonic() - self._began) / self._seconds if self._seconds > 0 else 1.0
