"""What a remedy is before it is tried: a change, perhaps by a number of five-minute steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from routing.model import Change

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
