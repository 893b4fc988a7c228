"""From tables and real roads to a checked plan, in processes of their own."""

from pathlib import Path

import pytest

from benchmarks.end_to_end import main, measure
from routing.check import check
from routing.documents import problem_sha256, read_plan, read_problem


@pytest.mark.shared
@pytest.mark.usefixtures("shared_data")
def test_hanoi_from_tables_to_a_plan_without_violations(tmp_path: Path):
    """314 orders on the real roads: a plan in about 5 s of search that breaks no rule."""
    # Signs with hours stand in Hà Nội, which OR-Tools cannot state and our own search can.
    (build,), (solve,) = measure("hanoi", tmp_path, engine="ruin_recreate", seconds=5)
    assert (build["orders"], build["depots"]) == (314, 4)
    assert build["snaps"]["ok"] > 300
    # Stations beyond Cầu Đuống: OSM bars its approaches to any truck above 3.2 t.
    assert build["stranded"] <= 6
    assert solve["violations"] == 0
    problem, plan = read_problem(tmp_path / "problem.json"), read_plan(tmp_path / "plan.json")
    assert check(problem, plan, problem_sha256=problem_sha256(problem)) == ()
    unserved = {item.order_id for item in plan.unserved}
    assert len(unserved) == build["stranded"]
    assert all(item.explanation for item in plan.unserved)


@pytest.mark.campaign
@pytest.mark.shared
@pytest.mark.usefixtures("shared_data")
@pytest.mark.parametrize("case", ["hanoi", "quang-nam-calm", "quang-nam-surge"])
def test_every_case_at_full_length(case: str, tmp_path: Path):
    """A minute of search on each case ends without a violation."""
    assert main(["--case", case, "--seconds", "60", "--out", str(tmp_path)]) == 0
    assert (tmp_path / case / "end_to_end.json").is_file()
