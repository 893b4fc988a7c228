"""The page of codes is complete, and as the enums have it."""

import pytest

from routing.codes import PAGE, codes_page
from routing.explain import REASON_NAMES, Reason
from routing.model import IssueCode, ViolationCode
from routing.model.issue_help import CHAPTERS, ISSUE_HELP
from routing.model.violation_help import VIOLATION_HELP


def test_every_code_has_its_entry():
    """What it means and what to do, once each."""
    assert set(ISSUE_HELP) == set(IssueCode)
    assert sum(len(chapter) for chapter in CHAPTERS.values()) == len(IssueCode)
    assert set(VIOLATION_HELP) == set(ViolationCode)
    assert set(REASON_NAMES) == set(Reason)


@pytest.mark.parametrize("code", IssueCode)
def test_every_entry_is_whole(code):
    """Both languages differ, nothing is blank, and sentences end on the page, not here."""
    entry = ISSUE_HELP[code]
    for text in (entry.meaning, entry.remedy):
        assert text.vi
        assert text.en
        assert text.vi != text.en
        assert not text.vi.endswith(".")
        assert not text.en.endswith(".")
    assert entry.example.strip() == entry.example != ""
    assert "`" not in entry.example


def test_the_page_is_up_to_date():
    """`python -m routing.codes` writes it."""
    assert PAGE.read_text(encoding="utf-8") == codes_page()


@pytest.mark.parametrize("code", [*IssueCode, *ViolationCode, *Reason])
def test_the_page_has_every_code(code):
    """Whoever meets a code finds it by searching the page."""
    assert f"`{code}`" in codes_page()
