"""Depots' stock as rows of the master, and days in which each part knows the depot of its trip."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from routing.arrays import FAR, Ints
from routing.bound.columns import Trips
from routing.bound.days import Day, Floats, Kind
from routing.model import Order, Problem


class Stock(NamedTuple):
    """Rows of what may run short: a depot and a type of cylinder, where more is ordered than it has."""

    depot: Ints  # (s,) number in the problem
    most: Floats  # (s,) cylinders in stock
    loads: Ints  # (s, n) cylinders of the type that each part takes


def stock_of(problem: Problem, parts: Sequence[Order]) -> Stock:
    """Return the rows; none where all depots have enough for all."""
    depots, most, loads = [], [], []
    for d, depot in enumerate(problem.depots):
        for kind in problem.cylinder_types if depot.stock is not None else ():
            wanted = [part.deliver[kind.id] for part in parts]
            if depot.stock is not None and sum(wanted) > depot.stock[kind.id]:
                depots.append(d)
                most.append(float(depot.stock[kind.id]))
                loads.append(wanted)
    rows = np.array(loads, dtype=np.int64).reshape(len(most), len(parts))
    return Stock(depot=np.array(depots, dtype=np.int64), most=np.array(most), loads=rows)


def used(stock: Stock, kind: Kind, trips: Trips) -> dict[int, int]:
    """Return how much of each row a day takes, where it takes any."""
    by_row: dict[int, int] = {}
    for depot, parts in trips:
        for row in np.flatnonzero(stock.depot == kind.depots[depot]).tolist():
            taken = int(stock.loads[row, list(parts)].sum())
            if taken:
                by_row[row] = by_row.get(row, 0) + taken
    return by_row


def dearer(stock: Stock, kind: Kind, scarcity: Floats) -> Floats:
    """Return what serving each part from each of a kind's depots is worth more, (m, n): nothing or less.

    Parameters
    ----------
    scarcity : (s,) array
        The rows' dual prices, 0 or less.
    """
    worth = np.zeros((len(kind.depots), stock.loads.shape[1]))
    for row, depot in enumerate(stock.depot.tolist()):
        if depot in kind.depots:
            worth[kind.depots.index(depot)] += scarcity[row] * stock.loads[row]
    return worth


def by_depot(day: Day) -> Day:
    """Return a day in which part i loaded at depot d is number `d * n + i`, so that its depot has a price.

    A trip keeps to the parts of its depot. That two of these numbers are one part is not known: a day may
    serve it once from each depot, which allows more.
    """
    m, n = day.out_s.shape
    if m == 1:
        return day
    between_s, between_vnd = np.full((m * n, m * n), FAR, dtype=np.int64), np.zeros((m * n, m * n))
    out_s, out_vnd = np.full((m, m * n), FAR, dtype=np.int64), np.zeros((m, m * n))
    for d in range(m):
        own = slice(d * n, (d + 1) * n)
        between_s[own, own], between_vnd[own, own] = day.between_s, day.between_vnd
        out_s[d, own], out_vnd[d, own] = day.out_s[d], day.out_vnd[d]
    return day._replace(
        between_s=between_s,
        between_vnd=between_vnd,
        out_s=out_s,
        out_vnd=out_vnd,
        back_s=np.concatenate([day.back_s] * m),
        back_vnd=np.concatenate([day.back_vnd] * m),
        home_s=np.concatenate([day.home_s] * m),
        home_vnd=np.concatenate([day.home_vnd] * m),
        opens=np.concatenate([day.opens] * m),
        closes=np.concatenate([day.closes] * m),
        unload_s=np.concatenate([day.unload_s] * m),
        earliest_s=np.concatenate([day.earliest_s] * m),
        loads=np.concatenate([day.loads] * m),
        able=np.concatenate([day.able] * m),
    )
