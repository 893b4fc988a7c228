"""What an OSM file says of roads, by way of libosmium's text format.

libosmium reads the file, keeps roads, barriers and turn restrictions, looks up where their points lie and
writes all that as text (OPL, one line for each). Asking it for object after object takes Python longer.
"""

import ctypes
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import osmium
from numpy.typing import NDArray

from geo.metric import FloatArray

_FORMAT: Final = "opl,locations_on_ways=true,add_metadata=version"
_FAILURES: Final = (RuntimeError, ValueError, osmium.InvalidLocationError)
_AT_ONCE: Final = 1 << 22
"""Letters of points that are read as numbers in one go."""
_NOWHERE: Final = ("xy", "x999y999")
"""How a point without a place is written, and a place that is none."""
_MARKS: Final = str.maketrans("nxy,", "    ")
_ESCAPED: Final = re.compile("%([0-9a-f]+)%")


class Thing(NamedTuple):
    """A line: `kind` is n, w or r; `rest` is what follows the tags."""

    kind: str
    id: int
    tags: dict[str, str]
    rest: str


class PlaceIndex:
    """Where the points of a file lie; filled by the first reading of it."""

    def __init__(self) -> None:
        self._handler = osmium.NodeLocationsForWays(osmium.index.create_map("flex_mem"))
        self._handler.ignore_errors()

    def write(self, path: Path, text: Path, *, ways_only: bool = False) -> None:
        """Write the roads of a file to `text`.

        Places are only sure to be found if all nodes come before all ways, or, with `ways_only`, after a
        reading of the whole.

        Raises
        ------
        RuntimeError
            Whatever libosmium finds wrong with the file.
        """
        kinds = osmium.osm.WAY if ways_only else osmium.osm.NODE | osmium.osm.WAY | osmium.osm.RELATION
        writer = osmium.WriteHandler(osmium.io.File(str(text), _FORMAT))  # type: ignore[arg-type]
        try:
            osmium.apply(osmium.io.Reader(str(path), kinds), self._handler, *_wanted(), writer)
            writer.close()
        except _FAILURES as error:
            _give_up(writer)
            raise RuntimeError(str(error)) from None


def _give_up(writer: osmium.WriteHandler) -> None:
    """Close a writer after a failure; one that cannot be closed is kept for ever, unused.

    Its destructor would write once more, fail, and by that end the whole process.
    """
    try:
        writer.close()
    except _FAILURES:
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(writer))


def _wanted() -> list[osmium.BaseFilter]:
    roads = osmium.filter.KeyFilter("highway", "route")
    barriers = osmium.filter.KeyFilter("barrier")
    turns = osmium.filter.TagFilter(("type", "restriction"))
    roads.enable_for(osmium.osm.WAY)
    barriers.enable_for(osmium.osm.NODE)
    turns.enable_for(osmium.osm.RELATION)
    return [roads, barriers, turns]


def things(text: Path) -> Iterator[Thing]:
    """Yield what a text holds; what is deleted is left out."""
    with text.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            name, _, visible, tags, *rest = line.rstrip("\n").split(" ")
            if visible != "dD":
                yield Thing(name[0], int(name[1:]), _tags(tags[1:]), rest[0][1:] if rest else "")


def members(rest: str) -> list[tuple[str, str, int]]:
    """Return role, type (n, w or r) and id of each member of a relation."""
    parts = (member.partition("@") for member in rest.split(",") if member)
    return [(_plain(role), name[0], int(name[1:])) for name, _, role in parts]


class PointLists:
    """The points of ways, one way after another."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self._waiting: list[str] = []
        self._letters = 0
        self._read: list[FloatArray] = []

    def add(self, rest: str) -> None:
        """Append the points of a way as they are written."""
        self.sizes.append(rest.count("n"))
        if rest:
            self._waiting.append(rest)
            self._letters += len(rest)
            if self._letters > _AT_ONCE:
                self._flush()

    def columns(self) -> tuple[NDArray[np.int64], FloatArray, FloatArray]:
        """Return id, longitude and latitude of each point; NaN where the file has no place of it."""
        self._flush()
        rows = np.concatenate([np.empty((0, 3)), *self._read])
        lon, lat = rows[:, 1].copy(), rows[:, 2].copy()
        nowhere = (np.abs(lon) > 180) | (np.abs(lat) > 90)  # noqa: PLR2004 - degrees
        lon[nowhere] = lat[nowhere] = np.nan
        return rows[:, 0].astype(np.int64), lon, lat

    def _flush(self) -> None:
        if not self._waiting:
            return
        text = ",".join(self._waiting).replace(*_NOWHERE).translate(_MARKS)
        # Ids are below 2^53, so that no digit of them is lost as a float.
        self._read.append(np.fromstring(text, dtype=np.float64, sep=" ").reshape(-1, 3))
        self._waiting, self._letters = [], 0


def _tags(text: str) -> dict[str, str]:
    if not text:
        return {}
    pairs = (pair.split("=") for pair in text.split(","))
    if "%" not in text:
        return dict(pairs)
    return {_plain(key): _plain(value) for key, value in pairs}


@lru_cache(maxsize=1 << 16)
def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "%" in text else text
