"""Closed roads."""

import numpy as np
import pytest
from shapely import Polygon, box

from geo.restrictions.closures import close_area, close_edges, close_ways
from geo.trucks.truck_profile import travel_seconds
from routing.model import InputError


def closed_pairs(graph):
    """The closed edges as (from id, to id)."""
    shut = np.flatnonzero(graph.closed)
    return sorted(
        zip(graph.node_id[graph.tail[shut]].tolist(), graph.node_id[graph.head[shut]].tolist(), strict=True)
    )


def test_a_closed_way_is_closed_in_both_directions_and_recorded(cross, truck):
    """The topology stays, the time becomes infinite, the hash changes."""
    shut = close_ways(cross, ["20"])
    assert closed_pairs(shut) == [("2", "4"), ("4", "2")]
    assert shut.edges == cross.edges
    assert np.isinf(travel_seconds(shut, truck)[shut.closed]).all()
    assert np.isfinite(travel_seconds(shut, truck)[~shut.closed]).all()
    assert shut.sha256 != cross.sha256
    assert shut.topology_sha256 == cross.sha256
    assert [(c.kind, c.what, c.edges) for c in shut.closures] == [("ways", ("20",), 2)]
    assert not cross.closed.any()


def test_unknown_ways_are_named_all_at_once(cross):
    """Nothing is closed if one id is wrong."""
    with pytest.raises(InputError) as refused:
        close_ways(cross, ["20", "99", "QL14B-03"])
    assert [(i.code, i.subject.id) for i in refused.value.issues] == [
        ("WAY_UNKNOWN", "99"),
        ("WAY_UNKNOWN", "QL14B-03"),
    ]


def test_edges_close_by_number_or_by_nodes_in_one_direction(cross):
    """A pair names one direction only."""
    assert closed_pairs(close_edges(cross, [("1", "2")])) == [("1", "2")]
    assert close_edges(cross, [0, 3]).closed.nonzero()[0].tolist() == [0, 3]
    with pytest.raises(InputError) as refused:
        close_edges(cross, [999, -1, ("1", "4")])
    assert [i.subject.id for i in refused.value.issues] == ["999", "-1", "1 → 4"]


def test_an_area_closes_what_its_polygon_touches(cross):
    """The bend of way 20 lies in the flooded box, its ends and way 10 do not."""
    flood = box(108.005, 16.005, 108.015, 16.012)
    shut = close_area(cross, flood, name="Ngập sông")
    assert closed_pairs(shut) == [("2", "4"), ("4", "2")]
    assert shut.closures[0].what == ("Ngập sông",)


def test_an_area_beside_the_roads_closes_nothing(cross):
    """The record says 0 edges, and the graph is the same by its hash."""
    dry = close_area(cross, box(109, 17, 109.1, 17.1))
    assert dry.closures[0].edges == 0
    assert dry.sha256 == cross.sha256


@pytest.mark.parametrize(
    "shape", [Polygon(), Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), box(0, 0, 1, 1).exterior]
)
def test_an_impossible_area_is_refused(cross, shape):
    """Empty, crossing itself, or not a polygon at all."""
    with pytest.raises(InputError) as refused:
        close_area(cross, shape, name="x")
    assert refused.value.issues[0].code == "AREA_INVALID"


def test_the_hash_follows_what_is_closed_not_how(cross):
    """Order and wording do not matter, closing twice neither."""
    closed = close_edges(close_ways(cross, ["20"]), [("1", "2")])
    other = close_ways(close_ways(close_edges(cross, [("1", "2")]), ["20"]), ["20"])
    assert closed.sha256 == other.sha256
    assert len(other.closures) == 3
