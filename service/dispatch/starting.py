"""Planning again from a plan in hand, with some of it locked."""

from collections.abc import Mapping, Sequence
from typing import Any

from routing.locks import Locks, locked
from routing.model import InputError, Issue, Plan, Problem, Subject, Text, Tours


def make_locks(
    *,
    routes: Sequence[str] = (),
    vehicles: Sequence[str] = (),
    stops: Sequence[str] = (),
    departed: Mapping[str, int] | None = None,
) -> Locks:
    """Return the locks that the command line and the API ask for; `stops` are ids of orders."""
    return Locks(
        routes=tuple(routes), vehicles=tuple(vehicles), orders=tuple(stops), departed=dict(departed or {})
    )


def locks_from(asked: Mapping[str, Any] | None) -> Locks:
    """Return the locks of a request: the keywords of `make_locks`."""
    return make_locks(**(asked or {}))


def departed_from(words: Sequence[str]) -> dict[str, int]:
    """Return how many trips of each truck have departed, from words like `XE-1` (one trip) or `XE-1:2`."""
    found = {}
    for word in words:
        vehicle_id, colon, count = word.rpartition(":")
        if colon and count.isdecimal():
            found[vehicle_id] = int(count)
        else:
            found[word] = 1
    return found


def started(problem: Problem, plan: Plan | None, locks: Locks) -> tuple[Problem, Tours]:
    """Return the problem with what is locked pinned, and the tours to begin from.

    Raises
    ------
    InputError
        With NO_START where something is to be locked and there is no plan, else as `locked`.
    """
    if plan is None:
        if locks.given:
            raise _no_start()
        return problem, ()
    return (locked(problem, plan.tours, locks) if locks.given else problem), plan.tours


def _no_start() -> InputError:
    issue = Issue(
        code="NO_START",
        subject=Subject(column="locks"),
        fault=Text("Có khóa nhưng không có kế hoạch gốc", "There are locks and no plan to start from"),
        remedy=Text(
            "Nêu kế hoạch gốc (start), hoặc bỏ khóa", "Give the plan to start from, or drop the locks"
        ),
    )
    return InputError([issue])
