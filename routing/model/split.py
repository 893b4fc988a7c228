"""An order's parts: even ones where it is larger than any truck, and empties beyond its fulls apart."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from routing.model.cargo import NOTHING, Capacity, Counts, CylinderType, Load
from routing.model.orders import Order, Urgency

PART_MARK = "#"
"""Joins an order's id and the number of its part: `O12#2`."""
_NO_TYPES: Final[Mapping[str, CylinderType]] = MappingProxyType({})
_REMEMBERED: Final = 1 << 14
"""So many orders' parts are remembered: explaining a plan changes its day a thousand times."""


def largest_capacities(capacities: Iterable[Capacity]) -> tuple[Capacity, ...]:
    """Return those that no other one equals or exceeds in both grams and slots."""
    largest: list[Capacity] = []
    for grams, slots in sorted(set(capacities), reverse=True):
        if not largest or slots > largest[-1][1]:
            largest.append((grams, slots))
    return tuple(largest)


def carries(capacity: Capacity, part: Order, types: Mapping[str, CylinderType]) -> bool:
    """Say whether a truck of that capacity can bring the fulls of `part` and take its empties back."""
    full, empty = Load(full=part.deliver), Load(empty=part.collect)
    return full.fits(types, capacity) and empty.fits(types, capacity)


@lru_cache(_REMEMBERED)
def parts_of(
    order: Order, capacities: tuple[Capacity, ...], types: tuple[CylinderType, ...], waiting_vnd_per_hour: int
) -> tuple[Order, ...]:
    """Return the parts of an order for trucks of such capacities: see `split_order`.

    Parameters
    ----------
    capacities : tuple of tuple of int
        Those of the trucks that may serve the order, the largest are enough.
    types : tuple of CylinderType
        The types that the order names.
    """
    by_id = {kind.id: kind for kind in types}

    def able(part: Order) -> bool:
        return any(carries(capacity, part, by_id) for capacity in capacities)

    return split_order(order, able, by_id, waiting_vnd_per_hour=waiting_vnd_per_hour)


def split_order(
    order: Order,
    able: Callable[[Order], bool],
    types: Mapping[str, CylinderType] = _NO_TYPES,
    *,
    waiting_vnd_per_hour: int = 0,
) -> tuple[Order, ...]:
    """Return `order` itself, or its parts: each as few and as even as one truck each can carry.

    Fulls are dealt first, each part with as many empties as it brings fulls, where they are there.
    Empties beyond that are parts of their own where their type has a price (`CylinderType.empty_vnd`). They
    are optional, never late and of no urgency, so no full is left for the sake of an empty.

    Parameters
    ----------
    able : callable
        Says whether some truck that may serve the order can bring a part's full cylinders and
        take its empties back.
    types : mapping
        The cylinder types by id, which say what an empty left standing costs.
    waiting_vnd_per_hour : int
        What each hour costs until the whole order is begun; an optional order pays none.

    Returns
    -------
    tuple of Order
        One that keeps the order's id, or several named `id#1`, `id#2`, ... whose counts, prizes and
        prices add up to the order's. What no truck can carry in single cylinders stays whole.
    """
    taken, beyond = _paired(order, types)
    main = replace(order, collect=taken) if beyond else order
    mains = list(_even(main, able)) if main.deliver or main.collect or not beyond else []
    rest = replace(
        order, deliver=NOTHING, collect=beyond, urgency=Urgency.ROUTINE, due_s=None, release_s=None
    )
    empties = list(_even(rest, able)) if beyond else []
    parts = _numbered(order, mains, empties)
    wait_vnd = 0 if order.optional else waiting_vnd_per_hour
    sharing = mains or empties
    return tuple(
        replace(
            part,
            prize_vnd=_share_of(order.prize_vnd, i, len(sharing)),
            empties_vnd=_empties_vnd(part, types),
            waiting_vnd_per_hour=_share(wait_vnd, i, len(mains)) if i < len(mains) else 0,
        )
        for i, part in enumerate(parts)
    )


def _numbered(order: Order, mains: list[Order], empties: list[Order]) -> list[Order]:
    parts = [*mains, *empties]
    if len(parts) == 1:
        return parts
    return [
        replace(part, id=f"{order.id}{PART_MARK}{i + 1}", part_of=order.id) for i, part in enumerate(parts)
    ]


def _paired(order: Order, types: Mapping[str, CylinderType]) -> tuple[Counts, Counts]:
    """Return the empties that go with the fulls, and the priced ones beyond.

    Empties of the fulls' own types come first. Then come others, while they are no heavier and no larger
    than the fulls that they replace. So a truck that brings the fulls can always take them back.
    """
    priced = {key for key in order.collect if key in types and types[key].empty_vnd is not None}
    taken = {key: n for key, n in order.collect.items() if key not in priced}
    room = order.deliver.total - sum(taken.values())
    left: dict[str, int] = {}
    for key in sorted(priced):
        n = max(0, min(order.collect[key], order.deliver[key], room))
        taken[key], left[key], room = n, order.collect[key] - n, room - n
    spare = order.deliver - Counts({key: min(n, order.deliver[key]) for key, n in taken.items()})
    grams = sum(n * types[key].full_g for key, n in spare.items() if key in types)
    slots = sum(n * types[key].slots for key, n in spare.items() if key in types)
    for key in sorted(priced):
        kind = types[key]
        most = (left[key], room, grams // max(1, kind.tare_g), slots // max(1, kind.slots))
        n = max(0, min(most))
        taken[key], left[key], room = taken[key] + n, left[key] - n, room - n
        grams, slots = grams - n * kind.tare_g, slots - n * kind.slots
    return Counts(taken), Counts(left)


def _empties_vnd(part: Order, types: Mapping[str, CylinderType]) -> int | None:
    """Return what the part's priced empties cost if they stay; None where none has a price."""
    prices = {key: types[key].empty_vnd for key in part.collect if key in types}
    known = {key: vnd for key, vnd in prices.items() if vnd is not None}
    return sum(part.collect[key] * vnd for key, vnd in known.items()) if known else None


def _even(order: Order, able: Callable[[Order], bool]) -> tuple[Order, ...]:
    """Return `order` itself if a truck can carry it or no split helps, else the fewest even hands."""
    if able(order) or not all(map(able, _singles(order))):
        return (order,)
    for number in range(2, max(order.deliver.total, order.collect.total) + 1):
        # Part by part, for the first tells already of most numbers that they are too small.
        if all(able(_dealt(order, i, number)) for i in range(number)):
            return tuple(_dealt(order, i, number) for i in range(number))
    return (order,)


def _singles(order: Order) -> Iterator[Order]:
    """Yield one cylinder of each type: where one of them fits nowhere, parts do not help."""
    for type_id in order.deliver:
        yield replace(order, deliver=Counts({type_id: 1}), collect=Counts())
    for type_id in order.collect:
        yield replace(order, deliver=Counts(), collect=Counts({type_id: 1}))


def _dealt(order: Order, i: int, number: int) -> Order:
    return replace(order, deliver=_hand(order.deliver, i, number), collect=_hand(order.collect, i, number))


def _share_of(vnd: int | None, i: int, number: int) -> int | None:
    if vnd is None:
        return None
    return _share(vnd, i, number) if i < number else 0


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
