"""The shared files of Hà Nội: where they are, and which facilities stand near a road."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class HanoiFiles:
    """Paths of what a day in Hà Nội is made of."""

    facilities: tuple[Path, ...]
    depots: Path
    roads: Path


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Id and class of a facility, all that the size of its order depends on."""

    id: str
    kind: str


def shared_root() -> Path:
    """Return the folder of shared files: OXYROUTE_SHARED, or `shared` beside the project."""
    return Path(os.environ.get("OXYROUTE_SHARED", _ROOT.parent / "shared"))


def hanoi_files(shared: Path | None = None) -> HanoiFiles:
    """Return the files of Hà Nội under a shared folder (the one that holds `data/`).

    Raises
    ------
    FileNotFoundError
        If one of them is not there.
    """
    folder = (shared or shared_root()) / "data" / "hanoi"
    files = HanoiFiles(
        facilities=(
            folder / "hanoi_facilities_osm.geojson",
            folder / "hanoi_commune_stations_estimated.geojson",
        ),
        depots=folder / "hanoi_depots_synthetic.geojson",
        roads=folder / "hanoi_roads.osm.gz",
    )
    missing = [str(p) for p in (*files.facilities, files.depots, files.roads) if not p.is_file()]
    if missing:
        raise FileNotFoundError("thiếu tệp dùng chung / shared files missing: " + ", ".join(missing))
    return files


def places_near_roads(paths: Iterable[Path]) -> tuple[Place, ...]:
    """Return the facilities that the files say lie in road coverage, by id."""
    features = (properties for path in paths for properties in _properties(path))
    return tuple(sorted(Place(x["id"], x["class"]) for x in features if x["in_road_coverage"]))


def depot_ids(path: Path) -> tuple[str, ...]:
    """Return the ids of the depots, in the file's order."""
    return tuple(x["id"] for x in _properties(path))


def _properties(path: Path) -> list[dict[str, Any]]:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return [feature["properties"] for feature in features]
