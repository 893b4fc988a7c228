"""Whether PyVRP can state a day in full, so that its plans need no repair."""

from collections.abc import Iterator

from routing.model import NOTHING, Depot, Problem, Vehicle


def covers(problem: Problem) -> bool:
    """Say whether PyVRP's model of the day leaves nothing out and relaxes nothing.

    See the table in `routing/ENGINES.md` for what it cannot state.
    """
    return not any(_left_out(problem))


def _left_out(problem: Problem) -> Iterator[bool]:
    yield bool(problem.pins)
    yield problem.stay is not None
    yield bool(problem.travel.time_dependent)
    yield any(part.due_s is not None or part.waiting_vnd_per_hour for part in problem.parts)
    yield any(not _is_plain(depot) for depot in problem.depots)
    yield any(not _drives_freely(problem, vehicle) for vehicle in problem.vehicles)
    yield _stock_binds(problem)
    yield any(part.release_s for part in problem.parts) and any(truck.reloads for truck in problem.vehicles)


def _is_plain(depot: Depot) -> bool:
    return depot.bays is None and depot.load_s_per_cylinder == 0 and len(depot.open) <= 1


def _drives_freely(problem: Problem, vehicle: Vehicle) -> bool:
    """Say whether no clock of driving runs, no overtime is paid, and the day begins with a loading."""
    rules, home = vehicle.rules, problem.depot_by_id[vehicle.start_depot_id]
    return (
        rules.max_driving_s is None
        and rules.max_continuous_driving_s is None
        and rules.meals is None
        and vehicle.shift.max_overtime_s == 0
        and vehicle.shift.start_s >= 0
        and problem.may_load(vehicle, home)
    )


def _stock_binds(problem: Problem) -> bool:
    """Say whether some depot could not load all that is ordered."""
    wanted = sum((part.deliver for part in problem.parts), NOTHING)
    stocks = (depot.stock for depot in problem.depots if depot.in_service)
    return any(stock is not None and stock[key] < count for stock in stocks for key, count in wanted.items())
