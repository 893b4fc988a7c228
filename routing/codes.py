"""The page of codes, from the enums; `python -m routing.codes` writes it anew."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from routing.documents import write_bytes
from routing.explain import REASON_NAMES
from routing.model import Text
from routing.model.issue_help import CHAPTERS
from routing.model.violation_help import VIOLATION_HELP

PAGE: Final = Path(__file__).with_name("ISSUE_CODES.md")
_INTRODUCTION: Final = """\
# Codes

This page is made from the code by `python -m routing.codes`. Do not edit it.

- **Issues** refuse input. Each has a code, a subject (file, sheet, row, column, id), a fault and a remedy.
- **Violations** are faults of a plan, found by the checker. A plan with one is not published.
- **Reasons** say why an order is unserved. `CUT_OFF` is one, too: closed roads cut off its place.

A code is never used again for another fault. The texts beside it may change.
"""


def codes_page() -> str:
    """Return the page as Markdown: issues by chapter, then violations and reasons."""
    violations = _table("Violations – Vi phạm", VIOLATION_HELP.items())
    reasons = _table("Reasons – Lý do chưa giao", REASON_NAMES.items())
    return "\n".join([_INTRODUCTION, *_issues(), *violations, *reasons])


def _issues() -> Iterator[str]:
    for title, chapter in CHAPTERS.items():
        yield f"## {title.en} – {title.vi}\n"
        for code, entry in sorted(chapter.items()):
            yield f"### `{code}`\n"
            yield f"- {entry.meaning.en}. **What to do:** {entry.remedy.en}."
            yield f"- {entry.meaning.vi}. **Cách khắc phục:** {entry.remedy.vi}."
            yield f"- Example: `{entry.example}`\n"


def _table(title: str, meanings: Iterable[tuple[str, Text]]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| code | meaning | ý nghĩa |"
    yield "| --- | --- | --- |"
    yield from (f"| `{code}` | {text.en} | {text.vi} |" for code, text in meanings)
    yield ""


if __name__ == "__main__":
    write_bytes(codes_page().encode(), PAGE)
