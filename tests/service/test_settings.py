"""Settings as a shell gives them."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from service.settings import Settings


@pytest.mark.parametrize("text", ["a.osm;b c.osm", ' ["a.osm", "b c.osm"]', "a.osm; b c.osm;"])
def test_road_files_are_listed_plainly_or_as_json(monkeypatch, text: str) -> None:
    """A path alone is a list of one."""
    monkeypatch.setenv("OXYROUTE_ROADS", text)
    assert Settings().roads == (Path("a.osm"), Path("b c.osm"))
    monkeypatch.setenv("OXYROUTE_ROADS", "map.osm.gz")
    assert Settings().roads == (Path("map.osm.gz"),)


def test_servers_are_listed_alike(monkeypatch) -> None:
    """A colon is no mark between two."""
    monkeypatch.setenv("OXYROUTE_MATRIX_FROM", "osrm:http://host:5000;valhalla:http://host:8002")
    assert Settings().matrix_from == ("osrm:http://host:5000", "valhalla:http://host:8002")


def test_a_list_that_is_none_is_refused(monkeypatch) -> None:
    """Broken JSON names the setting."""
    monkeypatch.setenv("OXYROUTE_ROADS", '["a.osm"')
    with pytest.raises(ValidationError, match="roads"):
        Settings()
