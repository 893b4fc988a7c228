"""The page of codes, from the enums; `python -m routing.codes` writes it anew."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from routing.explain import REASON_NAMES
from routing.model.issue_help import CHAPTERS
from routing.model.violation_help import VIOLATION_HELP
from routing.write import write_bytes

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
    return "\n".join([_INTRODUCTION, *_issues(), *_violations(), *_reasons()])


def _issues() -> Iterator[str]:
    for title, chapter in CHAPTERS.items():
        yield f"## {title.en} – {title.vi}\n"
        for code, entry in sorted(chapter.items()):
            yield f"### `{code}`\n"
            yield f"- {entry.meaning.en}. **What to do:** {entry.remedy.en}."
            yield f"- {entry.meaning.vi}. **Cách khắc phục:** {entry.remedy.vi}."
            yield f"- Example: `{entry.example}`\n"


def _violations() -> Iterator[str]:
    yield "## Violations – Vi phạm\n"
    yield "| code | meaning | ý nghĩa |"
    yield "| --- | --- | --- |"
    yield from (f"| `{code}` | {text.en} | {text.vi} |" for code, text in VIOLATION_HELP.items())
    yield ""


def _reasons() -> Iterator[str]:
    yield "## Reasons – Lý do chưa giao\n"
    yield "| code | meaning | ý nghĩa |"
    yield "| --- | --- | --- |"
    yield from (f"| `{code}` | {text.en} | {text.vi} |" for code, text in REASON_NAMES.items())
    yield ""


if __name__ == "__main__":
    write_bytes(codes_page().encode(), PAGE)
