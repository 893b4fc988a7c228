"""Numbers as people write them: one reading or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.model import IssueCode
from routing.tables import CellError, as_cell, degrees, number, read_number, real


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("5500", 5500),
        ("2.5", 2.5),
        ("2,5", 2.5),
        (",5", 0.5),
        ("0.250", 0.25),
        ("0,250", 0.25),
        ("-0,125", -0.125),
        ("1000.000", 1000),
        ("1.2500", 1.25),
        ("1,25", 1.25),
        ("1.250.000", 1_250_000),
        ("1,250,000", 1_250_000),
        ("1.250,5", 1250.5),
        ("1,250.5", 1250.5),
        ("1.250,500", 1250.5),
        ("12 500", 12_500),
        ("12 500,75", 12_500.75),
        ("+7", 7),
    ],
)
def test_a_number_with_one_reading_is_taken(cell, value):
    """A comma or a point for decimals; points, commas or spaces between thousands."""
    assert float(read_number(cell)) == value


@pytest.mark.parametrize(
    ("cell", "thousands", "decimal"),
    [
        ("1.250", "1250", "1.25"),
        ("1,250", "1250", "1.25"),
        ("5.500", "5500", "5.5"),
        ("2.000", "2000", "2"),
        ("-12,345", "-12345", "-12.345"),
        ("100.100", "100100", "100.1"),
    ],
)
def test_a_number_with_two_readings_is_refused_with_both(cell, thousands, decimal):
    """In fault and remedy, in both languages."""
    with pytest.raises(CellError) as refused:
        read_number(cell)
    error = refused.value
    assert error.code == IssueCode.AMBIGUOUS_NUMBER
    for sentence in (error.fault.vi, error.fault.en, error.remedy.vi, error.remedy.en):
        assert f" {thousands} " in sentence
        assert sentence.endswith(f" {decimal}")


@pytest.mark.parametrize(
    "cell",
    ["", "x", "1e3", "nan", "inf", "12 kg", "٣", "1..2", "1.25.3", "1,2,3", "1.250.00", "12 50", "- 5"],
)
def test_what_is_no_number_is_refused(cell):
    """Units, words, exponents, digits of another script, groups that are none."""
    with pytest.raises(CellError) as refused:
        read_number(cell)
    assert refused.value.code == IssueCode.NOT_A_NUMBER


@given(st.integers(-(10**9), 10**9))
def test_thousands_in_groups_are_the_number(value):
    """By two marks or more, or by spaces, which have one reading."""
    assert read_number(f"{value:,}".replace(",", " ")) == value
    if abs(value) >= 10**6:
        assert read_number(f"{value:,}") == read_number(f"{value:,}".replace(",", ".")) == value


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_a_number_that_was_none_of_text_has_one_reading(value):
    """JSON's 1.125 is no text that somebody wrote."""
    assert float(read_number(as_cell(value))) == pytest.approx(value, rel=1e-12, abs=1e-19)


@pytest.mark.parametrize("cell", ["15.572", "15,572", "108.125", "-0.5"])
def test_degrees_have_no_thousands(cell):
    """So three decimals are three decimals."""
    assert degrees(180).read(cell) == float(cell.replace(",", "."))


@pytest.mark.parametrize("kind", [number(), number(unit=1000), real(), real(0.5, 60)])
def test_every_kind_of_number_refuses_two_readings(kind):
    """Whole or not, and whatever its limits are."""
    with pytest.raises(CellError) as refused:
        kind.read("2.500")
    assert refused.value.code == IssueCode.AMBIGUOUS_NUMBER
