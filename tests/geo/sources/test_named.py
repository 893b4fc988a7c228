"""Sources by name, and what must not be shown of it."""

import pytest

from geo.sources import OsrmSource, ValhallaSource, source_named
from geo.sources.faults import OddAnswerError
from geo.sources.polyline import decoded
from routing.model import InputError


def test_kinds_and_addresses():
    """The name that a problem records is the one that was given."""
    osrm, valhalla = (source_named(name) for name in ("osrm:http://a:5000", "valhalla:https://b/v/"))
    assert isinstance(osrm, OsrmSource)
    assert isinstance(valhalla, ValhallaSource)
    assert (osrm.name, valhalla.name) == ("osrm:http://a:5000", "valhalla:https://b/v")
    assert source_named(" OSRM:http://[::1]:5000 ").name == "osrm:http://[::1]:5000"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "osrm",
        "http://host:5000",
        "graphhopper:http://host",
        "osrm:host:5000",
        "osrm:ftp://host",
        "osrm:file:///etc/passwd",
        "osrm:http://:5000",
        "osrm:http://host:x",
        "osrm:http://host:99999",
        "osrm:http://[::1",
        "osrm:http://ho st",
        "osrm:http://host\nX-Header: 1",
        "osrm:http://máy",
        "osrm:http://secret@/",
    ],
)
def test_other_names_are_refused(name):
    """With an example, and without repeating what may have a password in it."""
    with pytest.raises(InputError) as caught:
        source_named(name)
    (issue,) = caught.value.issues
    assert issue.code == "SOURCE_NAME"
    assert "osrm:http://HOST:5000" in issue.remedy.en
    assert "secret" not in str(issue)


def test_credentials_are_sent_and_not_shown(stand_in, truck, at):
    """User, password and what stands after the question mark: in requests, in no name and no issue."""
    host = stand_in.url.removeprefix("http://")
    source = source_named(f"osrm:http://us%40er:se:cret@{host}/base?key=hidden")
    stand_in.speak = lambda _: (400, {"code": "InvalidUrl", "message": "near key=hidden"})
    with pytest.raises(InputError) as caught:
        source.matrix({"a": at(0, 0)}, [truck])
    (request,) = stand_in.requests
    assert request["headers"]["Authorization"] == "Basic dXNAZXI6c2U6Y3JldA=="
    assert request["path"].startswith("/base/table/v1/driving/")
    assert request["path"].endswith("&key=hidden")
    shown = source.name + repr(source) + str(caught.value)
    assert not [secret for secret in ("cret", "hidden", "us%40er", "us@er", "dXNA") if secret in shown]


def test_lines_are_decoded():
    """Google's example of five decimals, and six decimals with differences both ways."""
    example = [[-120.2, 38.5], [-120.95, 40.7], [-126.453, 43.252]]
    assert decoded("_p~iF~ps|U_ulLnnqC_mqNvxq`@", decimals=5) == example
    assert decoded("??@AB@") == [[0, 0], [0.000001 * 1, -0.000001], [0.0, -0.000003]]
    assert decoded("") == []


def test_lines_there_and_back(encoded):
    """What is encoded is decoded to the last digit."""
    points = [[108.0, 16.0], [107.999999, 16.000001], [-179.999999, -89.5], [180.0, 90.0]]
    assert decoded(encoded(points)) == points


@pytest.mark.parametrize("text", ["?", "_p~iF", "_p~iF~ps|", " ?", "é?"])
def test_a_broken_line_is_refused(text):
    """It breaks off, or has a letter that is none."""
    with pytest.raises(OddAnswerError):
        decoded(text)
