"""The travel matrix rounds up once, freezes, and refuses what cannot be."""

import numpy as np
import pytest

from routing.model import UNREACHABLE, TextError, TravelMatrix


def matrix(seconds, metres=None):
    places = [f"p{i}" for i in range(len(seconds))]
    seconds, metres = np.array(seconds, float), np.array(metres or seconds, float)
    return TravelMatrix.from_float(places, seconds={"truck": seconds}, metres={"truck": metres})


def whole(duration, length=None, places=("a", "b")):
    return TravelMatrix(
        place_ids=places, duration_s={"truck": duration}, length_m={"truck": length or duration}
    )


def test_fractions_round_up_and_noise_does_not():
    """60.2 s are 61 s, and 60.0000000001 s are 60 s."""
    travel = matrix([[0, 60.2], [60.0000000001, 0]])
    assert travel.time_s("truck", "p0", "p1") == 61
    assert travel.time_s("truck", "p1", "p0") == 60


def test_no_road_is_none_and_a_value_of_its_own():
    """Infinity becomes UNREACHABLE inside and None outside."""
    travel = matrix([[0, np.inf], [5, 0]])
    assert travel.time_s("truck", "p0", "p1") is None
    assert travel.distance_m("truck", "p0", "p1") is None
    assert travel.duration_s["truck"][0, 1] == UNREACHABLE
    assert travel.distance_m("truck", "p1", "p0") == 5


def test_arrays_cannot_be_written():
    """A matrix is shared by many, so nobody may change it; nor does the caller's array reach in."""
    given = np.array([[0, 5], [5, 0]])
    travel = whole(given)
    given[0, 1] = 9
    assert travel.time_s("truck", "a", "b") == 5
    with pytest.raises(ValueError, match="read-only"):
        travel.duration_s["truck"][0, 1] = 9


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: whole([[0, 1]]), "2 × 2"),
        (lambda: whole([[0, -2], [1, 0]]), "below -1"),
        (lambda: whole([[0, 2**31], [1, 0]]), "beyond 20000000"),
        (lambda: matrix([[0, 1e10], [1, 0]]), "beyond 20000000"),
        (lambda: whole([[1, 1], [1, 0]]), "itself"),
        (lambda: whole([[0, 1], [1, 0]], [[0, -1], [1, 0]]), "disagree"),
        (lambda: whole([[0, 1], [1, 0]], places=("a", "a")), "repeated"),
        (lambda: whole([[0, 1.5], [1, 0]]), "from_float"),
        (lambda: whole([[False, True], [True, False]]), "from_float"),
        (lambda: TravelMatrix(place_ids=(), duration_s={}, length_m={}), "same profiles"),
    ],
)
def test_what_cannot_be_is_refused(make, message):
    """Shapes, bounds, diagonal, agreement of both tables, ids, profiles: told in both languages."""
    with pytest.raises(TextError, match=message) as refused:
        make()
    assert refused.value.text.vi != refused.value.text.en


def test_matrices_equal_by_content():
    """Same places, profiles and values make equal matrices; there is no hash."""
    a, b = matrix([[0, 5], [5, 0]]), matrix([[0, 5], [5, 0]])
    assert a == b
    assert a != matrix([[0, 6], [5, 0]])
    assert a != "matrix"
    with pytest.raises(TypeError):
        hash(a)
