"""The bay calendar: which truck loads when, as half-open intervals."""

from collections import defaultdict
from collections.abc import Iterable

from routing.model import Depot, earliest_in, latest_in

Interval = tuple[int, int]


class Bays:
    """Loadings reserved so far, by depot; a depot without a number of bays is never full."""

    def __init__(self) -> None:
        self._taken: defaultdict[str, list[Interval]] = defaultdict(list)

    def reserve(self, loadings: Iterable[tuple[str, int, int]]) -> None:
        """Take a bay for each loading: depot id, beginning and end in seconds."""
        for depot_id, begin_s, end_s in loadings:
            self._taken[depot_id].append((begin_s, end_s))

    def earliest(self, depot: Depot, at_s: int, load_s: int, own: list[Interval]) -> int | None:
        """Return the first second from `at_s` on at which a loading of `load_s` may begin.

        Parameters
        ----------
        own : list of (int, int)
            Loadings of the same truck that are not reserved yet.

        Returns
        -------
        int or None
            None if the depot does not open any more.
        """
        begin_s = earliest_in(depot.open, at_s)
        while begin_s is not None:
            ends = self._in_the_way(depot, begin_s, load_s, own)
            if not ends:
                return begin_s
            begin_s = earliest_in(depot.open, min(end for _, end in ends if end > begin_s))
        return None

    def latest(self, depot: Depot, at_s: int, load_s: int) -> int | None:
        """Return the last second up to `at_s` at which a loading of `load_s` may begin."""
        begin_s = latest_in(depot.open, at_s)
        while begin_s is not None:
            busy = self._in_the_way(depot, begin_s, load_s, [])
            if not busy:
                return begin_s
            begin_s = latest_in(depot.open, max(start for start, _ in busy) - load_s)
        return None

    def _in_the_way(self, depot: Depot, begin_s: int, load_s: int, own: list[Interval]) -> list[Interval]:
        """Return the loadings that overlap this one, if they leave no bay free at some moment."""
        if depot.bays is None or load_s == 0:
            return []
        end_s = begin_s + load_s
        overlap = [(a, b) for a, b in (*self._taken[depot.id], *own) if a < end_s and b > begin_s]
        # The number of trucks loading only grows when one begins.
        moments = {begin_s, *(a for a, _ in overlap if a >= begin_s)}
        crowded = any(sum(a <= m < b for a, b in overlap) >= depot.bays for m in moments)
        return overlap if crowded else []
