"""What no plan can avoid: parts that no truck can serve, and lateness that none can prevent."""

from collections.abc import Sequence
from typing import NamedTuple

from routing.bound.days import earliest_begin_s, fastest_s
from routing.model import Order, Problem, Urgency


class Levels(NamedTuple):
    """Parts that some truck may be able to serve, when at the earliest, and the proven minima."""

    parts: tuple[Order, ...]
    earliest_s: tuple[int, ...]
    unserved: tuple[int, ...]
    late_s: tuple[int, ...]
    idle_vnd: int
    """What every plan pays that serves what can be served.

    It is the price of leaving parts that no truck can serve, and of waiting for the others until they can
    be begun at the earliest.
    """


def levels_of(problem: Problem) -> Levels:
    """Prove what each part cannot avoid by itself; what parts take from each other is not looked at."""
    profiles = {vehicle.profile for vehicle in problem.vehicles}
    fastest = {profile: fastest_s(problem, profile) for profile in sorted(profiles)}
    parts, earliest = [], []
    unserved, late_s, idle_vnd, waited_vnd_s = [0] * len(Urgency), [0] * len(Urgency), 0, 0
    for part in problem.parts:
        begins = [
            earliest_begin_s(problem, vehicle, part, fastest[vehicle.profile], problem.windows_of(part))
            for vehicle in problem.vehicles
            if problem.skills_of(part) <= vehicle.skills and problem.carries(vehicle, part)
        ]
        begin_s = min((s for s in begins if s is not None), default=None)
        if begin_s is None:
            unserved[part.urgency] += 0 if part.optional else part.cylinders
            idle_vnd += part.left_vnd
            continue
        parts.append(part)
        earliest.append(begin_s)
        waited_vnd_s += part.waited_vnd_s(begin_s)
        if part.due_s is not None and not part.optional:
            late_s[part.urgency] += max(0, begin_s - part.due_s)
    # Each route rounds its waiting up, so all together pay no less than the sum rounded up.
    idle_vnd -= -waited_vnd_s // 3600
    return Levels(tuple(parts), tuple(earliest), tuple(unserved), tuple(late_s), idle_vnd)


def closes_of(parts: Sequence[Order], earliest_s: Sequence[int], far_s: int, *, on_time: bool) -> list[int]:
    """Return by when each part is begun in plans of the scope.

    Take a plan whose lateness in sum is no more than what each part has by itself. It is late nowhere else.
    So each part is begun by its due time, or at the earliest time possible.
    """
    if not on_time:
        return [far_s] * len(parts)
    return [
        far_s if part.due_s is None else part.due_s if part.optional else max(part.due_s, begin_s)
        for part, begin_s in zip(parts, earliest_s, strict=True)
    ]
