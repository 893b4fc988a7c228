"""Turn restrictions: relations of OpenStreetMap become pairs of edges that may not follow each other."""

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
_MOTOR: Final = frozenset({"motor_vehicle", "motorcar", "vehicle"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """One relation: its ways by role, and the node where they meet.

    `kind` is `no_...` or `only_...`; `whom` is one of `EVERYBODY`, `TRUCKS_ONLY`, `NOT_TRUCKS`.
    """

    kind: str
    whom: int
    start: tuple[str, ...]
    via: str
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
    kind, whom = _told(tags)
    if kind and not kind.startswith(("no_", "only_")):
        tally.cannot_read("restriction", kind)
    if not kind.startswith(("no_", "only_")) or whom is None:
        return None
    by_role: dict[str, list[str]] = defaultdict(list)
    types = defaultdict(set)
    for role, type_, ref in members:
        by_role[role].append(ref)
        types[role].add(type_)
    from_way_to_way = types["from"] == types["to"] == {"w"}
    if from_way_to_way and types["via"] == {"w"}:
        tally.turns_over_ways += 1
        return None
    if not from_way_to_way or types["via"] != {"n"} or len(by_role["via"]) > 1:
        tally.turns_lost += 1
        return None
    return Restriction(
        kind=kind,
        whom=whom,
        start=tuple(by_role["from"]),
        via=by_role["via"][0],
        to=tuple(by_role["to"]),
    )


def _told(tags: Mapping[str, str]) -> tuple[str, int | None]:
    """Return what is forbidden, and to whom; None where it is nobody that drives here."""
    excepted = {name.strip() for name in tags.get("except", "").split(";")}
    if excepted & _MOTOR:
        return tags.get("restriction", ""), None
    if "restriction" in tags:
        return tags["restriction"], NOT_TRUCKS if excepted & _TRUCKS else EVERYBODY
    return next((tags[key] for key in _TRUCK_KEYS if key in tags), ""), TRUCKS_ONLY


def with_turns(graph: RoadGraph, restrictions: Sequence[Restriction], tally: Tally) -> RoadGraph:
    """Return the graph with the pairs of edges that its restrictions forbid.

    A restriction whose ways do not meet at its node is counted and not applied.
    """
    # Without a restriction there is no need to look up every edge's ends.
    ends = _Ends(graph) if restrictions else None
    found = [(restriction.whom, set(ends.pairs(restriction))) for restriction in restrictions if ends]
    tally.turns_lost += sum(not pairs for _, pairs in found)
    rows = {(*pair, whom) for whom, pairs in found for pair in pairs}
    columns = np.array(sorted(rows), dtype=np.int32).reshape(-1, 3)
    report = replace(
        graph.report,
        turns=sum(bool(pairs) for _, pairs in found),
        turns_lost=tally.turns_lost,
        turns_over_ways=tally.turns_over_ways,
    )
    turns = Turns(start=columns[:, 0], to=columns[:, 1], whom=columns[:, 2].astype(np.int8))
    return replace(graph, turns=turns, report=report)


class _Ends:
    """The edges that enter and leave each node, by way."""

    def __init__(self, graph: RoadGraph) -> None:
        self._node = {str(name): node for node, name in enumerate(graph.node_id.tolist())}
        self._way, self._shape = graph.ways.id[graph.way], graph.shape
        self._entering, self._leaving = _by_node(graph.head), _by_node(graph.tail)

    def pairs(self, restriction: Restriction) -> Iterator[tuple[int, int]]:
        """Yield from-edge and to-edge of each turn that may not be made."""
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
        for one in coming:
            for other in barred:
                # On one and the same way, turning about is forbidden and driving on is not.
                if not (
                    back and self._way[one] == self._way[other] and self._shape[one] != self._shape[other]
                ):
                    yield one, other


def _by_node(ends: NDArray[np.int32]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for edge, node in enumerate(ends.tolist()):
        found[node].append(edge)
    return found
