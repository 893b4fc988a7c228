"""Who orders: the facilities of the files in an order drawn by the seed, then random road junctions."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from geo.roads import RoadGraph
from routing.model import Facility, FacilityClass, Location, Standing

_SCATTER_DEG: Final = 0.003
"""A site at a junction stands up to about 300 m beside it, so that two at one junction differ."""
_KINDS: Final = (
    (FacilityClass.COMMUNE_STATION, 60),
    (FacilityClass.CLINIC, 20),
    (FacilityClass.DISTRICT_CENTRE, 8),
    (FacilityClass.HOSPITAL, 7),
    (FacilityClass.MATERNITY, 5),
)
"""Classes of invented sites, in per cent."""


def sites(
    known: Sequence[Facility], graph: RoadGraph, *, hospital_every: int, seed_text: str
) -> Iterator[Facility]:
    """Yield sites without end: every known facility once, in an order drawn by the seed, then junctions.

    The first ones are the same however many are taken, so a small day is part of a large one.
    """
    draw = Random(f"{seed_text}:sites")
    left = sorted(known, key=lambda facility: facility.id)
    draw.shuffle(left)
    number = 0
    while True:
        number += 1
        if hospital_every and number % hospital_every == 0:
            yield _junction(number, graph, draw, FacilityClass.HOSPITAL)
        elif left:
            yield left.pop()
        else:
            kinds, weights = zip(*_KINDS, strict=True)
            yield _junction(number, graph, draw, draw.choices(kinds, weights)[0])


def _junction(number: int, graph: RoadGraph, draw: Random, kind: FacilityClass) -> Facility:
    node = draw.randrange(graph.nodes)
    return Facility(
        id=f"GD-{number:04d}",
        name=f"Cơ sở giả định {number:04d} (SYNTHETIC)",
        name_en=f"Invented facility {number:04d} (SYNTHETIC)",
        location=beside(graph, node, draw),
        kind=kind,
        standing=Standing.SYNTHETIC,
    )


def beside(graph: RoadGraph, node: int, draw: Random) -> Location:
    """Return a point near a junction."""
    lat = float(graph.node_lat[node]) + draw.uniform(-_SCATTER_DEG, _SCATTER_DEG)
    return Location(lat, float(graph.node_lon[node]) + draw.uniform(-_SCATTER_DEG, _SCATTER_DEG))
