"""Provinces before and since July 2025: usual spellings of their names, and which cannot hold a point."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree, points

from geo.metric import haversine_m
from routing.model import Location, Text
from routing.tables import NAMES, NOTES, Column, Kind, Table, choice, read_sheet, refuse_sheets

NEAR_M: Final = 10_000.0
"""Estimate: a place may lie so far from the communes of its province, which the table has as points."""
TIMES_FARTHER: Final = 2.0
"""Estimate: and so many times as far as the nearest commune of any province, where communes are large."""
_UNITS: Final = ("tỉnh ", "thành phố ", "tp. ", "tp.", "tp ", "t. ")
_ETH: Final = str.maketrans("ðɖ", "đđ")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook above and dot below: the five tones that are written."""

Points = NDArray[np.float64]


def _points(cell: str) -> Points:
    return np.fromstring(cell.replace(";", " "), dtype=np.float64, sep=" ").reshape(-1, 2)


PROVINCES: Final = Table(
    name=Text("tỉnh", "province"),
    key="",
    columns=(
        Column(name="province", required=True, meaning=Text("tên tỉnh", "its name")),
        Column(
            name="aliases", kind=NAMES, default=frozenset(), meaning=Text("tên khác", "other names in use")
        ),
        Column(
            name="generation",
            kind=choice(("old", "new")),
            required=True,
            meaning=Text("old: trước tháng 7/2025; new: từ đó", "old: before July 2025; new: since then"),
        ),
        Column(
            name="points",
            kind=Kind(Text("các điểm lat lon", "points lat lon"), _points),
            required=True,
            meaning=Text("một điểm mỗi xã", "a point of each commune"),
        ),
        *NOTES,
    ),
)


def province_key(name: str) -> str:
    """Return what is the same for all usual spellings of a province's name.

    Case, spaces, hyphens, Ð for Đ, where the tone stands (Hoà, Hòa) and the word for the unit do not matter.
    """
    text = " ".join(re.sub("[-–—]", " ", name.casefold().translate(_ETH)).split())
    text = unicodedata.normalize("NFC", text)
    word = next((word for word in _UNITS if text.startswith(word)), "")
    return " ".join(_tone_last(syllable) for syllable in text.removeprefix(word).split())


def same_province(one: str, other: str) -> bool:
    """Say whether two names are one province's: spelt alike, or one an alias of the other."""
    first, second = province_key(one), province_key(other)
    return first == second or bool(_aliases().get(first, set()) & _aliases().get(second, set()))


def _tone_last(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable)
    tones = [letter for letter in letters if letter in _TONES]
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES)) + "".join(tones)


@dataclass(frozen=True, slots=True, kw_only=True)
class Communes:
    """Points of communes, of both generations of provinces.

    Attributes
    ----------
    at : float64 array, shape (points, 2)
        Latitude and longitude in degrees.
    owner : tuple of str
        The province of each point.
    rows_of : mapping
        Which points a province's name may mean, by `province_key` of each of its names: those of both
        generations, where both have the name.
    """

    at: Points
    owner: tuple[str, ...]
    rows_of: Mapping[str, NDArray[np.intp]]

    def astray(self, province: str, places: Sequence[Location]) -> list[str]:
        """Return of each place the province that it lies in, if the named one cannot hold it; else "".

        Of a province that is not in the table nothing is known.
        """
        rows = self.rows_of.get(province_key(province))
        if rows is None or not places:
            return [""] * len(places)
        at = np.array([(place.lat, place.lon) for place in places], dtype=np.float64)
        there = [""] * len(places)
        own_m, _ = _nearest(self.at[rows], at)
        far = np.flatnonzero(own_m > NEAR_M)
        if not len(far):
            return there
        any_m, nearest = _nearest(self.at, at[far])
        for place, row in zip(far.tolist(), nearest.tolist(), strict=True):
            there[place] = self.owner[row]
        for place in far[own_m[far] <= NEAR_M + TIMES_FARTHER * any_m].tolist():
            there[place] = ""
        return there


def _nearest(among: Points, at: Points) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Return the metres to the nearest of some points, and which it is: shape (places,) each."""
    # Degrees of longitude are shorter than those of latitude by the cosine, here of the country's middle.
    scale = np.array([1.0, np.cos(np.radians(16.0))])
    tree = STRtree(points((among * scale)[:, ::-1]))
    nearest = tree.nearest(points((at * scale)[:, ::-1]))
    there = among[nearest]
    return haversine_m(at[:, 1], at[:, 0], there[:, 1], there[:, 0]), np.asarray(nearest, dtype=np.intp)


@cache
def shipped_communes() -> Communes:
    """Return the communes that ship with OxyRoute."""
    with as_file(files("data") / "reference" / "commune_points.csv") as path:
        return read_communes(path)


def read_communes(path: Path) -> Communes:
    """Return the communes of a table; raises InputError with every fault of it."""
    sheet = read_sheet(path, PROVINCES)
    refuse_sheets(sheet)
    at: list[Points] = []
    owner: list[str] = []
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row in sheet.rows:
        here = range(len(owner), len(owner) + len(row["points"]))
        at.append(row["points"])
        owner += [row["province"]] * len(here)
        for name in {row["province"], *row["aliases"]}:
            rows_of[province_key(name)] += here
    return Communes(
        at=np.concatenate(at),
        owner=tuple(owner),
        rows_of={key: np.array(rows, dtype=np.intp) for key, rows in rows_of.items()},
    )


@cache
def _aliases() -> Mapping[str, frozenset[str]]:
    """Return the provinces that each name may mean, by `province_key`."""
    communes = shipped_communes()
    return {
        key: frozenset(communes.owner[row] for row in set(rows.tolist()))
        for key, rows in communes.rows_of.items()
    }
