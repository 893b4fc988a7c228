"""Lines of stored plans, drawn once and kept: a plan never changes, and a city's takes seconds."""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from routing.model import Problem
from service.dispatch.maps import DrawnPlan, Ways, draw_plan, lines_geojson, plan_geojson
from service.dispatch.planning import load_plan
from service.store import Store

MOST_PLANS: Final = 8
"""Plans whose lines are kept whole, a few megabytes each in a city."""

MOST_ANSWERS: Final = 32
"""Answers kept as bytes: a plan has one for each zoom asked."""


class DrawnLines:
    """What a server has drawn of the plans in its store.

    Parameters
    ----------
    ways_of
        Gives what a problem's plans are drawn by: its roads, a server of lines, or None.
    """

    def __init__(self, store: Store, ways_of: Callable[[Problem], Ways]) -> None:
        self._store = store
        self._ways_of = ways_of
        self._drawn = lru_cache(maxsize=MOST_PLANS)(self._draw)
        self._answers = lru_cache(maxsize=MOST_ANSWERS)(self._answer)

    def lines(self, plan_id: str, *, zoom: int | None = None) -> bytes:
        """Return the legs as GeoJSON, simplified for a zoom if one is given; NotFoundError if not stored."""
        return self._answers(plan_id, zoom, False)

    def whole(self, plan_id: str, *, zoom: int | None = None) -> bytes:
        """Return legs, stops, unserved orders and depots as GeoJSON; else as `lines`."""
        return self._answers(plan_id, zoom, True)

    def _draw(self, plan_id: str) -> DrawnPlan:
        stored = load_plan(self._store, plan_id)
        return draw_plan(stored.problem, stored.plan, self._ways_of(stored.problem))

    def _answer(self, plan_id: str, zoom: int | None, points: bool) -> bytes:  # noqa: FBT001
        drawn = self._drawn(plan_id)
        found = plan_geojson(drawn, zoom=zoom) if points else lines_geojson(drawn, zoom=zoom)
        return json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
