"""Cheapest insertion with regret: a first plan in milliseconds, baseline and fallback.

Orders are placed class by class, the most urgent first, so no lower class takes a higher one's room.
Optional ones come last, each only where it costs less than leaving it. Within a class, the order that
would lose most by not getting its best truck goes first (regret-2; Potvin and Rousseau, 1993).
"""

import time
from typing import Final

import numpy as np

from routing.arrays import FAR
from routing.engines.greedy.arrays import Bools
from routing.engines.greedy.board import Board
from routing.model import Budget, Problem, Tours, Urgency

_GRACE_S: Final = 2.0
"""A wish to stop waits this long for the first plan: whoever stops at once wants one all the same."""


def greedy(problem: Problem, budget: Budget) -> Tours:
    """Return tours by regret-2 insertion; `budget.start` is kept and built upon."""
    return fill(Board(problem, budget.start), budget)


def fill(board: Board, budget: Budget) -> Tours:
    """Place all that fits of what `board` wants, most urgent class first, then what pays."""
    began = time.monotonic()
    optional = board.parts.optional
    classes = [~optional & (board.parts.urgency == urgency) for urgency in Urgency]
    for of_class in (*classes, optional):
        choose = _most_gainful if of_class is optional else _most_regretted
        while (row := choose(board, of_class)) is not None:
            if _is_over(budget, time.monotonic() - began):
                return board.result()
            board.place(int(board.best[:, row].argmin()), row)
    return board.result()


def _is_over(budget: Budget, spent_s: float) -> bool:
    if budget.iterations is None and spent_s > budget.seconds:
        return True
    return spent_s > _GRACE_S and budget.stopped()


def _most_gainful(board: Board, of_class: Bools) -> int | None:
    """Return the open part that is the cheapest against its prize, or None if none can be placed."""
    rows = np.flatnonzero(board.open & of_class)
    if not len(rows) or not len(board.best):
        return None
    gain = board.best[:, rows].min(axis=0) - board.parts.left_vnd[rows]
    turn = int(gain.argmin())
    return int(rows[turn]) if gain[turn] < 0 else None


def _most_regretted(board: Board, of_class: Bools) -> int | None:
    """Return the open part with the largest regret, or None if none can be placed."""
    rows = np.flatnonzero(board.open & of_class)
    if not len(rows) or not len(board.best):
        return None
    prices = board.best[:, rows]
    first = prices.min(axis=0)
    second = np.partition(prices, 1, axis=0)[1] if len(prices) > 1 else np.full_like(first, FAR)
    # Among equal regrets the cheaper insertion, among those the earlier order.
    turn = np.lexsort((rows, first, first - second, first >= FAR))[0]
    return int(rows[turn]) if first[turn] < FAR else None
