"""Grounds kept on disk, since reading roads and driving them takes longer than all else."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.days.ground import Ground, ground_of
from benchmarks.days.make import RULES, make_problem
from benchmarks.days.place import PLACES
from benchmarks.run import OUT
from routing.model import (
    Depot,
    Facility,
    FacilityClass,
    Location,
    Problem,
    Standing,
    TravelMatrix,
)

DAYS: Final = OUT / "days"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class DayKey:
    """Which day: all that it depends on, apart from the files of the place."""

    place: str
    orders: int
    seed: int
    variant: str

    @property
    def name(self) -> str:
        """The day's name in files and tables."""
        return f"{self.place}-{self.orders}-{self.variant}-{self.seed}"


def load_day(key: DayKey, *, folder: Path = DAYS) -> Problem:
    """Return a day's problem; its ground is taken from `folder`, or computed and kept there."""
    return make_problem(_ground(key, folder), seed=key.seed, variant=key.variant)


def _ground(key: DayKey, folder: Path) -> Ground:
    place = PLACES[key.place]
    path = folder / f"{key.place}-{key.orders}-{key.seed}-{_digest(place.files())}.npz"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        written = path.with_suffix(".part.npz")
        _write(ground_of(place, orders=key.orders, seed=key.seed), written)
        written.replace(path)
    return _read(path)


def _digest(files: tuple[Path, ...]) -> str:
    """Return a short hash of what a ground is made of: a new map or new rules give a new ground."""
    digest = hashlib.sha256(RULES.encode())
    for path in files:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _write(ground: Ground, path: Path) -> None:
    header = {
        "place": ground.place,
        "roads_sha256": ground.roads_sha256,
        "facilities": [_record(x) | {"kind": x.kind} for x in ground.facilities],
        "depots": [_record(x) for x in ground.depots],
        "place_ids": ground.travel.place_ids,
    }
    tables = {f"s:{key}": value for key, value in ground.travel.duration_s.items()}
    tables |= {f"m:{key}": value for key, value in ground.travel.length_m.items()}
    np.savez(path, header=np.array(json.dumps(header)), **tables)


def _record(x: Facility | Depot) -> dict[str, Any]:
    at = x.location
    return {"id": x.id, "name": x.name, "name_en": x.name_en, "at": [at.lat, at.lon], "standing": x.standing}


def _read(path: Path) -> Ground:
    with np.load(path) as kept:
        header = json.loads(str(kept["header"]))
        travel = TravelMatrix(
            place_ids=tuple(header["place_ids"]),
            duration_s={key[2:]: kept[key] for key in kept.files if key.startswith("s:")},
            length_m={key[2:]: kept[key] for key in kept.files if key.startswith("m:")},
        )
    return Ground(
        place=header["place"],
        roads_sha256=header["roads_sha256"],
        facilities=tuple(Facility(kind=FacilityClass(x["kind"]), **_raw(x)) for x in header["facilities"]),
        depots=tuple(Depot(**_raw(x)) for x in header["depots"]),
        travel=travel,
    )


def _raw(x: dict[str, Any]) -> dict[str, Any]:
    named = {key: x[key] for key in ("id", "name", "name_en")}
    return {**named, "location": Location(*x["at"]), "standing": Standing(x["standing"])}
