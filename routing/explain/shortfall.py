"""Summing up what a plan leaves: the causes in groups, and one arrangement that serves most of it."""

from collections.abc import Iterator, Mapping, Sequence

from routing.explain.arrangement_text import arranged_text, capital
from routing.explain.arranging import Arranging, Chosen
from routing.explain.candidates import Single, numbered
from routing.explain.grouped import ExplainedRow, groups
from routing.explain.joint import Clock, Joint
from routing.explain.reason import Reason
from routing.explain.trial import Trial
from routing.model import Arrangement, Change, Counts, Plan, Problem, Shortfall, Step, Text, Unserved


def summed_up(
    problem: Problem,
    plan: Plan,
    explained_rows: Sequence[ExplainedRow],
    *,
    trial: Trial,
    stock_left: Mapping[str, Counts | None],
    clock: Clock,
) -> Shortfall:
    """Return the causes of all unserved parts and what would serve most of them, tried together.

    Parts that need not be served (top-ups) are among the causes and not in the arrangement.

    Parameters
    ----------
    explained_rows : sequence of ExplainedRow
        Every unserved part with its cause; `row.explanation` has the remedy found for it alone.
    clock : Clock
        How long trying may take.
    """
    needed = [
        explained for explained in explained_rows if not problem.part_by_id[explained.row.part_id].optional
    ]
    chosen = _arranged(problem, plan, needed, trial, clock)
    rows = [explained.row for explained in needed]
    arrangement = _as_arrangement(problem, rows, chosen) if chosen else None
    return Shortfall(
        text=arrangement.text if arrangement else _nothing(rows),
        arrangement=arrangement,
        groups=groups(explained_rows, stock_left),
        first=_search_longer(needed),
        cut_short=clock.cut,
    )


def _arranged(
    problem: Problem, plan: Plan, needed: Sequence[ExplainedRow], trial: Trial, clock: Clock
) -> Chosen | None:
    if not needed:
        return None
    singles = {
        explained.row.part_id: Single(
            part_id=explained.row.part_id,
            code=explained.cause.code,
            remedy=explained.row.explanation.remedy if explained.row.explanation else None,
        )
        for explained in needed
    }
    return Arranging(Joint(problem, plan.tours, trial, tuple(singles), clock), singles).best()


def _as_arrangement(problem: Problem, rows: Sequence[Unserved], chosen: Chosen) -> Arrangement:
    served = [row for row in rows if row.part_id in chosen.outcome.served]
    every = (*chosen.changes, *chosen.outcome.stock)
    what, whom = capital(arranged_text(problem, every)), _whom(rows, served)
    steps: list[tuple[tuple[Change, ...], int]] = [(step, _orders(rows, done)) for step, done in chosen.steps]
    if chosen.outcome.stock:
        alone = _orders(rows, chosen.before)
        # Stock that serves nobody by itself is for the trucks that come first.
        if alone or not steps:
            steps.insert(0, (chosen.outcome.stock, alone))
        else:
            steps[0] = ((*steps[0][0], *chosen.outcome.stock), steps[0][1])
    return Arrangement(
        changes=numbered(problem, every),
        text=Text(f"{what.vi}: giao được {whom.vi}", f"{what.en} would serve {whom.en}"),
        part_ids=tuple(row.part_id for row in served),
        steps=tuple(_rising(problem, steps)),
    )


def _rising(problem: Problem, steps: Sequence[tuple[tuple[Change, ...], int]]) -> Iterator[Step]:
    """Yield the steps. If fewer are served after one, as insertion may do, it is joined with the next."""
    held: tuple[Change, ...] = ()
    most = 0
    for number, (changes, orders) in enumerate(steps, start=1):
        held = (*held, *changes)
        if orders >= most or number == len(steps):
            yield Step(text=capital(arranged_text(problem, held)), orders=orders)
            held, most = (), orders


def _whom(rows: Sequence[Unserved], served: Sequence[Unserved]) -> Text:
    """Count whole orders, and cylinders; a part of a split order counts by its cylinders."""
    count, orders = _orders(rows, {row.part_id for row in served}), len({row.order_id for row in rows})
    fulls, all_fulls = (sum(row.deliver.total for row in some) for some in (served, rows))
    if count == orders:
        every = Text(f"cả {orders} đơn", f"all {orders} unserved orders") if orders > 1 else _ONE
        return Text(f"{every.vi} chưa giao ({fulls} bình)", f"{every.en} ({fulls} cylinders)")
    return Text(
        f"{count} trong {orders} đơn chưa giao ({fulls}/{all_fulls} bình)",
        f"{count} of the {orders} unserved orders ({fulls} of {all_fulls} cylinders)",
    )


_ONE = Text("đơn", "the unserved order")


def _orders(rows: Sequence[Unserved], part_ids: frozenset[str] | set[str]) -> int:
    """Return how many orders have all their unserved parts among these."""
    left = {row.order_id for row in rows if row.part_id not in part_ids}
    return len({row.order_id for row in rows} - left)


_NO_OXYGEN = Text(
    "Không thiếu oxy: chỉ còn bình rỗng hoặc đơn bổ sung",
    "No oxygen is missing: only empties or top-ups are left",
)


def _nothing(rows: Sequence[Unserved]) -> Text:
    orders, fulls = len({row.order_id for row in rows}), sum(row.deliver.total for row in rows)
    if not rows:
        return _NO_OXYGEN
    return Text(
        f"{orders} đơn chưa giao ({fulls} bình): chưa tìm được thay đổi nào giao được thêm",
        f"{orders} unserved orders ({fulls} cylinders): no change that was tried serves any of them",
    )


def _search_longer(needed: Sequence[ExplainedRow]) -> Text | None:
    count = len({explained.row.order_id for explained in needed if explained.cause.code is Reason.NOT_PLACED})
    if not count:
        return None
    return Text(
        f"Tìm lâu hơn: kế hoạch vẫn còn chỗ cho {count} đơn chưa giao",
        f"Search longer: the plan still has room for {count} of the unserved orders",
    )
