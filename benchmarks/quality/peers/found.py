"""What a solver gives back, and how it says that it cannot."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.quality.instance import Routes

Trace = tuple[tuple[float, int], ...]
"""Seconds since the clock began, and the cost of the best solution then."""


class NotAvailableError(RuntimeError):
    """The peer is not installed, or its model cannot state the instance; the message says which."""


def untold() -> Trace:
    """Know nothing of the way to the last solution."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best routes found, and when which cost was reached.

    Attributes
    ----------
    trace : callable
        Returns the trace; called after the measurement, for judging what was found takes time.
    note : str
        What of the instance the peer was not told, because its model has no word for it.
    """

    routes: Routes
    trace: Callable[[], Trace] = untold
    note: str = ""
