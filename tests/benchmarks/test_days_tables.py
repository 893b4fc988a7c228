"""The days' figures on made-up runs: what comes within 1 %, what is best, growth, CSV and picture."""

import csv
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.days.drawn import gap, write_days_picture
from benchmarks.days.runs import first_s, jobs_of, known_best, reached_s, within
from benchmarks.days.store import DayKey
from benchmarks.days.table import growth_rows, growth_table, runs_table, write_days_csv
from benchmarks.days.what_if import do_what_if, what_if_job

LEVELS = ("EMERGENCY", "URGENT", "ROUTINE")


def run(
    engine: str = "ours", *, orders: int = 50, cost: int = 100, unserved: int = 0, violations: int = 0, **more
) -> dict:
    base = {
        "engine": engine,
        "seconds": 10.0,
        "seed": 1,
        "day": {"place": "p", "orders": orders, "seed": 1, "variant": "calm"},
        "name": f"p-{orders}-calm-1",
        "reference": False,
        "problem_sha256": f"sha-{orders}",
        "unserved_by_urgency": dict.fromkeys(LEVELS, 0) | {"ROUTINE": unserved},
        "late_s_by_urgency": dict.fromkeys(LEVELS, 0),
        "cost_vnd": cost,
        "distance_m": 1000,
        "trucks": 1,
        "trips": 1,
        "violations": violations,
        "broken": {"stock_exceeded": violations} if violations else {},
        "engine_s": 1.0,
        "wall_s": 1.0,
        "cpu_s": 1.0,
        "peak_mb": 10.0 * orders,
        "process_s": 1.0,
        "trace": [
            [0.5, [0, 0, unserved + 1], [0, 0, 0], 50],
            [2.0, [0, 0, unserved], [0, 0, 0], cost + 20],
            [7.0, [0, 0, unserved], [0, 0, 0], cost],
        ],
    }
    return base | more


@pytest.mark.parametrize(
    ("value", "best", "expected"),
    [
        ((0, 0, 101), (0, 0, 100), True),
        ((0, 0, 102), (0, 0, 100), False),
        ((0, 1, 10), (0, 0, 100), False),
        ((0, 99, 999), (0, 100, 10), True),
        ((0, 101, 10), (0, 100, 10), True),
        ((0, 101, 11), (0, 100, 10), False),
    ],
)
def test_within_one_per_cent_goes_part_by_part(value: tuple, best: tuple, *, expected: bool):
    """Nothing stays nothing, a better part settles it, and a part within 1 % leaves it to the next."""
    assert within(value, best) is expected


def test_the_time_to_one_per_cent_is_that_of_the_plan_in_hand():
    """The first point that comes near counts; a plan that breaks rules reaches nothing."""
    best = (0, 0, 0, 0, 0, 0, 100)
    assert reached_s(run(), best) == 7.0
    assert reached_s(run(), (0, 0, 0, 0, 0, 0, 90)) is None
    assert first_s(run()) == 0.5
    assert (reached_s(run(violations=2), best), first_s(run(violations=2))) == (None, None)


def test_the_best_known_is_kept_and_only_of_clean_plans(tmp_path: Path):
    """A cheaper plan that breaks rules is no best; a later worse run does not forget the best."""
    path = tmp_path / "best.json"
    assert known_best([run(cost=90, violations=1), run(cost=100)], path)["sha-50"][-1] == 100
    assert known_best([run(cost=120)], path)["sha-50"][-1] == 100
    assert known_best([run(cost=80)], path)["sha-50"][-1] == 80


def test_growth_counts_what_reached_and_what_was_clean():
    """Runs are grouped by engine and size; a reference run is no part of it."""
    runs = [run(), run(cost=150), run("peer", violations=3), run(orders=100), run(reference=True)]
    best = {"sha-50": (0, 0, 0, 0, 0, 0, 100), "sha-100": (0, 0, 0, 0, 0, 0, 100)}
    rows = {(row["engine"], row["orders"]): row for row in growth_rows(runs, best)}
    assert rows["ours", 50] | {"variant": ""} == {
        "engine": "ours",
        "variant": "",
        "orders": 50,
        "runs": 2,
        "reached": 1,
        "first_s": 0.5,
        "one_percent_s": 7.0,
        "peak_mb": 500.0,
        "clean": 2,
    }
    assert (rows["peer", 50]["clean"], rows["peer", 50]["one_percent_s"]) == (0, None)
    assert rows["ours", 100]["peak_mb"] == 1000.0


def test_tables_name_what_a_peer_breaks():
    """Violations stand by code; a peer's plan has its cost all the same."""
    runs = [run(), run("peer", cost=80, violations=4)]
    best = {"sha-50": (0, 0, 0, 0, 0, 0, 100)}
    console = Console(width=200, record=True, file=None, quiet=False)
    with console.capture() as capture:
        console.print(runs_table(runs, best))
        console.print(growth_table(runs, best))
    assert "stock_exceeded 4" in capture.get()
    assert "0.800" in capture.get()


def test_csv_and_picture_have_every_run(tmp_path: Path):
    """A row a run, with the day apart from the run's seed; the picture is SVG."""
    runs = [run(), run(orders=100, cost=300), run("peer", violations=1), run("a<b", cost=130)]
    best = known_best(runs, tmp_path / "best.json")
    write_days_csv(runs, best, tmp_path / "d.csv")
    with (tmp_path / "d.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4
    assert (rows[0]["place"], rows[0]["run_seed"], rows[0]["one_percent_s"]) == ("p", "1", "7.0")
    assert rows[2]["broken"] == "stock_exceeded 1"
    write_days_picture(runs, best, tmp_path / "d.svg", title="T")
    drawn = ET.parse(tmp_path / "d.svg")
    # Growth for one place and variant; a gap for each of two days.
    axes = [x for x in drawn.iter("{http://www.w3.org/2000/svg}path") if x.get("stroke") == "#555"]
    assert len(axes) == 3


def test_the_gap_is_that_of_the_first_part_that_differs():
    """Cost counts only where nothing more important differs; a missed nothing is the most."""
    best = (0, 0, 10, 0, 0, 0, 100)
    assert gap([1.0, [0, 0, 10], [0, 0, 0], 110], best) == pytest.approx(10)
    assert gap([1.0, [0, 0, 12], [0, 0, 0], 50], best) == pytest.approx(20)
    assert gap([1.0, [0, 1, 10], [0, 0, 0], 100], best) == 50
    assert gap([1.0, [0, 0, 10], [0, 0, 0], 100], best) == 0


def test_the_engine_varies_fastest_and_the_reference_comes_last():
    """A slow spell of the machine meets every engine on a day alike."""
    days = [DayKey(place="p", orders=n, seed=1, variant="calm") for n in (50, 100)]
    jobs = list(jobs_of(days, ["a", "b"], seconds=2, seed=3, reference=("a", 60)))
    sequence = [(day.orders, job["engine"], job["seconds"]) for day, job in jobs]
    assert sequence == [
        (50, "a", 2),
        (50, "b", 2),
        (100, "a", 2),
        (100, "b", 2),
        (50, "a", 60),
        (100, "a", 60),
    ]
    assert all("reference" not in job for _, job in jobs[:4])


def test_a_lost_depot_is_planned_around():
    """The depot most loaded at is lost; neither plan after that breaks a rule."""
    day = DayKey(place="quang-nam", orders=50, seed=1, variant="calm")
    result = do_what_if(what_if_job(day, engine="greedy", seconds=30, again_s=30, long_s=30, seed=1))
    assert result["depot"].startswith("KHO-")
    assert all(result[name]["violations"] == 0 for name in ("base", "again", "anew", "long"))
    assert result["anew"]["objective"] == result["long"]["objective"]
