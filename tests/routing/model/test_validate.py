"""A problem names every issue of its data, all at once, in both languages."""

from dataclasses import replace

import pytest

from routing.model import Counts, InputError, Location, Order, Shift, TimeWindow, Urgency


def codes(problem, **changes):
    with pytest.raises(InputError) as refused:
        problem.replace(**changes)
    return [issue.code for issue in refused.value.issues]


def first(items, **changes):
    """The items with some fields of the first one changed."""
    return (replace(items[0], **changes), *items[1:])


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
    "NO_TRAVEL_DATA": lambda p: {"facilities": first(p.facilities, id="off", name="off")},
    "NO_TRAVEL_PROFILE": lambda p: {"vehicles": first(p.vehicles, profile="boat")},
}


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_named_by_its_code(two_clinics, code):
    """One damage, and its code is among the issues (a renamed place is also referred to in vain)."""
    found = codes(two_clinics, **FAULTS[code](two_clinics))
    assert set(found) <= {code, "UNKNOWN_REFERENCE"}
    assert code in found


def test_all_issues_come_at_once(two_clinics):
    """A bad date, a bad truck and a bad order make three issues of one error."""
    found = codes(
        two_clinics,
        date="tomorrow",
        vehicles=first(two_clinics.vehicles, slots=0),
        orders=first(two_clinics.orders, deliver=Counts({"99L": 1})),
    )
    assert sorted(found) == ["BAD_DATE", "NUMBER_TOO_SMALL", "UNKNOWN_REFERENCE"]


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
