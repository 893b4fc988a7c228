"""A large order becomes the fewest even parts that add up and that one truck each can carry."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from routing.model import Counts, CylinderType, Order, Urgency
from routing.model.split import split_order

TYPES = ("8L", "10L", "40L")
COUNTS = st.dictionaries(st.sampled_from(TYPES), st.integers(0, 30)).map(Counts)
ORDERS = st.builds(Order, id=st.just("o"), facility_id=st.just("f"), deliver=COUNTS, collect=COUNTS)
TRUCKS = st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=1, max_size=3)


def carries(*trucks):
    """Trucks as (most full ones, most empty ones)."""
    return lambda part: any(part.deliver.total <= f and part.collect.total <= e for f, e in trucks)


def total(parts, side):
    return sum((getattr(part, side) for part in parts), Counts())


@given(ORDERS, TRUCKS)
def test_parts_add_up_and_each_fits(order, trucks):
    """Nothing is lost, doubled or left too large."""
    parts = split_order(order, carries(*trucks))
    assert total(parts, "deliver") == order.deliver
    assert total(parts, "collect") == order.collect
    assert all(map(carries(*trucks), parts))


@given(ORDERS, TRUCKS)
def test_parts_are_even_and_none_is_empty(order, trucks):
    """Totals differ by at most one, and every part moves something."""
    parts = split_order(order, carries(*trucks))
    for side in ("deliver", "collect"):
        sizes = [getattr(part, side).total for part in parts]
        assert max(sizes) - min(sizes) <= 1
    assert len(parts) == 1 or all(part.deliver or part.collect for part in parts)


@given(ORDERS, st.integers(1, 40))
def test_the_number_of_parts_is_the_least(order, most):
    """With one kind of truck: the larger side divided by what the truck takes, rounded up."""
    larger = max(order.deliver.total, order.collect.total)
    assert len(split_order(order, carries((most, most)))) == max(1, -(-larger // most))


def test_parts_are_named_and_know_their_order():
    """`o#1`, `o#2` with `part_of`, all else the same."""
    order = Order(id="o", facility_id="f", deliver=Counts({"40L": 5}), due_s=7)
    parts = split_order(order, carries((3, 3)))
    assert [(p.id, p.part_of, p.order_id, p.due_s) for p in parts] == [
        ("o#1", "o", "o", 7),
        ("o#2", "o", "o", 7),
    ]


@given(st.integers(0, 10**9), st.integers(1, 7))
def test_parts_share_a_prize_to_the_dong(prize_vnd, most):
    """The shares add up exactly, none is more than a dong from another, and no prize stays none."""
    order = Order(id="o", facility_id="f", deliver=Counts({"40L": 20}), prize_vnd=prize_vnd)
    shares = [part.prize_vnd for part in split_order(order, carries((most, most)))]
    assert sum(shares) == prize_vnd
    assert max(shares) - min(shares) <= 1
    due = Order(id="o", facility_id="f", deliver=Counts({"40L": 20}))
    assert {part.prize_vnd for part in split_order(due, carries((most, most)))} == {None}


PRICED = {
    "8L": CylinderType(id="8L", name="", full_g=12_200, tare_g=10_500, empty_vnd=2_000),
    "10L": CylinderType(id="10L", name="", full_g=14_600, tare_g=12_500),
    "40L": CylinderType(id="40L", name="", full_g=56_300, tare_g=48_000, slots=2, empty_vnd=5_000),
}
"""Large and small empties have a price, those of 10 L have none."""


def mass_and_slots(counts, kind):
    grams = sum(n * getattr(PRICED[key], kind) for key, n in counts.items())
    return grams, sum(n * PRICED[key].slots for key, n in counts.items())


@given(ORDERS, TRUCKS, st.none() | st.integers(0, 10**6), st.integers(0, 10**6))
def test_priced_parts_add_up(order, trucks, prize_vnd, waiting_vnd):
    """Cylinders, prize, price of waiting and of empties: nothing is lost or counted twice."""
    order = replace(order, prize_vnd=prize_vnd, urgency=Urgency.EMERGENCY, due_s=7, release_s=5)
    parts = split_order(order, carries(*trucks), PRICED, waiting_vnd_per_hour=waiting_vnd)
    assert len({part.id for part in parts}) == len(parts)
    for side in ("deliver", "collect"):
        assert total(parts, side) == getattr(order, side)
    if prize_vnd is not None:
        assert sum(part.prize_vnd or 0 for part in parts) == prize_vnd
    vnd = order.collect["8L"] * 2_000 + order.collect["40L"] * 5_000
    assert sum(part.empties_vnd or 0 for part in parts) == vnd
    waits = prize_vnd is None and not all(part.only_empties for part in parts)
    assert sum(part.waiting_vnd_per_hour for part in parts) == (waiting_vnd if waits else 0)


@given(ORDERS, TRUCKS)
def test_empties_never_stand_in_the_way_of_fulls(order, trucks):
    """What is beyond the fulls is apart, and binds neither hours nor urgency.

    A part with fulls takes empties back for all of them where there are so many of their types.
    """
    order = replace(order, urgency=Urgency.EMERGENCY, due_s=7, release_s=5)
    parts = split_order(order, carries(*trucks), PRICED)
    for part in parts:
        if part.only_empties:
            assert part.optional
            assert part.cylinders == 0
            assert (part.urgency, part.due_s, part.release_s) == (Urgency.ROUTINE, None, None)
        else:
            assert part.cylinders == (part.deliver.total or part.collect.total)
            assert (part.urgency, part.due_s, part.release_s) == (Urgency.EMERGENCY, 7, 5)
    priced = Counts({key: n for key, n in order.collect.items() if key != "10L"})
    if order.deliver and priced == order.collect:
        beside = total([part for part in parts if not part.only_empties], "collect")
        assert beside.total <= order.deliver.total
        out, back = mass_and_slots(order.deliver, "full_g"), mass_and_slots(beside, "tare_g")
        assert all(b <= o for b, o in zip(back, out, strict=True))
        assert all(beside[key] >= min(order.deliver[key], n) for key, n in priced.items())


def test_an_order_that_fits_stays_whole():
    """No part names where no part is needed."""
    order = Order(id="o", facility_id="f", deliver=Counts({"40L": 3}))
    assert split_order(order, carries((3, 0))) == (order,)


def test_an_order_that_nobody_can_carry_stays_whole():
    """Parts would not help where a single cylinder is too much; nor is every number of parts tried."""
    order = Order(id="o", facility_id="f", deliver=Counts({"40L": 90_000}), collect=Counts({"10L": 1}))
    tried = []
    assert split_order(order, lambda part: bool(tried.append(part))) == (order,)
    assert len(tried) < 5


def test_bug_one_truck_brings_and_takes_a_part():
    """A truck for the full ones and another for the empties do not carry a part together."""
    order = Order(id="o", facility_id="f", deliver=Counts({"40L": 8}), collect=Counts({"40L": 8}))
    assert len(split_order(order, carries((8, 2), (2, 8)))) == 4
