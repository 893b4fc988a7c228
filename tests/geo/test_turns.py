"""Turns that are forbidden or take time, against a search that remembers every edge driven."""

import heapq

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.kernel import about_turns, hierarchy, path, shortest, turned, weighed

NODES = 6
edge = st.tuples(
    st.integers(0, NODES - 1), st.integers(0, NODES - 1), st.integers(0, 5), st.integers(1, 50)
).filter(lambda e: e[0] != e[1])


def graph_of(edges, turns, *, by_hierarchy, nodes=NODES):
    """A graph ready for search from (tail, head, seconds, metres) tuples and turns."""
    tail, head = np.array([e[:2] for e in edges], dtype=np.int32).reshape(-1, 2).T
    seconds, metres = np.array([e[2:] for e in edges], dtype=np.float64).reshape(-1, 2).T
    made = turned(nodes=nodes, tail=tail, head=head, turns=turns)
    lon, lat = np.cos(made.home), np.sin(made.home)
    tree = hierarchy(nodes=made.nodes, tail=made.tail, head=made.head, lon=lon, lat=lat)
    return weighed(
        nodes=nodes,
        tail=tail,
        head=head,
        seconds=seconds,
        metres=metres,
        turned=made,
        tree=tree if by_hierarchy else None,
    )


def price(edges, turns, walk):
    """Seconds and metres of a walk, each turn in it being paid; inf if one is forbidden."""
    spans = [tuple(walk[i:j]) for j in range(len(walk) + 1) for i in range(j)]
    extra = sum(turns.get(span, 0.0) for span in spans)
    return sum(edges[e][2] for e in walk) + extra, sum(edges[e][3] for e in walk)


def remembered(edges, turns, source, longest):
    """Least (seconds, metres) to every node: a state is the last few edges driven, whatever they are."""
    best, done, queue = {}, set(), [(0.0, 0, source, ())]
    while queue:
        seconds, metres, node, last = heapq.heappop(queue)
        if (node, last) in done:
            continue
        done.add((node, last))
        best[node] = min(best.get(node, (np.inf, np.inf)), (seconds, metres))
        for number, (tail, head, more_s, more_m) in enumerate(edges):
            if tail != node:
                continue
            driven = (*last, number)
            extra = sum(turns.get(driven[i:], 0.0) for i in range(len(driven)))
            if extra < np.inf:
                then = (seconds + more_s + extra, metres + more_m, head, driven[-longest + 1 :])
                heapq.heappush(queue, then)
    return best


@pytest.fixture(params=[False, True], ids=["plain", "hierarchy"])
def by_hierarchy(request):
    """Both ways to search."""
    return request.param


@pytest.mark.parametrize("by_hierarchy", [False, True], ids=["plain", "hierarchy"])
@settings(max_examples=150, deadline=None)
@given(edges=st.lists(edge, min_size=1, max_size=18), data=st.data())
def test_turns_are_obeyed_and_paid(by_hierarchy, edges, data):
    """Turns of two to four edges, forbidden or slow, one within another, over junctions and back."""
    turns = {}
    for _ in range(data.draw(st.integers(0, 6))):
        walk = [data.draw(st.integers(0, len(edges) - 1))]
        for _ in range(data.draw(st.integers(1, 3))):
            on = [e for e in range(len(edges)) if edges[e][0] == edges[walk[-1]][1]]
            if on:
                walk.append(data.draw(st.sampled_from(on)))
        if len(walk) > 1:
            turns[tuple(walk)] = data.draw(st.sampled_from([np.inf, np.inf, 3.0]))
    assume(turns)
    graph = graph_of(edges, turns, by_hierarchy=by_hierarchy)
    seconds, metres = shortest(graph, range(NODES), range(NODES))
    for source in range(NODES):
        right = remembered(edges, turns, source, max(map(len, turns)))
        for target, walk in enumerate(path(graph, source, range(NODES))):
            fastest = (seconds[source, target], metres[source, target])
            assert fastest == right.get(target, (np.inf, np.inf))
            assert (walk is None) == (target not in right)
            if walk is not None:
                assert price(edges, turns, walk.tolist()) == fastest
                ends = [source, *(edges[e][1] for e in walk)]
                assert [edges[e][0] for e in walk] == ends[:-1]
                assert ends[-1] == target


def test_no_left_turn_means_round_the_block(by_hierarchy):
    """0 → 1 → 2 is forbidden: over 3 it is, which comes into the same junction from another side.

    3 → 1
    ^   ^ \\
    └── 0  2
    """
    edges = [(0, 1, 1, 10), (1, 2, 1, 10), (0, 3, 5, 50), (3, 1, 5, 50)]
    graph = graph_of(edges, {(0, 1): np.inf}, by_hierarchy=by_hierarchy)
    seconds, metres = shortest(graph, [0, 1], [1, 2])
    assert seconds.tolist() == [[1, 11], [0, 1]]
    assert metres.tolist() == [[10, 110], [0, 10]]
    assert [walk.tolist() for walk in path(graph, 0, [1, 2, 1])] == [[0], [2, 3, 1], [0]]


def test_without_turns_nothing_is_added():
    """The same nodes and steps, and the same tables."""
    edges = [(0, 1, 1, 10), (1, 2, 1, 10)]
    graph = graph_of(edges, {}, by_hierarchy=False)
    assert graph.turned.nodes == NODES
    assert graph.turned.edge.tolist() == [0, 1]
    assert shortest(graph, [0], [2])[0].tolist() == [[2]]


def test_a_turn_that_is_no_way_is_refused():
    """One edge alone, or two that do not meet."""
    ends = {"nodes": 4, "tail": np.array([0, 2], dtype=np.int32), "head": np.array([1, 3], dtype=np.int32)}
    for bad in ((0,), (0, 1)):
        with pytest.raises(ValueError, match="one after another"):
            turned(**ends, turns={bad: np.inf})


def test_turning_about_is_forbidden_but_at_the_end_of_a_road(by_hierarchy):
    """1 has a way on to 2, which is a dead end: from 0 back to 0 it goes by way of 2."""
    edges = [(0, 1, 1, 10), (1, 0, 1, 10), (1, 2, 7, 70), (2, 1, 7, 70), (0, 3, 1, 10), (4, 0, 1, 10)]
    tail, head = np.array([e[:2] for e in edges], dtype=np.int32).T
    turns = about_turns(tail, head)
    assert set(turns) == {(0, 1), (1, 0), (3, 2)}
    graph = graph_of(edges, turns, by_hierarchy=by_hierarchy)
    cost = price(edges, turns, path(graph, 4, [3])[0].tolist())
    assert cost == (2, 20)
    assert shortest(graph, [1], [3])[0].tolist() == [[2]]
