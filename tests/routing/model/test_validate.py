"""A problem names every issue of its data, all at once, in both languages."""

from dataclasses import replace

import pytest

from routing.model import (
    Counts,
    InputError,
    Location,
    Order,
    Pin,
    Shift,
    TimeWindow,
    TourTrip,
    Urgency,
)


def codes(problem, **changes):
    with pytest.raises(InputError) as refused:
        problem.replace(**changes)
    return [issue.code for issue in refused.value.issues]


def first(items, **changes):
    """The items with some fields of the first one changed."""
    return (replace(items[0], **changes), *items[1:])


def pin(ids, truck="t1", depot="depot", **more):
    return Pin(vehicle_id=truck, trips=(TourTrip(depot_id=depot, part_ids=ids),), **more)


FAULTS = {
    "BAD_DATE": lambda _: {"date": "24/11/2026"},
    "DUPLICATE_ID": lambda p: {"vehicles": p.vehicles * 2},
    "BLANK_ID": lambda p: {"vehicles": first(p.vehicles, id="")},
    "BAD_LOCATION": lambda p: {"facilities": first(p.facilities, location=Location(float("nan"), 108))},
    "UNKNOWN_REFERENCE": lambda p: {"orders": first(p.orders, facility_id="nowhere")},
    "NUMBER_TOO_SMALL": lambda p: {"vehicles": first(p.vehicles, payload_g=0)},
    "BAD_WINDOWS": lambda p: {"orders": first(p.orders, windows=(TimeWindow(9, 5),))},
    "EMPTY_ORDER": lambda p: {"orders": first(p.orders, deliver=Counts(), collect=Counts())},
    "TOO_MANY_CYLINDERS": lambda p: {"orders": first(p.orders, deliver=Counts({"40L": 100_001}))},
    "RESERVED_ID": lambda p: {"orders": first(p.orders, id="o#1")},
    "BAD_RELEASE": lambda p: {"orders": first(p.orders, release_s=31 * 86_400)},
    "PINNED_TWICE": lambda _: {"pins": (Pin(vehicle_id="t1"), Pin(vehicle_id="t1", closed=True))},
    "EMPTY_TRIP": lambda _: {"pins": (pin(()),)},
    "NO_TRAVEL_DATA": lambda p: {"facilities": first(p.facilities, id="off", name="off")},
    "NO_TRAVEL_PROFILE": lambda p: {"vehicles": first(p.vehicles, profile="boat")},
}


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_named_by_its_code(two_clinics, code):
    """One damage, and its code is among the issues (a renamed place is also referred to in vain)."""
    faults = codes(two_clinics, **FAULTS[code](two_clinics))
    assert set(faults) <= {code, "UNKNOWN_REFERENCE"}
    assert code in faults


@pytest.mark.parametrize(
    ("named", "column"),
    [
        (Pin(vehicle_id="t9"), "pins.vehicle_id"),
        (pin(("o-an",), depot="an"), "pins.trips"),
        (pin(("o-an#1",)), "pins.trips"),
        (Pin(vehicle_id="t1", reserved_part_ids=frozenset({"o-zzz"})), "pins.order_ids"),
    ],
)
def test_a_pin_names_only_what_there_is(two_clinics, named, column):
    """Truck, depot and parts of a pin are those of the day."""
    with pytest.raises(InputError) as refused:
        two_clinics.replace(pins=(named,))
    (issue,) = refused.value.issues
    assert (issue.code, issue.subject.column) == ("UNKNOWN_REFERENCE", column)


@pytest.mark.parametrize(
    "other",
    [
        pin(("o-an",), truck="t2"),
        Pin(vehicle_id="t2", reserved_part_ids=frozenset({"o-an"})),
        pin(("o-binh", "o-binh"), truck="t2"),
    ],
)
def test_an_order_is_pinned_to_one_truck_once(two_clinics, other):
    """Two trucks, or two stops, for one order are too many; naming it again for its own truck is not."""
    trucks = (*two_clinics.vehicles, replace(two_clinics.vehicles[0], id="t2"))
    day = two_clinics.replace(vehicles=trucks)
    assert codes(day, pins=(pin(("o-an",)), other)) == ["PINNED_TWICE"]
    twice = pin(("o-an",), reserved_part_ids=frozenset({"o-an", "o-binh"}))
    assert day.replace(pins=(twice,)).pinned_to == {"o-an": "t1", "o-binh": "t1"}


def test_large_orders_are_pinned_by_their_parts(big_order):
    """24 cylinders go in three parts, each of which may be pinned; the whole order may not."""
    day = big_order.replace(pins=(pin(("o-big#2",)),))
    assert day.pinned_to == {"o-big#2": "t1"}
    assert codes(big_order, pins=(pin(("o-big",)),)) == ["UNKNOWN_REFERENCE"]


@pytest.mark.parametrize(
    ("kind", "changes"),
    [("vehicles", {"shift": Shift(start_s=6, end_s=8, max_duration_s=0)}), ("orders", {"prize_vnd": -1})],
)
def test_numbers_of_the_kind_that_may_be_missing_are_judged_too(two_clinics, kind, changes):
    """The longest duty is a second at least, a prize nothing at least."""
    assert codes(two_clinics, **{kind: first(getattr(two_clinics, kind), **changes)}) == ["NUMBER_TOO_SMALL"]


def test_all_issues_come_at_once(two_clinics):
    """A bad date, a bad truck and a bad order make three issues of one error."""
    faults = codes(
        two_clinics,
        date="tomorrow",
        vehicles=first(two_clinics.vehicles, slots=0),
        orders=first(two_clinics.orders, deliver=Counts({"99L": 1})),
    )
    assert sorted(faults) == ["BAD_DATE", "NUMBER_TOO_SMALL", "UNKNOWN_REFERENCE"]


def test_issues_say_who_and_what_in_both_languages(two_clinics):
    """An issue carries the id, the field, the fault and the remedy."""
    with pytest.raises(InputError) as refused:
        two_clinics.replace(vehicles=first(two_clinics.vehicles, shift=Shift(start_s=9, end_s=8)))
    (issue,) = refused.value.issues
    assert (issue.subject.id, issue.subject.column) == ("t1", "shift.end_s")
    assert "8 nhỏ hơn 9" in str(refused.value)
    assert "8 is less than 9" in str(refused.value)
    assert issue.remedy.vi
    assert issue.remedy.en


def test_every_world_is_consistent(world):
    """The named worlds are problems, and replacing nothing gives the same problem."""
    assert world.replace() == world


def test_parts_are_derived_and_looked_up(big_order):
    """Parts of a large order replace it, and every lookup knows its items."""
    assert [p.id for p in big_order.parts] == ["o-big#1", "o-big#2", "o-big#3", "o-ward"]
    assert big_order.part_by_id["o-big#2"].order_id == "o-big"
    assert set(big_order.order_by_id) == {"o-big", "o-ward"}


def test_an_order_goes_by_its_own_windows_or_by_its_facilitys(big_order):
    """Windows of the order replace the receiving hours."""
    order = big_order.order_by_id["o-big"]
    assert big_order.windows_of(order) == big_order.facility_by_id["hospital"].receiving
    own = (TimeWindow(0, 1),)
    assert big_order.windows_of(replace(order, windows=own)) == own


def test_a_vehicle_needs_the_skills_of_order_and_facility(big_order):
    """Both lists bind."""
    order = replace(big_order.order_by_id["o-ward"], skills=frozenset({"crane"}))
    assert big_order.skills_of(order) == {"tail_lift", "crane"}


def test_an_order_for_empties_only_counts_them():
    """Unserved cylinders are full ones, or empties where nothing is delivered."""
    assert Order(id="o", facility_id="f", collect=Counts({"40L": 3})).cylinders == 3
    assert (
        Order(id="o", facility_id="f", deliver=Counts({"40L": 1}), collect=Counts({"40L": 3})).cylinders == 1
    )
    assert Urgency.EMERGENCY < Urgency.ROUTINE
