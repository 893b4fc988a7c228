"""A small server in a thread that speaks as OSRM and as Valhalla do, and drives our own roads."""

import json
import math
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from geo.lines.lines import leg_lines
from geo.sources import OsrmSource, Server, ValhallaSource
from geo.travel.matrix import fastest, reach
from routing.model import Location


class Roads:
    """Answers from a graph and one truck: road point to road point, and where each place meets the road."""

    def __init__(self, graph, truck):
        self.graph, self.truck = graph, truck

    def _ready(self, at):
        places = {str(i): place for i, place in enumerate(at)}
        return reach(self.graph, places, self.truck, snap_limit_m=math.inf)

    def met(self, at):
        """Longitude, latitude and metres of the road point of each place, and the road's name."""
        return [(snap.lon, snap.lat, snap.distance_m, snap.road) for snap in self._ready(at).report.snaps]

    def table(self, start, end):
        ready = self._ready([*start, *end])
        return fastest(ready, np.arange(len(start)), np.arange(len(start), len(start) + len(end)))

    def way(self, start, end):
        """Seconds, metres and points, or None."""
        ready = self._ready([start, end])
        places = {"start": start, "end": end}
        line = leg_lines(self.graph, places, self.truck, [("start", "end")], snap_limit_m=math.inf)[0]
        if line is None:
            return None
        own = [[round(x, 6) for x in (place.lon, place.lat)] for place in (start, end)]
        points = [point for point in line.points.tolist() if point not in own]
        seconds = line.duration_s - ready.access_s().sum()
        return float(seconds), float(line.length_m - ready.access_m.sum()), points


def _cells(array, decimals, scale=1.0):
    return [[round(x / scale, decimals) if math.isfinite(x) else None for x in row] for row in array.tolist()]


def osrm(roads, request):
    """The answer of `osrm-routed` to a request: status and body."""
    address = urlsplit(request["path"])
    match = re.fullmatch(r"/(table|route)/v1/(\w+)/([-\d.,;]+)", address.path)
    if not match:
        return 400, {"code": "InvalidUrl", "message": "URL string malformed"}
    at = [Location(float(lat), float(lon)) for lon, lat in (x.split(",") for x in match[3].split(";"))]
    options = {key: value[0] for key, value in parse_qs(address.query).items()}
    points = [
        {"hint": "", "distance": round(metres, 6), "location": [lon, lat], "name": name}
        for lon, lat, metres, name in roads.met(at)
    ]
    if match[1] == "route":
        way = roads.way(*at)
        if way is None:
            return 400, {"code": "NoRoute", "message": "Impossible route between points"}
        line = {"type": "LineString", "coordinates": way[2]}
        route = {"duration": round(way[0], 1), "distance": round(way[1], 1), "geometry": line, "legs": []}
        return 200, {"code": "Ok", "routes": [route], "waypoints": points}
    start, end = ([int(i) for i in options[key].split(";")] for key in ("sources", "destinations"))
    if len(start) * len(end) > 100**2:
        return 400, {"code": "TooBig", "message": "Too many table coordinates"}
    seconds, metres = roads.table([at[i] for i in start], [at[i] for i in end])
    return 200, {
        "code": "Ok",
        "durations": _cells(seconds, 1),
        "distances": _cells(metres, 1),
        "sources": [points[i] for i in start],
        "destinations": [points[i] for i in end],
    }


def _letters(value):
    value = ~(value << 1) if value < 0 else value << 1
    groups = []
    while value >= 32:
        groups.append(chr((value & 31 | 32) + 63))
        value >>= 5
    return "".join([*groups, chr(value + 63)])


def as_polyline(points):
    """An encoded polyline of six decimals, of longitudes and latitudes."""
    whole = np.rint(np.array(points)[:, ::-1] * 1e6).astype(int)
    steps = np.diff(whole, axis=0, prepend=[[0, 0]])
    return "".join(_letters(int(step)) for step in steps.ravel())


def valhalla(roads, request, *, verbose=False):
    """The answer of Valhalla to a request; `verbose` as versions answer that know no concise form."""
    query = json.loads(request["body"])
    at = {
        key: [Location(x["lat"], x["lon"]) for x in query.get(key, [])]
        for key in ("locations", "sources", "targets")
    }
    if request["path"] == "/locate":
        return 200, [
            {"input_lon": place.lon, "input_lat": place.lat, "nodes": [], "edges": edges}
            for place, edges in ((p, _edges(roads, p)) for p in at["locations"])
        ]
    if request["path"] == "/route":
        way = roads.way(*at["locations"])
        if way is None:
            return 400, _error_answer(442, "No path could be found for input")
        summary = {"time": round(way[0], 3), "length": round(way[1] / 1000, 3)}
        legs = [{"summary": summary, "shape": as_polyline(way[2])}]
        return 200, {"trip": {"status": 0, "units": "kilometers", "summary": summary, "legs": legs}}
    if request["path"] != "/sources_to_targets":
        return 404, _error_answer(106, "Try any of: '/route' '/locate'")
    if any(not _edges(roads, place) for place in at["sources"] + at["targets"]):
        return 400, _error_answer(171, "No suitable edges near location")
    seconds, metres = roads.table(at["sources"], at["targets"])
    tables = {"durations": _cells(seconds, 0), "distances": _cells(metres, 3, 1000)}
    if verbose:
        tables = [
            [
                {"from_index": i, "to_index": j, "time": time, "distance": tables["distances"][i][j]}
                for j, time in enumerate(row)
            ]
            for i, row in enumerate(tables["durations"])
        ]
    return 200, {"sources_to_targets": tables, "units": "kilometers", "algorithm": "costmatrix"}


def _error_answer(code, error):
    return {"error_code": code, "error": error, "status_code": 400, "status": "Bad Request"}


def _edges(roads, place):
    """Where a place meets the road; None beyond 35 km, as the real one has it."""
    lon, lat, metres, _ = roads.met([place])[0]
    edge = {"way_id": 1, "correlated_lat": lat, "correlated_lon": lon, "percent_along": 0}
    return [edge, edge] if metres < 35_000 else None


class StandIn:
    """The server: `speak(request)` gives status, body (JSON or bytes), bytes cut off; None hangs up."""

    def __init__(self):
        self.requests, self.patience = [], threading.Event()
        self.speak = lambda _: (404, b"")
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                length = int(self.headers.get("Content-Length", 0))
                request = {"path": self.path, "headers": self.headers, "body": self.rfile.read(length)}
                stand_in.requests.append(request)
                answer = stand_in.speak(request)
                if answer is not None:
                    self._say(*answer)

            do_POST = do_GET  # noqa: N815 - its name

            def _say(self, status, body, cut=0):
                raw = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.end_headers()
                self.wfile.write(raw[: len(raw) - cut])

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def encoded():
    """The function that encodes a line."""
    return as_polyline


@pytest.fixture
def stand_in(monkeypatch):
    """A server that has yet to be told what to say; no proxy stands in between."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    made = StandIn()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def server(stand_in):
    """Its address, asked without any patience."""
    return Server(url=stand_in.url, timeout_s=5.0, pause_s=0.0)


@pytest.fixture
def island(osm):
    """1 to 3 by 2, and straight back on a one-way street; 6 to 7 are joined to nothing.

    3 ──20── 2     7
    │30 ↓    │10   │40
    1 ────── 5     6
    """
    return osm(
        {1: (0, 0), 5: (0, 0.5), 2: (1.5, 0.5), 3: (2, 0), 6: (0, 3), 7: (2, 3)},
        [
            (10, [1, 5, 2], {"highway": "primary", "name": "Quốc lộ 1"}),
            (20, [2, 3], {"highway": "service", "name": "Ngõ"}),
            (30, [3, 1], {"highway": "primary", "oneway": "yes"}),
            (40, [6, 7], {"highway": "residential"}),
        ],
    )


@pytest.fixture
def places(at):
    """Around the first part, one of them twice, one far from everything, and one at the second part."""
    return {
        "south": at(-0.1, 0),
        "middle": at(1.5, 0.45),
        "north": at(2.1, 0.1),
        "twin": at(-0.1, 0),
        "lost": at(50, 50),
        "east": at(0.1, 3),
    }


@pytest.fixture(params=["osrm", "valhalla", "valhalla, verbose"])
def source(request, stand_in, server, island, truck):
    """Each kind of source, its server driving the roads of `island`; two places to a block."""
    roads = Roads(island, truck)
    if request.param == "osrm":
        stand_in.speak = lambda sent: osrm(roads, sent)
        return OsrmSource(server=server, block=2)
    verbose = request.param.endswith("verbose")
    stand_in.speak = lambda sent: valhalla(roads, sent, verbose=verbose)
    return ValhallaSource(server=server, block=2)
