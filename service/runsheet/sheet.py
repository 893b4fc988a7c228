"""A depot's run sheet, out of a problem and its plan."""

from collections.abc import Iterator

from routing.model import (
    NOTHING,
    Break,
    Counts,
    InputError,
    Issue,
    IssueCode,
    Leg,
    Plan,
    Problem,
    Route,
    RunSheet,
    RunSheetReturn,
    RunSheetStop,
    RunSheetTrip,
    Standing,
    Stop,
    Subject,
    Text,
    Trip,
)

_LABELLED = frozenset({Standing.ESTIMATE, Standing.SYNTHETIC})


def run_sheet(problem: Problem, plan: Plan, depot_id: str) -> RunSheet:
    """Return the run sheet of one depot: what loads there and what comes back there, each by its time.

    Raises
    ------
    InputError
        UNKNOWN_DEPOT, if the problem has no such depot.
    """
    depot = problem.depot_by_id.get(depot_id)
    if depot is None:
        raise _unknown_depot(problem, depot_id)
    all_trips = [(route, *ended) for route in plan.routes for ended in _ended(route)]
    trips = [_trip(problem, *ended) for ended in all_trips if ended[1].depot_id == depot_id]
    returns = [_return(problem, *ended) for ended in all_trips if ended[2].destination_id == depot_id]
    standings = {depot.standing} | {
        problem.facility_by_id[stop.facility_id].standing for trip in trips for stop in trip.stops
    }
    return RunSheet(
        date=problem.date,
        depot_id=depot_id,
        depot_name=depot.name,
        problem_sha256=plan.problem_sha256,
        trips=tuple(sorted(trips, key=lambda trip: (trip.begin_s, trip.vehicle_id))),
        returns=tuple(sorted((x for x in returns if x.empties), key=lambda x: (x.at_s, x.vehicle_id))),
        loaded=sum((trip.loaded for trip in trips), NOTHING),
        empties_back=sum((back.empties for back in returns), NOTHING),
        synthetic=bool(standings & _LABELLED),
    )


def _ended(route: Route) -> Iterator[tuple[Trip, Leg, int]]:
    """Yield each trip with the leg that ends it and its number from 1."""
    for number, (trip, leg) in enumerate(route.ended_trips, start=1):
        if leg is not None:
            yield trip, leg, number


def _trip(problem: Problem, route: Route, trip: Trip, back: Leg, number: int) -> RunSheetTrip:
    return RunSheetTrip(
        vehicle_id=route.vehicle_id,
        vehicle_name=problem.vehicle_by_id[route.vehicle_id].name or route.vehicle_id,
        trip_number=number,
        begin_s=trip.begin_s,
        end_s=trip.end_s,
        loaded=trip.loaded,
        empties_back=_empties(trip),
        back_s=back.arrive_s,
        back_depot_id=back.destination_id,
        back_depot_name=problem.depot_by_id[back.destination_id].name,
        length_m=back.length_m + sum(stop.leg.length_m for stop in trip.stops),
        stops=tuple(_stop(problem, stop, number=i) for i, stop in enumerate(trip.stops, start=1)),
        pauses=_pauses(route, number),
    )


def _pauses(route: Route, number: int) -> tuple[Break, ...]:
    """Return the pauses of a trip, each of the day's in one; the last has those after it, too."""
    backs = [leg.arrive_s for _, leg, _ in _ended(route)]
    after_s = backs[number - 2] if number > 1 else None
    until_s = backs[number - 1] if number < len(backs) else None
    return tuple(
        pause
        for pause in route.pauses
        if (after_s is None or after_s <= pause.start_s) and (until_s is None or pause.start_s < until_s)
    )


def _return(problem: Problem, route: Route, trip: Trip, back: Leg, number: int) -> RunSheetReturn:
    return RunSheetReturn(
        vehicle_id=route.vehicle_id,
        vehicle_name=problem.vehicle_by_id[route.vehicle_id].name or route.vehicle_id,
        trip_number=number,
        loaded_depot_id=trip.depot_id,
        loaded_depot_name=problem.depot_by_id[trip.depot_id].name,
        at_s=back.arrive_s,
        empties=_empties(trip),
    )


def _empties(trip: Trip) -> Counts:
    return sum((stop.collected for stop in trip.stops), NOTHING)


def _stop(problem: Problem, stop: Stop, *, number: int) -> RunSheetStop:
    return RunSheetStop(
        number=number,
        order_id=stop.part_id,
        facility_id=stop.facility_id,
        facility_name=problem.facility_by_id[stop.facility_id].name,
        arrive_s=stop.leg.arrive_s,
        begin_s=stop.begin_s,
        end_s=stop.end_s,
        delivered=stop.delivered,
        collected=stop.collected,
        late_s=stop.late_s,
        margin_s=stop.margin_s,
        urgency=problem.part_by_id[stop.part_id].urgency.name,
    )


def _unknown_depot(problem: Problem, depot_id: str) -> InputError:
    listed = ", ".join(sorted(problem.depot_by_id))
    return InputError(
        [
            Issue(
                code=IssueCode.UNKNOWN_DEPOT,
                subject=Subject(id=depot_id, column="depot"),
                fault=Text(f"Không có kho {depot_id!r}", f"There is no depot {depot_id!r}"),
                remedy=Text(f"Dùng một trong: {listed}", f"Use one of: {listed}"),
            )
        ]
    )


def type_ids(sheet: RunSheet) -> tuple[str, ...]:
    """Return the cylinder types that a sheet counts, sorted."""
    counted: list[Counts] = [sheet.loaded, sheet.empties_back]
    counted += [trip.empties_back for trip in sheet.trips]
    return tuple(sorted({key for counts in counted for key in counts}))
