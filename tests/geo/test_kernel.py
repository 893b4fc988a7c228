"""Fastest paths against networkx: by a hierarchy and plainly."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.kernel import LIMIT_S, Metric, hierarchy, path, plain, search, shortest, weighed

NODES = 9
edge = st.tuples(
    st.integers(0, NODES - 1),
    st.integers(0, NODES - 1),
    st.one_of(st.integers(0, 6).map(float), st.just(np.inf)),
    st.integers(1, 50).map(float),
)


def graph_of(edges, nodes=NODES, *, by_hierarchy=False):
    """A graph ready for search from (tail, head, seconds, metres) tuples, nodes lying on a spiral."""
    columns = np.array(edges, dtype=np.float64).reshape(-1, 4).T
    tail, head = columns[:2].astype(np.int32)
    turn = np.arange(nodes, dtype=np.float64)
    tree = hierarchy(nodes=nodes, tail=tail, head=head, lon=turn * np.cos(turn), lat=turn * np.sin(turn))
    return weighed(
        nodes=nodes,
        tail=tail,
        head=head,
        seconds=columns[2],
        metres=columns[3],
        tree=tree if by_hierarchy else None,
    )


@pytest.fixture(params=[False, True], ids=["plain", "hierarchy"])
def by_hierarchy(request):
    """Both ways to search."""
    return request.param


@pytest.mark.parametrize("by_hierarchy", [False, True], ids=["plain", "hierarchy"])
@settings(max_examples=150, deadline=None)
@given(edges=st.lists(edge, max_size=40))
def test_seconds_agree_with_networkx_and_metres_belong_to_a_fastest_path(by_hierarchy, edges):
    """On random graphs with loops, parallel, closed and zero-second edges."""
    graph = graph_of(edges, by_hierarchy=by_hierarchy)
    assert isinstance(graph, Metric) == by_hierarchy
    seconds, metres = shortest(graph, range(NODES), range(NODES))
    oracle = nx.MultiDiGraph()
    oracle.add_nodes_from(range(NODES))
    oracle.add_edges_from((a, b, {"seconds": s}) for a, b, s, _ in edges if np.isfinite(s))
    for source, reached in nx.all_pairs_dijkstra_path_length(oracle, weight="seconds"):
        expected = [reached.get(target, np.inf) for target in range(NODES)]
        assert seconds[source].tolist() == expected
    for source in range(NODES):
        for target, walk in enumerate(path(graph, source, range(NODES))):
            if walk is None:
                assert metres[source, target] == np.inf
                continue
            driven = [edges[e] for e in walk]
            assert [e[0] for e in driven] == [source, *(e[1] for e in driven)][: len(driven)]
            assert sum(e[2] for e in driven) == seconds[source, target]
            assert sum(e[3] for e in driven) == metres[source, target]


def test_length_is_that_of_the_fastest_path_not_the_shortest(by_hierarchy):
    """The motorway is longer and quicker: its metres count."""
    edges = [(0, 1, 10, 100), (1, 2, 10, 900), (0, 2, 60, 50)]
    graph = graph_of(edges, nodes=3, by_hierarchy=by_hierarchy)
    seconds, metres = shortest(graph, [0], [2])
    assert (seconds[0, 0], metres[0, 0]) == (20, 1000)


def test_of_equally_fast_paths_the_shortest_counts(by_hierarchy):
    """Round the lake on either side takes ten seconds; the north shore is 1 m shorter."""
    edges = [(0, 1, 4, 100), (1, 3, 6, 101), (0, 2, 5, 100), (2, 3, 5, 100)]
    graph = graph_of(edges, nodes=4, by_hierarchy=by_hierarchy)
    assert [table[0, 0] for table in shortest(graph, [0], [3])] == [10, 200]
    assert path(graph, 0, [3])[0].tolist() == [2, 3]


def test_of_parallel_edges_the_fastest_and_then_the_shortest_counts(by_hierarchy):
    """Three roads between the same junctions."""
    edges = [(0, 1, 10, 300), (0, 1, 10, 200), (0, 1, 30, 100)]
    graph = graph_of(edges, nodes=2, by_hierarchy=by_hierarchy)
    assert shortest(graph, [0], [1])[1].tolist() == [[200]]
    assert path(graph, 0, [1])[0].tolist() == [1]


def test_one_way_pairs_are_unreachable_backwards(by_hierarchy):
    """inf in both tables where no path leads; 0 from a node to itself, along no edge."""
    graph = graph_of([(0, 1, 5, 7)], nodes=2, by_hierarchy=by_hierarchy)
    seconds, metres = shortest(graph, [0, 1], [0, 1])
    assert seconds.tolist() == [[0, 5], [np.inf, 0]]
    assert metres.tolist() == [[0, 7], [np.inf, 0]]
    back, stay = path(graph, 1, [0, 1])
    assert back is None
    assert stay.tolist() == []


def test_three_days_at_the_wheel_are_no_way(by_hierarchy):
    """One unit of time less is one."""
    edges = [(0, 1, LIMIT_S / 2, 5), (1, 2, LIMIT_S / 2, 5), (1, 3, LIMIT_S / 2 - 1 / 1024, 5)]
    graph = graph_of(edges, nodes=4, by_hierarchy=by_hierarchy)
    seconds, metres = shortest(graph, [0], [2, 3])
    assert seconds.tolist() == [[np.inf, LIMIT_S - 1 / 1024]]
    assert metres.tolist() == [[np.inf, 10]]
    assert [walk is None for walk in path(graph, 0, [2, 3])] == [True, False]


def test_progress_ends_at_one(by_hierarchy):
    """And never goes back."""
    shares = []
    graph = graph_of([(i, i + 1, 1, 1) for i in range(99)], nodes=100, by_hierarchy=by_hierarchy)
    shortest(graph, range(100), range(5), progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_chunks_give_what_one_search_gives(monkeypatch):
    """However little memory is allowed."""
    random = np.random.default_rng(7)
    edges = [(*random.integers(0, 40, 2), random.integers(1, 9), random.integers(1, 99)) for _ in range(150)]
    graph = graph_of(edges, nodes=40)
    whole = shortest(graph, range(40), range(5))
    monkeypatch.setattr(plain, "CHUNK_CELLS", 120)
    parts = shortest(graph, range(40), range(5))
    assert np.array_equal(whole[0], parts[0])
    assert np.array_equal(whole[1], parts[1])


def test_empty_graphs_and_empty_questions_have_empty_answers(by_hierarchy):
    """No edge, no source, no target, not even a node."""
    graph = graph_of([], nodes=2, by_hierarchy=by_hierarchy)
    assert shortest(graph, [0], [0, 1])[0].tolist() == [[0, np.inf]]
    assert shortest(graph, [], [0])[0].shape == (0, 1)
    assert shortest(graph, [0], [])[0].shape == (1, 0)
    assert path(graph, 0, []) == []
    assert shortest(graph_of([], nodes=0, by_hierarchy=by_hierarchy), [], [])[0].shape == (0, 0)


def test_negative_or_missing_weights_are_refused(by_hierarchy):
    """Dijkstra would be silently wrong."""
    for bad in ((-1.0, 1), (np.nan, 1), (1, -1), (1, np.inf)):
        with pytest.raises(ValueError, match="seconds"):
            graph_of([(0, 1, *bad)], nodes=2, by_hierarchy=by_hierarchy)


def test_nodes_that_are_none_are_refused(by_hierarchy):
    """Compiled code would read beside its arrays."""
    graph = graph_of([(0, 1, 1, 1)], nodes=2, by_hierarchy=by_hierarchy)
    for bad in (-1, 2):
        with pytest.raises(IndexError):
            shortest(graph, [0], [bad])
        with pytest.raises(IndexError):
            path(graph, bad, [0])


def test_what_is_too_fast_for_a_key_is_searched_plainly():
    """Light would fill the bits of its time with its metres; a truck does not."""
    assert isinstance(graph_of([(0, 1, 1, 127)], by_hierarchy=True), Metric)
    assert not isinstance(graph_of([(0, 1, 1, 3e8)], by_hierarchy=True), Metric)
    assert not isinstance(graph_of([(0, 1, 0, 1e8)], by_hierarchy=True), Metric)


def test_a_compiler_that_fails_is_told_and_done_without(monkeypatch, caplog):
    """Roads are still to be had, by the plain search."""
    assert search.prepared.__wrapped__()
    monkeypatch.setattr(search, "hierarchy", lambda **_: 1 / 0)
    assert not search.prepared.__wrapped__()
    assert "plain" in caplog.text
