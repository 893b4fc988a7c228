"""The table of what losses and gifts cause: what is asked of a day, and what is wrong at sight."""

import pytest

from benchmarks import what_if_honest
from benchmarks.what_if_honest import SPARE, main, questions, with_spare
from routing.model import DemandTimes, DepotDown, Problem
from routing.solve import solve

ARGUMENTS = ["--days", "calm", "--engine", "ruin_recreate", "--iterations", "30"]


def test_a_spare_depot_is_asked_for_and_not_used(two_depots: Problem) -> None:
    """Each depot once, the spare one as unused, and demand times one."""
    problem = with_spare(two_depots)
    plan = solve(problem, engine="greedy", explained=False).plan
    changes = dict(questions(problem, plan))
    assert changes[f"− {SPARE} (unused)"] == DepotDown(depot_id=SPARE)
    assert sum(isinstance(change, DepotDown) for change in changes.values()) == 3
    assert changes["demand × 1.0"] == DemandTimes(percent=100)


def test_the_table_of_a_day(
    two_depots: Problem, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Good: the null change is refused in both modes, the spare depot is not missed. Bad: it is taken."""
    monkeypatch.setattr(what_if_honest, "day_named", lambda *_, **__: two_depots)
    assert main(ARGUMENTS) == 0
    output = capsys.readouterr().out
    # Nine tenths of six cylinders are six.
    assert output.count("CHANGES_NOTHING") == 4
    assert "plan holds" in output
    monkeypatch.setattr(what_if_honest, "questions", lambda *_: [("nobody", DemandTimes(percent=100))])
    taken = what_if_honest.what_if
    monkeypatch.setattr(
        what_if_honest,
        "what_if",
        lambda problem, _, *a, **kw: taken(problem, [DepotDown(depot_id="east")], *a, **kw),
    )
    assert main(ARGUMENTS) == 1
