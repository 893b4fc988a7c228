"""A problem as flat arrays for the compiled search."""

import dataclasses
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.engines.padded import FAR, Ints, padded
from routing.model import UNREACHABLE, Problem

Bools = NDArray[np.bool_]


class Tables(NamedTuple):
    """Everything that a walk along a route reads.

    Parts are numbered 0..n-1 and depots 0..m-1; in a route's sequence depot d is node n + d.
    Windows are padded with ones that never open; no window at all is one that is always open.
    """

    n: int
    place: Ints  # (n,) row of the travel matrix
    depot_place: Ints  # (m,)
    seconds: Ints  # (profiles, places, places), -1 unreachable
    metres: Ints
    opens: Ints  # (n, w)
    closes: Ints
    depot_opens: Ints  # (m, w)
    depot_closes: Ints
    unload_s: Ints  # (n,)
    due_s: Ints
    urgency: Ints
    cylinders: Ints
    fulls: Ints
    out_g: Ints
    back_g: Ints
    out_slots: Ints
    back_slots: Ints
    by_type: Ints  # (n, types)
    stock: Ints  # (m, types), FAR where not limited
    has_bays: Bools  # (m,)
    load_fixed_s: Ints  # (m,)
    load_s_per_cylinder: Ints
    profile: Ints  # (v,)
    payload_g: Ints
    slots: Ints
    start_depot: Ints
    end_depot: Ints
    shift_start_s: Ints
    shift_end_s: Ints
    shift_latest_s: Ints
    max_duration_s: Ints
    fixed_vnd: Ints
    per_km_vnd: Ints
    per_hour_vnd: Ints
    overtime_vnd: Ints
    max_driving_s: Ints
    max_stretch_s: Ints
    break_s: Ints
    max_trips: Ints
    loads_at: Bools  # (v, m)
    able: Bools  # (v, n)
    alike: Ints  # (v,) the same number for trucks that are the same in everything
    near: Ints  # (n, n) parts by driving time, nearest first


def tables_of(problem: Problem) -> Tables:
    """Tabulate `problem`, which must have parts, depots and vehicles."""
    parts, depots, vehicles = problem.parts, problem.depots, problem.vehicles
    types = problem.cylinder_types
    profiles = problem.travel.profiles
    depot_row = {depot.id: i for i, depot in enumerate(depots)}
    out = _ints([[part.deliver[t.id] for t in types] for part in parts])
    back = _ints([[part.collect[t.id] for t in types] for part in parts])
    slots = _ints([t.slots for t in types])
    opens, closes = padded([problem.windows_of(part) for part in parts])
    depot_opens, depot_closes = padded([depot.open for depot in depots])
    place = _ints([problem.travel.index[part.facility_id] for part in parts])
    seconds = _ints([problem.travel.duration_s[key] for key in profiles])
    stock = [[FAR if d.stock is None else d.stock[t.id] for t in types] for d in depots]
    loads_at = [[problem.may_load(v, depot) for depot in depots] for v in vehicles]
    able = [[problem.skills_of(part) <= v.skills for part in parts] for v in vehicles]
    kinds = [dataclasses.replace(vehicle, id="", name="") for vehicle in vehicles]
    return Tables(
        n=len(parts),
        place=place,
        depot_place=_ints([problem.travel.index[depot.id] for depot in depots]),
        seconds=seconds,
        metres=_ints([problem.travel.length_m[key] for key in profiles]),
        opens=opens,
        closes=closes,
        depot_opens=depot_opens,
        depot_closes=depot_closes,
        unload_s=_ints([problem.unload_s(part) for part in parts]),
        due_s=_ints([_or_far(part.due_s) for part in parts]),
        urgency=_ints([part.urgency for part in parts]),
        cylinders=_ints([part.cylinders for part in parts]),
        fulls=out.sum(axis=1),
        out_g=out @ _ints([t.full_g for t in types]),
        back_g=back @ _ints([t.tare_g for t in types]),
        out_slots=out @ slots,
        back_slots=back @ slots,
        by_type=out,
        stock=_ints(stock),
        has_bays=np.array([depot.bays is not None for depot in depots], dtype=np.bool_),
        load_fixed_s=_ints([depot.load_fixed_s for depot in depots]),
        load_s_per_cylinder=_ints([depot.load_s_per_cylinder for depot in depots]),
        profile=_ints([profiles.index(v.profile) for v in vehicles]),
        payload_g=_ints([v.payload_g for v in vehicles]),
        slots=_ints([v.slots for v in vehicles]),
        start_depot=_ints([depot_row[v.start_depot_id] for v in vehicles]),
        end_depot=_ints([depot_row[v.end_depot_id] for v in vehicles]),
        shift_start_s=_ints([v.shift.start_s for v in vehicles]),
        shift_end_s=_ints([v.shift.end_s for v in vehicles]),
        shift_latest_s=_ints([v.shift.latest_s for v in vehicles]),
        max_duration_s=_ints([_or_far(v.shift.max_duration_s) for v in vehicles]),
        fixed_vnd=_ints([v.rates.fixed_vnd for v in vehicles]),
        per_km_vnd=_ints([v.rates.per_km_vnd for v in vehicles]),
        per_hour_vnd=_ints([v.rates.per_hour_vnd for v in vehicles]),
        overtime_vnd=_ints([v.rates.overtime_per_hour_vnd for v in vehicles]),
        max_driving_s=_ints([_or_far(v.rules.max_driving_s) for v in vehicles]),
        max_stretch_s=_ints([_or_far(v.rules.max_continuous_driving_s) for v in vehicles]),
        break_s=_ints([v.rules.break_s for v in vehicles]),
        max_trips=_ints([_or_far(v.max_trips) for v in vehicles]),
        loads_at=np.array(loads_at, dtype=np.bool_),
        able=np.array(able, dtype=np.bool_),
        alike=_ints([kinds.index(kind) for kind in kinds]),
        near=_nearest_first(seconds[0], place),
    )


def _ints(values: object) -> Ints:
    return np.ascontiguousarray(np.array(values, dtype=np.int64))


def _or_far(value: int | None) -> int:
    return FAR if value is None else value


def _nearest_first(seconds: Ints, place: Ints) -> Ints:
    between = seconds[np.ix_(place, place)]
    between = np.where(between == UNREACHABLE, FAR, between)
    return np.ascontiguousarray(np.argsort(between + between.T, axis=1, kind="stable"))
