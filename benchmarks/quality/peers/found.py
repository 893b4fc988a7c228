"""What a peer gives back, and how it says that it cannot."""

from dataclasses import dataclass, field

from benchmarks.quality.instance import Routes


class NotAvailableError(RuntimeError):
    """The peer is not installed, or its model cannot state the instance; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The best routes found, and when which cost was reached.

    Attributes
    ----------
    trace : tuple of (float, int)
        Seconds since the clock began and the cost of the best solution then; empty if the peer
        does not tell.
    note : str
        What of the instance the peer was not told, because its model has no word for it.
    """

    routes: Routes
    trace: tuple[tuple[float, int], ...] = ()
    note: str = field(default="")
