"""A day as a `Problem`: ground, orders, fleet and depots put together, calm or tight."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from benchmarks.days.demand import large_ones, order_of, receiver
from benchmarks.days.depots import SUPPLIERS, equipped, ordered_of, stocks
from benchmarks.days.fleet import fleet_of
from benchmarks.days.ground import Ground
from benchmarks.days.place import PLACES
from benchmarks.days.work import mass_g, work_s
from routing.day_tables import read_cylinder_types
from routing.model import Depot, Order, Problem, RoadRecord, Vehicle
from service.dispatch.sample import reference_path

DATE: Final = "2026-11-24"
RULES: Final = "days-4"
"""Raise it whenever the same arguments give another day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """How much there is of what is needed: of the hours of work, and of the cylinders."""

    hours: float
    stock: float


VARIANTS: Final[Mapping[str, Variant]] = {
    "calm": Variant(hours=1.8, stock=1.25),
    "tight": Variant(hours=0.8, stock=0.93),
}


def make_problem(ground: Ground, *, seed: int, variant: str) -> Problem:
    """Return the day on a ground; orders are the same in every variant.

    Raises
    ------
    KeyError
        If there is no such variant.
    """
    settings, place = VARIANTS[variant], PLACES[ground.place]
    seed_text = f"{ground.place}:{seed}"
    types = read_cylinder_types(reference_path("cylinders.csv"))
    orders = _orders(ground, seed_text)
    pairs = zip(ground.facilities, orders, strict=True)
    sites = tuple(receiver(site, closed=place.closed, order=order) for site, order in pairs)
    trucks = fleet_of(
        ground.depots,
        work_s=settings.hours * place.effort * work_s(ground, sites, orders, types),
        mass_g=mass_g(orders, types),
        small_t=place.closed.small_t,
        seed_text=seed_text,
    )
    return Problem(
        date=DATE,
        name=f"{ground.place} {len(orders)} {variant} {seed} (SYNTHETIC)",
        cylinder_types=types,
        suppliers=SUPPLIERS,
        facilities=sites,
        depots=_depots(ground, orders, trucks, settings),
        vehicles=trucks,
        orders=orders,
        travel=ground.travel,
        roads=RoadRecord(file=place.roads_name, sha256=ground.roads_sha256),
        notes={
            "generator": f"benchmarks.days, rules {RULES}, seed {seed}: invented orders, trucks and stock"
        },
    )


def _orders(ground: Ground, seed_text: str) -> tuple[Order, ...]:
    place = PLACES[ground.place]
    large = large_ones(ground.facilities, place.closed)
    return tuple(
        order_of(x, large=x.id in large, times=place.times, closed=place.closed, seed_text=seed_text)
        for x in ground.facilities
    )


def _depots(
    ground: Ground, orders: tuple[Order, ...], trucks: tuple[Vehicle, ...], variant: Variant
) -> tuple[Depot, ...]:
    stock = stocks(ordered_of(ground, orders), share=variant.stock, depots=len(ground.depots))
    return equipped(ground.depots, stock, Counter(truck.start_depot_id for truck in trucks))
