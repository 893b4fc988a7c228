"""The one timetable: turns what an engine or a dispatcher decides into clocks, loads and costs."""

from routing.timetable.bays import Bays
from routing.timetable.clockwork import Timed
from routing.timetable.plan import objective_of, refuse_unknown_ids, time_tours, timetable, unserved_rows
from routing.timetable.route import time_tour

__all__ = [
    "Bays",
    "Timed",
    "objective_of",
    "refuse_unknown_ids",
    "time_tour",
    "time_tours",
    "timetable",
    "unserved_rows",
]
