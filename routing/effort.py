"""The search quality of a plan, in one word: full, short or none."""

from collections.abc import Sequence
from typing import Final

from routing.model import Problem

FULL, SHORT, NONE = "full", "short", "none"
ROUNDS_A_PART: Final = 100
"""With fewer rounds plans of the sample's days were 2 to 5 % dearer than with four times as many."""
SECONDS_A_PART: Final = 0.02
"""The same of an engine that does not count its rounds."""


def search_quality(
    problem: Problem, *, searched: bool, rounds: int | None, seconds: float, lost: Sequence[str] = ()
) -> str:
    """Return `full`, or `short` where the search hardly ran, or `none` where there was none.

    A search is short if a member of the portfolio was lost: it died, or never began. It is short, too, if
    it made fewer than `ROUNDS_A_PART` rounds a part. Where rounds are not counted, it is short if it took
    less than `SECONDS_A_PART` a part.

    Parameters
    ----------
    searched : bool
        Whether any engine searched at all: building one plan is none.
    rounds : int or None
        All engines' rounds, None where nobody counted.
    seconds : float
        How long it took.
    """
    parts = len(problem.parts)
    if not parts or not problem.vehicles:
        return FULL
    if not searched:
        return NONE
    enough = seconds >= SECONDS_A_PART * parts if rounds is None else rounds >= ROUNDS_A_PART * parts
    return FULL if enough and not lost else SHORT
