"""Servers that refuse, break off or talk nonsense: each is one issue with a code and a way out."""

import json
from dataclasses import replace

import pytest

from geo.sources import OsrmSource, Server, ValhallaSource
from routing.model import InputError

OK_TABLE = {
    "code": "Ok",
    "durations": [[0, 60.1], [None, 0]],
    "distances": [[0, 1500.4], [None, 0]],
    "sources": [{"distance": 0, "location": [108, 16], "name": "Quốc lộ 1"}, {"location": [108, 16.01]}],
    "destinations": [],
}


@pytest.fixture
def pair(at):
    """Two places a step apart."""
    return {"a": at(0, 0), "b": at(1, 0)}


def refused(ask):
    """The only issue of what is asked in vain."""
    with pytest.raises(InputError) as caught:
        ask()
    (issue,) = caught.value.issues
    return issue


def says(stand_in, status, body):
    """Let the server give the same answer to everything."""
    stand_in.speak = lambda _: (status, body)


@pytest.fixture(params=[OsrmSource, ValhallaSource])
def kind(request):
    """Either kind of source."""
    return request.param


def test_a_table_as_documented(stand_in, server, truck, pair):
    """Rounded up; null is unreachable; where metres are not told the point on the road is taken."""
    says(stand_in, 200, OK_TABLE)
    matrix, report = OsrmSource(server=server).matrix(pair, [truck])
    assert matrix.duration_s["truck"].tolist() == [[0, 61], [-1, 0]]
    assert matrix.length_m["truck"].tolist() == [[0, 1501], [-1, 0]]
    assert [snap.road for snap in report.snaps] == ["Quốc lộ 1", ""]
    assert report.snaps[1].distance_m == pytest.approx(0, abs=0.01)


def test_the_request_is_as_documented(stand_in, server, truck, pair):
    """Longitude first; sources and destinations by number; both tables."""
    says(stand_in, 200, OK_TABLE)
    OsrmSource(server=server).matrix(pair, [truck])
    (request,) = stand_in.requests
    head, _, options = request["path"].partition("?")
    assert head == "/table/v1/driving/108.000000,16.000000;108.000000,16.010000"
    assert {"annotations=duration,distance", "sources=0;1", "destinations=0;1"} <= set(options.split("&"))


def test_valhalla_is_told_the_truck(stand_in, server, truck, pair):
    """Its tonnes and metres, no axle heavier than it; a place without edges is left out and reported."""
    edge = {"correlated_lat": 16, "correlated_lon": 108}
    answers = [[{"edges": [edge]}, {"edges": None}], _valhalla_table([[0]], [[0]])]
    stand_in.speak = lambda _: (200, answers.pop(0))
    _, report = ValhallaSource(server=server).matrix(pair, [truck])
    sent = json.loads(stand_in.requests[1]["body"])
    assert sent["costing"] == "truck"
    costing = {"weight": 5.0, "axle_load": 5.0, "height": 3.0, "top_speed": 80.0}
    assert sent["costing_options"]["truck"] == costing
    assert sent["sources"] == sent["targets"] == [{"lat": 16.0, "lon": 108.0}]
    assert [snap.place_id for snap in report.left_out] == ["b"]


def test_profiles_alike_are_asked_for_once(stand_in, server, truck, pair):
    """Two names of the same truck cost Valhalla one table; a van is a car to it."""
    met = [{"edges": [{"correlated_lat": lat, "correlated_lon": 108}]} for lat in (16, 16.01)]
    table = _valhalla_table([[0, 90], [90, 0]], [[0, 1.2], [1.2, 0]])
    stand_in.speak = lambda request: (200, met if request["path"] == "/locate" else table)
    profiles = [truck, replace(truck, id="same"), replace(truck, id="van", hgv=False)]
    matrix, _ = ValhallaSource(server=server).matrix(pair, profiles)
    assert len(stand_in.requests) == 4
    assert matrix.distance_m("same", "a", "b") == 1200
    assert json.loads(stand_in.requests[-1]["body"])["costing"] == "auto"


@pytest.mark.parametrize("code", ["NoTable", "InvalidUrl", "TooBig", "NotImplemented", "NoSegment"])
def test_osrm_s_error_codes_are_told(code, stand_in, server, truck, pair):
    """With the server's words; asked once only, since it would say the same again."""
    says(stand_in, 400, {"code": code, "message": "No table\x1b[31m found"})
    issue = refused(lambda: OsrmSource(server=server).matrix(pair, [truck]))
    assert issue.code == "SOURCE_REFUSED"
    assert f"{code} No table [31m found" in issue.fault.en
    assert stand_in.url in issue.fault.vi
    assert len(stand_in.requests) == 1


@pytest.mark.parametrize("code", [150, 154, 171])
def test_valhalla_s_error_codes_are_told(code, stand_in, server, truck, pair):
    """By number and words."""
    says(stand_in, 400, {"error_code": code, "error": "No suitable edges", "status_code": 400})
    issue = refused(lambda: ValhallaSource(server=server).matrix(pair, [truck]))
    assert issue.code == "SOURCE_REFUSED"
    assert f"{code} No suitable edges" in issue.fault.en


def test_no_way_is_no_line(stand_in, server, truck, pair):
    """Neither kind makes a fault of it."""
    says(stand_in, 400, {"code": "NoRoute", "message": "Impossible route between points"})
    assert OsrmSource(server=server).lines(pair, truck, [("a", "b")]) == (None,)
    met = [{"edges": [{"correlated_lat": lat, "correlated_lon": 108}]} for lat in (16, 16.01)]
    lost = {"error_code": 442, "error": "No path could be found for input"}
    stand_in.speak = lambda request: (200, met) if request["path"] == "/locate" else (400, lost)
    assert ValhallaSource(server=server).lines(pair, truck, [("a", "b")]) == (None,)


@pytest.mark.parametrize(
    ("status", "word"),
    [(429, "wait"), (401, "password"), (403, "lets you in"), (302, "address"), (404, "kind")],
)
def test_a_status_that_says_all(status, word, *, kind, stand_in, server, truck, pair):
    """Refused at once, with what to do; nobody follows a redirection."""
    says(stand_in, status, b"<html>")
    issue = refused(lambda: kind(server=server).matrix(pair, [truck]))
    assert issue.code == "SOURCE_REFUSED"
    assert str(status) in issue.fault.en
    assert word in issue.remedy.en
    assert len(stand_in.requests) == 1


def test_a_server_in_trouble_is_asked_again(stand_in, server, truck, pair):
    """Twice 503, then an answer: nobody notices."""
    answers = [(503, b""), (500, b""), (200, OK_TABLE)]
    stand_in.speak = lambda _: answers.pop(0)
    matrix, _ = OsrmSource(server=server).matrix(pair, [truck])
    assert matrix.time_s("truck", "a", "b") == 61


def test_a_server_that_stays_in_trouble_is_refused(kind, stand_in, server, truck, pair):
    """After three attempts."""
    says(stand_in, 503, b"busy")
    issue = refused(lambda: kind(server=server).matrix(pair, [truck]))
    assert (issue.code, len(stand_in.requests)) == ("SOURCE_REFUSED", 3)


def test_hanging_up_is_tried_again(kind, stand_in, server, truck, pair):
    """Three attempts, then unreachable."""
    stand_in.speak = lambda _: None
    issue = refused(lambda: kind(server=server).matrix(pair, [truck]))
    assert (issue.code, len(stand_in.requests)) == ("SOURCE_UNREACHABLE", 3)


def test_half_an_answer_is_no_answer(stand_in, server, truck, pair):
    """A connection that breaks in the middle is tried again."""
    answers = [(200, OK_TABLE, 9), (200, OK_TABLE)]
    stand_in.speak = lambda _: answers.pop(0)
    matrix, _ = OsrmSource(server=server).matrix(pair, [truck])
    assert matrix.time_s("truck", "a", "b") == 61


def test_silence_is_unreachable(stand_in, server, truck, pair):
    """A server that accepts and says nothing in time."""
    held = []
    stand_in.speak = lambda _: held.append(stand_in.patience.wait(5))
    issue = refused(
        lambda: OsrmSource(server=replace(server, timeout_s=0.05, retries=1)).matrix(pair, [truck])
    )
    stand_in.patience.set()
    assert (issue.code, len(stand_in.requests)) == ("SOURCE_UNREACHABLE", 2)


def test_nobody_there(kind, truck, pair, stand_in):
    """A closed port is told with the address."""
    stand_in.server.server_close()
    issue = refused(lambda: kind(server=Server(url=stand_in.url, pause_s=0)).matrix(pair, [truck]))
    assert issue.code == "SOURCE_UNREACHABLE"
    assert issue.subject.id == stand_in.url


@pytest.mark.parametrize(
    "raw", [b"", b"<html>", b"[" * 100_000, b"\xff\xfe", b"null", b"[]", b"{}", b'{"code": 1}']
)
def test_garbage_is_not_understood(raw, *, kind, stand_in, server, truck, pair):
    """Whatever comes in place of an answer is one issue, for matrix and lines."""
    says(stand_in, 200, raw)
    source = kind(server=server)
    for ask in (lambda: source.matrix(pair, [truck]), lambda: source.lines(pair, truck, [("a", "b")])):
        assert refused(ask).code == "SOURCE_ANSWER"


@pytest.mark.parametrize(
    "damage",
    [
        {"durations": [[0, 1]]},
        {"durations": [[0, 1], [1]]},
        {"durations": [[0, -1], [1, 0]]},
        {"durations": [[0, "1"], [1, 0]]},
        {"durations": [[0, True], [1, 0]]},
        {"durations": [[0, 1e300], [1, 0]]},
        {"durations": [[0, 10**400], [1, 0]]},
        {"durations": [[0, float("nan")], [1, 0]]},
        {"distances": None},
        {"sources": [{"distance": 0}]},
        {"sources": [{"distance": "x"}, {}]},
        {"sources": [{"location": [200, 16]}, {"location": [108, 16]}]},
        {"sources": [{"location": [108]}, {"location": [108, 16]}]},
    ],
)
def test_a_damaged_table_is_not_understood(damage, stand_in, server, truck, pair):
    """Wrong shapes, and cells that are no measure."""
    says(stand_in, 200, OK_TABLE | damage)
    assert refused(lambda: OsrmSource(server=server).matrix(pair, [truck])).code == "SOURCE_ANSWER"


def _valhalla_table(durations, distances, units="kilometers"):
    return {"sources_to_targets": {"durations": durations, "distances": distances}, "units": units}


def _verbose(*cells):
    keys = ("from_index", "to_index", "time", "distance")
    return {"sources_to_targets": [[dict(zip(keys, cell, strict=True))] for cell in cells], "units": "km"}


@pytest.mark.parametrize(
    "damaged",
    [
        _valhalla_table([[0, 9], [9, 0]], [[0, 1], [1, 0]], units="miles"),
        _valhalla_table([[0, 9]], [[0, 1], [1, 0]]),
        _verbose((0, 0, 0, 0)),
        _verbose((0, 0, 0, 0), (0, 1, 1, 1), (1, 0, 1, 1), (2, 1, 1, 1)),
        _verbose((0, 0, 0, 0), (0, 1, 1, 1), (1, 0, 1, 1), (-1, 1, 1, 1)),
        {"sources_to_targets": [1, 2, 3, 4], "units": "km"},
        {"units": "km"},
    ],
)
def test_a_damaged_table_of_valhalla_is_not_understood(damaged, stand_in, server, truck, pair):
    """Other units, pairs that are missing or were not asked for."""
    met = [{"edges": [{"correlated_lat": lat, "correlated_lon": 108}]} for lat in (16, 16.01)]
    stand_in.speak = lambda request: (200, met if request["path"] == "/locate" else damaged)
    assert refused(lambda: ValhallaSource(server=server).matrix(pair, [truck])).code == "SOURCE_ANSWER"


@pytest.mark.parametrize("shape", ["", "?", "_", "\x01\x01", "é" * 4, "~" * 40 + "??"])
def test_a_broken_course_is_not_understood(shape, stand_in, server, truck, pair):
    """A line that cannot be decoded, or has no point."""
    met = [{"edges": [{"correlated_lat": lat, "correlated_lon": 108}]} for lat in (16, 16.01)]
    trip = {"units": "kilometers", "summary": {"time": 1, "length": 1}, "legs": [{"shape": shape}]}
    stand_in.speak = lambda request: (200, met if request["path"] == "/locate" else {"trip": trip})
    issue = refused(lambda: ValhallaSource(server=server).lines(pair, truck, [("a", "b")]))
    assert issue.code == "SOURCE_ANSWER"
