"""Numbers on the command line: one way of writing them, rounded, no minus zero."""

import pytest

from service.cli.numbers import hours, km, number, signed, vnd


@pytest.mark.parametrize(
    ("metres", "text"),
    [(0, "0,0 km"), (49, "0,0 km"), (50, "0,1 km"), (9_949, "9,9 km"), (9_950, "10 km"), (133_960, "134 km")],
)
def test_lengths_are_rounded_and_written_alike(metres: int, text: str) -> None:
    """Below ten kilometres one decimal, else whole, with a decimal comma."""
    assert km(metres) == text


def test_thousands_and_decimals_differ() -> None:
    """The point parts thousands, the comma decimals, in one table and everywhere."""
    assert number(1_234_567.85, 1) == "1.234.567,9"
    assert vnd(53_900) == "53.900 ₫"
    assert vnd(-1_234) == "-1.234 ₫"


@pytest.mark.parametrize(("value", "text"), [(-0.04, "0,0"), (0.04, "0,0"), (0.05, "+0,1"), (-0.06, "-0,1")])
def test_what_rounds_to_nothing_has_no_sign(value: float, text: str) -> None:
    """There is neither -0,0 nor +0,0."""
    assert signed(value, 1) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 h 00"), (3_599, "1 h 00"), (29, "0 h 00"), (743_089, "206 h 25")]
)
def test_durations_are_rounded(seconds: int, text: str) -> None:
    """A duration is told to the nearest minute, and an hour never has sixty."""
    assert hours(seconds) == text
