"""README's commands run as they are pasted, from a folder that has the checkout's data."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ELSEWHERE = {
    "serve": "runs until it is stopped",
    "demo": "runs until it is stopped",
    "roads": "needs the internet",
}
"""Commands that a test cannot run so; tests of their own do."""


def commands() -> list[str]:
    """Return the lines of README's block of commands, those that go on joined."""
    block = next(b for b in re.findall(r"```\n(.*?)```", README, flags=re.DOTALL) if "oxyroute build" in b)
    return [line for line in block.replace("\\\n", " ").splitlines() if line]


def test_readmes_commands_run_as_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command of the block ends well, one after the other; only the search times are cut."""
    shutil.copytree(ROOT / "data" / "quang-nam", tmp_path / "data" / "quang-nam")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OXYROUTE_HOME", str(tmp_path / "home"))
    ran = []
    for line in commands():
        name, *words = shlex.split(line)
        assert name == "oxyroute"
        if words[0] in ELSEWHERE:
            continue
        shorter = [
            "1" if before == "--seconds" else word
            for before, word in zip(["", *words[:-1]], words, strict=True)
        ]
        result = CliRunner().invoke(app, shorter)
        assert result.exit_code == 0, f"{line}\n{result.output}"
        ran.append(words[0])
    assert {"build", "solve", "check", "bound", "what-if", "hits", "insert", "top-up", "run-sheet"} <= set(
        ran
    )
    assert (tmp_path / "urgent-plan.json").stat().st_size > 0
    assert "Phiếu giao hàng" in (tmp_path / "run-sheet.html").read_text(encoding="utf-8")


def test_each_search_of_readme_tells_its_time() -> None:
    """What searches names its seconds, so that nobody waits for longer than they read."""
    for line in commands():
        if re.match(r"oxyroute (solve|what-if|bound)\b", line):
            assert "--seconds" in line
