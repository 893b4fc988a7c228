"""PyVRP's depots, made as trucks need them."""

from collections.abc import Mapping

import pyvrp

from routing.engines.with_pyvrp.clients import ALWAYS
from routing.model import Depot, TimeWindow


def open_window(depot: Depot) -> TimeWindow:
    """Return the time from a depot's first opening to its last closing, for PyVRP."""
    if not depot.open:
        return ALWAYS
    opens = max(0, depot.open[0].start_s)
    return TimeWindow(start_s=opens, end_s=max(opens, depot.open[-1].end_s))


class Depots:
    """A depot for each of ours and each time that loading takes, which trucks share."""

    def __init__(self, places: Mapping[str, int]) -> None:
        self._places = places
        self._numbers: dict[tuple[str, int], int] = {}
        self.depots: list[pyvrp.Depot] = []

    def number(self, depot: Depot, load_s: int) -> int:
        """Return the number of the depot, which is made where there is none yet."""
        key = (depot.id, load_s)
        if key not in self._numbers:
            self._numbers[key] = len(self.depots)
            self.depots.append(self._depot(depot, load_s))
        return self._numbers[key]

    @property
    def ids(self) -> tuple[str, ...]:
        """The depot that each of PyVRP's depots stands for."""
        return tuple(depot_id for depot_id, _ in self._numbers)

    def _depot(self, depot: Depot, load_s: int) -> pyvrp.Depot:
        window = open_window(depot)
        return pyvrp.Depot(
            location=self._places[depot.id],
            tw_early=window.start_s,
            tw_late=window.end_s,
            service_duration=load_s,
        )
