"""Columns of orders, cylinder types and stock, and what a blank cell of each means."""

from typing import Final

from routing.model import NOTHING, PART_MARK, IssueCode, Text, Urgency
from routing.tables import (
    CLOCK,
    CONTACTS,
    COUNTS,
    NAMES,
    NOTES,
    TEXT,
    WINDOWS,
    CellError,
    Column,
    Kind,
    Table,
    level,
    number,
    real,
)


def _order_id(cell: str) -> str:
    if PART_MARK in cell:
        fault = Text(f"Mã đơn không được chứa {PART_MARK!r}", f"An order id must not contain {PART_MARK!r}")
        raise CellError(IssueCode.RESERVED_ID, fault, Text("Đổi mã đơn", "Rename the order"))
    return cell


ORDERS: Final = Table(
    name=Text("đơn", "order"),
    columns=(
        Column(
            name="id",
            kind=Kind(TEXT.name, _order_id),
            required=True,
            aliases=("order_id",),
            meaning=Text("mã đơn", "id of the order"),
        ),
        Column(name="facility_id", required=True, meaning=Text("cơ sở nhận", "facility that it is for")),
        Column(
            name="deliver",
            kind=COUNTS,
            default=NOTHING,
            meaning=Text("bình đầy cần giao", "fulls to deliver"),
        ),
        Column(
            name="collect",
            kind=COUNTS,
            default=NOTHING,
            meaning=Text("bình rỗng cần thu", "empties to collect"),
        ),
        Column(
            name="urgency",
            kind=level(Urgency),
            default=Urgency.ROUTINE,
            meaning=Text("mức khẩn", "how urgent it is"),
        ),
        Column(name="due", kind=CLOCK, meaning=Text("giờ hết oxy", "when the stock is used up")),
        Column(
            name="windows",
            kind=WINDOWS,
            default=(),
            meaning=Text(
                "giờ nhận; trống: giờ nhận của cơ sở", "receiving hours; blank: those of the facility"
            ),
        ),
        Column(
            name="skills",
            kind=NAMES,
            default=frozenset(),
            meaning=Text("xe phải có gì", "what the truck must have"),
        ),
        Column(
            name="release",
            kind=CLOCK,
            meaning=Text("giờ bình sẵn sàng ở kho", "when the cylinders are ready at the depot"),
        ),
        Column(
            name="prize_vnd",
            kind=number(),
            unit="VND",
            meaning=Text(
                "giá nếu không giao (đơn bổ sung)", "price at which it may stay unserved (a top-up)"
            ),
        ),
        *NOTES,
        *CONTACTS,
    ),
)
EMPTY_VND: Final = 5_000
"""What an empty left standing costs where its table says nothing: an estimate, see the reference data."""
CYLINDERS: Final = Table(
    name=Text("loại bình", "cylinder type"),
    columns=(
        Column(name="id", required=True, aliases=("type",), meaning=Text("mã loại bình", "id of the type")),
        Column(name="name", meaning=Text("tên loại bình", "name of the type")),
        Column(
            name="full_kg",
            kind=number(unit=1000),
            unit="kg",
            required=True,
            meaning=Text("khối lượng bình đầy", "mass of a full cylinder"),
        ),
        Column(
            name="tare_kg",
            kind=number(unit=1000),
            unit="kg",
            required=True,
            meaning=Text("khối lượng bình rỗng", "mass of an empty one"),
        ),
        Column(
            name="gas_m3",
            kind=number(unit=1000),
            unit="m³",
            default=0,
            meaning=Text("lượng khí ở 150 bar", "gas that it holds at 150 bar"),
        ),
        Column(
            name="slots",
            kind=number(),
            default=1,
            meaning=Text("số chỗ trên sàn xe", "places that it takes on deck"),
        ),
        Column(
            name="empty_vnd",
            kind=number(),
            unit="VND",
            default=EMPTY_VND,
            meaning=Text("giá một bình rỗng để lại", "what an empty left standing costs"),
        ),
        Column(
            name="water_l",
            unit="l",
            default="",
            meaning=Text("dung tích vỏ bình", "water capacity; not computed with"),
        ),
        *NOTES,
    ),
)
STOCK: Final = Table(
    name=Text("dòng tồn kho", "line of stock"),
    key="",
    columns=(
        Column(name="facility_id", required=True, meaning=Text("cơ sở", "facility")),
        Column(name="type", required=True, meaning=Text("loại bình", "cylinder type")),
        Column(
            name="full", kind=number(), required=True, meaning=Text("bình đầy lúc 08:00", "fulls at 08:00")
        ),
        Column(
            name="empty",
            kind=number(),
            required=True,
            meaning=Text("bình rỗng lúc 08:00", "empties at 08:00"),
        ),
        Column(
            name="use_per_day",
            kind=real(),
            required=True,
            meaning=Text("số bình dùng mỗi ngày", "cylinders used in a day, may be a fraction"),
        ),
        *NOTES,
    ),
)
