"""Small road files drawn in their docstrings; a step of 0.01 degrees of latitude is 1112 m."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from geo.roads import RoadGraph, read_roads
from geo.trucks.truck_profile import TruckProfile
from routing.model import Location

Ways = Sequence[tuple[int, Sequence[object], Mapping[str, str]]]


def drawn(nodes: Mapping[int, tuple[float, float]], ways: Ways, turns: Ways = ()) -> str:
    """OSM XML of nodes (steps north, steps east of 16 N 108 E), ways, and turn restrictions.

    A restriction names its ways and nodes as (role, type, number).
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<osm version="0.6">']
    for node, (north, east) in nodes.items():
        lines.append(f'<node id="{node}" lat="{16 + north / 100:.7f}" lon="{108 + east / 100:.7f}"/>')
    for way, refs, tags in ways:
        lines.append(f'<way id="{way}">' + "".join(f'<nd ref="{ref}"/>' for ref in refs))
        lines += [f'<tag k="{key}" v="{value}"/>' for key, value in tags.items()]
        lines.append("</way>")
    for turn, members, tags in turns:
        lines.append(f'<relation id="{turn}">')
        lines += [f'<member type="{kind}" ref="{ref}" role="{role}"/>' for role, kind, ref in members]
        lines += [f'<tag k="{key}" v="{value}"/>' for key, value in tags.items()]
        lines.append("</relation>")
    return "\n".join([*lines, "</osm>"])


@pytest.fixture
def osm_xml() -> Callable[..., str]:
    """The function that writes OSM XML."""
    return drawn


@pytest.fixture
def osm(tmp_path: Path) -> Callable[..., RoadGraph]:
    """Write nodes and ways to a file and read it back as a graph."""

    def read(nodes: Mapping[int, tuple[float, float]], ways: Ways, turns: Ways = ()) -> RoadGraph:
        path = tmp_path / "roads.osm"
        path.write_text(drawn(nodes, ways, turns), encoding="utf-8")
        return read_roads(path)

    return read


@pytest.fixture
def cross(osm: Callable[..., RoadGraph]) -> RoadGraph:
    """Way 10 runs north, way 20 leaves its middle to the east by way of a bend.

    3
    │10
    2 ──20── (5) ── 4
    │10
    1
    """
    return osm(
        {1: (0, 0), 2: (1, 0), 3: (2, 0), 5: (1, 1), 4: (2, 1)},
        [
            (10, [1, 2, 3], {"highway": "primary", "name": "Quốc lộ 1", "ref": "QL.1"}),
            (20, [2, 5, 4], {"highway": "residential"}),
        ],
    )


@pytest.fixture
def truck() -> TruckProfile:
    """36 km/h (10 m/s) on every class, 5 t, 3 m, no cap in the way."""
    classes = (
        "motorway",
        "trunk",
        "primary",
        "secondary",
        "tertiary",
        "unclassified",
        "residential",
        "service",
    )
    return TruckProfile(
        id="truck", speeds_kmh=dict.fromkeys(classes, 36.0), gross_t=5.0, height_m=3.0, maxspeed_factor=1.0
    )


@pytest.fixture
def at() -> Callable[[float, float], Location]:
    """A location some steps north and east of 16 N 108 E."""
    return lambda north, east: Location(16 + north / 100, 108 + east / 100)
