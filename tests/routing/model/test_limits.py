"""Numbers, counts and lists of a problem have limits: at the edge they are taken, beyond it refused."""

import dataclasses
import typing
from collections.abc import Iterator

import pytest

from routing.model import (
    Counts,
    CylinderType,
    Depot,
    DriverRules,
    Facility,
    InputError,
    Meals,
    Order,
    Problem,
    Rates,
    Shift,
    Stay,
    TimeWindow,
    Vehicle,
)
from routing.model.limits import MOST, MOST_CYLINDERS, MOST_ITEMS, MOST_PARTS, MOST_S, MOST_WINDOWS

BEYOND = 2**53 - 1
OF_ORDERS = {"due_s", "release_s"}
"""Times of an order, which may lie on either side of midnight; tests of their own hold them."""


def numbers(kind: type) -> Iterator[str]:
    """The fields of a noun that hold a number, or may."""
    derived = {field.name for field in dataclasses.fields(kind) if "derived" in field.metadata}
    for name, hint in typing.get_type_hints(kind).items():
        if name not in derived and (hint is int or int in typing.get_args(hint)):
            yield name


def codes(problem: Problem, **changes: object) -> list[str]:
    with pytest.raises(InputError) as refused:
        problem.replace(**changes)
    return [issue.code for issue in refused.value.issues]


@pytest.mark.parametrize(
    "kind", [CylinderType, Facility, Depot, Vehicle, Shift, DriverRules, Meals, Rates, Order, Problem, Stay]
)
def test_every_number_has_a_limit(kind):
    """A number added to a noun needs its limit, or one huge figure ends a whole search."""
    assert [name for name in numbers(kind) if name not in MOST and name not in OF_ORDERS] == []


def with_number(problem: Problem, name: str, value: int) -> dict[str, object]:
    """What of the problem to change so that one number of its first item is `value`."""
    for group in ("cylinder_types", "facilities", "depots", "vehicles", "orders"):
        items = getattr(problem, group)
        if name in dict.fromkeys(numbers(type(items[0]))):
            return {group: (dataclasses.replace(items[0], **{name: value}), *items[1:])}
    truck = problem.vehicles[0]
    for part in ("shift", "rules", "rates"):
        if name in dict.fromkeys(numbers(type(getattr(truck, part)))):
            changed = dataclasses.replace(getattr(truck, part), **{name: value})
            return {"vehicles": (dataclasses.replace(truck, **{part: changed}), *problem.vehicles[1:])}
    if name in dict.fromkeys(numbers(Meals)):
        rules = dataclasses.replace(truck.rules, meals=Meals(**{"length_s": 60, name: value}))
        return {"vehicles": (dataclasses.replace(truck, rules=rules), *problem.vehicles[1:])}
    if name in dict.fromkeys(numbers(Stay)):
        return {"stay": Stay(**{name: value})}
    if name in dict.fromkeys(numbers(Problem)):
        return {name: (value, 0, 0)}
    depot = problem.depots[0]
    return {"depots": (dataclasses.replace(depot, stock=Counts({"40L": value})), *problem.depots[1:])}


@pytest.mark.parametrize("name", MOST)
def test_numbers_are_taken_at_the_edge_and_refused_beyond(two_clinics, name):
    """The limit itself is good, one more and the most that JSON can say are not, each named once."""
    if name not in {"start_s", "tare_g"}:  # These are bound by their neighbours, too.
        two_clinics.replace(**with_number(two_clinics, name, MOST[name]))
    for value in (MOST[name] + 1, BEYOND):
        assert "NUMBER_TOO_LARGE" in codes(two_clinics, **with_number(two_clinics, name, value))


@pytest.mark.parametrize(("name", "code"), [("due_s", "TIME_TOO_FAR"), ("release_s", "BAD_RELEASE")])
@pytest.mark.parametrize("value", [BEYOND, -BEYOND])
def test_times_of_an_order_are_near_its_day(two_clinics, name, code, value):
    """A due time or a release of another century is refused."""
    orders = (dataclasses.replace(two_clinics.orders[0], **{name: value}), *two_clinics.orders[1:])
    assert codes(two_clinics, orders=orders) == [code]


def test_windows_are_near_their_day_and_few(two_clinics):
    """A window that opens or closes beyond any clock, and a thousand of them, are refused."""
    far = (TimeWindow(0, BEYOND),)
    many = tuple(TimeWindow(2 * i, 2 * i + 1) for i in range(MOST_WINDOWS + 1))
    for windows, code in ((far, "TIME_TOO_FAR"), (many, "TOO_MANY_WINDOWS")):
        orders = (dataclasses.replace(two_clinics.orders[0], windows=windows), *two_clinics.orders[1:])
        assert codes(two_clinics, orders=orders) == [code]
    orders = (dataclasses.replace(two_clinics.orders[0], windows=(TimeWindow(-MOST_S, MOST_S),)),)
    two_clinics.replace(orders=orders)


@pytest.mark.parametrize("name", MOST_ITEMS)
def test_lists_are_bounded(two_clinics, monkeypatch, name):
    """More items than a province has are refused as a list, however good each may be."""
    items = getattr(two_clinics, name)
    monkeypatch.setattr("routing.model.validate.MOST_ITEMS", {name: len(items)})
    two_clinics.replace(name="the same")
    monkeypatch.setattr("routing.model.validate.MOST_ITEMS", {name: len(items) - 1})
    assert codes(two_clinics, name="the same") == ["TOO_MANY_ITEMS"]


def test_orders_that_fall_into_countless_parts_are_refused_before_they_are_split(two_clinics):
    """Six orders of 100,000 cylinders would be thousands of trips: each is named, with its parts."""
    many = tuple(
        dataclasses.replace(two_clinics.orders[0], id=f"o{i}", deliver=Counts({"40L": MOST_CYLINDERS}))
        for i in range(6)
    )
    with pytest.raises(InputError) as refused:
        two_clinics.replace(orders=many)
    assert [issue.code for issue in refused.value.issues] == ["TOO_MANY_PARTS"] * 6
    assert {issue.subject.id for issue in refused.value.issues} == {f"o{i}" for i in range(6)}
    assert str(MOST_PARTS) in refused.value.issues[0].fault.en


def test_an_order_of_many_parts_within_the_bound_is_split(two_clinics):
    """A hundred truck loads for one place are a large day, and no fault."""
    truck = dataclasses.replace(two_clinics.vehicles[0], payload_g=600_000, slots=100)
    order = dataclasses.replace(two_clinics.orders[0], deliver=Counts({"40L": 1_000}))
    parts = two_clinics.replace(vehicles=(truck,), orders=(order,)).parts
    assert len(parts) == 100
    assert sum(part.deliver.total for part in parts) == 1_000
