"""The coarse scale of a kind of truck's day: seconds as steps, grams and slots as levels, rounded down."""

from typing import Final, NamedTuple

import numpy as np

from routing.arrays import FAR, Ints
from routing.bound.days import Day, Floats

_MOST_STEPS: Final = 1500


class Scale(NamedTuple):
    """How seconds and loads become steps and levels.

    A step ends up to `step_s` seconds after it begins, and a node belongs to the step in which it
    begins. A move takes at least so many whole steps as its seconds hold.
    """

    step_s: int
    steps: int
    levels: int
    need: Ints  # (n,) levels of a part
    move: Ints  # (n, n) steps from beginning one part to beginning the next
    back: Ints  # (n, m) steps from beginning a part to beginning the next loading
    out: Ints  # (m, n) steps from beginning a loading to beginning the first part
    extra_vnd: Floats  # (n,) least cost of loading the part's cylinders
    first: Ints  # (n,) no part begins in a step before


def scale_of(day: Day, *, levels: int, steps: int) -> Scale | None:
    """Return a scale of about so many steps, in which every move takes a step at least.

    Several loads are limited: grams and slots, of fulls on leaving the depot and of empties on coming
    back. The one is kept that is scarcest over all parts; weighed sums of them proved less.

    Returns
    -------
    Scale or None
        None where moves may be so short that too many steps would be needed.
    """
    n = len(day.unload_s)
    move_s, back_s = day.between_s + day.unload_s[:, None], day.back_s + day.unload_s[:, None]
    np.fill_diagonal(move_s, FAR)
    span_s = max(1, int(day.ends.max()) - day.start_s + 1)
    least_s = min(int(move_s.min(initial=FAR)), int(back_s.min(initial=FAR)))
    step_s = min(-(-span_s // steps), least_s)
    if step_s <= 0 or span_s // step_s >= _MOST_STEPS:
        return None
    out_s = day.out_s + day.load_fixed_s[:, None] + day.load_s_per_cylinder[:, None] * day.loads[None, :, 4]
    need = _need(day, levels)
    return Scale(
        step_s=step_s,
        steps=span_s // step_s + 1,
        levels=levels,
        need=need.reshape(n),
        move=move_s // step_s,
        back=back_s // step_s,
        out=out_s // step_s,
        extra_vnd=day.loads[:, 4].astype(np.float64) * (int(day.load_s_per_cylinder.min()) * day.vnd_per_s),
        first=np.maximum(0, (day.earliest_s - day.start_s) // step_s),
    )


def _need(day: Day, levels: int) -> Ints:
    """Return the levels of the load that is scarcest: fulls out or empties back, in grams or slots."""
    limits = np.maximum(1, day.limits[[0, 0, 1, 1]]).astype(float)
    shares = day.loads[:, :4] / limits
    scarcest = int(shares[day.able].sum(axis=0).argmax())
    # A part that fits takes no more than all levels; one that does not is not served by this kind.
    need: Ints = np.minimum(levels, np.floor(levels * shares[:, scarcest] + 1e-9)).astype(np.int64)
    return need
