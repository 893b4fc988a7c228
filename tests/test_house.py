"""The house itself: its layers hold, and README's promises are the ones that are kept."""

import itertools
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from service.cli import app

ROOT = Path(__file__).parents[1]
TEST_COMMAND = "pip install -e '.[test]' && pytest"
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_layers_hold():
    """Every contract of import-linter is kept, and every module has its floor."""
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUPTOOLS = PYPROJECT["tool"]["setuptools"]
SHIPPED = [name.removesuffix("*") for name in SETUPTOOLS["packages"]["find"]["include"]]
HABITS = ["CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "THIRD_PARTY.md"]


@pytest.mark.parametrize("package", SHIPPED)
def test_each_shipped_package_has_types(package):
    """Whoever imports it gets its annotations checked."""
    assert (ROOT / package / "py.typed").is_file()
    assert "py.typed" in SETUPTOOLS["package-data"][package]


def test_constraints_name_a_version_of_each_dependency():
    """One that its range allows; whoever installs with them gets what the tests passed with."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    known = {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}
    extras = PYPROJECT["project"]["optional-dependencies"].values()
    wanted = map(Requirement, [*PYPROJECT["project"]["dependencies"], *itertools.chain(*extras)])
    wrong = [str(w) for w in wanted if known.get(canonicalize_name(w.name)) not in w.specifier]
    assert wrong == []


@pytest.mark.parametrize("page", ["README.md", *HABITS])
def test_pages_name_only_what_is_there(page):
    """Each link, and each path that `CONTRIBUTING.md` sends people to."""
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"\]\(([^):#]+)\)", text) + re.findall(
        r"`((?:routing|geo|service|tests)/[\w./]+)`", text
    )
    assert named
    assert [path for path in named if not (ROOT / path).exists() and not (ROOT / f"{path}.py").exists()] == []


@pytest.mark.parametrize("package", [*SHIPPED, "benchmarks", "tests"])
def test_each_package_tells_what_lives_there(package):
    """Its README names every module and folder that stands in it."""
    readme = (ROOT / package / "README.md").read_text(encoding="utf-8")
    inside = [
        path.stem
        for path in (ROOT / package).iterdir()
        if path.suffix == ".py" or (path.is_dir() and any(path.glob("*.*")))
    ]
    assert inside
    assert [name for name in inside if name[0] not in "_." and not re.search(rf"\b{name}\b", readme)] == []


@pytest.mark.parametrize("command", ["pip install -e . && oxyroute demo", TEST_COMMAND])
def test_readme_has_the_two_commands(command):
    """The two lines that do everything stand in README, each alone on its line."""
    assert re.search(rf"^{re.escape(command)}$", README, flags=re.MULTILINE)


def test_ci_calls_readmes_test_command():
    """What CI installs and runs is what README says, in that order."""
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    install, run = TEST_COMMAND.split(" && ")
    installed = lines.index(install.replace("pip install", "pip install -q"))
    assert [line.split()[0] for line in lines[installed:] if line].count(run) == 1


def test_readme_shows_every_command_of_the_command_line():
    """A new user finds each command in README, and in its examples none that there is not."""
    commands = typer.main.get_command(app).list_commands(None)
    named = set(re.findall(r"\boxyroute ([a-z-]+)", README))
    shown = set(re.findall(r"^oxyroute ([a-z-]+)", README, flags=re.MULTILINE))
    assert set(commands) - named == set()
    assert shown - set(commands) == set()
