"""Ctrl-C: a search ends early and keeps its best, other work writes nothing; both say so and exit 130."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from routing.documents import write_problem
from routing.model import Problem
from service.cli import app, bound, build, commands, demo, solve, what_if

ROOT = Path(__file__).parents[2]
SEARCH = ["--engine", "greedy", "--iterations", "1"]


@pytest.fixture(autouse=True)
def _ctrl_c_as_usual() -> Iterator[None]:
    """Processes that run tests side by side ignore Ctrl-C; a terminal's do not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def problem_path(tmp_path: Path, two_clinics: Problem) -> Path:
    write_problem(two_clinics, tmp_path / "p.json")
    return tmp_path / "p.json"


def pressed(real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that is interrupted as it begins: Ctrl-C comes while it works."""

    def work(*args: Any, **kwargs: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        return real(*args, **kwargs)

    return work


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in arguments])


def test_solve_keeps_its_best(problem_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan is written and is good, a sentence says that it ended early, and the exit code does."""
    monkeypatch.setattr(solve, "plan_day", pressed(solve.plan_day))
    result = run("solve", problem_path, *SEARCH, "--json", "--out", tmp_path / "k.json")
    assert result.exit_code == 130, result.output
    assert json.loads(result.stdout)["served"] == 2
    assert "Stopped early by Ctrl-C" in result.stderr
    assert run("check", problem_path, tmp_path / "k.json").exit_code == 0


def test_what_if_and_bound_end_early(
    problem_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("solve", problem_path, *SEARCH, "--out", tmp_path / "k.json").exit_code == 0
    monkeypatch.setattr(what_if, "plan_changed", pressed(what_if.plan_changed))
    monkeypatch.setattr(bound, "prove", pressed(bound.prove))
    base = ("--plan", tmp_path / "k.json", "--demand", 2)
    for arguments in (
        ("what-if", problem_path, *base, *SEARCH, "--out", tmp_path / "n.json"),
        ("bound", problem_path, tmp_path / "k.json", "--seconds", 5, "--json"),
    ):
        result = run(*arguments)
        assert result.exit_code == 130, result.output
        assert "Stopped early by Ctrl-C" in result.stderr
    assert (tmp_path / "n.json").exists()


def test_demo_that_ends_early_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a server after it, its exit code tells that the plan is of a search cut short."""
    monkeypatch.setattr(solve, "plan_day", pressed(solve.plan_day))
    result = run("demo", "--no-serve", "--engine", "greedy", "--seconds", 1, "--home", tmp_path / "home")
    assert result.exit_code == 130, result.output
    assert "Stopped early by Ctrl-C" in result.stderr


@pytest.mark.parametrize("second", ["solve", "build", "demo"])
def test_what_has_no_result_writes_nothing(
    second: str, problem_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second Ctrl-C in a search, or one in work that has no half, ends it at once."""

    def twice(*args: object, **kwargs: object) -> None:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(solve, "plan_day", twice)
    monkeypatch.setattr(build, "build_problem", twice)
    monkeypatch.setattr(demo, "sample_problem", twice)
    out = folder / "out.json"
    calls: dict[str, tuple[object, ...]] = {
        "solve": ("solve", problem_path, "--out", out),
        "demo": ("demo", "--no-serve", "--home", folder / "home"),
        "build": (
            *("build", "--date", "2026-11-24", "--out", out, "--roads", folder / "roads"),
            *(
                word
                for name in ("facilities", "depots", "vehicles", "orders")
                for word in (f"--{name}", folder / f"{name}.csv")
            ),
        ),
    }
    result = run(*calls[second])
    assert result.exit_code == 130, result.output
    assert "nothing was written" in result.stderr
    assert not out.exists()


def test_a_command_that_is_still_being_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the first seconds is told alike."""

    def pressed_meanwhile(name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.importlib, "import_module", pressed_meanwhile)
    result = run("solve", "p.json")
    assert result.exit_code == 130
    assert "nothing was written" in result.stderr


_ANNOUNCED = """
import service.cli.solve as module
from service.cli import app
real = module.plan_day
def announced(*args, **kwargs):
    print("searching", flush=True)
    return real(*args, **kwargs)
module.plan_day = announced
app()
"""


def test_a_real_search_is_interrupted(problem_path: Path, tmp_path: Path) -> None:
    """A process whose search would take ten minutes ends on Ctrl-C with its plan."""
    out = tmp_path / "k.json"
    arguments = ["solve", str(problem_path), "--engine", "or_tools", "--seconds", "600", "--out", str(out)]
    process = subprocess.Popen(
        [sys.executable, "-c", _ANNOUNCED, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout.readline() == "searching\n"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Stopped early by Ctrl-C" in errors
    assert run("check", problem_path, out).exit_code == 0
