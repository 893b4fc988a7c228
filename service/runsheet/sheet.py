"""A depot's run sheet, out of a problem and its plan."""

from routing.model import (
    NOTHING,
    Counts,
    InputError,
    Issue,
    Plan,
    Problem,
    Route,
    RunSheet,
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
    """Return the run sheet of one depot: every trip that loads there, by the time of loading.

    Raises
    ------
    InputError
        UNKNOWN_DEPOT, if the problem has no such depot.
    """
    depot = problem.depot_by_id.get(depot_id)
    if depot is None:
        raise _unknown_depot(problem, depot_id)
    found = [trip for route in plan.routes for trip in _trips(problem, route, depot_id)]
    trips = tuple(sorted(found, key=lambda trip: (trip.begin_s, trip.vehicle_id)))
    standings = {depot.standing} | {
        problem.facility_by_id[stop.facility_id].standing for trip in trips for stop in trip.stops
    }
    return RunSheet(
        date=problem.date,
        depot_id=depot_id,
        depot_name=depot.name,
        problem_sha256=plan.problem_sha256,
        trips=trips,
        loaded=sum((trip.loaded for trip in trips), NOTHING),
        synthetic=bool(standings & _LABELLED),
    )


def _trips(problem: Problem, route: Route, depot_id: str) -> list[RunSheetTrip]:
    # What follows a trip is the drive to the next loading, or home.
    after = [trip.leg for trip in route.trips[1:]] + [route.finish]
    found = []
    for number, (trip, leg) in enumerate(zip(route.trips, after, strict=True), start=1):
        if trip.depot_id == depot_id and leg is not None:
            length_m = leg.length_m + sum(stop.leg.length_m for stop in trip.stops)
            found.append(_trip(problem, route, trip, number=number, back_s=leg.arrive_s, length_m=length_m))
    return found


def _trip(
    problem: Problem, route: Route, trip: Trip, *, number: int, back_s: int, length_m: int
) -> RunSheetTrip:
    return RunSheetTrip(
        vehicle_id=route.vehicle_id,
        vehicle_name=problem.vehicle_by_id[route.vehicle_id].name or route.vehicle_id,
        trip_number=number,
        begin_s=trip.begin_s,
        end_s=trip.end_s,
        loaded=trip.loaded,
        empties_back=sum((stop.collected for stop in trip.stops), NOTHING),
        back_s=back_s,
        length_m=length_m,
        stops=tuple(_stop(problem, stop, number=i) for i, stop in enumerate(trip.stops, start=1)),
    )


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
        urgency=problem.order_by_id[stop.order_id].urgency.name,
    )


def _unknown_depot(problem: Problem, depot_id: str) -> InputError:
    listed = ", ".join(sorted(problem.depot_by_id))
    return InputError(
        [
            Issue(
                code="UNKNOWN_DEPOT",
                subject=Subject(id=depot_id, column="depot"),
                fault=Text(f"Không có kho {depot_id!r}", f"There is no depot {depot_id!r}"),
                remedy=Text(f"Dùng một trong: {listed}", f"Use one of: {listed}"),
            )
        ]
    )


def type_ids(sheet: RunSheet) -> tuple[str, ...]:
    """Return the cylinder types that a sheet counts, sorted."""
    counted: list[Counts] = [sheet.loaded]
    counted += [trip.empties_back for trip in sheet.trips]
    return tuple(sorted({key for counts in counted for key in counts}))
