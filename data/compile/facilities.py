"""The facilities: hospitals, district health centres, and a station in every commune."""

from data.compile.communes import Commune
from data.compile.tables import INPUTS, TARGET, Row, read_rows, write_rows

COLUMNS = (
    "id", "name", "name_en", "lat", "lon", "class", "receiving", "unload_fixed_min", "unload_s_per_cylinder",
    "skills", "parent_id", "province", "district", "commune", "source", "standing",
)  # fmt: skip
PROVINCE = "Quảng Nam"
RECEIVING = {
    "hospital": "05:00-22:00",
    "hospital_central_or_military": "05:00-22:00",
    "district_health_centre": "06:00-20:00",
    "commune_station": "07:00-11:30;13:30-17:00",
}
UNLOAD_FIXED_MIN = {
    "hospital": 20,
    "hospital_central_or_military": 20,
    "district_health_centre": 15,
    "commune_station": 10,
}
UNLOAD_S_PER_CYLINDER = 60
ENGLISH_KIND = {"Xã": "Commune", "Phường": "Ward", "Thị trấn": "Town"}
# The centre stands apart from the station of the seat: about 300 m, still within reach of its junction.
CENTRE_OFFSET_DEG = 0.002

Facility = dict[str, object]


def centre_id(district_code: str) -> str:
    """Return the id of the district's health centre."""
    return f"TTYT-{district_code}"


def write_facilities(communes: dict[str, Commune], districts: dict[str, Row]) -> list[Facility]:
    """Write `facilities.csv` and return its rows."""
    rows = [_hospital(row) for row in read_rows(INPUTS / "hospitals.csv")]
    rows += [_centre(district, communes[district["seat_ward"]]) for district in districts.values()]
    rows += [_station(commune, districts[commune.district_code]) for commune in communes.values()]
    write_rows(TARGET / "facilities.csv", COLUMNS, rows)
    return rows


def _handling(kind: str) -> Facility:
    return {
        "class": kind,
        "receiving": RECEIVING[kind],
        "unload_fixed_min": UNLOAD_FIXED_MIN[kind],
        "unload_s_per_cylinder": UNLOAD_S_PER_CYLINDER,
        "province": PROVINCE,
    }


def _hospital(row: Row) -> Facility:
    taken = {key: row[key] for key in COLUMNS if key in row}
    return {"parent_id": ""} | _handling(row["class"]) | taken


def _centre(district: Row, seat: Commune) -> Facility:
    kind = {"502": "thành phố", "503": "thành phố", "507": "thị xã"}.get(district["code"], "huyện")
    return _handling("district_health_centre") | {
        "id": centre_id(district["code"]),
        "name": f"Trung tâm Y tế {kind} {district['name']}",
        "name_en": f"{district['name']} District Health Centre",
        "lat": round(seat.lat + CENTRE_OFFSET_DEG, 5),
        "lon": round(seat.lon + CENTRE_OFFSET_DEG, 5),
        "skills": "",
        "parent_id": "",
        "district": district["name"],
        "commune": seat.name,
        "source": "district seat; position near the seat's point",
        "standing": "estimate",
    }


def _station(commune: Commune, district: Row) -> Facility:
    kind = next(word for word in ENGLISH_KIND if commune.name.startswith(word))
    short = commune.name.removeprefix(kind).strip()
    island = " (đảo, không có đường bộ)" if commune.is_island else ""
    island_en = " (island, no road)" if commune.is_island else ""
    return _handling("commune_station") | {
        "id": f"TYT-{commune.code}",
        "name": f"Trạm Y tế {kind.lower()} {short}{island}",
        "name_en": f"{short} {ENGLISH_KIND[kind]} Health Station{island_en}",
        "lat": commune.lat,
        "lon": commune.lon,
        "skills": "",
        "parent_id": centre_id(district["code"]),
        "district": district["name"],
        "commune": commune.name,
        "source": f"one station assumed in the commune; {commune.source}",
        "standing": "estimate",
    }
