"""Columns of facilities and depots, the same in CSV and as properties of GeoJSON."""

from typing import Final

from routing.model import FacilityClass, Standing, Text
from routing.tables import (
    CONTACTS,
    COUNTS,
    FLAG,
    NAMES,
    SOURCE,
    WINDOWS,
    Column,
    Table,
    degrees,
    member,
    number,
    real,
)

_MOST_MIN: Final = 1440
_MOST_S: Final = 86_400
_MOST_BAYS: Final = 1000
# Any number: latitude and longitude are judged together, for they may be swapped.
_POINT: Final = (
    Column(
        name="lat",
        kind=degrees(),
        unit="°",
        required=True,
        aliases=("latitude",),
        meaning=Text("vĩ độ", "latitude"),
    ),
    Column(
        name="lon",
        kind=degrees(),
        unit="°",
        required=True,
        aliases=("longitude", "lng", "long"),
        meaning=Text("kinh độ", "longitude"),
    ),
)
_NAME_EN: Final = Column(name="name_en", default="", meaning=Text("tên tiếng Anh", "name in English"))
_STANDING: Final = (
    SOURCE,
    Column(
        name="standing",
        kind=member(Standing),
        meaning=Text("mức tin cậy của dòng", "how far the row can be trusted; blank: your own data"),
    ),
    Column(
        name="synthetic",
        kind=FLAG,
        default=False,
        meaning=Text("true: số giả định", "true: invented; for a row without a standing"),
    ),
)
FACILITIES: Final = Table(
    name=Text("cơ sở", "facility"),
    columns=(
        Column(name="id", required=True, meaning=Text("mã cơ sở", "id of the facility")),
        Column(name="name", required=True, meaning=Text("tên cơ sở", "its name")),
        _NAME_EN,
        *_POINT,
        Column(
            name="class",
            kind=member(FacilityClass),
            default=FacilityClass.OTHER,
            aliases=("kind", "type"),
            meaning=Text("loại cơ sở", "what kind of facility it is"),
        ),
        Column(
            name="receiving",
            kind=WINDOWS,
            meaning=Text("giờ nhận; trống: theo loại", "when unloading may begin; blank: as its class"),
        ),
        Column(
            name="unload_fixed_min",
            kind=real(0, _MOST_MIN),
            unit="min",
            meaning=Text("phút cho mỗi lần dừng", "minutes of a stop"),
        ),
        Column(
            name="unload_s_per_cylinder",
            kind=number(most=_MOST_S),
            unit="s",
            meaning=Text("giây cho mỗi bình", "seconds for each cylinder"),
        ),
        Column(
            name="skills",
            kind=NAMES,
            default=frozenset(),
            meaning=Text("xe phải có gì", "what the truck must have"),
        ),
        Column(
            name="parent_id",
            default="",
            meaning=Text("trung tâm cấp cho trạm", "the centre that supplies a station"),
        ),
        Column(name="province", default="", meaning=Text("tỉnh", "province")),
        Column(name="district", default="", meaning=Text("huyện", "district")),
        Column(name="commune", default="", meaning=Text("xã", "commune")),
        *_STANDING,
        *CONTACTS,
    ),
)
DEPOTS: Final = Table(
    name=Text("kho", "depot"),
    columns=(
        Column(name="id", required=True, meaning=Text("mã kho", "id of the depot")),
        Column(name="name", required=True, meaning=Text("tên kho", "its name")),
        _NAME_EN,
        *_POINT,
        Column(name="province", default="", meaning=Text("tỉnh", "province")),
        Column(name="supplier_id", default="", meaning=Text("mã nhà cung cấp", "id of the supplier")),
        Column(name="supplier_name", default="", meaning=Text("tên nhà cung cấp", "name of the supplier")),
        Column(name="open", kind=WINDOWS, meaning=Text("giờ nạp hàng", "opening hours")),
        Column(
            name="stock",
            kind=COUNTS,
            meaning=Text(
                "bình đầy buổi sáng; trống: không giới hạn", "fulls in the morning; blank: no limit"
            ),
        ),
        Column(
            name="bays",
            kind=number(most=_MOST_BAYS),
            meaning=Text("số chỗ nạp; trống: không giới hạn", "loading bays; blank: no limit"),
        ),
        Column(
            name="load_fixed_min",
            kind=real(0, _MOST_MIN),
            unit="min",
            meaning=Text("phút cho mỗi lần nạp", "minutes of a loading"),
        ),
        Column(
            name="load_s_per_cylinder",
            kind=number(most=_MOST_S),
            unit="s",
            meaning=Text("giây cho mỗi bình", "seconds for each cylinder"),
        ),
        *_STANDING,
        *CONTACTS,
    ),
)
