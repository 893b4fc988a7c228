"""The time that an engine is given, from before it builds its model."""

import time


class Clock:
    """Counts `seconds` of wall time down from its making."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._began = time.perf_counter()

    def now(self) -> float:
        """Return the seconds since the clock was made."""
        return time.perf_counter() - self._began

    def left(self) -> float:
        """Return the seconds that are left, a tenth at least: engines dislike none at all."""
        return max(0.1, self.seconds - self.now())
