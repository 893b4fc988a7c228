"""The search by a hierarchy against the plain one, to the last bit, and the file it is kept in."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import arrays, kernel
from geo.kernel import arcs, hierarchy, in_units, path, shortest, stored, stored_hierarchy, weighed

NODES = 14
node = st.integers(0, NODES - 1)
some_s = st.one_of(st.sampled_from([0.0, 1.0, 2.0, np.inf]), st.floats(1, 90))
some_m = st.one_of(st.sampled_from([0.0, 1.0, 2.0]), st.floats(0, 90))
edge = st.tuples(node, node, some_s, some_m)


def columns_of(edges):
    """Tail, head, seconds, metres."""
    tail, head, seconds, metres = np.array(edges, dtype=np.float64).reshape(-1, 4).T
    return tail.astype(np.int32), head.astype(np.int32), seconds, metres


def agree(tree, *, tail, head, seconds, metres, nodes, ends=None):
    """Hold tables and paths of one against the other."""
    weights = {"nodes": nodes, "tail": tail, "head": head, "seconds": seconds, "metres": metres}
    ends = range(nodes) if ends is None else ends
    fast, slow = weighed(**weights, tree=tree), arcs(**weights)
    assert isinstance(fast, kernel.Metric)
    tables = shortest(fast, ends, ends)
    for table, other in zip(tables, shortest(slow, ends, ends), strict=True):
        assert np.array_equal(table, other)
    unit_s, unit_m = in_units(seconds, metres)
    for row, source in enumerate(ends):
        for column, walk in enumerate(path(fast, source, ends)):
            if walk is None:
                assert np.isinf(tables[0][row, column])
                continue
            assert [source, *head[walk]] == [*tail[walk], ends[column]]
            assert unit_s[walk].sum() == tables[0][row, column]
            assert unit_m[walk].sum() == tables[1][row, column]


@settings(max_examples=200, deadline=None)
@given(
    edges=st.lists(edge, max_size=60),
    again=st.randoms(use_true_random=False),
    places=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=NODES, max_size=NODES),
)
def test_both_searches_agree_to_the_last_bit(edges, again, places):
    """Loops, parallels, islands, one-way streets, edges of no time or length, nodes at one place.

    Then some roads close and others open, and the same hierarchy is weighed anew.
    """
    tail, head, seconds, metres = columns_of(edges)
    lon, lat = np.array(places, dtype=np.float64).T
    tree = hierarchy(nodes=NODES, tail=tail, head=head, lon=lon, lat=lat)
    agree(tree, tail=tail, head=head, seconds=seconds, metres=metres, nodes=NODES)
    changed = np.array([again.choice([s, np.inf, 3.25]) for s in seconds], dtype=np.float64)
    agree(tree, tail=tail, head=head, seconds=changed, metres=metres, nodes=NODES)


def town(side, *, seed, closed=0.05, oneway=0.2):
    """Streets on a square grid with many equally long ways, some one-way and some closed."""
    random = np.random.default_rng(seed)
    number = np.arange(side * side).reshape(side, side)
    east = np.column_stack((number[:, :-1].ravel(), number[:, 1:].ravel()))
    north = np.column_stack((number[:-1].ravel(), number[1:].ravel()))
    there = np.concatenate((east, north))
    back = there[random.random(len(there)) > oneway][:, ::-1]
    tail, head = np.concatenate((there, back)).astype(np.int32).T
    seconds = random.integers(1, 4, len(tail)) * 7.3
    seconds[random.random(len(tail)) < closed] = np.inf
    lat, lon = np.divmod(np.arange(side * side), side) + random.normal(0, 0.1, (2, side * side))
    return {"tail": tail, "head": head}, {"lon": lon, "lat": lat}, seconds, random


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_town_of_equal_ways(seed):
    """More sources than lanes, unsorted and some twice; thrice weighed."""
    roads, places, seconds, random = town(25, seed=seed)
    tree = hierarchy(nodes=625, **roads, **places)
    for _ in range(3):
        metres = random.integers(30, 33, len(seconds)) * 1.1
        ends = random.integers(0, 625, 40).tolist()
        agree(tree, **roads, seconds=seconds, metres=metres, nodes=625, ends=ends)
        random.shuffle(seconds)


def test_links_are_those_of_the_order():
    """Every node's links but the first are its parent's too, and each edge lies on its own link."""
    roads, places, *_ = town(12, seed=5)
    tree = hierarchy(nodes=144, **roads, **places)
    assert sorted(tree.node.tolist()) == list(range(144))
    ups = [set(tree.above[tree.start[v] : tree.start[v + 1]].tolist()) for v in range(144)]
    for v in range(144):
        assert all(w > v for w in ups[v])
        assert tree.parent[v] == min(ups[v], default=-1)
        assert not ups[v] or ups[v] - {tree.parent[v]} <= ups[tree.parent[v]]
    ends = np.column_stack((tree.below, tree.above))[tree.slot >> 1]
    down = (tree.slot & 1).astype(bool)
    ends[down] = ends[down, ::-1]
    assert np.array_equal(ends, np.column_stack((tree.rank[roads["tail"]], tree.rank[roads["head"]])))


def test_the_middle_of_a_town_divides_it():
    """Nested dissection leaves less than half the links of an order row by row: a side's length a node."""
    roads, places, *_ = town(40, seed=6, oneway=0)
    tree = hierarchy(nodes=1600, **roads, **places)
    assert len(tree.above) < 1600 * 40 / 2


def test_a_map_whose_nodes_lie_anywhere_has_no_hierarchy():
    """No small cut divides a thousand nodes that are joined at random: the search is plain then."""
    random = np.random.default_rng(3)
    tail, head = random.integers(0, 1000, (2, 6000)).astype(np.int32)
    lon, lat = random.random((2, 1000))
    roads = {"nodes": 1000, "tail": tail, "head": head}
    assert hierarchy(**roads, lon=lon, lat=lat) is None
    weights = {"seconds": np.ones(6000), "metres": np.ones(6000)}
    assert isinstance(weighed(**roads, **weights, tree=None), kernel.Arcs)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A cache of its own, and a town whose hierarchy is asked for as if by a new process."""
    monkeypatch.setattr(arrays, "cache_folder", lambda _: tmp_path)
    roads, places, *_ = town(6, seed=8)

    def ask(**changes):
        stored._at_hand.clear()
        return stored_hierarchy("f" * 64, nodes=36, **{**roads, **places, **changes})

    return ask


def same(tree, other):
    """Every array."""
    return all(
        np.array_equal(getattr(tree, name), getattr(other, name)) for name in stored.Hierarchy.__slots__
    )


def test_a_map_is_ordered_once(kept, tmp_path, monkeypatch):
    """The second time it comes from the file, array by array the same."""
    first = kept()
    (path,) = tmp_path.iterdir()
    assert stored.FORMAT_VERSION in path.name
    monkeypatch.setattr(stored, "hierarchy", lambda **_: pytest.fail("ordered again"))
    assert same(kept(), first)


@pytest.mark.parametrize("damage", ["cut", "bytes", "empty", "text"])
def test_a_damaged_file_is_made_anew(kept, tmp_path, damage):
    """Cut off, a byte changed, empty, or another file altogether."""
    first = kept()
    (path,) = tmp_path.iterdir()
    good = path.read_bytes()
    middle = len(good) // 2
    path.write_bytes(
        {
            "cut": good[:middle],
            "bytes": good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :],
            "empty": b"",
            "text": b"hello",
        }[damage]
    )
    assert same(kept(), first)
    assert path.read_bytes() == good


def test_a_file_of_another_version_is_made_anew(kept, tmp_path, monkeypatch):
    """Even where someone gave it the new name."""
    monkeypatch.setattr(stored, "FORMAT_VERSION", "hierarchy-0")
    first = kept()
    (old,) = tmp_path.iterdir()
    monkeypatch.undo()
    monkeypatch.setattr(arrays, "cache_folder", lambda _: tmp_path)
    new = tmp_path / old.name.replace("hierarchy-0", stored.FORMAT_VERSION)
    old.rename(new)
    before = new.read_bytes()
    assert same(kept(), first)
    assert new.read_bytes() != before


def test_a_file_of_other_edges_is_made_anew(kept):
    """The hash of a map is believed only where its edges are the same."""
    kept()
    roads, _, *_ = town(6, seed=9)
    changed = kept(**roads)
    assert len(changed.slot) == len(roads["tail"])


def test_that_there_is_none_is_not_found_out_twice(kept, monkeypatch, tmp_path):
    """Nothing is written, and the same process does not try again."""
    calls = []
    monkeypatch.setattr(stored, "hierarchy", lambda **roads: calls.append(roads))
    assert kept() is None
    roads, places, *_ = town(6, seed=8)
    assert stored_hierarchy("f" * 64, nodes=36, **roads, **places) is None
    assert len(calls) == 1
    assert list(tmp_path.iterdir()) == []
    stored._at_hand.clear()


def test_without_a_place_to_write_it_is_made_each_time(kept, monkeypatch, tmp_path):
    """And nothing is said."""
    monkeypatch.setattr(arrays, "cache_folder", lambda _: None)
    assert kept().nodes == 36
    assert list(tmp_path.iterdir()) == []
