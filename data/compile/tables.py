"""CSV tables and great-circle lengths for the compilation of the sample."""

import csv
import math
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Row = dict[str, str]

INPUTS = Path(__file__).parent / "inputs"
TARGET = Path(__file__).parent.parent / "quang-nam"
REFERENCE = Path(__file__).parent.parent / "reference"
EARTH_RADIUS_M = 6_371_008.8


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a UTF-8 CSV file with a header, as written."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows as UTF-8 CSV with Unix line ends, columns in the order given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def great_circle_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle length in metres between two (lat, lon) points in degrees."""
    lat_a, lon_a, lat_b, lon_b = (math.radians(value) for value in (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(half))


def share(*, key: str) -> float:
    """Return a repeatable number in [0, 1) for a key, the only chance in the synthetic figures."""
    # CRC alone leaves similar keys close together: a second pass over its own digits spreads them.
    first = zlib.crc32(key.encode())
    return zlib.crc32(f"{first:010d}{key}".encode()) / 2**32
