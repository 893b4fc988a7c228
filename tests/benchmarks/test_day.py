"""Comparing engines on one day: interleaving, the middle run, tables and picture."""

import csv
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from benchmarks import day
from benchmarks.child import solve_job as solve_here
from benchmarks.picture import picture
from benchmarks.run import JobError, run_job, solve_job
from benchmarks.tables import flat, middles, objective
from routing.documents import write_problem
from routing.model import Problem

LEVELS = ("EMERGENCY", "URGENT", "ROUTINE")


def run(engine: str = "e", seconds: float = 10, unserved: int = 0, cost: int = 100, **more) -> dict:
    base = {
        "engine": engine,
        "seconds": seconds,
        "seed": 1,
        "unserved_by_urgency": dict.fromkeys(LEVELS, 0) | {"ROUTINE": unserved},
        "late_s_by_urgency": dict.fromkeys(LEVELS, 0),
        "cost_vnd": cost,
        "distance_m": 1000,
        "trucks": 1,
        "trips": 1,
        "violations": 0,
        "engine_s": 1.0,
        "wall_s": 1.0,
        "cpu_s": 1.0,
        "peak_mb": 1.0,
        "process_s": 1.0,
        "trace": [[0.5, [0, 0, unserved], [0, 0, 0], cost]],
    }
    return base | more


def test_unserved_outweighs_cost():
    """A dear plan that serves all is better than a cheap one that does not."""
    assert objective(run(unserved=0, cost=999)) < objective(run(unserved=1, cost=1))


def test_the_middle_run_is_a_plan_that_was_found():
    """Quality is that of one run, effort the median of all, violations the worst."""
    runs = [run(cost=30, cpu_s=9.0), run(cost=10, cpu_s=1.0, violations=1), run(cost=20, cpu_s=2.0)]
    (middle,) = middles(runs)
    assert (middle["cost_vnd"], middle["cpu_s"], middle["violations"], middle["runs"]) == (20, 2.0, 1, 3)


def test_engines_take_turns(monkeypatch: pytest.MonkeyPatch):
    """The engine varies fastest, then the time, then the seed."""
    monkeypatch.setattr(day, "run_job", lambda job: job)
    jobs = day._runs(Path("p.json"), engines=["a", "b"], seconds=[1, 2], seeds=[7, 8])
    order = [(job["seed"], job["seconds"], job["engine"]) for job in jobs]
    assert order == [(s, t, e) for s in (7, 8) for t in (1, 2) for e in ("a", "b")]


def test_the_picture_is_svg_with_a_line_for_each_run():
    """Three panels of axes and lines; names are escaped; a flat line divides by nothing."""
    drawn = ET.fromstring(picture([run("a<b"), run("c", cost=200)], title="T & U"))
    name = "{http://www.w3.org/2000/svg}"
    assert len(drawn.findall(f"{name}path")) == 3 * (1 + 2)
    assert drawn.findtext(f"{name}title") == "T & U"
    assert any(text.text == "— a<b" for text in drawn.findall(f"{name}text"))


def test_the_trace_only_gets_better_and_ends_with_the_plan(two_clinics: Problem, tmp_path: Path):
    """Each point of the trace is better than the one before; the last is the plan's objective."""
    write_problem(two_clinics, tmp_path / "p.json")
    result = solve_here(solve_job(tmp_path / "p.json", engine="or_tools", seconds=0.5, seed=1))
    parts = [tuple(point[1:]) for point in result["trace"]]
    assert parts == sorted(parts, reverse=True)
    assert parts[-1][2] == result["cost_vnd"]
    assert result["violations"] == 0


def test_the_command_compares_engines_in_processes_of_their_own(two_depots: Problem, tmp_path: Path):
    """A CSV row for each run, with effort above nothing, and a picture."""
    write_problem(two_depots, tmp_path / "p.json")
    outputs = ["--csv", str(tmp_path / "o" / "day.csv"), "--picture", str(tmp_path / "o" / "day.svg")]
    assert day.main(["--problem", str(tmp_path / "p.json"), "--engines", "greedy,greedy", *outputs]) == 0
    with (tmp_path / "o" / "day.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2
    assert rows[0].keys() == flat(run()).keys()
    assert all(float(row["peak_mb"]) > 1 for row in rows)
    ET.parse(tmp_path / "o" / "day.svg")


def test_a_failed_run_says_why(tmp_path: Path):
    """A job that cannot be done raises with what the child wrote."""
    with pytest.raises(JobError, match=r"missing\.json"):
        run_job(solve_job(tmp_path / "missing.json", engine="greedy", seconds=1, seed=1))
