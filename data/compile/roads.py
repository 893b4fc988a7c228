"""The schematic road network: main roads through known places, and an access road for every commune."""

from collections import Counter
from itertools import pairwise

from data.compile.communes import Commune
from data.compile.tables import INPUTS, TARGET, Row, great_circle_m, read_rows, write_rows

JUNCTION_COLUMNS = ("id", "name", "lat", "lon", "kind", "source", "standing")
LINK_COLUMNS = (
    "way_id", "road", "road_name", "from", "to", "class", "length_m", "oneway", "max_weight_t",
    "source", "standing",
)  # fmt: skip
ACCESS_DETOUR = {"plain": 1.2, "rolling": 1.3, "mountain": 1.5}
STREET_DETOUR = 1.2
# Beyond this a mountain access road is narrow and steep: the weight limit is an estimate.
LONG_ACCESS_M = 9_000
LONG_ACCESS_LIMIT_T = "8"

Point = tuple[float, float]


class Network:
    """Junctions and links as they are gathered; nodes are ids of towns or codes of communes."""

    def __init__(self, communes: dict[str, Commune]) -> None:
        self.points: dict[str, Point] = {}
        self.junctions: list[dict[str, object]] = []
        self.links: list[dict[str, object]] = []
        self._numbers: Counter[str] = Counter()
        for row in read_rows(INPUTS / "towns.csv"):
            self.add_junction(row, source="position from general knowledge of the place", standing="estimate")
        for commune in communes.values():
            if not commune.is_island:
                kind = {"id": commune.code, "name": commune.name, "kind": "commune"}
                place = {"lat": str(commune.lat), "lon": str(commune.lon)}
                self.add_junction(kind | place, source=commune.source, standing="estimate")

    def add_junction(self, row: Row, *, source: str, standing: str) -> None:
        """Add a junction; a commune's id is written `C` and its code."""
        self.points[row["id"]] = (float(row["lat"]), float(row["lon"]))
        written: dict[str, object] = {"id": written_id(row["id"]), "source": source, "standing": standing}
        self.junctions.append({**row, **written})

    def length_m(self, start: str, end: str) -> float:
        """Return the great-circle length in metres between two nodes."""
        return great_circle_m(self.points[start], self.points[end])

    def add_link(self, start: str, end: str, *, length_m: float, **fields: str) -> None:
        """Add a two-way link whose length is rounded up to whole metres."""
        ends = {"from": written_id(start), "to": written_id(end)}
        self.links.append({"oneway": "false"} | fields | ends | {"length_m": int(length_m) + 1})

    def next_way_id(self, route: str) -> str:
        """Return the next readable id of a route, such as `QL14B-03`."""
        self._numbers[route] += 1
        return f"{route}-{self._numbers[route]:02d}"


def written_id(node: str) -> str:
    """Return the id of a node as the files write it."""
    return f"C{node}" if node.isdigit() else node


def add_route(network: Network, route: Row) -> list[str]:
    """Add the links of one main road and return its nodes.

    A known total length is shared out by great circle; otherwise each link is great circle times detour.
    """
    nodes = route["nodes"].split()
    pairs = list(pairwise(nodes))
    straight_m = sum(network.length_m(*pair) for pair in pairs)
    factor = float(route["km"]) * 1000 / straight_m if route["km"] else float(route["detour"])
    if factor < 1:
        message = f"route {route['route']}: {route['km']} km is shorter than the great circle"
        raise ValueError(message)
    kept = {key: route[key] for key in ("road", "road_name", "class", "max_weight_t", "source", "standing")}
    for start, end in pairs:
        way_id = network.next_way_id(route["route"])
        network.add_link(start, end, length_m=factor * network.length_m(start, end), way_id=way_id, **kept)
    return nodes


def add_access(network: Network, commune: Commune, terrain: str, reached: set[str]) -> None:
    """Join a commune off the main roads to the nearest place on one."""
    nearest = min(sorted(reached), key=lambda node: network.length_m(commune.code, node))
    length_m = ACCESS_DETOUR[terrain] * network.length_m(commune.code, nearest)
    narrow = terrain == "mountain" and length_m > LONG_ACCESS_M
    network.add_link(
        commune.code,
        nearest,
        length_m=length_m,
        way_id=f"XA-{commune.code}",
        road="",
        road_name=f"Đường vào {commune.name[0].lower()}{commune.name[1:]}",
        max_weight_t=LONG_ACCESS_LIMIT_T if narrow else "",
        source=f"great circle x {ACCESS_DETOUR[terrain]} to the nearest place on a main road",
        standing="estimate",
        **{"class": "unclassified"},
    )


def add_gate(
    network: Network, place: Row, *, kind: str, prefix: str, road_class: str, reached: set[str]
) -> None:
    """Give a hospital or a depot its own junction and a street to the nearest place on a road."""
    node = f"{prefix}-{place['id']}"
    row = {key: place[key] for key in ("name", "lat", "lon")} | {"id": node, "kind": kind}
    network.add_junction(row, source="gate at the place's own position", standing=place["standing"])
    nearest = min(sorted(reached), key=lambda other: network.length_m(node, other))
    network.add_link(
        node,
        nearest,
        length_m=STREET_DETOUR * network.length_m(node, nearest),
        way_id=node,
        road="",
        road_name=f"Đường vào {place['name']}",
        max_weight_t="",
        source=f"great circle x {STREET_DETOUR} to the nearest place on a road",
        standing="estimate",
        **{"class": road_class},
    )


def write_roads(communes: dict[str, Commune], terrain_of: dict[str, str]) -> Network:
    """Write `roads/junctions.csv` and `roads/links.csv` and return the network."""
    network = Network(communes)
    routes = read_rows(INPUTS / "routes.csv")
    on_route = {node for route in routes for node in add_route(network, route)}
    # Nobody leaves an expressway except at an interchange's own slip road.
    reached = {node for node in on_route if not node.startswith("nut-")}
    for commune in communes.values():
        if commune.code not in reached and not commune.is_island:
            add_access(network, commune, terrain_of[commune.district_code], reached)
    for hospital in read_rows(INPUTS / "hospitals.csv"):
        add_gate(network, hospital, kind="junction", prefix="CONG", road_class="residential", reached=reached)
    for depot in read_rows(TARGET / "depots.csv"):
        add_gate(network, depot, kind="depot", prefix="CONG", road_class="service", reached=reached)
    write_rows(TARGET / "roads" / "junctions.csv", JUNCTION_COLUMNS, network.junctions)
    write_rows(TARGET / "roads" / "links.csv", LINK_COLUMNS, network.links)
    return network
