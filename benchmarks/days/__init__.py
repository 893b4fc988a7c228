"""Synthetic days with everything switched on, on real roads: generator, runs, tables and pictures."""

from benchmarks.days.ground import Ground, ground_of
from benchmarks.days.make import VARIANTS, Variant, make_problem
from benchmarks.days.place import PLACES, Place
from benchmarks.days.store import DayKey, load_day

__all__ = [
    "PLACES",
    "VARIANTS",
    "DayKey",
    "Ground",
    "Place",
    "Variant",
    "ground_of",
    "load_day",
    "make_problem",
]
