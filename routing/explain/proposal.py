"""What a remedy is before it is tried: a change, perhaps by a number of five-minute steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from routing.model import Change, Together

STEP_S: Final = 300
"""Minutes are searched in steps of five: nobody arranges less."""
MOST_STEPS: Final = 48
"""A remedy of more than four hours is none."""
NEAREST: Final = 2
"""How many trucks a kind of change is tried on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change by a number of steps of `STEP_S`; with `guess` 0 there are no steps.

    `guess` steps are tried first; `floor` steps and fewer are not tried.
    """

    make: Callable[[int], Change]
    guess: int = 0
    floor: int = 0


def once(change: Change) -> Proposal:
    """Propose a change that has no amount."""
    return Proposal(make=lambda _: change)


def together(*changes: Change) -> Change:
    """Return the changes as one, what stands together in them taken apart and each change once."""
    flat: Any = tuple(dict.fromkeys(single for change in changes for single in singles(change)))
    return flat[0] if len(flat) == 1 else Together(changes=flat)


def singles(change: Change) -> tuple[Change, ...]:
    """Return the changes that a change consists of."""
    return change.changes if isinstance(change, Together) else (change,)


def least(proposal: Proposal, works: Callable[[Change], bool]) -> Change | None:
    """Return the smallest amount that works, by bisection below a guess or up to the most."""
    low, high = proposal.floor, proposal.guess
    if not works(proposal.make(high)):
        low, high = high, MOST_STEPS
        if not proposal.guess or low == high or not works(proposal.make(high)):
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if works(proposal.make(middle)) else (middle, high)
    return proposal.make(high)
