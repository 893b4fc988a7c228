"""Planning again from a plan in hand, with some of it locked."""

from collections.abc import Sequence

from routing.model import InputError, Issue, IssueCode, Plan, Problem, Stay, Subject, Text, Tours, stay_with
from routing.replan.locks import Locks, locked


def departed_from(words: Sequence[str]) -> dict[str, int]:
    """Return how many trips of each truck have departed, from words like `XE-1` (one trip) or `XE-1:2`."""
    departed = {}
    for word in words:
        vehicle_id, colon, count = word.rpartition(":")
        if colon and count.isdecimal():
            departed[vehicle_id] = int(count)
        else:
            departed[word] = 1
    return departed


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


def stay_close_to(plan: Plan | None) -> Stay:
    """Return the wish to stay close to the plan to start from; InputError NO_START if there is none."""
    if plan is None:
        raise _no_start("stay_close")
    return stay_with(plan)


def _no_start(column: str = "locks") -> InputError:
    issue = Issue(
        code=IssueCode.NO_START,
        subject=Subject(column=column),
        fault=Text("Không có kế hoạch gốc để giữ theo", "There is no plan to start from to keep to"),
        remedy=Text(
            "Nêu kế hoạch gốc (start), hoặc bỏ yêu cầu này", "Give the plan to start from, or drop this wish"
        ),
    )
    return InputError([issue])
