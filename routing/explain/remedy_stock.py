"""More stock where an order's trip can be made, by itself or with a truck that has time for it."""

import itertools
from collections.abc import Callable, Iterator

from routing.explain.options import Case, Option
from routing.explain.proposal import NEAREST, Proposal, once, together
from routing.model import Change, Depot, MoreStock

Kind = Callable[[Case, tuple[Option, ...]], Iterator[Proposal]]


def stock_for(case: Case, depot: Depot) -> tuple[Change, ...]:
    """Return what brings the stock that the plan leaves at a depot up to the order."""
    lacking = case.short_of(depot).items()
    return tuple(MoreStock(depot_id=depot.id, type_id=key, count=n) for key, n in lacking if n)


def more_stock(case: Case, options: tuple[Option, ...]) -> Iterator[Proposal]:
    """Add what is lacking at one depot, the one first that lacks the least."""
    for depot in _lacking(case, options):
        yield once(together(*stock_for(case, depot)))


def more_stock_and(*kinds: Kind) -> Kind:
    """Add what is lacking at one depot, and change a truck that may load there."""

    def both(case: Case, options: tuple[Option, ...]) -> Iterator[Proposal]:
        for depot in itertools.islice(_lacking(case, options), NEAREST):
            stock, there = (
                stock_for(case, depot),
                tuple(option for option in options if option.depot is depot),
            )
            for kind in kinds:
                yield from (_after(stock, proposal) for proposal in kind(case, there))

    return both


def stocked_only(kind: Kind) -> Kind:
    """Look at the depots only that still have enough."""
    return lambda case, options: kind(case, tuple(option for option in options if not case.short_now(option)))


def _lacking(case: Case, options: tuple[Option, ...]) -> list[Depot]:
    depots = {option.depot.id: option.depot for option in options if case.short_now(option)}
    return sorted(depots.values(), key=lambda depot: case.short_of(depot).total)


def _after(stock: tuple[Change, ...], proposal: Proposal) -> Proposal:
    return Proposal(
        make=lambda n: together(*stock, proposal.make(n)), guess=proposal.guess, floor=proposal.floor
    )
