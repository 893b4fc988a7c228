"""The roads of a problem of version 1 or 2: texts by key, some of them documents of their own."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from routing.documents.decode import decode
from routing.documents.faults import Faults, child, is_text
from routing.documents.json_text import parse_json
from routing.model import (
    AreaClosed,
    BanArea,
    Change,
    Closing,
    EdgesClosed,
    IssueCode,
    Ring,
    RoadProfile,
    RoadRecord,
    SourceTexts,
    SpeedFactor,
    StillReachable,
    Text,
    TruckBan,
    TruckKind,
    WaysClosed,
    nfc,
)
from routing.model.limits import MOST_OF_ROADS

PATH: Final = "$.sources"
_KEYS: Final = frozenset(
    {
        "roads",
        "roads_sha256",
        "matrix_from",
        "snap_limit_m",
        "profiles",
        "truck_bans",
        "road_hours",
        "truck_profiles",
        "closed_ways",
        "closed_edges",
        "closed_areas",
        "closed_for_hours",
        "still_reachable",
    }
)
"""Keys with a meaning; any other is a note. `profiles` only repeats the names of the travel matrix."""
_AND: Final = " × "
_PLUS: Final = "+"
_NAMES: Final = ("name", "tên", "ten", "title", "id")
_UNREADABLE: Final = (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError)
_SIZES: Final = (
    *("gross_t", "axle_load_t", "height_m", "width_m", "length_m"),
    *("speed_cap_kmh", "maxspeed_factor"),
)
_AGAIN: Final = Text("Lập lại dữ liệu ngày bằng oxyroute build", "Build the problem again by oxyroute build")


def read_source_texts(faults: Faults, value: Any, profiles: Iterable[str]) -> SourceTexts:  # noqa: ANN401
    """Return what the `sources` of a document say; every text that cannot be read is noted in `faults`.

    Parameters
    ----------
    profiles
        Names of the travel matrix. Version 1 and 2 write bans into them: `truck × HN-LON+HN-1250`.
    """
    texts: Mapping[str, str] = decode(faults, Mapping[str, str], value, PATH)
    bans = _document(faults, texts, "truck_bans")
    roads = RoadRecord(
        file=texts.get("roads", ""),
        sha256=texts.get("roads_sha256", ""),
        server=texts.get("matrix_from", ""),
        snap_limit_m=_snap_limit_m(faults, texts.get("snap_limit_m")),
        closures=(
            *(_ways(texts["closed_ways"]) if texts.get("closed_ways") else ()),
            *_document(faults, texts, "closed_edges"),
            *_areas(faults, texts.get("closed_areas", "")),
            *_closings(_changes(faults, texts, "closed_for_hours")),
        ),
        still_reachable=frozenset(
            key
            for change in _changes(faults, texts, "still_reachable")
            if isinstance(change, StillReachable)
            for key in change.place_ids
        ),
        bans=bans,
        speed_profile=_document(faults, texts, "road_hours"),
        truck_kinds=_document(faults, texts, "truck_profiles"),
        profiles=tuple(_profiles(profiles, {ban.id for ban in bans})),
    )
    notes = {key: text for key, text in texts.items() if key not in _KEYS}
    return SourceTexts(texts=texts, roads=roads, notes=notes)


def _snap_limit_m(faults: Faults, text: str | None) -> float | None:
    if text is None:
        return None
    try:
        # Once a limit could be infinite; the largest now reaches all around the Earth, too.
        return min(float(text), MOST_OF_ROADS["snap_limit_m"])
    except ValueError:
        faults.wrong_type(child(PATH, "snap_limit_m"), text, Text("một số mét", "a number of metres"))
        return None


def _profiles(names: Iterable[str], bans: Collection[str]) -> Iterator[RoadProfile]:
    """Yield what names of the travel matrix say; a ban that the document does not have never bound."""
    for name in names:
        kind, mark, rest = name.partition(_AND)
        if mark:
            keys = tuple(dict.fromkeys(key for key in rest.split(_PLUS) if key in bans))
            yield RoadProfile(id=name, kind=kind, bans=keys)


def _document(faults: Faults, texts: Mapping[str, str], key: str) -> tuple[Any, ...]:
    """Return what a text of JSON says, nothing if there is none or it cannot be read."""
    text = texts.get(key, "")
    if not text:
        return ()
    read, code, what = _DOCUMENTS[key]
    try:
        return tuple(read(parse_json(text, finite=False)))
    except _UNREADABLE:
        fault = Text(f"Không đọc được {what.vi} của dữ liệu ngày", f"The problem's {what.en} cannot be read")
        faults.add(code, child(PATH, key), fault, _AGAIN)
        return ()


def _bans(records: Any) -> Iterator[TruckBan]:  # noqa: ANN401
    for record in records:
        area, up_to_kg = record["area"], record["up_to_kg"]
        yield TruckBan(
            id=_text(record["id"]),
            name=_text(record["name"]),
            area=BanArea(
                code=_text(area["code"]),
                name=_text(area["name"]),
                name_en=_text(area["name_en"]),
                polygons=tuple(_rings(rings) for rings in _polygons(area["outline"]) or ()),
            ),
            over_kg=float(record["over_kg"]),
            up_to_kg=None if up_to_kg is None or math.isinf(up_to_kg) else float(up_to_kg),
            closed=tuple((int(from_s), int(until_s)) for from_s, until_s in record["closed"]),
            days=tuple(int(day) for day in record["days"]),
            first=_text(record["first"]),
            last=_text(record["last"]),
        )


def _text(value: object) -> str:
    """Return a text that can be written; ValueError if it cannot."""
    text = str(value)
    if not is_text(text):
        raise ValueError
    return text


def _speed_profile(records: Any) -> Iterator[SpeedFactor]:  # noqa: ANN401
    for highway, from_s, until_s, factor in records:
        yield SpeedFactor(
            highway=_text(highway), from_s=int(from_s), until_s=int(until_s), factor=float(factor)
        )


def _truck_kinds(records: Any) -> Iterator[TruckKind]:  # noqa: ANN401
    for record in records:
        given: dict[str, Any] = {name: float(record[name]) for name in _SIZES if name in record}
        given |= {name: bool(record[name]) for name in ("hgv", "turns_about") if name in record}
        given |= {"axles": int(record["axles"])} if "axles" in record else {}
        if record.keys() - {"id", *given}:
            raise KeyError
        yield TruckKind(id=_text(record["id"]), **given)


def _edges(pairs: Any) -> Iterator[EdgesClosed]:  # noqa: ANN401
    yield EdgesClosed(pairs=tuple((_text(start), _text(end)) for start, end in pairs))


def _ways(text: str) -> tuple[WaysClosed]:
    return (WaysClosed(way_ids=tuple(text.split(";"))),)


_DOCUMENTS: Final[Mapping[str, tuple[Callable[[Any], Iterator[Any]], IssueCode, Text]]] = {
    "truck_bans": (_bans, IssueCode.BAD_BANS, Text("lệnh cấm xe", "bans of trucks")),
    "road_hours": (
        _speed_profile,
        IssueCode.BAD_ROAD_HOURS,
        Text("tốc độ theo giờ", "speeds by the hour"),
    ),
    "truck_profiles": (_truck_kinds, IssueCode.BAD_TRUCKS, Text("các loại xe", "kinds of trucks")),
    "closed_edges": (
        _edges,
        IssueCode.BAD_EDGE,
        Text("các đoạn đường bị cấm", "list of pairs of junctions"),
    ),
}


def _changes(faults: Faults, texts: Mapping[str, str], key: str) -> tuple[Change, ...]:
    """Return the changes of a scenario that is written out in a text."""
    text, path = texts.get(key, ""), child(PATH, key)
    if not text:
        return ()
    try:
        value = parse_json(text, finite=False)
    except _UNREADABLE:
        value = None
    mark = value.get("format") if isinstance(value, dict) else None
    if not isinstance(mark, dict) or mark.get("name") != "oxyroute-scenario":
        faults.wrong_type(path, text, Text("một oxyroute-scenario", "an oxyroute-scenario"))
        return ()
    before = faults.count
    changes = decode(faults, tuple[Change, ...], value.get("changes"), child(path, "changes"))
    return tuple(changes) if faults.count == before else ()


def _closings(changes: Iterable[Change]) -> Iterator[Closing]:
    for change in changes:
        if isinstance(change, WaysClosed | AreaClosed | EdgesClosed):
            yield change


def _areas(faults: Faults, text: str) -> Iterator[AreaClosed]:
    """Yield the polygons of GeoJSON, in degrees: what versions 1 and 2 wrote."""
    if not text:
        return
    path = child(PATH, "closed_areas")
    try:
        value = parse_json(text, finite=False)
        features = _features(value)
    except _UNREADABLE:
        fault = Text("Các vùng đóng không phải GeoJSON", "The closed areas are no GeoJSON")
        faults.add(IssueCode.BAD_GEOJSON, path, fault, _AGAIN)
        return
    if value.get("crs") is not None:
        fault = Text("Vùng đóng phải theo WGS 84", "Closed areas must be in WGS 84, without `crs`")
        faults.add(IssueCode.UNKNOWN_CRS, child(path, "crs"), fault, _AGAIN)
        return
    for number, feature in enumerate(features, start=1):
        try:
            polygons = [_rings(rings) for rings in _polygons(feature["geometry"]) or ()]
        except _UNREADABLE:
            polygons = []
        if not polygons:
            fault = Text(f"Vùng {number} không phải đa giác", f"Area {number} is no polygon")
            faults.add(IssueCode.NOT_A_POLYGON, path, fault, _AGAIN)
        name = _name(feature) or f"closed_areas {number}"
        yield from (AreaClosed(name=name, polygon=rings) for rings in polygons)


def _features(value: dict[str, Any]) -> list[Any]:
    match value.get("type"):
        case "FeatureCollection":
            return list(value["features"])
        case "Feature":
            return [value]
        case _:
            return [{"geometry": value}]


def _name(feature: Any) -> str:  # noqa: ANN401
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return ""
    lower = {str(key).lower(): value for key, value in properties.items()}
    named = (*(lower.get(key) for key in _NAMES), feature.get("id"))
    return next((nfc(str(x)) for x in named if isinstance(x, str | int) and is_text(nfc(str(x)) or None)), "")


def _polygons(geometry: dict[str, Any]) -> list[Any] | None:
    """Return the rings of each polygon of a GeoJSON geometry, None for a geometry of another type."""
    match geometry["type"]:
        case "Polygon":
            return [geometry["coordinates"]]
        case "MultiPolygon":
            return list(geometry["coordinates"])
        case _:
            return None


def _rings(rings: Any) -> tuple[Ring, ...]:  # noqa: ANN401
    return tuple(tuple((float(lon), float(lat)) for lon, lat, *_ in ring) for ring in rings)
