"""The real files of Hà Nội, where they are at hand."""

import json
from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import osmnx as ox
import pytest
from shapely import box

from geo.kernel import Metric, arcs, path, shortest
from geo.lines.base_map import roads_geojson
from geo.lines.lines import leg_lines
from geo.metric import haversine_m
from geo.places.facilities import read_depots, read_facilities
from geo.places.regions import read_regions
from geo.restrictions.closures import close_area, close_ways
from geo.roads import Turns, read_roads, to_networkx
from geo.travel.matrix import reach
from geo.travel.time_dependent import TimedProfile, time_dependent_travel
from geo.trucks.truck_profile import TruckProfile, read_speeds
from routing.model import UNREACHABLE, FacilityClass, Location, Standing

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def roads(shared_data):
    """Hà Nội's roads, read once."""
    return read_roads(shared_data / "hanoi" / "hanoi_roads.osm.gz")


@pytest.fixture(scope="module")
def places(shared_data):
    """Depots and mapped facilities of Hà Nội."""
    folder = shared_data / "hanoi"
    all_places = [
        *read_depots(folder / "hanoi_depots_synthetic.geojson", []).depots,
        *read_facilities(folder / "hanoi_facilities_osm.geojson"),
    ]
    return {place.id: place.location for place in all_places}


@pytest.fixture(scope="module")
def lorry():
    """The shipped estimates."""
    return TruckProfile(id="truck", speeds_kmh=read_speeds())


def test_the_graph_is_whole(roads):
    """All ways kept, nothing missing or unreadable, most of it one part, lengths plausible."""
    report = roads.report
    assert (report.ways_read, report.ways_kept, report.missing_nodes) == (24_655, 24_655, 0)
    assert report.largest_component / report.nodes > 0.93
    assert 30_000 < report.nodes < 40_000
    assert 7_000 < report.length_km < 7_800
    assert dict(report.timed) == {"motor_vehicle:conditional": 81, "hgv:conditional": 22}
    assert (report.conditional, report.unreadable) == ((), ())
    assert np.isfinite(roads.length_m).all()
    assert (roads.length_m > 0).all()


def test_files_of_places_read_without_complaint(shared_data):
    """Facilities, stations and depots, held against the provinces of 2025."""
    regions = read_regions(shared_data / "boundaries" / "vn_provinces_34.geojson")
    folder = shared_data / "hanoi"
    names = ("hanoi_facilities_osm", "hanoi_commune_stations_estimated")
    facilities = read_facilities([folder / f"{name}.geojson" for name in names], regions=regions)
    assert len(facilities) == 142 + 526
    assert sum(place.kind is FacilityClass.COMMUNE_STATION for place in facilities) == 539
    depots = read_depots(folder / "hanoi_depots_synthetic.geojson", [], regions=regions).depots
    assert {depot.standing for depot in depots} == {Standing.SYNTHETIC}


def test_matrix_lines_and_a_flood_agree(roads, places, lorry):
    """Lines have the matrix's lengths, before and after the middle of town is under water."""
    ids = list(places)[:24]
    some = {place: places[place] for place in ids}
    legs = list(pairwise(ids))
    strict = close_area(roads, box(105.83, 21.01, 105.86, 21.04), name="trung tâm")
    flooded = replace(strict, still_reachable=frozenset(ids))
    matrices = []
    for graph in (roads, flooded, strict):
        matrix, report = time_dependent_travel(graph, some, [TimedProfile(profile=lorry)])
        seconds, metres = matrix.duration_s["truck"], matrix.length_m["truck"]
        matrices.append(seconds)
        assert len(report.left_out) < len(ids)
        for leg, line in zip(legs, leg_lines(graph, some, lorry, legs), strict=True):
            assert (line and np.ceil(line.length_m - 1e-6)) == matrix.distance_m("truck", *leg)
            assert (line and np.ceil(line.duration_s - 1e-6)) == matrix.time_s("truck", *leg)
            assert line is None or not graph.closed[list(line.edges)].any()
        there = seconds > 60
        assert (metres[there] * 3.6 / seconds[there]).max() < 80
    assert flooded.closures[0].edges > 1000
    dry, wet, cut = (matrix.astype(float) for matrix in matrices)
    both = (dry != UNREACHABLE) & (wet != UNREACHABLE)
    assert wet[both].sum() > 1.02 * dry[both].sum()
    # Nobody enters the water unless the place is allowed by name; who is outside drives as before.
    assert (cut == UNREACHABLE).sum() > (wet == UNREACHABLE).sum()
    outside = cut != UNREACHABLE
    assert (cut[outside] == wet[outside]).all()


def with_forbidden_turns(roads, draw, count):
    """The same roads with turns forbidden that are drawn by chance; the file has none."""
    leads_on = np.flatnonzero(np.isin(roads.head, roads.tail))
    start = np.sort(draw.choice(leads_on, count, replace=False)).astype(np.int32)
    leaving = np.argsort(roads.tail, kind="stable").astype(np.int32)
    to = leaving[np.searchsorted(roads.tail[leaving], roads.head[start])]
    turns = Turns(edges=np.column_stack((start, to)), whom=np.zeros(count, dtype=np.int8))
    return replace(roads, turns=turns, topology_sha256="made-up turns")


def test_lines_run_along_the_matrix_from_anywhere(roads, lorry):
    """40 places beside junctions of Hà Nội, with made-up turns forbidden and fifty streets closed."""
    draw = np.random.default_rng(7)
    bound = with_forbidden_turns(roads, draw, 400)
    shut = close_ways(bound, roads.ways.id[draw.choice(len(roads.ways.id), 50, replace=False)])
    nodes = draw.choice(roads.nodes, 40, replace=False)
    lat, lon = (at[nodes] + draw.normal(0, 0.0005, 40) for at in (roads.node_lat, roads.node_lon))
    places = {f"p{i}": Location(*at) for i, at in enumerate(zip(lat.tolist(), lon.tolist(), strict=True))}
    ready = reach(shut, places, lorry)
    assert len(ready.on_road) > 30
    assert (ready.side.edge[ready.on_road] >= 0).any(axis=1).sum() > 20
    barred = set(bound.turns.bind(hgv=True))
    matrix, _ = time_dependent_travel(shut, places, [TimedProfile(profile=lorry)])
    legs = list(permutations(list(places)[:20], 2))
    for leg, line in zip(legs, leg_lines(shut, places, lorry, legs), strict=True):
        assert (line and np.ceil(line.length_m - 1e-6)) == matrix.distance_m("truck", *leg)
        assert (line and np.ceil(line.duration_s - 1e-6)) == matrix.time_s("truck", *leg)
        if line:
            assert not barred & set(pairwise(line.edges))
            x, y = line.points.T
            drawn = haversine_m(x[:-1], y[:-1], x[1:], y[1:]).sum()
            assert drawn == pytest.approx(line.length_m, rel=0.002, abs=5)


def test_the_hierarchy_is_exact_on_real_roads(roads, lorry):
    """Seconds and metres of 40 × 500 pairs, to the last bit: two trucks, and after fifty streets close."""
    draw = np.random.default_rng(4)
    sources, targets = (draw.choice(roads.nodes, count, replace=False) for count in (40, 500))
    shut = close_ways(roads, roads.ways.id[draw.choice(len(roads.ways.id), 50, replace=False)])
    small = replace(lorry, id="van", gross_t=2.4, height_m=2.5, hgv=False, speed_cap_kmh=60)
    for graph, profile in ((roads, lorry), (roads, small), (shut, lorry)):
        ready = reach(graph, {}, profile)
        assert isinstance(ready.graph, Metric)
        tables = shortest(ready.graph, sources, targets)
        weights = {"seconds": ready.seconds, "metres": ready.metres}
        plain = arcs(nodes=graph.nodes, tail=graph.tail, head=graph.head, **weights)
        for table, other in zip(tables, shortest(plain, sources, targets), strict=True):
            assert np.array_equal(table, other)
        for column, walk in enumerate(path(ready.graph, int(sources[0]), targets)):
            if walk is not None:
                assert ready.seconds[walk].sum() == tables[0][0, column]
                assert ready.metres[walk].sum() == tables[1][0, column]


def test_most_mapped_facilities_snap(roads, places, lorry):
    """Some 113 of the 142 lie within 600 m of a road, and the depots all do."""
    _, report = time_dependent_travel(roads, places, [TimedProfile(profile=lorry)])
    lost = {snap.place_id for snap in report.left_out}
    assert 25 <= len(lost) <= 40
    assert not any(place.startswith("hanoi-D") for place in lost)


def test_the_base_map_fits_its_limit(roads):
    """A city's avenues in less than a megabyte and a half."""
    base_map = roads_geojson(roads)
    assert len(json.dumps(base_map, ensure_ascii=False, separators=(",", ":")).encode()) < 1_500_000
    assert base_map["classes"][0] == "motorway"
    assert "tertiary" in base_map["classes"]


def test_osmnx_agrees_on_a_path(roads):
    """The length of the shortest path by networkx on the converted graph."""
    graph = to_networkx(roads)
    ends = np.flatnonzero(np.bincount(roads.tail, minlength=roads.nodes) > 3)[[10, 900]].tolist()
    route = ox.routing.shortest_path(graph, *ends, weight="length")
    driven = sum(min(e["length"] for e in graph[a][b].values()) for a, b in pairwise(route))
    lengths = roads.length_m
    ready = arcs(nodes=roads.nodes, tail=roads.tail, head=roads.head, seconds=lengths, metres=lengths)
    assert shortest(ready, ends[:1], ends[1:])[0][0, 0] == pytest.approx(driven)
