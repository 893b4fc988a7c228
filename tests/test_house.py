"""The house itself: its layers hold, and README's promises are the ones that are kept."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_layers_hold():
    """Every contract of import-linter is kept, and every module has its floor."""
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("package", ["routing", "geo", "service", "data", "benchmarks", "tests"])
def test_each_package_tells_what_lives_there(package):
    """A README in each room."""
    assert len((ROOT / package / "README.md").read_text(encoding="utf-8")) > 300


@pytest.mark.parametrize(
    "command", ["pip install -e . && oxyroute demo", "pip install -e '.[test]' && pytest"]
)
def test_readme_has_the_two_commands(command):
    """The two lines that do everything stand in README, each alone on its line."""
    assert re.search(rf"^{re.escape(command)}$", README, flags=re.MULTILINE)


def test_ci_calls_readmes_test_command():
    """What CI installs is what README says."""
    assert "pip install -q -e '.[test]'" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_readme_shows_every_command_of_the_command_line():
    """A new user finds each command in README."""
    commands = [
        "demo",
        "build",
        "solve",
        "check",
        "what-if",
        "hits",
        "insert",
        "why",
        "top-up",
        "run-sheet",
        "serve",
    ]
    assert [name for name in commands if f"oxyroute {name}" not in README] == []
