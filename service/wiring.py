"""The composition root: from settings to an open home with its store, jobs and roads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from routing.model import InputError, Problem
from service.api.common import Service
from service.dispatch.closing import as_closed
from service.dispatch.drawn import DrawnLines
from service.dispatch.geography import RoadGraph, read_roads
from service.dispatch.road_source import ROADS_SHA256
from service.dispatch.sample import sample_path
from service.jobs import Jobs
from service.settings import Settings
from service.store import HomeLock, Store, open_store


def roads_finder(settings: Settings) -> Callable[[Problem], RoadGraph | None]:
    """Return the function that finds a problem's roads by hash among the known ones."""

    def roads_of(problem: Problem) -> RoadGraph | None:
        wanted = problem.sources.get(ROADS_SHA256, "")
        graphs = (_read(path) for path in known_roads(settings))
        found = next((graph for graph in graphs if graph and graph.sha256 == wanted), None)
        return as_closed(found, problem) if found else None

    return roads_of


def known_roads(settings: Settings) -> tuple[Path, ...]:
    """Return the road files that this installation may read."""
    return (sample_path("roads"), *settings.roads)


@lru_cache(maxsize=8)
def _read(path: Path) -> RoadGraph | None:
    try:
        return read_roads(path)
    except InputError:
        return None


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
    """Open a home and begin to work off its operations; raises HomeError as `open_home`."""
    with open_home(settings) as store:
        jobs = Jobs(store, workers=settings.workers, roads=known_roads(settings))
        jobs.start()
        try:
            roads_of = roads_finder(settings)
            drawn = DrawnLines(store, roads_of)
            yield Service(settings=settings, store=store, jobs=jobs, roads_of=roads_of, drawn=drawn)
        finally:
            jobs.close()
