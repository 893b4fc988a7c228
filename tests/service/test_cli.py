"""The command line: files in and out, exit codes, refusals without tracebacks."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from routing.documents import problem_sha256, read_plan, write_plan, write_problem
from routing.model import Problem
from service.cli import app
from service.dispatch.sample import sample_path

ROOT = Path(__file__).parents[2]


def run(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def files(tmp_path: Path, two_depots: Problem) -> tuple[Path, Path]:
    """A problem file and a plan file of it."""
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.json"
    write_problem(two_depots, problem)
    assert run("solve", problem, "--engine", "greedy", "--seconds", 1, "--out", plan).exit_code == 0
    return problem, plan


def test_solve_prints_one_json_line(files: tuple[Path, Path], two_depots: Problem) -> None:
    """With --json stdout is one line with all promised figures."""
    result = run("solve", files[0], "--engine", "greedy", "--seconds", 1, "--json")
    assert result.exit_code == 0
    (line,) = result.stdout.splitlines()
    figures = json.loads(line)
    assert figures["problem_sha256"] == problem_sha256(two_depots)
    levels = {"EMERGENCY": 0, "URGENT": 0, "ROUTINE": 0}
    assert (figures["unserved_by_urgency"], figures["late_s_by_urgency"]) == (levels, levels)
    assert (figures["orders"], figures["served"], figures["cylinders"], figures["violations"]) == (
        2,
        2,
        12,
        0,
    )
    assert {"engine", "seconds", "cost_vnd", "distance_m", "duration_s", "trucks", "trips"} <= figures.keys()
    assert figures["cylinders_served"] == 12


def test_the_same_iterations_give_the_same_plan_file(files: tuple[Path, Path], tmp_path: Path) -> None:
    """With --iterations no clock has a say: byte for byte the same plan again."""
    search = ("--engine", "with_pyvrp", "--iterations", 50, "--seed", 3)
    plans = [tmp_path / name for name in ("first.json", "second.json")]
    for plan in plans:
        assert run("solve", files[0], *search, "--out", plan).exit_code == 0
    assert plans[0].read_bytes() == plans[1].read_bytes()
    assert b'"iterations":"50"' in plans[0].read_bytes()


def test_solve_shows_reason_and_remedy(tmp_path: Path, far_valley: Problem) -> None:
    """An order that no truck can reach is shown with its facility and why, in both languages."""
    path = tmp_path / "problem.json"
    write_problem(far_valley, path)
    result = run("solve", path, "--engine", "greedy", "--seconds", 1)
    assert result.exit_code == 0
    assert "o-island" in result.stdout
    assert "Lý do / reason" in result.stdout
    row = next(line for line in result.stdout.splitlines() if "o-island" in line)
    assert "Không xe nào có đường" in row
    assert "No truck has a road" in result.stdout


def test_check_tells_good_from_bad(files: tuple[Path, Path], tmp_path: Path) -> None:
    """A good plan exits 0; one with a false clock exits 1 and names the violation."""
    problem, plan = files
    assert run("check", problem, plan).exit_code == 0
    good = read_plan(plan)
    bad = tmp_path / "bad.json"
    write_plan(replace(good, routes=(replace(good.routes[0], end_s=1), *good.routes[1:])), bad)
    result = run("check", problem, bad)
    assert result.exit_code == 1
    assert "clock" in result.stdout


def test_check_wants_the_right_problem(
    files: tuple[Path, Path], tmp_path: Path, two_clinics: Problem
) -> None:
    """A plan of another problem is a violation."""
    other = tmp_path / "other.json"
    write_problem(two_clinics, other)
    result = run("check", other, files[1])
    assert result.exit_code == 1
    assert "wrong_problem" in result.stdout


def test_what_if_prints_the_difference(files: tuple[Path, Path], tmp_path: Path) -> None:
    """A depot down sends its order to the other; the base plan's file is not touched."""
    problem, plan = files
    before, out = plan.read_bytes(), tmp_path / "new.json"
    more = ("--plan", plan, "--engine", "greedy", "--seconds", 1)
    result = run("what-if", problem, "--depot-down", "east", *more, "--out", out, "--json")
    assert result.exit_code == 0
    figures = json.loads(result.stdout)
    assert figures["served"] == 2
    assert figures["delta"]["length_after_m"] > figures["delta"]["length_before_m"]
    assert {trip.depot_id for route in read_plan(out).routes for trip in route.trips} == {"west"}
    assert plan.read_bytes() == before
    shown = run("what-if", problem, "--vehicle-down", "t-east", "--demand", "1.5", *more)
    assert shown.exit_code == 0
    assert "So với kế hoạch gốc" in shown.stdout


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--depot-down", "nowhere"),
        ("--vehicle-down", "nothing"),
        ("--close-way", "W1"),
        ("--demand", "0"),
        ("--engine", "magic", "--demand", "2"),
    ],
)
def test_bad_questions_exit_2(options: tuple[str, ...], files: tuple[Path, Path]) -> None:
    """A question that cannot be answered is refused with a list in both languages."""
    result = run("what-if", files[0], "--plan", files[1], "--seconds", 1, *options)
    assert result.exit_code == 2
    assert "lỗi trong dữ liệu vào" in result.stderr
    assert "Traceback" not in result.output


def test_bug_a_faulty_demand_hid_a_wrong_depot(files: tuple[Path, Path]) -> None:
    """All that is wrong with a question is told at once."""
    result = run("what-if", files[0], "--demand", "-1", "--depot-down", "X", "--vehicle-down", "Y")
    assert result.exit_code == 2
    assert "3 lỗi trong dữ liệu vào" in result.stderr
    assert all(word in result.stderr for word in ("BAD_DEMAND", "[X]", "[Y]"))


def test_closing_a_road_of_the_sample(tmp_path: Path) -> None:
    """The sample built by command, planned, and a road closed: the way to go is longer."""
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.json"
    built = run(
        "build",
        *("--facilities", sample_path("facilities.csv"), "--depots", sample_path("depots.csv")),
        *("--vehicles", sample_path("vehicles.csv"), "--orders", sample_path("orders_calm.csv")),
        *("--roads", sample_path("roads"), "--date", "2026-11-24", "--out", problem),
        *("--snap-report", tmp_path / "snap.txt", "--snap-picture", tmp_path / "snap.svg"),
    )
    assert built.exit_code == 0, built.output
    assert "truck" in (tmp_path / "snap.txt").read_text(encoding="utf-8")
    assert (tmp_path / "snap.svg").read_text(encoding="utf-8").startswith("<svg")
    search = ("--engine", "greedy", "--seconds", 1)
    assert run("solve", problem, *search, "--out", plan).exit_code == 0
    assert run("check", problem, plan).exit_code == 0
    closed = run("what-if", problem, "--plan", plan, "--close-way", "QL1-05", *search, "--json")
    assert closed.exit_code == 0, closed.output
    assert json.loads(closed.stdout)["problem_sha256"] != read_plan(plan).problem_sha256


def test_run_sheets(files: tuple[Path, Path], tmp_path: Path) -> None:
    """A depot's run sheet as CSV on stdout, as a page in a file, and a refusal for an unknown depot."""
    shown = run("run-sheet", *files, "--depot", "west", "--format", "csv")
    assert shown.stdout_bytes.startswith(b"\xef\xbb\xbf")
    page = tmp_path / "west.html"
    assert run("run-sheet", *files, "--depot", "west", "--format", "html", "--out", page).exit_code == 0
    assert "Kho west" in page.read_text(encoding="utf-8")
    assert run("run-sheet", *files, "--depot", "north", "--format", "csv").exit_code == 2
    assert run("run-sheet", *files, "--depot", "west", "--format", "pdf").exit_code == 2


def test_run_sheet_wants_a_sound_plan_of_this_problem(
    files: tuple[Path, Path], tmp_path: Path, two_clinics: Problem
) -> None:
    """Nobody loads by a plan of another day, nor by one that the checker refuses."""
    problem, plan = files
    other, bad = tmp_path / "other.json", tmp_path / "bad.json"
    write_problem(two_clinics, other)
    result = run("run-sheet", other, plan, "--depot", "west")
    assert (result.exit_code, "WRONG_BASE" in result.stderr) == (2, True)
    good = read_plan(plan)
    write_plan(replace(good, routes=(replace(good.routes[0], end_s=1), *good.routes[1:])), bad)
    result = run("run-sheet", problem, bad, "--depot", "west")
    assert (result.exit_code, "BROKEN_PLAN" in result.stderr, result.stdout) == (2, True, "")


@pytest.mark.parametrize("command", ["solve", "check", "what-if", "run-sheet", "build", "nonsense"])
def test_usage_errors_exit_2(command: str) -> None:
    """Missing arguments are usage errors."""
    assert run(command).exit_code == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format":{"name":"oxyroute-plan","version":1}}'])
def test_rubbish_files_exit_2(text: str, tmp_path: Path) -> None:
    """A file that holds no problem is refused by name, without a traceback."""
    path = tmp_path / "rubbish.json"
    path.write_text(text, encoding="utf-8")
    result = run("solve", path)
    assert result.exit_code == 2
    assert "rubbish.json" in result.stderr
    assert "Traceback" not in result.output


def test_unwritable_output_exits_2(files: tuple[Path, Path], tmp_path: Path) -> None:
    """A folder that does not exist is told in a sentence."""
    out = tmp_path / "no" / "plan.json"
    result = run("solve", files[0], "--engine", "greedy", "--seconds", 1, "--out", out)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_nothing_is_searched_in_vain(files: tuple[Path, Path], tmp_path: Path, monkeypatch) -> None:
    """What cannot be written or is not there is told before the search, by the name that was given."""

    def search(*_: object, **__: object) -> None:
        raise AssertionError("searched")

    monkeypatch.setattr(sys.modules["service.cli.solve"], "plan_day", search)
    for out in (tmp_path / "no" / "plan.json", tmp_path):
        result = run("solve", files[0], "--out", out)
        assert (result.exit_code, str(out) in result.stderr.replace("\n", "")) == (2, True)
    assert "nowhere" in run("what-if", files[0], "--depot-down", "nowhere").stderr


def test_demo_twice(tmp_path: Path) -> None:
    """The demo plans, publishes and writes run sheets; a second time it is a new revision."""
    options = ("--no-serve", "--engine", "greedy", "--seconds", 1, "--home", tmp_path / "home")
    first, second = run("demo", *options), run("demo", *options)
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert "bản 1" in first.stdout
    assert "bản 2" in second.stdout
    assert "synthetic or estimated" in first.stdout
    sheets = sorted(path.name for path in (tmp_path / "home" / "run-sheets").glob("*/*"))
    assert len(sheets) == 6
    assert "KHO-CHU-LAI.html" in sheets


def test_command_runs_as_a_process(files: tuple[Path, Path]) -> None:
    """As a process of its own, with a narrow and foreign terminal, a good plan exits 0."""
    command = [sys.executable, "-m", "service.cli", "check", *map(str, files)]
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "COLUMNS": "20"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Không có vi phạm" in done.stdout.decode("utf-8")


def test_bound_says_how_far_a_plan_may_be(files: tuple[Path, Path]) -> None:
    """The bound and its gap to the plan, as one JSON line and as a table in both languages."""
    result = run("bound", *files, "--seconds", 5, "--json")
    assert result.exit_code == 0
    figures = json.loads(result.stdout.splitlines()[-1])
    assert 0 < figures["cost_vnd"] <= figures["plan_cost_vnd"]
    assert (figures["scope"], figures["unserved_by_urgency"]["EMERGENCY"]) == ("on_time", 0)
    assert 0 <= figures["gap_percent"] < 100
    shown = run("bound", *files, "--seconds", 5)
    assert shown.exit_code == 0
    assert "Cận dưới đã chứng minh" in shown.stdout
    assert "The plan is within" in shown.stdout
