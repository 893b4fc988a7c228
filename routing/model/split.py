"""Splitting an order that is larger than any truck into even parts."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from routing.model.cargo import Counts
from routing.model.orders import Order

PART_MARK = "#"
"""Joins an order's id and the number of its part: `O12#2`."""


def split_order(order: Order, able: Callable[[Order], bool]) -> tuple[Order, ...]:
    """Return `order` itself, or the fewest even parts of which one truck each can carry.

    Parameters
    ----------
    able : callable
        Says whether some truck that may serve the order can bring a part's full cylinders and
        take its empties back.

    Returns
    -------
    tuple of Order
        The order alone if a truck can carry it, or if not even single cylinders fit. Otherwise
        parts named `id#1`, `id#2`, ... whose counts and prizes add up to the order's.
    """
    if able(order) or not all(map(able, _singles(order))):
        return (order,)
    for number in range(2, max(order.deliver.total, order.collect.total) + 1):
        # Part by part, for the first tells already of most numbers that they are too small.
        if all(able(_part(order, i, number)) for i in range(number)):
            return tuple(_part(order, i, number) for i in range(number))
    return (order,)


def _singles(order: Order) -> Iterator[Order]:
    """Yield one cylinder of each type: where one of them fits nowhere, parts do not help."""
    for type_id in order.deliver:
        yield replace(order, deliver=Counts({type_id: 1}), collect=Counts())
    for type_id in order.collect:
        yield replace(order, deliver=Counts(), collect=Counts({type_id: 1}))


def _part(order: Order, i: int, number: int) -> Order:
    return replace(
        order,
        id=f"{order.id}{PART_MARK}{i + 1}",
        deliver=_hand(order.deliver, i, number),
        collect=_hand(order.collect, i, number),
        prize_vnd=None if order.prize_vnd is None else _share(order.prize_vnd, i, number),
        part_of=order.id,
    )


def _share(vnd: int, i: int, number: int) -> int:
    """Return the `i`-th of `number` even shares; the first ones take what is left over, a dong each."""
    return vnd // number + (i < vnd % number)


def _hand(counts: Counts, i: int, number: int) -> Counts:
    """Return the `i`-th of `number` hands, dealt like cards: their totals differ by at most one."""
    hand: dict[str, int] = {}
    turn = 0
    for type_id, count in counts.items():
        hand[type_id] = count // number + ((i - turn) % number < count % number)
        turn = (turn + count) % number
    return Counts(hand)
