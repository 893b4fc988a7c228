"""Barriers on nodes: bollards and locked gates end the roads that meet there, low gantries bind by height."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.roads.access import EVERYBODY, admits, opens_to_trucks
from geo.roads.edited import name_of
from geo.roads.graph import Limits, RoadGraph
from geo.roads.report import Tally
from geo.roads.tags import BACKWARD, FORWARD, NEITHER, height_m

IntArray = NDArray[np.int64]

GAP: Final = (1 << 62) - 1
"""A point that no file has: a way is cut there."""
_CLOSING: Final = frozenset(
    {"bollard", "rising_bollard", "block", "chain", "cycle_barrier", "motorcycle_barrier", "jersey_barrier"}
    | {"stile", "horse_stile", "kissing_gate", "wicket_gate", "turnstile", "full-height_turnstile"}
    | {"log", "debris", "planter", "rope"}
)
_GATES: Final = frozenset(
    {"gate", "lift_gate", "swing_gate", "sliding_gate", "sliding_beam", "hampshire_gate", "bump_gate"}
)
_NEVER: Final = frozenset(
    {"toll_booth", "border_control", "cattle_grid", "entrance", "no", "kerb", "sally_port"}
)
_RESTRICTOR: Final = "height_restrictor"
_JUNCTION: Final = 2
"""Arms of a node beyond which nobody can say which of its roads a barrier closes."""


class Effect(NamedTuple):
    """What a barrier does: closed to all, to trucks (`hgv` false), or to what is too high or too wide."""

    closed: bool = False
    hgv: bool = True
    max_height_m: float = math.nan
    max_width_m: float = math.nan

    @property
    def binds(self) -> bool:
        """Whether it stops some vehicles and lets others through."""
        return not self.hgv or not math.isnan(self.max_height_m) or not math.isnan(self.max_width_m)


def effect_of(tags: Mapping[str, str]) -> Effect | None:
    """Return what a barrier does, None if that is not understood.

    Access tags count first. Without them gates are open, and obstacles such as bollards close the way.
    """
    kind = tags["barrier"]
    if kind in _NEVER:
        return Effect()
    access = next((tags[key] for key in EVERYBODY if key in tags), "")
    if opens_to_trucks(tags):
        access = tags["hgv"]
    lets_in = admits(access)
    if lets_in is False:
        return Effect(closed=True)
    if lets_in is None or access == "unknown":
        if kind in _CLOSING:
            return Effect(closed=True)
        if kind not in _GATES and kind != _RESTRICTOR:
            return None
    height, width = (_limit(tags, key) for key in ("maxheight", "maxwidth"))
    if kind == _RESTRICTOR and math.isnan(height):
        return None
    return Effect(hgv=admits(tags.get("hgv", "")) is not False, max_height_m=height, max_width_m=width)


def _limit(tags: Mapping[str, str], key: str) -> float:
    limit_m = height_m(tags[key]) if key in tags else None
    return math.nan if limit_m is None else limit_m


@dataclass(slots=True, kw_only=True)
class Cut:
    """The points of all ways, cut at barriers that close.

    Attributes
    ----------
    refs : int64 array
        Ids of points, one way after another.
    sizes : int64 array, shape (ways,)
    at : int64 array
        Where each stood before it was cut; -1 for a gap. The far side of a barrier is a point of its own.
    binding : mapping of id to Effect
        Points that only some vehicles pass.
    """

    refs: IntArray
    sizes: IntArray
    at: IntArray
    binding: Mapping[int, Effect]


def cut_at_barriers(
    refs: IntArray, sizes: IntArray, barriers: Mapping[int, Mapping[str, str]], tally: Tally
) -> Cut:
    """Cut ways at the barriers that close them: the point is doubled, with no link between the two.

    A barrier at a junction of three roads and more is counted and not applied: the map does not say which it
    closes.
    """
    ends = np.cumsum(sizes)
    places, arms = _places(refs, ends, barriers)
    binding: dict[int, Effect] = {}
    inside: list[tuple[int, int]] = []
    refs, twin = refs.copy(), GAP
    for node, at in places.items():
        effect = _counted(barriers[node], arms[node], tally)
        if effect is None:
            continue
        if not effect.closed:
            binding[node] = effect
            continue
        twin += 1
        if len(at) == 1:
            inside.append((at[0], twin))
        else:
            refs[at[1]] = twin
    cut = np.array([place for place, _ in inside], dtype=np.int64)
    tally.missing_nodes -= len(inside)  # They will be met, and the file lacks nothing there.
    after, in_way = np.repeat(cut + 1, 2), np.searchsorted(ends, cut, side="right")
    return Cut(
        refs=np.insert(refs, after, [ref for _, far in inside for ref in (GAP, far)]),
        sizes=sizes + 2 * np.bincount(in_way, minlength=len(sizes)),
        at=np.insert(np.arange(len(refs)), after, [at for place, _ in inside for at in (-1, place)]),
        binding=binding,
    )


def _places(
    refs: IntArray, ends: IntArray, barriers: Iterable[int]
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """Return where in `refs` each barrier stands, and how many arms of roads it has."""
    some = np.diff(ends, prepend=0) > 0  # A way without points has no ends either.
    outer = np.bincount(ends[some] - 1, minlength=len(refs))
    outer += np.bincount(np.concatenate(([0], ends[:-1]))[some], minlength=len(refs))
    places: dict[int, list[int]] = defaultdict(list)
    arms: dict[int, int] = defaultdict(int)
    for at in np.flatnonzero(np.isin(refs, np.fromiter(barriers, dtype=np.int64))).tolist():
        node = int(refs[at])
        places[node].append(at)
        arms[node] += 2 - int(outer[at])
    return places, arms


def _counted(tags: Mapping[str, str], arms: int, tally: Tally) -> Effect | None:
    """Return what a barrier does to the road it stands on, if anything, and count it."""
    kind, effect = tags["barrier"], effect_of(tags)
    if effect is None:
        tally.barriers_unclear[kind] += 1
        return None
    if not effect.closed and not effect.binds:
        return None
    if arms > _JUNCTION:
        tally.barriers_unclear[f"{kind} (junction)"] += 1
        return None
    tally.barriers[kind] += 1
    return effect if arms == _JUNCTION else None


def with_limits(graph: RoadGraph, binding: Mapping[int, Effect]) -> RoadGraph:
    """Return the graph with the limits of barriers on the edges that end there."""
    if not binding:
        return graph
    node_of = {str(name_of(node)): effect for node, effect in binding.items()}
    named = np.isin(graph.node_id, list(node_of))
    edges = np.flatnonzero(named[graph.tail] | named[graph.head])
    effects = [
        (edge, node_of[str(graph.node_id[end])])
        for edge in edges.tolist()
        for end in (graph.tail[edge], graph.head[edge])
        if named[end]
    ]
    return replace(
        graph,
        limits=Limits(
            edge=np.array([edge for edge, _ in effects], dtype=np.int32),
            hgv=np.array([effect.hgv for _, effect in effects], dtype=np.bool_),
            max_height_m=np.array([effect.max_height_m for _, effect in effects], dtype=np.float64),
            max_width_m=np.array([effect.max_width_m for _, effect in effects], dtype=np.float64),
        ),
    )


def with_courses(graph: RoadGraph, courses: Sequence[int]) -> RoadGraph:
    """Return the graph with trucks barred from edges against the directions that are theirs, by way."""
    course = np.array(courses, dtype=np.int64)[graph.way]
    against = (
        (course == FORWARD) & graph.backward | (course == BACKWARD) & ~graph.backward | (course == NEITHER)
    )
    edges = np.flatnonzero(against).astype(np.int32)
    if not len(edges):
        return graph
    old, free = graph.limits, np.full(len(edges), np.nan)
    limits = Limits(
        edge=np.concatenate((old.edge, edges)),
        hgv=np.concatenate((old.hgv, np.zeros(len(edges), dtype=np.bool_))),
        max_height_m=np.concatenate((old.max_height_m, free)),
        max_width_m=np.concatenate((old.max_width_m, free)),
    )
    return replace(graph, limits=limits)
