"""The benchmark of quality as a whole: which runs there are, what becomes of them, tables and picture."""

import csv
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.quality import __main__ as command
from benchmarks.quality import run as running
from benchmarks.quality.picture import picture
from benchmarks.quality.run import Run, files_of, one_run, runs
from benchmarks.quality.tables import standings

TINY = """NAME: tiny
TYPE: CVRP
DIMENSION: 4
EDGE_WEIGHT_TYPE: EUC_2D
CAPACITY: 5
NODE_COORD_SECTION
1 0 0
2 3 4
3 6 8
4 0 5
DEMAND_SECTION
1 0
2 2
3 3
4 4
DEPOT_SECTION
1
-1
EOF
"""
BEST = 20 + 10


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two instances of one family, with a solution beside one."""
    (tmp_path / "all" / "CVRP").mkdir(parents=True)
    for name in ("a", "b"):
        (tmp_path / "all" / "CVRP" / f"{name}.vrp").write_text(TINY, encoding="utf-8")
    solution = "Route #1: 1 2\nRoute #2: 3\nCost 30\n"
    (tmp_path / "all" / "CVRP" / "a.sol").write_text(solution, encoding="utf-8")
    return tmp_path / "all"


def run(engine: str, cost: int | None, **more) -> Run:
    base = {
        "family": "CVRP",
        "instance": "a",
        "seconds": 10.0,
        "seed": 1,
        "best_known": 100,
        "feasible": cost is not None,
        "cpu_s": 2.0,
        "trace": () if cost is None else ((1.0, 2 * cost), (5.0, cost)),
    }
    return Run(engine=engine, cost=cost, **base | more)


def names(files: Sequence[tuple[str, Path]]) -> list[tuple[str, str]]:
    return [(family, path.stem) for family, path in files]


def test_a_folder_of_families_or_of_one(folder: Path):
    """With or without the family's name; `--only` picks."""
    both = [("CVRP", "a"), ("CVRP", "b")]
    assert names(files_of(folder, [], [])) == both
    assert names(files_of(folder / "CVRP", [], [])) == both
    assert names(files_of((folder / "CVRP").rename(folder / "x"), ["CVRP"], ["b"])) == [("CVRP", "b")]
    with pytest.raises(ValueError, match="no instances of VRPTW"):
        files_of(folder, ["VRPTW"], ["nothing"])


def test_engines_take_turns(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """The engine varies fastest, then the instance, the time, the seed."""
    seen = []
    monkeypatch.setattr(
        running, "one_run", lambda _family, path, **job: seen.append((path.stem, *job.values()))
    )
    files = files_of(folder, [], [])
    list(runs(files, engines=["x", "y"], seconds=[1, 2], seeds=[7, 8]))
    assert seen == [(p, e, s, r) for r in (7, 8) for s in (1, 2) for p in ("a", "b") for e in ("x", "y")]


def test_the_gap_is_of_solutions_only():
    """An infeasible cost has no gap, nor has one without a best-known."""
    assert run("e", 110).gap == pytest.approx(10)
    assert run("e", 90, feasible=False).gap is None
    assert run("e", 90, best_known=None).gap is None


def test_wins_are_shared_and_need_a_solution():
    """A tie is a win of both; what is no solution wins nothing, however cheap; means are of solutions."""
    rows = standings(
        [
            run("x", 100),
            run("y", 100),
            run("z", 50, feasible=False),
            run("x", 130, seed=2),
            run("y", 120, seed=2),
            run("z", 140, seed=2),
        ]
    )
    by_engine = {row.engine: (row.wins, row.feasible, row.runs, round(row.gap, 6)) for row in rows}
    assert by_engine == {"x": (1, 2, 2, 15), "y": (2, 2, 2, 10), "z": (0, 1, 2, 40)}


def test_families_and_times_are_apart_and_then_together():
    """A row for each, and one for all."""
    rows = standings([run("x", 110), run("x", 120, family="HFVRP"), run("x", 100, seconds=30.0)])
    summary = [(row.family, row.seconds, row.gap and round(row.gap, 6)) for row in rows]
    assert summary == [
        ("CVRP", 10, 10),
        ("CVRP", 30, 0),
        ("HFVRP", 10, 20),
        ("all", 10, 15),
        ("all", 30, 0),
    ]


def test_the_picture_leaves_out_who_solves_too_little():
    """A line for each engine that solved half of the runs, over those they share; others named."""
    many = [run("a<b", 110), run("c", 120), run("a<b", 105, seed=2), run("c", 101, seed=2), run("d", None)]
    drawn = ET.fromstring(picture([*many, run("d", None, seed=2)], title="T & U"))
    name = "{http://www.w3.org/2000/svg}"
    assert drawn.findtext(f"{name}title") == "T & U, n = 2"
    assert len(drawn.findall(f"{name}circle")) == 2
    assert {"— a<b", "— c", "— d (✗)"} <= {text.text for text in drawn.findall(f"{name}text")}


def test_the_picture_knows_no_infinity():
    """A gap of nothing at all, and no solution at all."""
    ET.fromstring(picture([run("a", 100)], title="best"))
    ET.fromstring(picture([run("a", None)], title="none"))


def test_the_command_from_files_to_tables(folder: Path, tmp_path: Path):
    """A line for each engine that solved half of the runs, over those they share; the others are named."""
    outputs = ["--csv", str(tmp_path / "o" / "q.csv"), "--picture", str(tmp_path / "o" / "q.svg")]
    arguments = [
        "--instances",
        str(folder),
        "--only",
        "a",
        "--seconds",
        "1",
        "--engines",
        "greedy@1,or_tools,nobody",
    ]
    assert command.main([*arguments, *outputs]) == 0
    with (tmp_path / "o" / "q.csv").open(encoding="utf-8") as file:
        greedy, or_tools, nobody = csv.DictReader(file)
    assert (int(greedy["cost"]), greedy["feasible"], greedy["best_known"]) == (BEST, "True", str(BEST))
    assert (or_tools["cost"], or_tools["gap"]) == (str(BEST), "0.0")
    assert float(or_tools["cpu_s"]) > 0
    assert nobody["cost"] == ""
    assert nobody["note"].startswith("n/a: no engine")
    ET.parse(tmp_path / "o" / "q.svg")


@pytest.mark.parametrize("peer", ["pyvrp", "vroom", "nextroute", "vrp_cli"])
def test_a_peer_that_is_installed_solves(folder: Path, peer: str):
    """All peers find the best of three clients; one that is not installed says so."""
    result = one_run("CVRP", folder / "CVRP" / "a.vrp", engine=peer, seconds=1.0, seed=1)
    if "not installed" in result.note:
        pytest.skip(result.note)
    assert (result.cost, result.feasible, result.gap) == (BEST, True, 0)


def test_a_solution_is_believed_to_nobody(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """What a child tells is judged: a client short is no solution, and the note says which."""
    answer = {"routes": [], "trace": [], "note": "", "wall_s": 9.0, "cpu_s": 1.0, "peak_mb": 1.0}
    monkeypatch.setattr(running, "_in_a_child", lambda _job, **_limit: answer)
    result = one_run("CVRP", folder / "CVRP" / "b.vrp", engine="x", seconds=1.0, seed=1)
    assert not result.feasible
    assert result.note == "client 1 is visited 0 times; and 2 more; overran its 1 s"


def test_a_child_that_does_not_end_is_ended(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Nobody waits for ever."""
    path = folder / "CVRP" / "b.vrp"
    # OR-Tools searches for all of a minute, and is given a second.
    monkeypatch.setattr(running, "_GRACE_S", -179.0)
    result = one_run("CVRP", path, engine="or_tools", seconds=60.0, seed=1)
    assert (result.cost, result.note) == (None, "ended after 1 s")
    monkeypatch.setattr(running, "_MOST_S", -0.9)
    result = one_run("CVRP", path, engine="or_tools", seconds=60.0, seed=1)
    assert (result.cost, result.note) == (None, "not even loaded after 0 s")


def test_a_child_that_fails_says_why(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Its last words are the note."""
    path = folder / "CVRP" / "b.vrp"
    instance = running.read_instance(path, "CVRP")
    monkeypatch.setattr(running, "read_instance", lambda *_: instance)
    path.write_text("nonsense", encoding="utf-8")
    result = one_run("CVRP", path, engine="greedy", seconds=1.0, seed=1)
    assert result.note.startswith("failed: RuntimeError")
