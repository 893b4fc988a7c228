"""A plan with one tour changed: only what that moves is timed anew."""

from collections.abc import Collection, Sequence

from routing.model import Problem, Tour
from routing.timetable import Bays, Timed, time_tour


def with_tour(problem: Problem, base: Sequence[Timed], tour: Tour) -> list[Timed] | None:
    """Return the timings with `tour` in the place of its truck's, or after all where it has none.

    The same as timing all tours in order, since a tour depends on those before it by the bays of
    the depots where it loads. None where that breaks a rule which was kept before.
    """
    number = place_of(base, tour.vehicle_id)
    bays, made = Bays(), list(base[:number])
    for one in made:
        bays.reserve(one.loadings)
    changed = time_tour(problem, tour, bays)
    if changed.broken:
        return None
    bays.reserve(changed.loadings)
    made.append(changed)
    before = base[number].loadings if number < len(base) else ()
    moved = _moved(problem, before, changed.loadings)
    for one in base[number + 1 :]:
        after = one
        if moved.intersection(_depots(one)):
            after = time_tour(problem, one.route.tour, bays)
            if not after.broken <= one.broken:
                return None
            moved |= _moved(problem, one.loadings, after.loadings)
        bays.reserve(after.loadings)
        made.append(after)
    return made


def first_look(problem: Problem, base: Sequence[Timed], tour: Tour) -> Timed:
    """Return the timing of `tour` in its place, which does not depend on the tours after it."""
    bays = Bays()
    for one in base[: place_of(base, tour.vehicle_id)]:
        bays.reserve(one.loadings)
    return time_tour(problem, tour, bays)


def place_of(base: Sequence[Timed], vehicle_id: str) -> int:
    """Return which of the tours is a truck's, or their number where it has none."""
    return next((i for i, one in enumerate(base) if one.route.vehicle_id == vehicle_id), len(base))


def _depots(timed: Timed) -> Collection[str]:
    return {depot_id for depot_id, _, _ in timed.loadings}


def _moved(
    problem: Problem,
    before: Collection[tuple[str, int, int]],
    after: Collection[tuple[str, int, int]],
) -> set[str]:
    """Return the depots with bays at which something loads at another time than before."""
    differ = set(before).symmetric_difference(after)
    return {depot_id for depot_id, _, _ in differ if problem.depot_by_id[depot_id].bays is not None}
