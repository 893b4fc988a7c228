"""What leaving a part costs, and what its waiting costs, worked out anew from the order itself."""

from routing.check.facts import Facts
from routing.model import Order


def counts_left(facts: Facts, part_id: str) -> tuple[int, int]:
    """Return the cylinders that count when a part is in no stop, and what leaving it costs in VND.

    Fulls count, or empties without a price where there are no fulls. A part of priced empties alone counts
    none, and neither does an optional order, which costs its prize. Priced empties cost theirs in any case.
    """
    order, part = facts.whole(part_id), facts.ordered_part(part_id)
    if order is None or part is None:
        return 0, 0
    prices = {key: kind.empty_vnd or 0 for key, kind in facts.types.items()}
    left_vnd = sum(n * prices.get(key, 0) for key, n in part.collect.items())
    if order.prize_vnd is not None:
        return 0, left_vnd + _share(facts, part_id, order.prize_vnd)
    if facts.only_empties(part_id):
        return 0, left_vnd
    return sum(part.deliver.values()) or sum(part.collect.values()), left_vnd


def waited_vnd_s(facts: Facts, part_id: str, begin_s: int) -> int:
    """Return the part's share of its order's price of an hour, times the seconds until it is begun."""
    order = facts.whole(part_id)
    if order is None or order.prize_vnd is not None or facts.only_empties(part_id):
        return 0
    price_vnd = _share(facts, part_id, facts.problem.waiting_vnd_per_hour[order.urgency])
    ready_s = 0 if order.release_s is None else order.release_s
    return price_vnd * max(0, begin_s - max(0, ready_s))


def _share(facts: Facts, part_id: str, vnd: int) -> int:
    """Return a part's share of what belongs to the whole order.

    Parts of priced empties have none while there are others; the first parts take the dongs left over.
    """
    ids = _sharing(facts, facts.whole(part_id), part_id)
    if part_id not in ids:
        return 0
    each, over = divmod(vnd, len(ids))
    return each + 1 if ids.index(part_id) < over else each


def _sharing(facts: Facts, order: Order | None, part_id: str) -> list[str]:
    ids = facts.parts_of.get(order.id, [part_id]) if order else [part_id]
    return [key for key in ids if not facts.only_empties(key)] or ids
