"""Nothing is compiled in the time of a search: not one of numba's compile events once it is prepared."""

import contextlib
import sys
from dataclasses import replace

import pytest
from numba.core import event

from routing import bound as bounds
from routing.bound import _climb
from routing.engines import first_run_notice, prepare
from routing.engines.first_run import small_day
from routing.engines.ruin_recreate import is_compiled, ruin_recreate, share
from routing.model import Budget, TimeWindow, Vehicle
from routing.solve import solve

HOUR = 3600


@contextlib.contextmanager
def compiled_meanwhile():
    """Gives a list of all functions that numba compiles, by name and types."""
    compiled = []

    class Listener(event.Listener):
        def on_start(self, event):
            compiled.append((event.data["dispatcher"].py_func.__qualname__, event.data["args"]))

        def on_end(self, event):
            pass

    with event.install_listener("numba:compile", Listener()):
        yield compiled


@pytest.fixture(scope="module", autouse=True)
def prepared():
    """All is compiled and loaded, as on a machine's second run."""
    prepare("ruin_recreate")


def many(count: int):
    """The small day with as many trucks and places, in a ring around the depot."""
    day = small_day()
    return replace(day, vehicles=tuple(_more(day.vehicles, count)), orders=tuple(_more(day.orders, count)))


def _more(things, count):
    for i in range(count):
        thing = things[i % len(things)]
        yield replace(thing, id=f"{thing.id} {i}")


def _search(problem, **budget):
    with compiled_meanwhile() as compiled:
        tours = ruin_recreate(problem, Budget(iterations=60, **budget))
    assert tours
    return compiled


def test_searches_of_every_kind_of_day_compile_nothing(world):
    """Bays, hours, pins, empties, breaks, scarce stock, top-ups, one truck and several."""
    assert _search(world) == []


@pytest.mark.parametrize("trucks", [1, 2, 12, 40])
@pytest.mark.parametrize("workers", [1, 2])
def test_searches_of_every_size_compile_nothing(trucks, workers):
    """From six routes a subset on, two searches partition them: partition and merge are compiled, too."""
    assert _search(many(trucks), workers=workers) == []


def test_subsets_that_want_the_same_bay_compile_nothing():
    """Two subsets are merged by evaluating all routes anew."""
    day = many(40)
    bays = tuple(replace(depot, bays=2, load_fixed_s=600) for depot in day.depots)
    assert _search(replace(day, depots=bays), workers=2) == []


def test_a_search_from_a_start_compiles_nothing(big_order, pinned_morning):
    """A plan in hand is laid out by the same code, and so is what is pinned."""
    for problem in (big_order, pinned_morning):
        start = ruin_recreate(problem, Budget(iterations=5))
        assert _search(problem, start=start) == []


def test_hours_of_roads_and_two_kinds_of_trucks_compile_nothing(two_clinics, by_hour):
    """Tables by the hour and a profile without them are arrays of the same types."""
    travel = by_hour(two_clinics.travel, (0, 100, ""), (8 * HOUR, 150, "an"), (9 * HOUR, 100, ""))
    truck = two_clinics.vehicles[0]
    light = replace(truck, id="light", profile="free", slots=4)
    assert isinstance(light, Vehicle)
    windows = (TimeWindow(7 * HOUR, 9 * HOUR), TimeWindow(13 * HOUR, 17 * HOUR))
    places = tuple(replace(place, receiving=windows) for place in two_clinics.facilities)
    assert _search(replace(two_clinics, travel=travel, vehicles=(truck, light), facilities=places)) == []


def test_each_function_has_one_set_of_types(tight_morning):
    """Constants, narrow numbers and their mixtures make no second one."""
    _search(tight_morning)
    doubles = {}
    for module in [name for name in sys.modules if name.startswith("routing.engines.ruin_recreate")]:
        for name, function in vars(sys.modules[module]).items():
            kinds = getattr(function, "overloads", ())
            if len(kinds) > 1:
                doubles[module, name] = len(kinds)
    assert doubles == {}


def test_what_is_prepared_is_known_to_be():
    """All that Python calls lies in the cache, and a search is ready to begin."""
    assert is_compiled()
    assert first_run_notice("ruin_recreate") is None
    assert 0 < share() <= 1


def test_a_bound_compiles_nothing_in_its_time(world, monkeypatch):
    """Its rounds find days and trace them back, on stock and without: all is compiled beforehand."""
    plan = solve(world, engine="greedy", explained=False).plan
    seen = []

    def climb(*args):
        with compiled_meanwhile() as compiled:
            proven = _climb(*args)
        seen.append(compiled)
        return proven

    monkeypatch.setattr(bounds, "_climb", climb)
    rounds = iter(range(400))
    proven = bounds.bound(world, plan, seconds=600.0, stopped=lambda: next(rounds, 400) >= 400)
    assert all(compiled == [] for compiled in seen)
    assert proven.rounds > 0 or not seen
