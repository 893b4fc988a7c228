"""Turn restrictions: relations of OpenStreetMap become edges that may not be driven one after another."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.roads.graph import EVERYBODY, NOT_TRUCKS, TRUCKS_ONLY, RoadGraph, Turns
from geo.roads.report import Tally

_TRUCK_KEYS: Final = ("restriction:hgv", "restriction:goods")
_TRUCKS: Final = frozenset({"hgv", "goods"})
_LONGEST: Final = 24
"""Edges of a turn over other ways; longer ones are slips of the map."""
_MOTOR: Final = frozenset({"motor_vehicle", "motorcar", "vehicle"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """One relation: its ways by role, and what lies between them.

    `kind` is `no_...` or `only_...`; `whom` is one of `EVERYBODY`, `TRUCKS_ONLY`, `NOT_TRUCKS`. `via` is
    the node where the ways meet, or `over` the ways that lie between them, in their order.
    """

    kind: str
    whom: int
    start: tuple[str, ...]
    via: str = ""
    over: tuple[str, ...] = ()
    to: tuple[str, ...]


def restriction_of(
    tags: Mapping[str, str], members: Sequence[tuple[str, str, str]], tally: Tally
) -> Restriction | None:
    """Return what a relation says of turns, None where it says nothing that is understood.

    Parameters
    ----------
    members : sequence of (role, type, id)
        Type is "n", "w" or "r".
    """
    for key in tags:
        if key.startswith("restriction") and key.endswith(":conditional"):
            tally.conditional[key] += 1
    kind, whom = _forbidden(tags)
    if kind and not kind.startswith(("no_", "only_")):
        tally.cannot_read("restriction", kind)
    if not kind.startswith(("no_", "only_")) or whom is None:
        return None
    by_role: dict[str, list[str]] = defaultdict(list)
    types = defaultdict(set)
    for role, type_, ref in members:
        by_role[role].append(ref)
        types[role].add(type_)
    over_ways, over_node = types["via"] == {"w"}, types["via"] == {"n"} and len(by_role["via"]) == 1
    if not types["from"] == types["to"] == {"w"} or not (over_ways or over_node):
        tally.turns_lost += 1
        return None
    return Restriction(
        kind=kind,
        whom=whom,
        start=tuple(by_role["from"]),
        via=by_role["via"][0] if over_node else "",
        over=tuple(by_role["via"]) if over_ways else (),
        to=tuple(by_role["to"]),
    )


def _forbidden(tags: Mapping[str, str]) -> tuple[str, int | None]:
    """Return what is forbidden, and to whom; None where it is nobody that drives here."""
    excepted = {name.strip() for name in tags.get("except", "").split(";")}
    if excepted & _MOTOR:
        return tags.get("restriction", ""), None
    if "restriction" in tags:
        return tags["restriction"], NOT_TRUCKS if excepted & _TRUCKS else EVERYBODY
    return next((tags[key] for key in _TRUCK_KEYS if key in tags), ""), TRUCKS_ONLY


def with_turns(graph: RoadGraph, restrictions: Sequence[Restriction], tally: Tally) -> RoadGraph:
    """Return the graph with the pairs of edges that its restrictions forbid.

    A restriction whose ways do not meet is counted and not applied.
    """
    # Without a restriction there is no need to look up every edge's ends.
    ends = _Ends(graph) if restrictions else None
    forbidden = [(restriction.whom, set(ends.turns(restriction))) for restriction in restrictions if ends]
    tally.turns_lost += sum(not turns for _, turns in forbidden)
    rows = sorted({(turn, whom) for whom, turns in forbidden for turn in turns})
    longest = max((len(turn) for turn, _ in rows), default=2)
    edges = np.full((len(rows), longest), -1, dtype=np.int32)
    for row, (turn, _) in zip(edges, rows, strict=True):
        row[: len(turn)] = turn
    report = replace(
        graph.report, turns=sum(bool(turns) for _, turns in forbidden), turns_lost=tally.turns_lost
    )
    turns = Turns(edges=edges, whom=np.array([whom for _, whom in rows], dtype=np.int8))
    return replace(graph, turns=turns, report=report)


class _Ends:
    """The edges that enter and leave each node, by way."""

    def __init__(self, graph: RoadGraph) -> None:
        self._node = {str(name): node for node, name in enumerate(graph.node_id.tolist())}
        self._way, self._shape = graph.ways.id[graph.way], graph.shape
        self._entering, self._leaving = _by_node(graph.head), _by_node(graph.tail)
        self._head = graph.head
        self._on_way = _by_way(self._way.tolist())

    def turns(self, restriction: Restriction) -> Iterator[tuple[int, ...]]:
        """Yield the edges of each turn that may not be made."""
        if restriction.over:
            yield from self._over_ways(restriction)
        else:
            yield from self._at_node(restriction)

    def _over_ways(self, restriction: Restriction) -> Iterator[tuple[int, ...]]:
        """Yield turns over other ways: all of them along these, or each that leaves them before the end.

        "Only" binds from the first way on: a truck that comes from it must go over these ways to the last.
        """
        chains = [
            chain
            for way in restriction.start
            for first in self._on_way.get(way, ())
            for chain in self._along((first,), restriction.over, restriction.to)
        ]
        if restriction.kind.startswith("no_"):
            yield from chains
            return
        allowed = {chain[:length] for chain in chains for length in range(2, len(chain) + 1)}
        for begun in sorted({chain[:length] for chain in chains for length in range(1, len(chain))}):
            for edge in self._leaving[int(self._head[begun[-1]])]:
                if (*begun, edge) not in allowed:
                    yield (*begun, edge)

    def _along(
        self, driven: tuple[int, ...], over: tuple[str, ...], to: tuple[str, ...]
    ) -> Iterator[tuple[int, ...]]:
        """Yield the ways on from `driven`, which is on the way before `over`, to an edge of `to`."""
        for edge in self._leaving[int(self._head[driven[-1]])]:
            way = self._way[edge]
            if edge in driven or self._shape[edge] == self._shape[driven[-1]]:
                continue
            if over and way == over[0]:
                yield from self._further((*driven, edge), over, to)
            elif not over and way in to:
                yield (*driven, edge)

    def _further(
        self, driven: tuple[int, ...], over: tuple[str, ...], to: tuple[str, ...]
    ) -> Iterator[tuple[int, ...]]:
        """Yield the ways on from an edge of the first of `over`: along it, or on to the next."""
        if len(driven) > _LONGEST:
            return
        yield from self._along(driven, over, to)
        yield from self._along(driven, over[1:], to)

    def _at_node(self, restriction: Restriction) -> Iterator[tuple[int, int]]:
        node = self._node.get(restriction.via)
        if node is None:
            return
        coming = [edge for edge in self._entering[node] if self._way[edge] in restriction.start]
        going = self._leaving[node]
        named = [edge for edge in going if self._way[edge] in restriction.to]
        if not named:
            return
        barred = named if restriction.kind.startswith("no_") else [e for e in going if e not in named]
        back = restriction.kind == "no_u_turn"
        for inbound in coming:
            for other in barred:
                # On one and the same way, turning about is forbidden and driving on is not.
                if not (
                    back
                    and self._way[inbound] == self._way[other]
                    and self._shape[inbound] != self._shape[other]
                ):
                    yield inbound, other


def _by_way(ways: list[str]) -> dict[str, list[int]]:
    edges: dict[str, list[int]] = defaultdict(list)
    for edge, way in enumerate(ways):
        edges[way].append(edge)
    return edges


def _by_node(ends: NDArray[np.int32]) -> dict[int, list[int]]:
    edges: dict[int, list[int]] = defaultdict(list)
    for edge, node in enumerate(ends.tolist()):
        edges[node].append(edge)
    return edges
