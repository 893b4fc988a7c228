"""What the checker leaves free, and that it judges whatever it is given."""

from dataclasses import replace

from routing.check import check
from routing.model import Break, Counts, Leg, Objective, Trip, ViolationCode


def test_plan_may_wait_longer_than_it_must(problem, plan):
    """A dispatcher's truck may wait before a stop although it need not, if all clocks agree."""
    stop = plan.routes[2].trips[0].stops[0]
    later = replace(stop, begin_s=stop.begin_s + 60, end_s=stop.end_s + 60)
    route = plan.routes[2]
    finish = replace(route.finish, depart_s=later.end_s, arrive_s=route.finish.arrive_s + 60)
    route = replace(
        route,
        trips=(replace(route.trips[0], stops=(later,)),),
        finish=finish,
        end_s=finish.arrive_s,
        cost=replace(route.cost, time_vnd=route.cost.time_vnd + 1000),
    )
    objective = replace(plan.objective, cost_vnd=plan.objective.cost_vnd + 1000)
    assert check(problem, replace(plan, routes=(*plan.routes[:2], route), objective=objective)) == ()


def test_twin_may_take_over_a_route(problem, plan):
    """A route is valid for any idle truck that is the same in everything but its id."""
    fourth = replace(problem.vehicle_by_id["t3"], id="t4")
    routes = (*plan.routes[:2], replace(plan.routes[2], vehicle_id="t4"))
    assert check(problem.replace(vehicles=(*problem.vehicles, fourth)), replace(plan, routes=routes)) == ()


def test_malformed_plan_is_judged_not_refused(problem, plan):
    """A plan of which nothing makes sense gives violations, never an exception."""
    leg = Leg(origin_id="?", destination_id="??", depart_s=-5, arrive_s=-9, travel_s=-1, length_m=-1)
    back = Break(start_s=9, end_s=-9)
    stop = replace(
        plan.routes[0].trips[0].stops[0],
        order_id="",
        part_id="",
        facility_id="",
        leg=replace(leg, breaks=(back,)),
        delivered=Counts({"?": -3}),
        begin_s=-7,
    )
    trip = Trip(
        depot_id="?", leg=None, rests=(back,), begin_s=-1, end_s=-2, loaded=Counts({"?": 1}), stops=(stop,)
    )
    for vehicle_id in ("t1", "?"):
        route = replace(plan.routes[0], vehicle_id=vehicle_id, trips=(trip, trip), finish=leg, rests=(back,))
        bad = replace(
            plan, routes=(route, replace(route, trips=())), objective=Objective(unserved=(), late_s=(1,))
        )
        codes = {v.code for v in check(problem, bad)}
        assert {
            ViolationCode.UNKNOWN_ORDER,
            ViolationCode.MISSING_ORDER,
            ViolationCode.DEPOT_NOT_ALLOWED,
        } <= codes
