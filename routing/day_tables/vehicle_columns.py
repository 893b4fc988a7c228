"""Columns of vehicles, and what a blank cell of each means."""

from typing import Final

from routing.model import Text, TimeWindow
from routing.tables import (
    CONTACTS,
    NAMES,
    NOTES,
    SHIFT,
    WINDOWS,
    Column,
    Table,
    number,
    or_none,
)

_MINUTE, _HOUR = 60, 3600
NOT_GIVEN: Final = 0
"""Of hours until a meal: neither a number nor `none`."""


# The limits on driving are those of the law (in force since 1 January 2025, Article 64); the break, the
# longest duty and the meals are estimates. See the table of driver rules among the reference data.
VEHICLES: Final = Table(
    name=Text("xe", "truck"),
    columns=(
        Column(name="id", required=True, aliases=("vehicle_id",), meaning=Text("mã xe", "id of the truck")),
        Column(name="name", default="", aliases=("plate",), meaning=Text("biển số", "number plate")),
        Column(
            name="payload_kg",
            kind=number(unit=1000, least=1),
            unit="kg",
            required=True,
            meaning=Text("khối lượng bình chở được", "net mass of cylinders that it carries"),
        ),
        Column(
            name="slots",
            kind=number(least=1),
            required=True,
            meaning=Text("số bình đứng được trên sàn", "cylinders that stand on its deck"),
        ),
        Column(
            name="depot_id",
            required=True,
            aliases=("start_depot_id",),
            meaning=Text("kho nơi xe bắt đầu ngày", "depot where its day begins"),
        ),
        Column(
            name="end_depot_id",
            meaning=Text("kho nơi xe kết thúc ngày", "depot where its day ends; blank: where it began"),
        ),
        Column(
            name="shift",
            kind=SHIFT,
            default=TimeWindow(6 * _HOUR, 18 * _HOUR),
            meaning=Text("ca làm việc", "its shift"),
        ),
        Column(
            name="max_overtime_min",
            kind=number(unit=_MINUTE),
            unit="min",
            default=0,
            meaning=Text("thời gian làm thêm tối đa", "longest overtime"),
        ),
        Column(
            name="max_duration_h",
            kind=or_none(number(unit=_HOUR, least=60)),
            unit="h",
            default=12 * _HOUR,
            aliases=("max_duration",),
            meaning=Text("ca dài nhất, từ lúc đi đến lúc về", "longest duty, from leaving to the return"),
        ),
        Column(
            name="profile", default="truck", meaning=Text("loại xe trên đường", "kind of truck on the roads")
        ),
        Column(
            name="skills",
            kind=NAMES,
            default=frozenset(),
            meaning=Text("xe có thiết bị gì", "what it is fitted for"),
        ),
        Column(
            name="load_depot_ids",
            kind=NAMES,
            meaning=Text("kho mà xe được nạp; trống: mọi kho", "depots where it may load; blank: any"),
        ),
        Column(
            name="max_trips", kind=number(least=1), meaning=Text("số chuyến tối đa", "most trips of a day")
        ),
        Column(
            name="fixed_vnd",
            kind=number(),
            unit="VND",
            default=0,
            meaning=Text("chi phí một ngày có chạy", "cost of a day on which it drives"),
        ),
        Column(
            name="per_km_vnd",
            kind=number(),
            unit="VND",
            default=0,
            meaning=Text("chi phí mỗi km", "cost of a km"),
        ),
        Column(
            name="per_hour_vnd",
            kind=number(),
            unit="VND",
            default=0,
            meaning=Text("chi phí mỗi giờ làm việc", "cost of an hour of work"),
        ),
        Column(
            name="overtime_per_hour_vnd",
            kind=number(),
            unit="VND",
            default=0,
            meaning=Text("chi phí mỗi giờ làm thêm", "cost of an hour of overtime"),
        ),
        Column(
            name="max_driving_h",
            kind=number(unit=_HOUR),
            unit="h",
            default=10 * _HOUR,
            meaning=Text("thời gian lái tối đa trong ngày", "longest driving in a day"),
        ),
        Column(
            name="max_continuous_h",
            kind=number(unit=_HOUR, least=60),
            unit="h",
            default=4 * _HOUR,
            meaning=Text("thời gian lái liên tục tối đa", "longest driving without a break"),
        ),
        Column(
            name="break_min",
            kind=number(unit=_MINUTE),
            unit="min",
            default=15 * _MINUTE,
            meaning=Text("nghỉ bao lâu giữa hai lần lái", "how long a break is"),
        ),
        Column(
            name="meal_min",
            kind=or_none(number(unit=_MINUTE, least=_MINUTE)),
            unit="min",
            default=30 * _MINUTE,
            meaning=Text("bữa ăn bao lâu", "how long a meal takes"),
        ),
        Column(
            name="meal_within_h",
            kind=or_none(number(unit=_HOUR, least=_HOUR)),
            unit="h",
            default=NOT_GIVEN,
            meaning=Text("ăn trong vòng bao lâu sau khi vào ca", "after how long on duty a meal is due"),
        ),
        Column(
            name="meal_windows",
            kind=WINDOWS,
            default=(),
            meaning=Text("bữa ăn bắt đầu trong giờ nào", "hours in which a meal begins"),
        ),
        Column(
            name="registered_kg",
            kind=number(unit=1000, least=1),
            unit="kg",
            meaning=Text(
                "tải trọng cho phép ghi trên đăng kiểm", "licensed payload, by which cities bar trucks"
            ),
        ),
        Column(
            name="permits",
            kind=NAMES,
            default=frozenset(),
            meaning=Text("lệnh cấm mà xe được miễn", "ids of bans that do not bind it"),
        ),
        *NOTES,
        *CONTACTS,
    ),
)
