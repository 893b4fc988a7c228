"""Road graphs kept as arrays: the same graph again, and never another one."""

import dataclasses

import numpy as np
import pytest

from geo import arrays
from geo.roads import RoadGraph, read_roads, stored
from geo.roads import read as reading

PRIMARY = {"highway": "primary", "name": "Đường Trần Phú", "ref": "QL.1", "maxweight": "nhiều"}


@pytest.fixture
def town(tmp_path, monkeypatch, osm_xml):
    """A file worth keeping arrays of, and an empty cache."""
    kept = tmp_path / "cache"
    kept.mkdir()
    monkeypatch.setattr(arrays, "cache_folder", lambda _: kept)
    monkeypatch.setattr(stored, "SMALLEST", 1)
    path = tmp_path / "town.osm"
    nodes = {1: (0, 0), 2: (1, 0), 3: (2, 1), 4: (2, 2), 5: (3, 2)}
    lane = {"highway": "residential", "oneway": "yes", "surface": "gravel", "hgv:conditional": "no @ (Mo)"}
    ways = [(10, [1, 2, 3], PRIMARY), (20, [2, 4, 5], lane)]
    gantry = '<tag k="barrier" v="height_restrictor"/><tag k="maxheight" v="2"/></node>'
    node = '<node id="4" lat="16.0200000" lon="108.0200000"'
    text = osm_xml(nodes, ways).replace(f"{node}/>", f"{node}>{gantry}")
    path.write_text(text, encoding="utf-8")
    return path


def _same(first: object, other: object) -> bool:
    for field in dataclasses.fields(first):
        a, b = getattr(first, field.name), getattr(other, field.name)
        if isinstance(a, np.ndarray):
            if a.dtype != b.dtype or not np.array_equal(a, b, equal_nan=a.dtype.kind == "f"):
                return False
        elif dataclasses.is_dataclass(a):
            if not _same(a, b):
                return False
        elif a != b:
            return False
    return True


def _files(town) -> list:
    return sorted((town.parent / "cache").iterdir())


def test_a_map_is_read_once(town, monkeypatch):
    """The second time it comes from the arrays: array by array, report and hashes the same, and locked."""
    first = read_roads(town)
    monkeypatch.setattr(reading, "read_osm", lambda *_, **__: pytest.fail("read again"))
    again = read_roads(town)
    assert isinstance(again, RoadGraph)
    assert _same(again, first)
    assert (len(again.limits.edge), again.conditions.key.tolist()) == (2, ["hgv:conditional"])
    assert again.report.unreadable[0].examples == ("nhiều",)
    with pytest.raises(ValueError, match="read-only"):
        again.length_m[0] = 1.0


def test_a_copy_by_another_name_is_told_by_its_own(town):
    """What the file is called is not in its bytes."""
    read_roads(town)
    copy = town.with_name("copy.osm")
    copy.write_bytes(town.read_bytes())
    assert read_roads(copy).report.source == "copy.osm"
    assert len(_files(town)) == 1


def test_other_bytes_are_another_map(town):
    """A change of the file is seen, however small."""
    first = read_roads(town)
    town.write_text(town.read_text(encoding="utf-8").replace("residential", "tertiary"), encoding="utf-8")
    assert read_roads(town).sha256 != first.sha256
    assert len(_files(town)) == 2


@pytest.mark.parametrize("damage", [lambda good: good[:500], lambda _: b"", lambda good: good[::-1]])
def test_damaged_arrays_are_made_anew(town, damage):
    """Cut off, empty or nonsense: the map is read from its file."""
    first = read_roads(town)
    (path,) = _files(town)
    good = path.read_bytes()
    path.write_bytes(damage(good))
    assert _same(read_roads(town), first)
    assert path.read_bytes() == good


def test_arrays_of_other_readers_are_made_anew(town, monkeypatch):
    """Code that reads files differently makes other graphs of them."""
    first = read_roads(town)
    monkeypatch.setattr(stored, "_SOURCE", "of another day")
    calls = []
    read = reading.read_osm
    monkeypatch.setattr(reading, "read_osm", lambda *a, **k: calls.append(a) or read(*a, **k))
    assert _same(read_roads(town), first)
    assert len(calls) == 1


def test_a_small_file_is_not_kept(town, monkeypatch):
    """It is read as fast as its arrays would be."""
    monkeypatch.setattr(stored, "SMALLEST", 1 << 30)
    read_roads(town)
    assert _files(town) == []


def test_the_cache_does_not_grow_for_ever(town, monkeypatch):
    """Beyond so many maps, the one goes that was not written for longest."""
    monkeypatch.setattr(arrays, "_MOST_FILES", 2)
    text = town.read_text(encoding="utf-8")
    for name in ("primary", "secondary", "tertiary"):
        town.write_text(text.replace("residential", name), encoding="utf-8")
        read_roads(town)
    assert len(_files(town)) == 2


def test_where_nothing_can_be_written_the_map_is_read(town, monkeypatch):
    """A cache is a help and no need."""
    monkeypatch.setattr(arrays, "cache_folder", lambda _: None)
    assert read_roads(town).edges == read_roads(town).edges > 0
