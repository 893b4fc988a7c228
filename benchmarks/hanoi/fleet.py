"""A synthetic fleet of 1.25 to 8 t over the depots, as large as the day's demand.

Payload and slots come from `data/reference/trucks.csv`; costs and shifts are invented, the costs the
same as in the sample of Quảng Nam. Every truck is taken to hold a permit: Hà Nội's hours closed to
trucks (over 1.25 t from 06:00 to 21:00) are not in the model.
"""

import csv
import itertools
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final

Row = dict[str, str]

_MIX: Final = ("8", "2.5", "5", "1.25", "2.5")
"""Classes (t) in the order in which a depot gets its trucks."""
COSTS: Final[Mapping[str, tuple[int, int, int]]] = {
    "1.25": (400_000, 5_500, 60_000),
    "2.5": (600_000, 7_500, 65_000),
    "5": (900_000, 10_500, 75_000),
    "8": (1_200_000, 14_000, 90_000),
}
"""VND a day used, a kilometre, an hour; overtime costs half as much again."""
_SHIFTS: Final = ("04:00-16:00", "05:00-17:00", "06:00-18:00")


def fleet_rows(
    depots: Sequence[str], *, mass_kg: float, cylinders: int, trucks: Path, seed: int, source: str
) -> list[Row]:
    """Return rows of vehicles.csv: trucks are added, depot by depot, until one trip each carries it all.

    Parameters
    ----------
    mass_kg, cylinders
        The day's full cylinders.
    trucks : Path
        `data/reference/trucks.csv`.
    """
    with trucks.open(encoding="utf-8", newline="") as file:
        classes = {row["class_t"]: row for row in csv.DictReader(file)}
    draw = Random(f"{seed}:fleet")
    rows: list[Row] = []
    for class_t, depot_id in ((c, d) for c in itertools.cycle(_MIX) for d in depots):
        rows.append(_row(len(rows) + 1, depot_id, classes[class_t], draw, source))
        carried = sum(int(row["payload_kg"]) for row in rows), sum(int(row["slots"]) for row in rows)
        if len(rows) >= len(depots) and carried[0] >= mass_kg and carried[1] >= cylinders:
            break
    return rows


def _row(number: int, depot_id: str, truck: Mapping[str, str], draw: Random, source: str) -> Row:
    class_t = truck["class_t"]
    fixed, per_km, per_hour = COSTS[class_t]
    return {
        "id": f"XE-{number:03d}",
        "name": f"29C-{number:03d}.00 ({class_t} tấn)",
        "payload_kg": truck["payload_kg"],
        "slots": truck["slots"],
        "depot_id": depot_id,
        "end_depot_id": depot_id,
        "shift": draw.choice(_SHIFTS),
        "max_overtime_min": "60",
        "profile": "",
        "skills": "",
        "load_depot_ids": "",
        "max_trips": "",
        "fixed_vnd": str(fixed),
        "per_km_vnd": str(per_km),
        "per_hour_vnd": str(per_hour),
        "overtime_per_hour_vnd": str(per_hour * 3 // 2),
        "max_driving_h": "10",
        "max_continuous_h": "4",
        "break_min": "15",
        "source": source,
        "standing": "synthetic",
    }
