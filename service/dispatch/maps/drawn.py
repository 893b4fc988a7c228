"""Lines of stored plans, drawn once and kept: a plan never changes, and a city's takes seconds."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from routing.model import Problem
from service.dispatch.maps.maps import DrawnPlan, LineSource, draw_plan, lines_geojson, plan_geojson
from service.dispatch.plans.planning import load_plan
from service.store import Store

MOST_PLANS: Final = 8
"""Plans whose lines are kept whole, a few megabytes each in a city."""

MOST_ANSWERS: Final = 32
"""Answers kept as bytes: a plan has one for each zoom asked."""


class DrawnLines:
    """What a server has drawn of the plans in its store.

    Parameters
    ----------
    line_source_of
        Gives what a problem's plans are drawn by: its roads, a server of lines, or None.
    """

    def __init__(self, store: Store, line_source_of: Callable[[Problem], LineSource]) -> None:
        self._store = store
        self._line_source_of = line_source_of
        self._drawn = lru_cache(maxsize=MOST_PLANS)(self._draw)
        self._answers = lru_cache(maxsize=MOST_ANSWERS)(self._kept)

    def lines(self, plan_id: str, *, zoom: int | None = None) -> bytes:
        """Return the legs as GeoJSON, simplified for a zoom if one is given; NotFoundError if not stored."""
        return self._encoded_answer(plan_id, zoom, points=False)

    def whole(self, plan_id: str, *, zoom: int | None = None) -> bytes:
        """Return legs, stops, unserved orders and depots as GeoJSON; else as `lines`."""
        return self._encoded_answer(plan_id, zoom, points=True)

    def _encoded_answer(self, plan_id: str, zoom: int | None, *, points: bool) -> bytes:
        try:
            return self._answers(plan_id, zoom, points)
        except _PassingError as passing:
            return _encoded(passing.drawn, zoom, points=points)

    def _draw(self, plan_id: str) -> DrawnPlan:
        stored = load_plan(self._store, plan_id)
        drawn = draw_plan(stored.problem, stored.plan, self._line_source_of(stored.problem))
        if not drawn.lasting:
            raise _PassingError(drawn)
        return drawn

    def _kept(self, plan_id: str, zoom: int | None, points: bool) -> bytes:  # noqa: FBT001
        return _encoded(self._drawn(plan_id), zoom, points=points)


class _PassingError(Exception):
    """Lines that are not the plan's own: raised past the caches, which keep what is returned."""

    def __init__(self, drawn: DrawnPlan) -> None:
        super().__init__()
        self.drawn = drawn


def _encoded(drawn: DrawnPlan, zoom: int | None, *, points: bool) -> bytes:
    features = plan_geojson(drawn, zoom=zoom) if points else lines_geojson(drawn, zoom=zoom)
    return json.dumps(features, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
