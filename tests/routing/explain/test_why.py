"""Why an order is where it is: its price, the next best places, the trucks that could take it."""

from dataclasses import replace

import pytest

from routing.check import check
from routing.explain.why import why
from routing.model import Counts, InputError, Tour, TourTrip
from routing.timetable import timetable


def tour(vehicle: str, depot: str, *part_ids: str) -> Tour:
    return Tour(vehicle_id=vehicle, trips=(TourTrip(depot_id=depot, part_ids=part_ids),))


def cost_of(problem, tours, place, part_id) -> int:
    """Return what a plan costs with a part put into a place, made and timed by hand."""
    mine = next((driven for driven in tours if driven.vehicle_id == place.vehicle_id), None)
    trips = list(mine.trips) if mine else []
    if place.new_trip:
        trips.insert(place.trip - 1, TourTrip(depot_id=place.depot_id, part_ids=(part_id,)))
    else:
        ids = list(trips[place.trip - 1].part_ids)
        ids.insert(place.position - 1, part_id)
        trips[place.trip - 1] = replace(trips[place.trip - 1], part_ids=tuple(ids))
    others = tuple(driven for driven in tours if driven.vehicle_id != place.vehicle_id)
    changed = Tour(vehicle_id=place.vehicle_id, trips=tuple(trips))
    return timetable(problem, (*others, changed)).objective.cost_vnd


def answers_of(problem, tours, order_id):
    plan = timetable(problem, tours)
    assert check(problem, plan) == ()
    return why(problem, plan, order_id)


def test_the_next_place_costs_what_it_says(two_depots):
    """An is 10 km from west; from east it is 90, and t-east drives out for binh as it is."""
    tours = (tour("t-west", "west", "o-an"), tour("t-east", "east", "o-binh"))
    (answer,) = answers_of(two_depots, tours, "o-an")
    assert (answer.vehicle_id, answer.place.trip, answer.place.more_vnd) == ("t-west", 1, 0)
    plan = timetable(two_depots, tours)
    without = timetable(two_depots, tours[1:])
    assert answer.place.cost_rise_vnd == plan.objective.cost_vnd - without.objective.cost_vnd
    for place in answer.next:
        assert plan.objective.cost_vnd + place.more_vnd == cost_of(two_depots, tours[1:], place, "o-an")
    assert len(answer.next) <= 3
    assert [place.more_vnd for place in answer.next] == sorted(place.more_vnd for place in answer.next)
    assert "92C-t-west" in answer.text.vi
    assert "92C-t-east" in answer.text.en


def test_trucks_that_could_take_it_come_with_their_hours(two_depots):
    """Both could; loading takes ten minutes, so west is at an at 06:20 and east at 07:40 at the soonest."""
    tours = (tour("t-west", "west", "o-an"), tour("t-east", "east", "o-binh"))
    (answer,) = answers_of(two_depots, tours, "o-an")
    assert {truck.vehicle_id for truck in answer.trucks} == {"t-west", "t-east"}
    assert all(truck.begins_s and truck.why_not is None for truck in answer.trucks)


def test_a_truck_that_cannot_says_why(big_order):
    """The ward asks for a tail lift, which t1 lacks."""
    (answer,) = answers_of(big_order, (tour("t2", "depot", "o-ward"),), "o-ward")
    without = {truck.vehicle_id: truck.why_not for truck in answer.trucks}
    assert without["t1"].en == "lacks tail_lift"
    assert without["t2"] is None


def test_an_unserved_order_has_its_reason_and_what_was_tried(scarce_stock):
    """Told as in the plan, or found out where the plan has no reasons."""
    tours = (tour("t-west", "west", "o-an", "o-binh"),)
    (answer,) = answers_of(scarce_stock, tours, "o-chau")
    assert answer.vehicle_id == ""
    assert answer.text == answer.explanation.reason
    assert answer.explanation.code == "no_stock"
    assert answer.explanation.verified
    assert {truck.why_not.en for truck in answer.trucks} == {"its depots are out of stock"}


def test_each_part_of_a_split_order_has_its_own_answer(big_order):
    """24 cylinders in three parts: one is served, two are not."""
    parts = [part.id for part in big_order.parts if part.order_id == "o-big"]
    served = (tour("t1", "depot", parts[0]),)
    answers = answers_of(big_order, served, "o-big")
    assert [answer.part_id for answer in answers] == parts
    assert [answer.vehicle_id for answer in answers][:1] == ["t1"]
    assert {answer.vehicle_id for answer in answers[1:]} == {""}
    (alone,) = answers_of(big_order, served, parts[1])
    assert alone == answers[1]


def test_a_pinned_order_is_told_as_pinned(pinned_morning):
    """Nobody weighed it: a person settled it."""
    tours = tuple(Tour(vehicle_id=p.vehicle_id, trips=p.trips) for p in pinned_morning.pins if p.trips)
    (answer,) = answers_of(pinned_morning, tours, "o-binh")
    assert (answer.vehicle_id, answer.place, answer.next) == ("t1", None, ())
    assert "pinned" in answer.text.en


def test_pins_that_load_what_is_not_there_are_no_reason_to_fail(pinned_morning):
    """What has departed counts, whatever the stock says; nothing is left for others."""
    depots = (replace(pinned_morning.depots[0], stock=Counts({"40L": 2})),)
    problem = pinned_morning.replace(depots=depots)
    tours = tuple(Tour(vehicle_id=p.vehicle_id, trips=p.trips) for p in problem.pins if p.trips)
    (answer,) = why(problem, timetable(problem, tours), "o-dung")
    assert answer.explanation.code == "no_stock"


def test_every_order_of_every_world_gets_an_answer(world):
    """Served or not; nothing raises, and the plan is not touched."""
    tours = tuple(Tour(vehicle_id=pin.vehicle_id, trips=pin.trips) for pin in world.pins if pin.trips)
    plan = timetable(world, tours)
    for order in world.orders:
        for answer in why(world, plan, order.id):
            assert answer.text.vi
            assert answer.text.en
            assert {truck.vehicle_id for truck in answer.trucks} in (set(world.vehicle_by_id), set())


def test_an_order_that_is_not_there_is_refused(two_clinics):
    """With a code and a remedy."""
    with pytest.raises(InputError) as refused:
        why(two_clinics, timetable(two_clinics, ()), "o-none")
    assert [issue.code for issue in refused.value.issues] == ["UNKNOWN_REFERENCE"]


def test_equal_idle_trucks_stand_in_for_each_other(two_clinics):
    """A second truck like the first could take the order as well."""
    twin = replace(two_clinics.vehicles[0], id="t2", name="92C-t2")
    problem = two_clinics.replace(vehicles=(*two_clinics.vehicles, twin))
    (answer,) = answers_of(problem, (), "o-an")
    assert {truck.vehicle_id for truck in answer.trucks if truck.begins_s} == {"t1", "t2"}
