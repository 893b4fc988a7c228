"""Refusals: how many issues they list, and what texts may show."""

import pytest

from routing.model import MOST_ISSUES, InputError, Issue, Subject, Text, refuse_if, unseen, visible


def fault(number):
    """An issue of a row."""
    return Issue(
        code="X", subject=Subject(row=number), fault=Text("sai", "wrong"), remedy=Text("sửa", "mend")
    )


def test_a_refusal_lists_the_first_hundred_issues_and_counts_the_others():
    """A table with thousands of bad rows is told in a page."""
    error = InputError(fault(i) for i in range(5 * MOST_ISSUES))
    *listed, last = error.issues
    assert [issue.subject.row for issue in listed] == list(range(MOST_ISSUES))
    assert error.count == 5 * MOST_ISSUES
    assert "and 400 more" in str(last)
    assert str(error).endswith("and 400 more")


def test_a_hundred_issues_are_all_listed():
    """Nothing stands for nothing."""
    error = InputError(map(fault, range(MOST_ISSUES)))
    assert len(error.issues) == error.count == MOST_ISSUES


def test_lists_that_were_cut_add_up():
    """Refusals of several files become one."""
    first = InputError(map(fault, range(MOST_ISSUES + 7)))
    other = InputError(map(fault, range(MOST_ISSUES + 5)))
    both = InputError([*first.issues, *other.issues])
    assert both.count == first.count + other.count == 2 * MOST_ISSUES + 12
    assert len(both.issues) == MOST_ISSUES + 1


def test_refuse_if_takes_any_iterable():
    """And does nothing with none."""
    refuse_if(iter(()))
    with pytest.raises(InputError) as refused:
        refuse_if(fault(i) for i in range(3))
    assert [issue.subject.row for issue in refused.value.issues] == [0, 1, 2]


@pytest.mark.parametrize("mark", ["\0", "\a", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066"])
def test_control_characters_are_found_and_never_shown(mark):
    """A terminal would obey them, and a reader be misled."""
    name = f"Bệnh viện{mark}A"
    assert unseen(name) == f"U+{ord(mark):04X}"
    assert Text(name, name).vi == visible(name) == f"Bệnh viện<U+{ord(mark):04X}>A"
    assert mark not in str(Subject(id=name))


@pytest.mark.parametrize(
    "name", ["", "Trạm y tế xã Hòa Bắc", "a\tb\nc", "BV-1 “Đa khoa” – 100 %", "a\u00a0b"]
)
def test_what_people_write_is_no_control_character(name):
    """Nor are tabs and line breaks in a cell."""
    assert not unseen(name)
    assert visible(name) == name
