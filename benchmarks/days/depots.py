"""What depots can do on the day: stock that binds, bays that bind in the morning, hours, suppliers.

Stock follows what the sites nearest to each depot order. Of each type, the depot that is asked for most is
short. Of four or more depots another has none of a small type, and the rest has more. So the province
has enough in sum, and the nearest depot often not.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from benchmarks.days.ground import TRUCK, Ground
from routing.model import UNREACHABLE, Counts, Depot, Order, Supplier, parse_windows

SUPPLIERS: Final = (
    Supplier(id="NCC-A", name="Nhà cung cấp giả định A (SYNTHETIC)"),
    Supplier(id="NCC-B", name="Nhà cung cấp giả định B (SYNTHETIC)"),
)
LOAD_FIXED_S: Final = 600
LOAD_S_PER_CYLINDER: Final = 15
_OPEN: Final = (parse_windows("03:30-21:00"), parse_windows("04:00-19:00"))
_SHORT: Final = 0.65
"""Share of what its nearest sites order that the depot most asked for has."""
_MANY: Final = 4
_TRUCKS_PER_BAY: Final = 4
_MOST_BAYS: Final = 3

Amounts = Mapping[str, Sequence[int]]


def ordered_of(ground: Ground, orders: Iterable[Order]) -> dict[str, list[int]]:
    """Return, by cylinder type, what the sites nearest to each depot order there, by depot."""
    index = ground.travel.index
    rows = [index[depot.id] for depot in ground.depots]
    columns = [index[site.id] for site in ground.facilities]
    times = ground.travel.duration_s[TRUCK][np.ix_(rows, columns)].astype(np.int64)
    times[times == UNREACHABLE] = np.iinfo(np.int64).max
    nearest = dict(zip((site.id for site in ground.facilities), times.argmin(axis=0).tolist(), strict=True))
    ordered: dict[str, list[int]] = {}
    for order in orders:
        for type_id, count in order.deliver.items():
            ordered.setdefault(type_id, [0] * len(rows))[nearest[order.facility_id]] += count
    return ordered


def stocks(ordered: Amounts, *, share: float, depots: int) -> list[Counts]:
    """Return the stock of each depot; of each type `share` of all that is asked for, rounded up."""
    stock_of: list[dict[str, int]] = [{} for _ in range(depots)]
    main = max(ordered, key=lambda type_id: sum(ordered[type_id]))
    for turn, (type_id, wanted) in enumerate(sorted(ordered.items())):
        total = int(-(-sum(wanted) * share // 1))
        first = max(range(depots), key=lambda i: wanted[i])
        without = turn % depots if depots >= _MANY and type_id != main else first
        others = [i for i in range(depots) if i not in (first, without)]
        stock_of[first][type_id] = min(total, int(wanted[first] * _SHORT))
        weights = [wanted[i] + sum(wanted) / depots / 2 for i in others]
        for i, count in zip(others, _dealt(total - stock_of[first][type_id], weights), strict=True):
            stock_of[i][type_id] = count
    return [Counts(stock) for stock in stock_of]


def _dealt(total: int, weights: Sequence[float]) -> list[int]:
    """Deal whole numbers by weight so that they add up to `total`."""
    edges = np.round(np.cumsum([0.0, *weights]) / sum(weights) * total).astype(int).tolist()
    return [b - a for a, b in itertools.pairwise(edges)]


def equipped(
    depots: Sequence[Depot], stock: Sequence[Counts], trucks_at: Mapping[str, int]
) -> tuple[Depot, ...]:
    """Return the depots with supplier, hours, stock and one bay for every four trucks at home there."""
    return tuple(
        replace(
            depot,
            supplier_id=supplier_of(i).id,
            open=_OPEN[i % len(_OPEN)],
            stock=stock[i],
            bays=min(_MOST_BAYS, max(1, trucks_at[depot.id] // _TRUCKS_PER_BAY)),
            load_fixed_s=LOAD_FIXED_S,
            load_s_per_cylinder=LOAD_S_PER_CYLINDER,
        )
        for i, depot in enumerate(depots)
    )


def supplier_of(number: int) -> Supplier:
    """Return the supplier of the depot with this number: they take turns."""
    return SUPPLIERS[number % len(SUPPLIERS)]
