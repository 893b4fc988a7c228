"""The causes for which an order can stay unserved."""

from dataclasses import dataclass
from enum import StrEnum

from routing.explain.options import Option
from routing.model import Text


class Reason(StrEnum):
    """Stable codes of `Explanation.code`.

    - Those up to `SEVERAL_LIMITS` hold even if the order had the whole fleet and any stock to itself.
    - `NO_STOCK`: even the whole fleet, fresh, could not serve it with the stock that the plan leaves (or
      that ever was).
    - `FLEET_BUSY`: it could, but the trucks have no time or room left.
    - `NOT_PLACED`: there is room, and the search did not use it.
    - `NOT_WORTH_IT`: the same of an optional order.
    - `EMPTIES_STAY` is no lack of oxygen: priced empties beyond what the fulls take back, which no truck
      fetches for their price.
    """

    UNREACHABLE = "unreachable"
    SKILL_MISSING = "skill_missing"
    CYLINDER_TOO_HEAVY = "cylinder_too_heavy"
    NO_DEPOT_OPEN = "no_depot_open"
    PINNED = "pinned"
    RELEASED_TOO_LATE = "released_too_late"
    WINDOW_TOO_EARLY = "window_too_early"
    ROAD_BARRED = "road_barred"
    SHIFT_TOO_SHORT = "shift_too_short"
    DUTY_TOO_LONG = "duty_too_long"
    DRIVING_TOO_LONG = "driving_too_long"
    MEALS_TOO_LONG = "meals_too_long"
    SEVERAL_LIMITS = "several_limits"
    NO_STOCK = "no_stock"
    FLEET_BUSY = "fleet_busy"
    NOT_PLACED = "not_placed"
    NOT_WORTH_IT = "not_worth_it"
    EMPTIES_STAY = "empties_stay"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """A reason in words, and the options (truck and depot) that fail by nothing else.

    `needed` are the limits that must give way together, where no single one suffices. `about` names what
    other orders may share with this cause: a depot, a ban, skills.
    """

    code: Reason
    text: Text
    options: tuple[Option, ...]
    needed: tuple[Reason, ...] = ()
    about: Text | None = None
