"""Help: every command's in full, at once and without importing what only work needs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from routing.replan.insertion import MOST
from service.cli import app, options
from service.cli.commands import _COMMANDS
from service.dispatch.plans import solving
from service.dispatch.roads import geography

ROOT = Path(__file__).parents[2]
HEAVY = (
    "numba",
    "ortools",
    "pyvrp",
    "highspy",
    "scipy",
    "geopandas",
    "shapely",
    "networkx",
    "osmium",
    "fastapi",
    "uvicorn",
    "sqlalchemy",
    "alembic",
)
_ASK = """
import json, sys
from service.cli import app
try:
    app()
except SystemExit as end:
    print(json.dumps({"code": end.code, "loaded": [name for name in %r if name in sys.modules]}))
"""


def run_command(*arguments: str) -> tuple[str, dict]:
    """Run the command line in a process of its own; return what it printed, its exit code, what it loaded."""
    run = subprocess.run(
        [sys.executable, "-c", _ASK % (HEAVY,), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    *printed, last = run.stdout.splitlines()
    return "\n".join(printed), json.loads(last)


def test_list_of_commands_is_whole_and_light() -> None:
    """Each sentence to its end, in both languages; nothing heavy is imported for it."""
    printed, report = run_command("--help")
    assert report == {"code": 0, "loaded": []}
    words = " ".join(printed.split())
    for name, command in _COMMANDS.items():
        assert f" {name} " in words
        assert command.en in words
        assert command.vi in words
    assert "..." not in words.replace("[ARGS]...", "")


@pytest.mark.parametrize("name", [name for name in _COMMANDS if name != "roads"])
def test_help_of_each_command_is_light(name: str) -> None:
    """Its options are told without engines, maps or a database."""
    printed, report = run_command(name, "--help")
    assert report == {"code": 0, "loaded": []}
    assert f"Usage: -c {name}" in printed
    assert "Options:" in printed


def test_help_of_a_command_below_another_is_light() -> None:
    printed, report = run_command("roads", "download", "--help")
    assert report == {"code": 0, "loaded": []}
    assert "--place" in printed


def test_help_is_no_value() -> None:
    """What looks like a wish for help is not taken for the name of a file."""
    _, report = run_command("solve", "p.json", "--out", "--help")
    assert report["code"] == 2


def test_unknown_command_is_a_usage_error() -> None:
    result = CliRunner().invoke(app, ["slove"])
    assert result.exit_code == 2
    assert CliRunner().invoke(app, []).exit_code == 2


def test_options_say_what_the_engines_say() -> None:
    """Names and limits that help tells without importing them are the ones in force."""
    assert sorted(options.ENGINE_NAMES) == sorted(solving.engine_names())
    assert options.DEFAULT_ENGINE == solving.DEFAULT_ENGINE
    assert options.MOST_ITERATIONS == solving.MOST_ITERATIONS
    assert options.SNAP_LIMIT_M == geography.DEFAULT_SNAP_LIMIT_M
    assert options.MOST_PLACES == MOST
