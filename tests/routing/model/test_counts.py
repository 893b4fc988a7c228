"""Counts add up, forget zeros and hash by what they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.model import NOTHING, Counts, CylinderType, Load

COUNTS = st.dictionaries(st.sampled_from(["8L", "10L", "40L", "50L"]), st.integers(0, 99)).map(Counts)


@given(COUNTS, COUNTS)
def test_adding_then_subtracting_gives_back_the_counts(a, b):
    """(a + b) - b is a, and totals add."""
    assert (a + b) - b == a
    assert (a + b).total == a.total + b.total
    assert a + b == b + a


def test_zeros_are_left_out_and_absent_types_count_zero():
    """A type that counts zero is not there, and asking for it gives 0."""
    counts = Counts({"40L": 0, "10L": 3})
    assert list(counts) == ["10L"]
    assert "40L" not in counts
    assert counts["40L"] == 0
    assert not NOTHING


def test_order_of_types_makes_no_difference():
    """Equal counts have equal hashes and the same order of types."""
    a, b = Counts({"40L": 1, "10L": 2}), Counts({"10L": 2, "40L": 1})
    assert a == b
    assert hash(a) == hash(b)
    assert list(a) == list(b) == ["10L", "40L"]


def test_a_subtraction_may_go_below_zero():
    """What is missing shows as a negative count."""
    assert (Counts({"40L": 1}) - Counts({"40L": 3}))["40L"] == -2


def test_counts_equal_only_counts():
    """A plain dict is not Counts."""
    assert Counts({"40L": 1}) != {"40L": 1}


def test_a_load_weighs_fulls_and_empties_and_takes_slots_for_both():
    """Mass uses the full and the tare mass; slots do not care."""
    types = {"40L": CylinderType(id="40L", name="", full_g=56_300, tare_g=48_000, slots=2)}
    load = Load(full=Counts({"40L": 2}), empty=Counts({"40L": 1}))
    assert load.mass_g(types) == 2 * 56_300 + 48_000
    assert load.slots(types) == 6


def test_a_load_of_an_unknown_type_raises():
    """A type without a mass cannot be weighed."""
    with pytest.raises(KeyError):
        Load(full=Counts({"40L": 1})).mass_g({})
