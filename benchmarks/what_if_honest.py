"""`python -m benchmarks.what_if_honest`: what losses and gifts cause on three days, to be judged by hand.

Each depot lost, one and a truck that the plan does not use, demand × 1.0, a tenth more and less,
a permit where a ban binds, in both modes. Only what changes nothing may be refused, and no loss may save.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NoReturn

from rich.console import Console
from rich.table import Table

from benchmarks.day import listed
from benchmarks.hanoi import hanoi_files, make_day, write_day
from routing.documents import problem_sha256
from routing.model import (
    Change,
    DemandTimes,
    DepotDown,
    InputError,
    PermitGranted,
    Plan,
    PlanDelta,
    Problem,
    VehicleDown,
)
from routing.portfolio import DEFAULT_ENGINE
from routing.scenario import apply
from routing.solve import judge
from service.dispatch.day.build import build_problem
from service.dispatch.day.sample_day import sample_problem
from service.dispatch.day.tables import Inputs
from service.dispatch.plans.search import Search
from service.dispatch.plans.solving import plan_day
from service.dispatch.roads.road_rules import SHIPPED
from service.dispatch.what_if.caused import takes_away
from service.dispatch.what_if.mode import Mode
from service.dispatch.what_if.what_if import WhatIf, what_if

DAYS: Final = ("calm", "surge", "hanoi")
SPARE: Final = "KHO-DU-PHONG"
HEADS: Final = ("change", "mode", "unserved", "late h", "cost k₫", "moved", "₫/cylinder", "found on the way")


def main(argv: Sequence[str] | None = None) -> int:
    """Ask and print; return 1 where a loss saves, a null change is taken, or a plan breaks a rule."""
    options = _parser().parse_args(argv)
    bad = 0
    for name in options.days:
        problem = with_spare(day_named(name, date=options.date, orders=options.orders))
        base = plan_day(
            problem,
            _search(options),
            problem_sha256=problem_sha256(problem),
            explained=False,
        )
        table = Table(title=_title(name, problem, base.plan), title_justify="left")
        for head in HEADS:
            table.add_column(head, justify="left" if head in ("change", "mode", HEADS[-1]) else "right")
        for label, change in questions(problem, base.plan):
            for mode in Mode:
                row, wrong = _row(problem, base.plan, change, mode, options)
                table.add_row(label, str(mode), *row, style="red" if wrong else "")
                bad += wrong
        Console(width=150).print(table)
    return int(bad > 0)


def day_named(name: str, *, date: str, orders: int | None = None) -> Problem:
    """Return a day: the sample's calm or surge one, or Hà Nội with its bans and rush hours."""
    if name != "hanoi":
        return sample_problem("surge" if name == "surge" else "calm", date=date).problem
    files = hanoi_files(None)
    with tempfile.TemporaryDirectory() as folder:
        write_day(make_day(files, seed=1, count=orders), Path(folder))
        inputs = Inputs(
            facilities=files.facilities,
            depots=files.depots,
            vehicles=Path(folder) / "vehicles.csv",
            orders=Path(folder) / "orders.csv",
            roads=files.roads,
            bans=SHIPPED,
            road_hours=SHIPPED,
            date=date,
        )
        return build_problem(inputs).problem


def with_spare(problem: Problem) -> Problem:
    """Return the day with one more depot, without stock and trucks, at the place of the first."""
    first, travel = problem.depots[0], problem.travel
    at = [*range(len(travel.place_ids)), travel.index[first.id]]
    hours = {
        key: replace(
            tables, duration_s=tables.duration_s[:, at][:, :, at], length_m=tables.length_m[:, at][:, :, at]
        )
        for key, tables in travel.time_dependent.items()
    }
    matrix = replace(
        travel,
        place_ids=(*travel.place_ids, SPARE),
        duration_s={key: table[at][:, at] for key, table in travel.duration_s.items()},
        length_m={key: table[at][:, at] for key, table in travel.length_m.items()},
        time_dependent=hours,
    )
    spare = replace(first, id=SPARE, name="Kho dự phòng")
    allowed = tuple(
        replace(v, load_depot_ids=frozenset(d.id for d in problem.depots)) if v.load_depot_ids is None else v
        for v in problem.vehicles
    )
    return problem.replace(depots=(*problem.depots, spare), vehicles=allowed, travel=matrix)


def questions(problem: Problem, plan: Plan) -> Iterator[tuple[str, Change]]:
    """Yield what is asked of a day, each with its name in the table."""
    loads = {trip.depot_id for route in plan.routes for trip in route.trips}
    for depot in problem.depots:
        used = "" if depot.id in loads else " (unused)"
        yield f"− {depot.id}{used}", DepotDown(depot_id=depot.id)
    drives = {route.vehicle_id for route in plan.routes}
    idle = [vehicle.id for vehicle in problem.vehicles if vehicle.id not in drives]
    yield from ((f"− {key} (unused)", VehicleDown(vehicle_id=key)) for key in idle[:1])
    yield from ((f"demand × {percent / 100}", DemandTimes(percent=percent)) for percent in (100, 110, 90))
    hours = problem.travel.time_dependent
    bound = [v.id for v in problem.vehicles if v.profile in hours and hours[v.profile].without]
    yield from ((f"permit {key}", PermitGranted(vehicle_id=key)) for key in bound[:1])


def _row(
    problem: Problem, base: Plan, change: Change, mode: Mode, options: argparse.Namespace
) -> tuple[list[str], bool]:
    """Return the cells of a question, and whether the answer is wrong at sight."""
    null = apply(problem, [change]) == problem
    try:
        outcome = what_if(
            problem,
            [change],
            _search(options),
            roads=_no_roads,
            base=base,
            mode=mode,
        )
    except InputError as error:
        return [*[""] * 5, ", ".join(issue.code for issue in error.issues)], not null
    saves = takes_away([change]) and outcome.delta.after < outcome.delta.before
    return _cells(problem, outcome), bool(null or saves or outcome.violations)


def _search(options: argparse.Namespace) -> Search:
    return Search(
        engine=options.engine, seconds=options.seconds, iterations=options.iterations, seed=options.seed
    )


def _cells(problem: Problem, outcome: WhatIf) -> list[str]:
    delta, better = outcome.delta, ""
    if outcome.better:
        sound = not judge(problem, outcome.better.tours).violations
        better = f"better by {outcome.saved_vnd / 1000:,.0f} k₫" + ("" if sound else ", INVALID")
    return [
        f"{_levels(delta.before.unserved)} → {_levels(delta.after.unserved)}",
        f"{sum(delta.before.late_s) / 3600:.1f} → {sum(delta.after.late_s) / 3600:.1f}",
        _cost(delta),
        f"{len(delta.orders)}" if outcome.mode is Mode.TODAY else "–",
        f"{delta.per_cylinder_before_vnd or 0:,} → {delta.per_cylinder_after_vnd or 0:,}",
        ("plan holds; " if not outcome.searched else "") + better,
    ]


def _cost(delta: PlanDelta) -> str:
    before, after = delta.before.cost_vnd, delta.after.cost_vnd
    return f"{before / 1000:,.0f} {(after - before) / 1000:+,.0f}"


def _levels(values: Sequence[int]) -> str:
    return "/".join(map(str, values))


def _title(name: str, problem: Problem, plan: Plan) -> str:
    size = f"{len(problem.orders)} orders, {len(problem.vehicles)} trucks, {len(problem.depots)} depots"
    return f"{name}: {size}; plan in hand {_levels(plan.objective.unserved)}, {plan.objective.cost_vnd:,} ₫"


def _no_roads() -> NoReturn:
    raise AssertionError("no road is closed")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.what_if_honest", description=__doc__)
    parser.add_argument("--days", type=listed(str), default=list(DAYS), help=f"of {', '.join(DAYS)}")
    parser.add_argument("--orders", type=int, default=100, help="of Hà Nội; the sample has its own")
    parser.add_argument("--date", default="2026-11-24")
    parser.add_argument("--engine", default=DEFAULT_ENGINE)
    parser.add_argument("--seconds", type=float, default=10.0, help="for both days of a question together")
    parser.add_argument("--iterations", type=int, help="of each day, instead of seconds")
    parser.add_argument("--seed", type=int, default=1)
    return parser


if __name__ == "__main__":
    sys.exit(main())
