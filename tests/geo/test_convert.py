"""The graph in osmnx's convention."""

import networkx as nx
import osmnx as ox
import pytest

from geo.restrictions.closures import close_ways
from geo.roads import to_networkx


def test_osmnx_finds_nodes_and_ways_on_it(cross):
    """nearest_nodes, routing.shortest_path and basic_stats work as on osmnx's own graphs."""
    graph = to_networkx(cross)
    ids = {data["osmid"]: node for node, data in graph.nodes(data=True)}
    assert ox.distance.nearest_nodes(ox.projection.project_graph(graph), 0, 0) in graph
    route = ox.routing.shortest_path(graph, ids[1], ids[4], weight="length")
    assert route == [ids[1], ids[2], ids[4]]
    stats = ox.stats.basic_stats(graph)
    assert (stats["n"], stats["m"]) == (4, 6)
    assert stats["edge_length_total"] == pytest.approx(cross.length_m.sum())


def test_edges_carry_what_osmnx_expects(cross):
    """osmid, length, geometry and crs; closed roads are left out."""
    graph = to_networkx(cross)
    assert graph.graph["crs"] == "epsg:4326"
    named = [data for *_, data in graph.edges(data=True) if data["osmid"] == 10]
    assert {data["name"] for data in named} == {"Quốc lộ 1"}
    assert len(ox.convert.graph_to_gdfs(graph, nodes=False)) == 6
    assert isinstance(graph, nx.MultiDiGraph)
    assert to_networkx(close_ways(cross, ["20"])).number_of_edges() == 4
