"""Cheapest insertion with regret: a first plan in milliseconds, baseline and fallback.

Orders are placed class by class, the most urgent first, so that no lower class takes a higher
one's room. Within a class the order goes first that would lose most by not getting its best
truck (regret-2; Potvin and Rousseau, 1993).
"""

import time

import numpy as np

from routing.engines.greedy.arrays import FAR
from routing.engines.greedy.board import Board
from routing.model import Budget, Problem, Tours, Urgency


def greedy(problem: Problem, budget: Budget) -> Tours:
    """Return tours by regret-2 insertion; `budget.start` is kept and built upon."""
    return fill(Board(problem, budget.start), budget)


def insertable(problem: Problem, tours: Tours, part_id: str) -> Tours | None:
    """Return `tours` with one more part in the cheapest gap that fits it; None if none does."""
    board = Board(problem, tours, wanted=[part_id])
    row = board.parts.row[part_id]
    while len(board.best) and board.best[:, row].min() < FAR:
        if board.place(int(board.best[:, row].argmin()), row):
            return board.result()
    return None


def fill(board: Board, budget: Budget) -> Tours:
    """Place all that fits of what `board` wants, most urgent class first."""
    until = time.monotonic() + budget.seconds
    for urgency in Urgency:
        of_class = board.parts.urgency == urgency
        while (row := _most_regretted(board, of_class)) is not None:
            if time.monotonic() > until or budget.stopped():
                return board.result()
            board.place(int(board.best[:, row].argmin()), row)
    return board.result()


def _most_regretted(board: Board, of_class: np.ndarray) -> int | None:
    """Return the open part with the largest regret, or None if none can be placed."""
    rows = np.flatnonzero(board.open & of_class)
    if not len(rows) or not len(board.best):
        return None
    prices = np.sort(board.best[:, rows], axis=0)[:2]
    first = prices[0]
    regret = (prices[1] if len(prices) > 1 else FAR) - first
    possible = first < FAR
    if not possible.any():
        return None
    # Among equal regrets the cheaper insertion, among those the earlier order.
    rank = np.lexsort((rows, first, -regret, ~possible))
    return int(rows[rank[0]])
