"""VROOM (pyvroom) on the part of a day that it can state.

Stated: payload and slots with fulls out and empties back, all receiving windows, skills, travel by
profile, urgency as priority, costs by truck, kilometre and hour. Left out: depot stock, bays,
breaks and limits on driving, stock-out times, overtime's price, loading by the cylinder (a
constant), loading anywhere but at home. VROOM does not reload: each shift is cut into three parts,
each a vehicle of its own with a third of the fixed cost.
"""

import datetime as dt

import vroom

from benchmarks.days.peers.relaxed import (
    TRIPS,
    Slice,
    capacity,
    joined,
    sizes,
    slices,
    without_gaps,
)
from routing.model import Budget, Order, Problem, Tours, Urgency

_PRIORITY = {Urgency.EMERGENCY: 100, Urgency.URGENT: 50, Urgency.ROUTINE: 10}
_EXPLORATION = 5


def solve(problem: Problem, budget: Budget) -> Tours:
    """Return VROOM's tours; it stops by itself when it has explored enough."""
    pieces = slices(problem)
    day = vroom.Input()
    for profile in problem.travel.profiles:
        seconds = without_gaps(problem.travel.duration_s[profile]).astype("uint32")
        day.set_durations_matrix(profile, seconds)
        day.set_distances_matrix(profile, without_gaps(problem.travel.length_m[profile]).astype("uint32"))
    names = sorted({skill for part in problem.parts for skill in problem.skills_of(part)})
    numbers = {name: i for i, name in enumerate(names)}
    day.add_vehicle([_vehicle(problem, i, piece, numbers) for i, piece in enumerate(pieces)])
    day.add_job([_job(problem, i, part, numbers) for i, part in enumerate(problem.parts)])
    limit = dt.timedelta(seconds=budget.seconds)
    solution = day.solve(exploration_level=_EXPLORATION, nb_threads=2, timeout=limit)
    served: dict[int, list[str]] = {}
    rows = solution.routes
    visits = rows[rows["type"] == "job"]
    for vehicle, job in zip(visits["vehicle_id"], visits["id"], strict=True) if len(visits) else ():
        served.setdefault(int(vehicle), []).append(problem.parts[int(job)].id)
    return joined((piece, served.get(i, [])) for i, piece in enumerate(pieces))


def _vehicle(problem: Problem, number: int, piece: Slice, numbers: dict[str, int]) -> vroom.Vehicle:
    truck, index = piece.vehicle, problem.travel.index
    return vroom.Vehicle(
        number,
        start=index[truck.start_depot_id],
        end=index[truck.end_depot_id],
        profile=truck.profile,
        capacity=capacity(truck),
        skills={numbers[skill] for skill in truck.skills if skill in numbers},
        time_window=vroom.TimeWindow(piece.start_s, piece.end_s),
        costs=vroom.VehicleCosts(
            fixed=truck.rates.fixed_vnd // TRIPS,
            per_hour=truck.rates.per_hour_vnd,
            per_km=truck.rates.per_km_vnd,
        ),
    )


def _job(problem: Problem, number: int, part: Order, numbers: dict[str, int]) -> vroom.Job:
    full, empty = sizes(problem, part)
    return vroom.Job(
        number,
        location=problem.travel.index[part.facility_id],
        default_service=problem.unload_s(part),
        delivery=vroom.Amount(full),
        pickup=vroom.Amount(empty),
        skills={numbers[skill] for skill in problem.skills_of(part)},
        priority=_PRIORITY[part.urgency],
        time_windows=[vroom.TimeWindow(w.start_s, w.end_s) for w in problem.windows_of(part)],
    )
