"""Splitting an order that is larger than any truck into even parts."""

from collections.abc import Callable
from dataclasses import replace

from routing.model.cargo import Counts, Load
from routing.model.orders import Order

PART_MARK = "#"
"""Joins an order's id and the number of its part: `O12#2`."""


def split_order(order: Order, fits: Callable[[Load], bool]) -> tuple[Order, ...]:
    """Return `order` itself, or the fewest even parts of which a truck can carry each.

    Parameters
    ----------
    fits : callable
        Says whether some truck that may serve the order can carry a load.

    Returns
    -------
    tuple of Order
        The order alone if a truck can carry it, or if not even single cylinders fit. Otherwise
        parts named `id#1`, `id#2`, ... whose counts add up to the order's.
    """
    for number in range(1, max(order.deliver.total, order.collect.total) + 1):
        parts = _even_parts(order, number)
        if all(fits(Load(full=p.deliver)) and fits(Load(empty=p.collect)) for p in parts):
            return parts if number > 1 else (order,)
    return (order,)


def _even_parts(order: Order, number: int) -> tuple[Order, ...]:
    deliver, collect = _deal(order.deliver, number), _deal(order.collect, number)
    return tuple(
        replace(
            order,
            id=f"{order.id}{PART_MARK}{i + 1}",
            deliver=deliver[i],
            collect=collect[i],
            part_of=order.id,
        )
        for i in range(number)
    )


def _deal(counts: Counts, number: int) -> list[Counts]:
    """Deal cylinders out like cards, so that totals of the hands differ by at most one."""
    hands: list[dict[str, int]] = [{} for _ in range(number)]
    turn = 0
    for type_id, count in counts.items():
        for i in range(number):
            share = count // number + ((i - turn) % number < count % number)
            hands[i][type_id] = share
        turn = (turn + count) % number
    return [Counts(hand) for hand in hands]
