"""Ways of a server that cannot be are named and refused."""

import numpy as np
import pytest

from geo.sources.blocks import Measured, made_matrix
from routing.model import MOST_TRAVEL, InputError, Location

PLACES = {"a": Location(16.0, 108.0), "b": Location(16.0, 108.05)}
"""5.3 km apart."""


def matrix_of(seconds, metres, access=0.0):
    """The matrix of a server that tells this of the way from a to b, and something sound of the way back."""
    measured = Measured(
        seconds=np.array([[0, seconds], [600.0, 0]]),
        metres=np.array([[0, metres], [5600.0, 0]]),
        access_m=np.array([access, access]),
        road=("", ""),
    )
    return made_matrix(PLACES, {"truck": measured}, limit_m=600)[0]


@pytest.mark.parametrize(
    ("seconds", "metres"),
    [(0, 0), (600, 0), (0, 5600), (1, 5600), (600, 4000), (600, MOST_TRAVEL + 1e6)],
)
def test_what_cannot_be_is_refused_by_its_places(seconds, metres):
    """No length, no time, 18,000 km/h, shorter than the straight line, or endless."""
    with pytest.raises(InputError) as refused:
        matrix_of(float(seconds), float(metres))
    assert [(issue.code, issue.subject.id) for issue in refused.value.issues] == [
        ("SOURCE_IMPLAUSIBLE", "a → b")
    ]


@pytest.mark.parametrize(("seconds", "metres"), [(600, 5600), (140, 5600), (400, 5350), (np.inf, np.inf)])
def test_what_can_be_is_believed(seconds, metres):
    """A fast road, a straight one, and no way at all."""
    length_m = matrix_of(float(seconds), float(metres)).distance_m("truck", "a", "b")
    assert length_m == (None if np.isinf(metres) else metres)
