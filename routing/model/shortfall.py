"""What a plan leaves, as a whole: causes in groups, and the changes that would serve most of it."""

from dataclasses import dataclass

from routing.model.change import Change
from routing.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseGroup:
    """Unserved parts that stay behind for one cause; `text` names it with its figures and counts them."""

    code: str
    text: Text
    part_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of what is to be arranged, and how many orders all lines down to it serve, as tried."""

    text: Text
    orders: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """Changes that together serve most of what a plan leaves; they were tried together in the plan.

    Attributes
    ----------
    changes : tuple of Change
        In the order in which they are applied.
    text : Text
        What is to be arranged and whom it serves, in one sentence.
    part_ids : tuple of str
        The unserved parts that it serves.
    steps : tuple of Step
        The changes in parts, what helps most first.
    """

    changes: tuple[Change, ...]
    text: Text
    part_ids: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """What a plan leaves and what would mend it.

    Attributes
    ----------
    text : Text
        The sentence that a dispatcher reads first.
    arrangement : Arrangement, optional
        None where nothing that was tried serves anything more.
    groups : tuple of CauseGroup
        The causes, that of the most urgent and most cylinders first; each unserved part is in one.
    first : Text, optional
        What to do before anything is arranged: to search longer.
    cut_short : bool
        Whether time ran out before all was tried.
    """

    text: Text
    arrangement: Arrangement | None = None
    groups: tuple[CauseGroup, ...] = ()
    first: Text | None = None
    cut_short: bool = False
