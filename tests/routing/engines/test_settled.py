"""What is pinned comes back into tours that lack it, and the rest of them is left alone."""

from dataclasses import replace

from routing.engines.best import Best
from routing.engines.mend import mend
from routing.engines.settled import with_pins
from routing.model import Budget, Tour, TourTrip
from routing.timetable import time_tour


def tour(truck: str, *trips: tuple[str, ...]) -> Tour:
    return Tour(vehicle_id=truck, trips=tuple(TourTrip(depot_id="depot", part_ids=ids) for ids in trips))


def test_tours_without_pins_are_left_alone(two_clinics):
    """Nothing is pinned, so nothing changes."""
    tours = (tour("t1", ("o-binh",), ("o-an",)),)
    assert with_pins(two_clinics, tours) == tours


def test_pinned_trips_come_back(pinned_morning):
    """Of an empty plan there remains what has left."""
    assert with_pins(pinned_morning, ()) == (tour("t1", ("o-binh",)), tour("t2", ("o-chau",)))


def test_pinned_orders_leave_other_trucks(pinned_morning):
    """T1 has binh and dung in one trip, the closed t4 has chau and an: binh comes first, chau goes to t2."""
    tours = (tour("t1", ("o-binh", "o-dung")), tour("t4", ("o-chau", "o-an")))
    assert with_pins(pinned_morning, tours) == (
        tour("t1", ("o-binh",), ("o-dung",)),
        tour("t2", ("o-chau",)),
    )


def test_tours_that_keep_the_pins_stay_as_they_are(pinned_morning):
    """A plan that was made with the pins passes through."""
    tours = (tour("t1", ("o-binh",), ("o-dung",)), tour("t2", ("o-chau",)), tour("t3", ("o-an",)))
    assert with_pins(pinned_morning, tours) == tours


def test_mending_sheds_nothing_pinned(pinned_morning):
    """The shift ends before dung is served, or before binh is: dung is shed, binh stays."""
    for end_s, left in ((10 * 3600, (("o-binh",),)), (7 * 3600, (("o-binh",),))):
        short = replace(
            pinned_morning.vehicles[0], shift=replace(pinned_morning.vehicles[0].shift, end_s=end_s)
        )
        day = pinned_morning.replace(vehicles=(short, *pinned_morning.vehicles[1:]))
        mended = mend(day, (tour("t1", ("o-binh",), ("o-dung",)),), Budget(seconds=0))
        assert next(t for t in mended if t.vehicle_id == "t1") == tour("t1", *left)


def test_an_optional_stop_is_shed_before_one_that_must_be(two_clinics):
    """Two stops are too many by a few minutes: the urgent top-up goes, the routine order stays."""
    an, binh = two_clinics.orders
    shift = replace(two_clinics.vehicles[0].shift, max_duration_s=7200)
    day = two_clinics.replace(
        orders=(an, replace(binh, prize_vnd=10**7, urgency=0)),
        vehicles=(replace(two_clinics.vehicles[0], shift=shift),),
    )
    (kept,) = mend(day, (tour("t1", ("o-an", "o-binh")),), Budget(seconds=0))
    assert kept == tour("t1", ("o-an",))
    assert not time_tour(day, kept).broken


def test_a_plan_that_forgets_a_pin_is_no_better_one(pinned_morning):
    """However cheap, tours without what is pinned are not taken."""
    best = Best(pinned_morning, Budget())
    best.offer(())
    best.offer((tour("t1", ("o-binh",)),))
    assert best.tours == ()
    best.offer(with_pins(pinned_morning, ()))
    assert best.tours
