"""The page of codes is complete, and as the enums have it."""

import pytest

from routing.codes import PAGE, codes_page
from routing.day_tables import parse_orders, parse_vehicles
from routing.explain import REASON_NAMES, Reason
from routing.model import InputError, IssueCode, ViolationCode
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


@pytest.mark.parametrize(
    "code",
    [
        IssueCode.AMBIGUOUS_NUMBER,
        IssueCode.BAD_COUNTS,
        IssueCode.BAD_SHIFT,
        IssueCode.BAD_TIME,
        IssueCode.NOT_A_NUMBER,
        IssueCode.NOT_WHOLE,
        IssueCode.NUMBER_OUT_OF_RANGE,
        IssueCode.RESERVED_ID,
        IssueCode.UNKNOWN_VALUE,
    ],
)
def test_an_example_has_its_fault(code):
    """A cell as the page shows it is refused with the code that it stands under."""
    column, cell = ISSUE_HELP[code].example.split(" = ")
    truck = {"id": "x", "payload_kg": "1000", "slots": "20", "depot_id": "kho"}
    order = {"id": "x", "facility_id": "an", "deliver": "40L:2"}
    of_trucks = column in {"payload_kg", "shift", "slots"}
    row, parse = (truck, parse_vehicles) if of_trucks else (order, parse_orders)
    row |= {column: cell}
    with pytest.raises(InputError) as refused:
        parse(f"{','.join(row)}\n{','.join(row.values())}\n")
    assert {issue.code for issue in refused.value.issues} == {code}
