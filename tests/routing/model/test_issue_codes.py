"""Codes of issues: each stands in `IssueCode`, and each is raised somewhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from routing.model import IssueCode

ROOT = Path(__file__).parents[3]
FILES = sorted(path for room in ("routing", "geo", "service") for path in (ROOT / room).rglob("*.py"))
WRITTEN_LIKE_CODES = {
    "CUT_OFF",  # a reason why an order is unserved, not an issue
    "NUMBA_CACHE_DIR",
    "OXYROUTE_DEBUG",
    "PLAN_ID",
}


def _named(tree: ast.AST) -> Iterator[str]:
    """Yield each X of `IssueCode.X`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "IssueCode"
        ):
            yield node.attr


def _texts(tree: ast.AST) -> Iterator[str]:
    """Yield each text that is written as codes are, but those of `__all__`."""
    listed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if node.targets[0].id == "__all__"
        for inner in ast.walk(node)
    }
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in listed)
    for node in texts:
        if isinstance(node.value, str) and re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+", node.value):
            yield node.value


@pytest.fixture(scope="module")
def trees() -> list[ast.AST]:
    """All source files but those that list the codes and say what they mean."""
    return [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in FILES
        if path.name != "issue_code.py" and "issue_help" not in path.parts
    ]


def test_every_code_is_raised(trees):
    """A code that nobody raises any more leaves the enum."""
    assert set(IssueCode.__members__) - {name for tree in trees for name in _named(tree)} == set()


def test_no_code_is_raised_that_the_enum_lacks(trees):
    """Codes are members, never texts, so that mypy knows them all."""
    assert {text for tree in trees for text in _texts(tree)} - WRITTEN_LIKE_CODES == set()


def test_a_code_is_its_name():
    """In JSON a code stands as it always did."""
    assert [code.value for code in IssueCode] == list(IssueCode.__members__)
    assert f"{IssueCode.BAD_DATE}" == "BAD_DATE"
