"""Fastest paths against networkx."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import kernel
from geo.kernel import arcs, path, shortest

NODES = 9
edge = st.tuples(
    st.integers(0, NODES - 1),
    st.integers(0, NODES - 1),
    st.one_of(st.integers(0, 6).map(float), st.just(np.inf)),
    st.integers(1, 50).map(float),
)


def graph_of(edges, nodes=NODES):
    """Arcs from (tail, head, seconds, metres) tuples."""
    columns = np.array(edges, dtype=np.float64).reshape(-1, 4).T
    return arcs(
        nodes=nodes,
        tail=columns[0].astype(np.int32),
        head=columns[1].astype(np.int32),
        seconds=columns[2],
        metres=columns[3],
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(edge, max_size=40))
def test_seconds_agree_with_networkx_and_metres_belong_to_a_fastest_path(edges):
    """On random graphs with loops, parallel, closed and zero-second edges."""
    seconds, metres = shortest(graph_of(edges), range(NODES), range(NODES))
    oracle = nx.MultiDiGraph()
    oracle.add_nodes_from(range(NODES))
    oracle.add_edges_from((a, b, {"seconds": s}) for a, b, s, _ in edges if np.isfinite(s))
    for source, reached in nx.all_pairs_dijkstra_path_length(oracle, weight="seconds"):
        expected = [reached.get(target, np.inf) for target in range(NODES)]
        assert seconds[source].tolist() == expected
    for source in range(NODES):
        for target, walk in enumerate(path(graph_of(edges), source, range(NODES))):
            if walk is None:
                assert metres[source, target] == np.inf
                continue
            driven = [edges[e] for e in walk]
            assert [e[0] for e in driven] == [source, *(e[1] for e in driven)][: len(driven)]
            assert sum(e[2] for e in driven) == seconds[source, target]
            assert sum(e[3] for e in driven) == metres[source, target]


def test_length_is_that_of_the_fastest_path_not_the_shortest():
    """The motorway is longer and quicker: its metres count."""
    graph = graph_of([(0, 1, 10, 100), (1, 2, 10, 900), (0, 2, 60, 50)], nodes=3)
    seconds, metres = shortest(graph, [0], [2])
    assert (seconds[0, 0], metres[0, 0]) == (20, 1000)


def test_of_parallel_edges_the_fastest_and_then_the_shortest_counts():
    """Three roads between the same junctions."""
    graph = graph_of([(0, 1, 10, 300), (0, 1, 10, 200), (0, 1, 30, 100)], nodes=2)
    assert len(graph.tail) == 1
    assert shortest(graph, [0], [1])[1].tolist() == [[200]]
    assert path(graph, 0, [1])[0].tolist() == [1]


def test_one_way_pairs_are_unreachable_backwards():
    """inf in both tables where no path leads; 0 from a node to itself."""
    seconds, metres = shortest(graph_of([(0, 1, 5, 7)], nodes=2), [0, 1], [0, 1])
    assert seconds.tolist() == [[0, 5], [np.inf, 0]]
    assert metres.tolist() == [[0, 7], [np.inf, 0]]
    assert path(graph_of([(0, 1, 5, 7)], nodes=2), 1, [0, 1])[0] is None


def test_chunks_give_what_one_search_gives(monkeypatch):
    """However little memory is allowed, and progress ends at 1."""
    random = np.random.default_rng(7)
    edges = [(*random.integers(0, 40, 2), random.integers(1, 9), random.integers(1, 99)) for _ in range(150)]
    graph = graph_of(edges, nodes=40)
    whole = shortest(graph, range(40), range(5))
    monkeypatch.setattr(kernel, "CHUNK_CELLS", 120)
    shares = []
    parts = shortest(graph, range(40), range(5), progress=shares.append)
    assert np.array_equal(whole[0], parts[0])
    assert np.array_equal(whole[1], parts[1])
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_empty_graphs_and_empty_questions_have_empty_answers():
    """No edge, no source, no target."""
    assert shortest(graph_of([], nodes=2), [0], [0, 1])[0].tolist() == [[0, np.inf]]
    assert shortest(graph_of([], nodes=2), [], [])[0].shape == (0, 0)


def test_negative_or_missing_weights_are_refused():
    """Dijkstra would be silently wrong."""
    for bad in (-1.0, np.nan):
        with pytest.raises(ValueError, match="seconds"):
            graph_of([(0, 1, bad, 1)], nodes=2)
