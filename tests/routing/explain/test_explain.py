"""Each cause has its code, its words and the nearest change that a trial in the plan confirms."""

from dataclasses import replace

import pytest

from routing.check import check
from routing.explain import Reason, explain
from routing.explain.insertion_trial import InsertionTrial
from routing.model import (
    Counts,
    DriverRules,
    EarlierShift,
    Explanation,
    LargerTruck,
    LaterClosing,
    LongerShift,
    Meals,
    MoreStock,
    PermitGranted,
    Plan,
    Problem,
    RoadOpened,
    SecondDriver,
    Shift,
    SkillAdded,
    TimeWindow,
    Together,
    Tour,
    TourTrip,
    TruckAdded,
)
from routing.scenario import apply
from routing.timetable import timetable

MINUTE, HOUR = 60, 3600
EMPTY = ()


def tour(vehicle: str, depot: str, *part_ids: str) -> Tour:
    return Tour(vehicle_id=vehicle, trips=(TourTrip(depot_id=depot, part_ids=part_ids),))


def only(problem: Problem, *order_ids: str) -> Problem:
    return problem.replace(orders=tuple(o for o in problem.orders if o.id in order_ids))


def settled(problem: Problem) -> tuple[Tour, ...]:
    """The least plan there is: what is pinned."""
    return tuple(Tour(vehicle_id=pin.vehicle_id, trips=pin.trips) for pin in problem.pins if pin.trips)


def explained(problem: Problem, tours: tuple[Tour, ...], trial) -> dict[str, Explanation]:
    """Return the explanations by part id; the plan must be valid, before and after."""
    plan = timetable(problem, tours)
    assert check(problem, plan) == ()
    result = explain(problem, plan, trial=trial)
    assert check(problem, result) == ()
    assert replace(result, unserved=plan.unserved, shortfall=None) == plan
    return {row.part_id: row.explanation for row in result.unserved}


def with_truck(problem: Problem, **changes) -> Problem:
    return problem.replace(vehicles=tuple(replace(v, **changes) for v in problem.vehicles))


def with_clinic(problem: Problem, name: str, **changes) -> Problem:
    facilities = (replace(f, **changes) if f.id == name else f for f in problem.facilities)
    return problem.replace(facilities=tuple(facilities))


def test_island_gets_a_road(far_valley, trial):
    """An order that no road reaches: a road is assumed, as the crow flies at 30 km/h."""
    explanation = explained(far_valley, (tour("t1", "depot", "o-near"),), trial)["o-island"]
    assert (explanation.code, explanation.verified) == (Reason.UNREACHABLE, True)
    assert isinstance(explanation.remedy, RoadOpened)
    assert explanation.remedy.destination_id == "island"
    assert "giả định" in explanation.remedy_text.vi
    assert "assumed" in explanation.remedy_text.en


def test_road_is_as_long_as_the_crow_flies(far_valley, trial):
    """The road from the only linked place near it, two tenths of a degree of latitude away."""
    alone = only(far_valley, "o-island")
    near = replace(alone.facility_by_id["near"], location=replace(alone.depots[0].location, lat=10.0))
    far = replace(alone.facility_by_id["far"], location=near.location)
    alone = alone.replace(facilities=(near, far, alone.facility_by_id["island"]))
    remedy = explained(alone, EMPTY, trial)["o-island"].remedy
    assert remedy.origin_id == "depot"
    assert 22_230 < remedy.length_m < 22_250
    assert remedy.duration_s == -(-remedy.length_m * 36 // 300)


def test_tight_morning_closes_later(tight_morning, trial):
    """binh and chau fill the morning; an would be reached at 09:20, eighty minutes after closing."""
    tours = (tour("t1", "depot", "o-binh", "o-chau"),)
    explanation = explained(tight_morning, tours, trial)["o-an"]
    assert explanation.code == Reason.FLEET_BUSY
    assert explanation.remedy == LaterClosing(order_id="o-an", by_s=80 * MINUTE)
    assert explanation.verified
    assert "09:20" in explanation.remedy_text.vi
    assert "80 phút" in explanation.remedy_text.vi


def test_a_ban_is_named_and_a_permit_lifts_it(two_clinics, by_hour, trial):
    """An is barred from before the shift till after it, binh is not: one truck needs a permit."""
    travel = by_hour(two_clinics.travel, (0, 100, "an"), (23 * HOUR, 100, ""))
    day = two_clinics.replace(travel=travel)
    explanation = explained(day, (tour("t1", "depot", "o-binh"),), trial)["o-an"]
    assert (explanation.code, explanation.remedy, explanation.verified) == (
        Reason.ROAD_BARRED,
        PermitGranted(vehicle_id="t1"),
        True,
    )
    assert "Cấm xe tải" in explanation.reason.vi
    assert "giấy phép" in explanation.remedy_text.vi
    served = timetable(apply(day, [explanation.remedy]), (tour("t1", "depot", "o-an", "o-binh"),))
    assert check(apply(day, [explanation.remedy]), served) == ()


def test_scarce_stock_names_what_is_lacking(scarce_stock, trial):
    """chau needs six; east, whose stock lacks least, has four."""
    tours = (tour("t-west", "west", "o-an", "o-binh"),)
    explanation = explained(scarce_stock, tours, trial)["o-chau"]
    assert explanation.code == Reason.NO_STOCK
    assert explanation.remedy == MoreStock(depot_id="east", type_id="40L", count=2)
    assert "2 × 40L" in explanation.reason.en


def test_stock_that_others_took_is_told_apart(scarce_stock, trial):
    """binh could have had its four cylinders, had an not taken them."""
    west = replace(scarce_stock.depots[0], stock=Counts({"40L": 7}))
    problem = only(scarce_stock, "o-an", "o-binh").replace(
        depots=(west, replace(scarce_stock.depots[1], stock=Counts()))
    )
    explanation = explained(problem, (tour("t-west", "west", "o-an"),), trial)["o-binh"]
    assert explanation.code == Reason.NO_STOCK
    assert explanation.remedy == MoreStock(depot_id="west", type_id="40L", count=1)
    assert "Kho west is out of stock for this order: 1 × 40L short" in explanation.reason.en


def test_missing_skill_is_added_to_one_truck(big_order, trial):
    """ward asks for a tail lift that no truck has."""
    problem = with_truck(only(big_order, "o-ward"), skills=frozenset())
    explanation = explained(problem, EMPTY, trial)["o-ward"]
    assert explanation.code == Reason.SKILL_MISSING
    assert explanation.remedy == SkillAdded(vehicle_id="t1", skill="tail_lift")
    assert "tail_lift" in explanation.reason.vi


def test_cylinder_too_heavy_for_any_truck(two_clinics, trial):
    """Not even one cylinder fits, so the truck must carry the whole order, which is not split."""
    problem = with_truck(only(two_clinics, "o-an"), payload_g=50_000)
    explanation = explained(problem, EMPTY, trial)["o-an"]
    assert explanation.code == Reason.CYLINDER_TOO_HEAVY
    assert explanation.remedy == LargerTruck(vehicle_id="t1", payload_g=4 * 56_300, slots=40)


def test_depot_down_has_no_remedy(two_clinics, trial):
    """No change of ours puts a depot back into service, and the reason says so."""
    problem = two_clinics.replace(depots=(replace(two_clinics.depots[0], in_service=False),))
    explanation = explained(problem, EMPTY, trial)["o-an"]
    assert explanation.code == Reason.NO_DEPOT_OPEN
    assert (explanation.remedy, explanation.remedy_text, explanation.verified) == (None, None, False)
    assert "no change that was tried" in explanation.reason.en


def test_window_before_anyone_can_be_there(two_clinics, trial):
    """binh closes at 06:30; the truck loads from 06:00 to 06:10 and drives 50 minutes."""
    early = (TimeWindow(5 * HOUR, 6 * HOUR + 30 * MINUTE),)
    problem = with_clinic(two_clinics, "binh", receiving=early)
    explanation = explained(problem, (tour("t1", "depot", "o-an"),), trial)["o-binh"]
    assert explanation.code == Reason.WINDOW_TOO_EARLY
    assert explanation.remedy == LaterClosing(order_id="o-binh", by_s=30 * MINUTE)
    assert "07:00" in explanation.reason.vi


def test_shift_is_longer_by_what_the_drive_needs(two_clinics, trial):
    """Load 10, drive 50, unload 10, drive 50 minutes: back at 08:00, an hour after the shift."""
    problem = with_truck(two_clinics, shift=Shift(start_s=6 * HOUR, end_s=7 * HOUR))
    explanation = explained(problem, (tour("t1", "depot", "o-an"),), trial)["o-binh"]
    assert explanation.code == Reason.SHIFT_TOO_SHORT
    # an takes ten minutes of unloading more on the same leg.
    assert explanation.remedy == LongerShift(vehicle_id="t1", by_s=70 * MINUTE)
    assert "08:00" in explanation.reason.en


def test_a_longer_shift_lengthens_the_longest_duty_and_says_so(two_clinics, trial):
    """A shift of an hour whose duty is no longer: ten minutes more than two hours of both are asked for."""
    shift = Shift(start_s=6 * HOUR, end_s=7 * HOUR, max_duration_s=HOUR)
    problem = with_truck(two_clinics, shift=shift)
    explanation = explained(problem, (tour("t1", "depot", "o-an"),), trial)["o-binh"]
    assert explanation.code == Reason.SEVERAL_LIMITS
    assert explanation.remedy == LongerShift(vehicle_id="t1", by_s=70 * MINUTE)
    assert "08:10" in explanation.remedy_text.en
    assert "longest duty 02:10" in explanation.remedy_text.en
    assert "làm việc tối đa 02:10" in explanation.remedy_text.vi


def test_a_day_without_time_for_a_meal_says_so(two_clinics, trial):
    """Binh takes two hours, which is the whole shift and duty; the meal needs half an hour more of both."""
    meals = Meals(length_s=30 * MINUTE, within_work_s=90 * MINUTE)
    shift = Shift(start_s=6 * HOUR, end_s=8 * HOUR, max_duration_s=2 * HOUR)
    problem = with_truck(two_clinics, shift=shift, rules=DriverRules(meals=meals))
    explanation = explained(problem, EMPTY, trial)["o-binh"]
    assert explanation.code == Reason.MEALS_TOO_LONG
    assert "30 minutes" in explanation.reason.en
    assert explanation.remedy == LongerShift(vehicle_id="t1", by_s=30 * MINUTE)


def test_meals_are_named_where_a_longer_shift_alone_would_do(two_clinics, trial):
    """The truck would be back at 08:00, when its shift ends: nobody would understand a shift too short."""
    meals = Meals(length_s=30 * MINUTE, within_work_s=90 * MINUTE)
    shift = Shift(start_s=6 * HOUR, end_s=8 * HOUR)
    explanations = explained(
        with_truck(two_clinics, shift=shift, rules=DriverRules(meals=meals)), EMPTY, trial
    )
    assert explanations["o-binh"].code == Reason.MEALS_TOO_LONG
    assert explanations["o-binh"].remedy == LongerShift(vehicle_id="t1", by_s=30 * MINUTE)


def test_driving_limit_asks_for_a_second_driver(two_clinics, trial):
    """binh is 100 minutes of driving, the driver may drive 90."""
    problem = with_truck(two_clinics, rules=DriverRules(max_driving_s=90 * MINUTE))
    explanation = explained(problem, EMPTY, trial)["o-binh"]
    assert explanation.code == Reason.DRIVING_TOO_LONG
    assert explanation.remedy == SecondDriver(vehicle_id="t1")
    assert "01:40" in explanation.reason.vi


def test_depot_that_opens_too_late(two_clinics, trial):
    """The depot opens when the shift is nearly over; a longer shift helps."""
    problem = with_truck(two_clinics, shift=Shift(start_s=6 * HOUR, end_s=7 * HOUR))
    late = (TimeWindow(7 * HOUR, 20 * HOUR),)
    problem = problem.replace(depots=(replace(problem.depots[0], open=late),))
    explanation = explained(problem, EMPTY, trial)["o-an"]
    assert explanation.code in {Reason.SHIFT_TOO_SHORT, Reason.NO_DEPOT_OPEN}
    assert explanation.remedy == LongerShift(vehicle_id="t1", by_s=60 * MINUTE)


def test_several_limits_are_all_named(two_clinics, trial):
    """Neither a later closing nor a second driver alone serves binh; both together do."""
    early = (TimeWindow(5 * HOUR, 6 * HOUR + 30 * MINUTE),)
    problem = with_clinic(two_clinics, "binh", receiving=early)
    problem = with_truck(problem, rules=DriverRules(max_driving_s=90 * MINUTE))
    explanation = explained(problem, EMPTY, trial)["o-binh"]
    later, driver = LaterClosing(order_id="o-binh", by_s=30 * MINUTE), SecondDriver(vehicle_id="t1")
    assert (explanation.code, explanation.remedy, explanation.verified) == (
        Reason.SEVERAL_LIMITS,
        Together(changes=(later, driver)),
        True,
    )
    assert "giờ nhận hàng, giới hạn lái xe" in explanation.reason.vi


def test_truck_added_where_no_smaller_change_helps(two_depots, trial):
    """Each clinic is a day's work for a truck that needs five hours more for the second."""
    problem = with_truck(two_depots, shift=Shift(start_s=6 * HOUR, end_s=12 * HOUR))
    problem = problem.replace(
        vehicles=problem.vehicles[:1],
        facilities=tuple(replace(f, unload_fixed_s=int(5.2 * HOUR)) for f in problem.facilities),
        orders=tuple(replace(o, facility_id="an") for o in problem.orders),
    )
    explanation = explained(problem, (tour("t-west", "west", "o-an"),), trial)["o-binh"]
    assert explanation.code == Reason.FLEET_BUSY
    assert explanation.remedy == TruckAdded(like_vehicle_id="t-west", new_id="t-west-2")


def test_full_truck_is_replaced_by_a_larger_one(two_clinics, trial):
    """One trip of at most ten cylinders is full with six; a truck for twelve takes both."""
    problem = with_truck(two_clinics, max_trips=1)
    problem = problem.replace(
        orders=tuple(replace(o, deliver=Counts({"40L": 6}), collect=Counts()) for o in problem.orders)
    )
    explanation = explained(problem, (tour("t1", "depot", "o-an"),), trial)["o-binh"]
    assert explanation.code == Reason.FLEET_BUSY
    assert isinstance(explanation.remedy, LargerTruck)
    assert explanation.remedy.payload_g >= 12 * 56_300


def test_change_of_more_than_four_hours_is_none(two_clinics, trial):
    """Four hours later is proposed, a second more is not."""
    early = (TimeWindow(0, HOUR),)
    problem = with_clinic(only(two_clinics, "o-binh"), "binh", receiving=early)
    problem = with_truck(problem, shift=Shift(start_s=4 * HOUR, end_s=18 * HOUR))
    answer = explained(problem, EMPTY, trial)["o-binh"]
    assert answer.code == Reason.WINDOW_TOO_EARLY
    assert answer.remedy == LaterClosing(order_id="o-binh", by_s=4 * HOUR)
    answer = explained(with_truck(problem, shift=Shift(start_s=4 * HOUR + 1, end_s=18 * HOUR)), EMPTY, trial)
    assert not answer["o-binh"].verified


def test_earlier_shift_reaches_an_early_window(two_clinics, trial):
    """binh closes at 06:00 and the shift ends ten minutes before the truck is back: start at 05:00."""
    early = (TimeWindow(5 * HOUR, 6 * HOUR),)
    problem = with_clinic(two_clinics, "binh", receiving=early)
    problem = with_truck(problem, shift=Shift(start_s=6 * HOUR, end_s=7 * HOUR + 50 * MINUTE))
    explanation = explained(problem, EMPTY, trial)["o-binh"]
    assert explanation.code == Reason.SHIFT_TOO_SHORT
    assert explanation.remedy == EarlierShift(vehicle_id="t1", by_s=60 * MINUTE)
    assert "05:00" in explanation.remedy_text.en


def test_room_that_the_search_did_not_use(two_clinics, trial):
    """An order that fits into the plan as it is needs no remedy but a longer search."""
    explanation = explained(two_clinics, (tour("t1", "depot", "o-an"),), trial)["o-binh"]
    assert (explanation.code, explanation.remedy) == (Reason.NOT_PLACED, None)


def test_remedy_that_also_needs_room_comes_with_a_truck(two_clinics, trial):
    """A tail lift would serve the order by itself, but the only truck is full and makes one trip."""
    problem = with_truck(two_clinics, max_trips=1, skills=frozenset(), slots=9)
    problem = with_clinic(problem, "binh", skills=frozenset({"tail_lift"}))
    problem = problem.replace(
        orders=tuple(replace(o, deliver=Counts({"40L": 8}), collect=Counts()) for o in problem.orders)
    )
    explanation = explained(problem, (tour("t1", "depot", "o-an"),), trial)["o-binh"]
    lift, truck = (
        SkillAdded(vehicle_id="t1", skill="tail_lift"),
        TruckAdded(like_vehicle_id="t1", new_id="t1-2"),
    )
    assert (explanation.code, explanation.remedy) == (Reason.SKILL_MISSING, Together(changes=(lift, truck)))
    assert explanation.remedy_text.vi == "Trang bị tail_lift cho xe 92C-t1 và thêm một xe như 92C-t1"
    assert (
        explanation.remedy_text.en == "Equip truck 92C-t1 with tail_lift and add one more truck like 92C-t1"
    )


def test_only_more_stock_and_a_truck_together_help(scarce_stock, trial):
    """Both trucks make one trip of nine cylinders, so they have no room for six; west has four left."""
    problem = with_truck(scarce_stock, max_trips=1, slots=9)
    tours = (tour("t-west", "west", "o-an"), tour("t-east", "east", "o-binh"))
    explanation = explained(problem, tours, trial)["o-chau"]
    stock = MoreStock(depot_id="west", type_id="40L", count=2)
    truck = TruckAdded(like_vehicle_id="t-west", new_id="t-west-2")
    assert (explanation.code, explanation.verified) == (Reason.NO_STOCK, True)
    assert "Kho west is out of stock for this order: 2 × 40L short" in explanation.reason.en
    assert explanation.remedy == Together(changes=(stock, truck))
    assert explanation.remedy_text.vi == "Thêm 2 bình 40L cho Kho west và thêm một xe như 92C-t-west"
    for change in (stock, truck):
        assert not trial.added(apply(problem, [change]), tours, "o-chau")


def test_depot_out_of_reach_does_not_hide_that_stock_is_short(scarce_stock, trial):
    """East has plenty, but by way of it chau is 180 minutes of driving, and 170 are allowed."""
    problem = with_truck(scarce_stock, rules=DriverRules(max_driving_s=170 * MINUTE))
    east = replace(problem.depots[1], stock=Counts({"40L": 40}))
    problem = problem.replace(vehicles=problem.vehicles[:1], depots=(problem.depots[0], east))
    explanation = explained(problem, (tour("t-west", "west", "o-an"),), trial)["o-chau"]
    assert explanation.code == Reason.NO_STOCK
    assert "Kho west is out of stock for this order: 2 × 40L short" in explanation.reason.en
    assert explanation.remedy == MoreStock(depot_id="west", type_id="40L", count=2)


def test_every_row_of_every_world_is_explained(world, trial):
    """With nothing planned each row gets a reason in two languages, and each remedy holds when tried."""
    plan: Plan = explain(world, timetable(world, settled(world)), trial=trial)
    assert plan.unserved
    for row in plan.unserved:
        explanation = row.explanation
        assert explanation.code in set(Reason)
        assert explanation.reason.vi != explanation.reason.en
        assert (
            explanation.verified == (explanation.remedy is not None) == (explanation.remedy_text is not None)
        )
        if explanation.remedy:
            assert trial.added(trial.apply(world, explanation.remedy), settled(world), row.part_id)


def test_insertion_engine_tells_the_same_as_every_insertion(world, trial):
    """The trial that solving uses comes to the same causes and remedies as brute force."""
    first = world.parts[0]
    able = (v for v in world.vehicles if world.skills_of(first) <= v.skills)
    truck = next(v for v in able if world.may_serve(v, first))
    for more in ((), (tour(truck.id, truck.start_depot_id, first.id),)):
        tours = (*settled(world), *more)
        assert explained(world, tours, InsertionTrial()) == explained(world, tours, trial)


def test_an_order_that_is_ready_too_late_says_so(late_release, trial):
    """An closes at 10:00, when its cylinders are ready; half an hour longer is enough."""
    an, binh = late_release.orders
    problem = late_release.replace(orders=(replace(an, release_s=10 * HOUR), binh))
    explanation = explained(problem, (tour("t1", "depot", "o-binh"),), trial)["o-an"]
    assert explanation.code == Reason.RELEASED_TOO_LATE
    assert explanation.remedy == LaterClosing(order_id="o-an", by_s=30 * MINUTE)
    assert "ready at 10:00" in explanation.reason.en
    assert "10:30" in explanation.reason.vi


def test_a_duty_too_short_for_one_order_says_so(short_duty, trial):
    """Binh is two hours away: four hours of driving and twenty minutes of handling; two drivers may."""
    shift = replace(short_duty.vehicles[0].shift, max_duration_s=4 * HOUR)
    explanation = explained(with_truck(short_duty, shift=shift), EMPTY, trial)["o-binh"]
    assert (explanation.code, explanation.remedy) == (Reason.DUTY_TOO_LONG, SecondDriver(vehicle_id="t1"))
    assert explanation.verified
    assert "04:20" in explanation.reason.en
    assert "(04:00)" in explanation.reason.en


def test_pins_that_leave_no_truck_are_the_reason(pinned_morning, trial):
    """An is pinned to a truck that closes, which nothing mends; dung needs one more truck."""
    closed = tuple(replace(pin, closed=True) for pin in pinned_morning.pins)
    problem = pinned_morning.replace(pins=closed)
    explanations = explained(problem, settled(problem), trial)
    assert {row.code for row in explanations.values()} == {Reason.PINNED}
    assert explanations["o-an"].remedy is None
    assert "92C-t3" in explanations["o-an"].reason.vi
    assert isinstance(explanations["o-dung"].remedy, TruckAdded)
    assert explanations["o-dung"].verified


def test_a_top_up_that_is_left_was_not_worth_it(top_up, trial):
    """Far could be reached, and an too; they need not be served, so nothing has to change."""
    explanations = explained(top_up, (tour("t1", "depot", "o-binh"),), trial)
    assert {row.code for row in explanations.values()} == {Reason.NOT_WORTH_IT}
    assert "50000" in explanations["o-an"].reason.vi
    assert explanations["o-an"].remedy is None


def test_a_top_up_that_fits_nowhere_says_why(top_up, trial):
    """A top-up is explained by the same limits as any order."""
    problem = with_truck(top_up, rules=DriverRules(max_driving_s=2 * HOUR))
    explanations = explained(problem, (tour("t1", "depot", "o-binh"),), trial)
    assert explanations["o-far"].code == Reason.DRIVING_TOO_LONG


class Never:
    """Nothing ever helps; every question is counted."""

    def __init__(self) -> None:
        self.questions = 0

    def alone(self, *_):
        return True

    def added(self, *_):
        self.questions += 1
        return False

    def apply(self, problem, _):
        return problem


def crowd(problem: Problem, number: int, *, alike: bool) -> Problem:
    order = problem.orders[0]
    return problem.replace(
        orders=tuple(
            replace(
                order,
                id=f"o{n}",
                collect=Counts({"40L": 1 if alike else 1 + n % 9, "10L": 0 if alike else n}),
            )
            for n in range(number)
        )
    )


@pytest.mark.parametrize("number", [1, 10, 100])
def test_trials_are_bounded(two_clinics, number):
    """However many orders stay behind, the trials do not grow beyond a few for each, and a fresh truck."""
    never, problem = Never(), crowd(with_truck(two_clinics, payload_g=10**8, slots=999), number, alike=False)
    plan = explain(problem, timetable(problem, EMPTY), trial=never, trials=50)
    assert never.questions <= max(50, 4 * number) + number
    assert {row.explanation.code for row in plan.unserved} == {Reason.FLEET_BUSY}


def test_equal_orders_are_explained_once(tight_morning, trial):
    """Orders that ask for the same at the same place share their trials, not their ids."""
    orders = tuple(replace(tight_morning.orders[0], id=f"o-an-{n}") for n in range(4))
    problem = tight_morning.replace(orders=(*tight_morning.orders[1:], *orders))
    explanations = explained(problem, (tour("t1", "depot", "o-binh", "o-chau"),), trial)
    assert set(trial.questions) == {"o-an-0"}
    assert [explanations[o.id].remedy.order_id for o in orders] == [o.id for o in orders]
    assert len({explanations[o.id].remedy.by_s for o in orders}) == 1
