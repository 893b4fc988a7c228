"""An installed copy has all that a running service reads."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
READ = {".html", ".css", ".js", ".svg", ".mako", ".txt"}


@pytest.fixture(scope="module")
def packed() -> set[Path]:
    """The files that `pyproject.toml` puts into a wheel beside the Python modules."""
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    folders = setuptools["package-data"].items()
    return {path for folder, globs in folders for glob in globs for path in (ROOT / folder).glob(glob)}


@pytest.mark.parametrize("room", ["service/board", "service/page", "service/store"])
def test_an_installed_copy_has_what_the_service_reads(packed: set[Path], room: str) -> None:
    """Every page, style, module, picture, licence and migration template goes into the wheel."""
    read = {path for path in (ROOT / room).rglob("*") if path.suffix in READ}
    assert read
    assert read - packed == set()
