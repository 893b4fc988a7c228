"""The composition root: from settings to an open home with its store, jobs and roads."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final

from routing.model import InputError, Problem
from service.api.common import Service
from service.dispatch.maps.drawn import DrawnLines
from service.dispatch.maps.maps import LineSource
from service.dispatch.roads.geography import MatrixSource, RoadGraph, read_roads, source_named
from service.dispatch.roads.road_source import roads_by_hash
from service.dispatch.sample import sample_path
from service.jobs.jobs import Jobs
from service.settings import Settings
from service.store import HomeLock, Store, open_store

_LOG: Final = logging.getLogger(__name__)
DRAWING_TIMEOUT_S: Final = 5.0


def roads_finder(settings: Settings) -> Callable[[Problem], RoadGraph | None]:
    """Return the function that finds a problem's roads by hash among the known ones."""
    return lambda problem: roads_by_hash(problem, map(_read, known_roads(settings)))


def source_finder(settings: Settings) -> Callable[[Problem], MatrixSource | None]:
    """Return the function that finds the server of a problem's travel times among the known ones.

    Raises
    ------
    InputError
        If the name of a known one is not understood.
    """
    # A page waits for lines: better straight ones than late ones.
    known = [source_named(name, timeout_s=DRAWING_TIMEOUT_S, retries=0) for name in settings.matrix_from]
    by_name = {source.name: source for source in known}
    return lambda problem: by_name.get(problem.roads.server)


def known_roads(settings: Settings) -> tuple[Path, ...]:
    """Return the road files that this installation may read."""
    return (sample_path("roads"), *settings.roads)


def _read(path: Path) -> RoadGraph | None:
    """Return a road file's graph, kept once it was read; None where it cannot be read this time."""
    try:
        return _graph(path)
    except InputError as error:
        _LOG.warning("roads are not there for now: %s", error)
        return None


@lru_cache(maxsize=8)
def _graph(path: Path) -> RoadGraph:
    return read_roads(path)


@contextmanager
def open_home(settings: Settings) -> Iterator[Store]:
    """Lock a home and open its store.

    Raises
    ------
    HomeError
        If another process has it, or its schema is newer.
    """
    lock = HomeLock(settings.home).take()
    try:
        store = open_store(settings)
        try:
            yield store
        finally:
            store.close()
    finally:
        lock.release()


@contextmanager
def open_service(settings: Settings) -> Iterator[Service]:
    """Open a home and begin to work off its operations; raises as `open_home` and `source_finder`."""
    source_of = source_finder(settings)
    with open_home(settings) as store:
        jobs = Jobs(store, workers=settings.workers, roads=known_roads(settings))
        jobs.start()
        try:
            roads_of = roads_finder(settings)

            def line_source_of(problem: Problem) -> LineSource:
                return roads_of(problem) or source_of(problem)

            yield Service(
                settings=settings,
                store=store,
                jobs=jobs,
                roads_of=roads_of,
                drawn=DrawnLines(store, line_source_of),
            )
        finally:
            jobs.close()
