"""CSV tables: what cells mean, what empty ones mean, and every fault named with its row."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.day_tables import (
    WAITING_VND_PER_HOUR,
    parse_cylinder_types,
    parse_orders,
    parse_vehicles,
    read_cylinder_types,
    read_orders,
    read_vehicles,
)
from routing.model import (
    Counts,
    CylinderType,
    DriverRules,
    InputError,
    Meals,
    Order,
    Rates,
    Shift,
    TimeWindow,
    Urgency,
    Vehicle,
)

HOUR = 3600
REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"


def issues(parse: Callable, text: str | bytes):
    with pytest.raises(InputError) as refused:
        parse(text, file="t.csv")
    for issue in refused.value.issues:
        assert issue.subject.file == "t.csv"
        assert issue.fault.vi
        assert issue.fault.en
        assert issue.remedy.vi
        assert issue.remedy.en
    return [(i.code, i.subject.row, i.subject.column) for i in refused.value.issues]


def test_a_vehicle_with_everything():
    """Kilograms become grams, minutes and hours seconds."""
    text = (
        "id,name,payload_kg,slots,depot_id,end_depot_id,shift,max_overtime_min,profile,skills,load_depot_ids,"
        "max_trips,fixed_vnd,per_km_vnd,per_hour_vnd,overtime_per_hour_vnd,max_driving_h,max_continuous_h,"
        "break_min,max_duration_h,meal_min,meal_within_h,meal_windows,source,standing\n"
        'x1,43C-001.00,1014.5,24,hk,cl,05:30-17:00,90,light,"tail_lift; crane",hk;cl,2,'
        "400000,5500,60000,90000,9.5,4,20,10.5,45,5.5,11:00-13:00,somewhere,synthetic\n"
    )
    assert parse_vehicles(text) == (
        Vehicle(
            id="x1",
            name="43C-001.00",
            profile="light",
            payload_g=1_014_500,
            slots=24,
            start_depot_id="hk",
            end_depot_id="cl",
            shift=Shift(start_s=5 * HOUR + 1800, end_s=17 * HOUR, max_overtime_s=5400, max_duration_s=37_800),
            rules=DriverRules(
                max_driving_s=34_200,
                max_continuous_driving_s=4 * HOUR,
                break_s=1200,
                meals=Meals(length_s=2700, within_work_s=19_800, windows=(TimeWindow(11 * HOUR, 13 * HOUR),)),
            ),
            rates=Rates(
                fixed_vnd=400_000, per_km_vnd=5500, per_hour_vnd=60_000, overtime_per_hour_vnd=90_000
            ),
            skills=frozenset({"tail_lift", "crane"}),
            load_depot_ids=frozenset({"hk", "cl"}),
            max_trips=2,
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "id,payload_kg,slots,depot_id\nx1,1000,24,hk\n",
        "id,payload_kg,slots,depot_id,shift,load_depot_ids,max_driving_h\nx1,1000,24,hk,,,\n",
    ],
)
def test_a_vehicle_with_defaults(text):
    """An absent column and an empty cell mean the same: day shift, legal hours, a meal, free of charge."""
    assert parse_vehicles(text) == (
        Vehicle(
            id="x1",
            payload_g=1_000_000,
            slots=24,
            start_depot_id="hk",
            end_depot_id="hk",
            shift=Shift(start_s=6 * HOUR, end_s=18 * HOUR, max_duration_s=12 * HOUR),
            rules=DriverRules(
                max_driving_s=10 * HOUR,
                max_continuous_driving_s=4 * HOUR,
                break_s=900,
                meals=Meals(length_s=1800, within_work_s=6 * HOUR),
            ),
        ),
    )


NOON = (TimeWindow(11 * HOUR, 13 * HOUR),)


@pytest.mark.parametrize(
    ("cells", "meals"),
    [
        ("none,,", None),
        ("không,5,11:00-13:00", None),
        (",none,", None),
        ("20,,11:00-13:00", Meals(length_s=1200, windows=NOON)),
        (",5,11:00-13:00", Meals(length_s=1800, within_work_s=5 * HOUR, windows=NOON)),
        (",NONE,11:00-13:00", Meals(length_s=1800, windows=NOON)),
    ],
)
def test_meals_of_a_vehicle(cells, meals):
    """Half an hour within six hours is the estimate; hours of their own stand for it; `none` is none."""
    head = "id,payload_kg,slots,depot_id,meal_min,meal_within_h,meal_windows,max_duration_h"
    (vehicle,) = parse_vehicles(f"{head}\nx1,1000,24,hk,{cells},none\n")
    assert vehicle.rules.meals == meals
    assert vehicle.shift.max_duration_s is None


def test_an_order_with_everything():
    """Counts, urgency in any case, a due time after midnight, two windows."""
    text = (
        "id,facility_id,deliver,collect,urgency,due,windows,skills,release,prize_vnd\n"
        "o1,bv,40L:12;10L:3,40L:9,urgent,26:30,13:30-17:00;07:00-11:30,tail_lift,08:15,450000\n"
    )
    assert parse_orders(text) == (
        Order(
            id="o1",
            facility_id="bv",
            deliver=Counts({"40L": 12, "10L": 3}),
            collect=Counts({"40L": 9}),
            urgency=Urgency.URGENT,
            due_s=26 * HOUR + 1800,
            windows=(TimeWindow(7 * HOUR, 41_400), TimeWindow(48_600, 17 * HOUR)),
            skills=frozenset({"tail_lift"}),
            release_s=8 * HOUR + 900,
            prize_vnd=450_000,
        ),
    )


def test_an_order_with_defaults():
    """Routine, without stock-out, in the facility's hours; a due time before midnight is already past."""
    first, second = parse_orders("id,facility_id,deliver,due\no1,bv,40L:1,\no2,bv,40L:1,-02:00\n")
    assert first == Order(id="o1", facility_id="bv", deliver=Counts({"40L": 1}))
    assert second.due_s == -7200


def test_a_cylinder_type():
    """Kilograms become grams and cubic metres litres, without a rounding error."""
    text = (
        "id,name,water_l,gas_m3,full_kg,tare_kg,slots,empty_vnd\n"
        "40L,Bình 40 lít,40,6.1,56.3,48,,\n8L,,8,,12.2,10.5,2,0\n"
    )
    assert parse_cylinder_types(text) == (
        CylinderType(id="40L", name="Bình 40 lít", full_g=56_300, tare_g=48_000, gas_l=6100, empty_vnd=5_000),
        CylinderType(id="8L", name="8L", full_g=12_200, tare_g=10_500, slots=2, empty_vnd=0),
    )


def test_estimates_are_those_of_the_reference_data():
    """What an empty cell means stands among the reference data, labelled as an estimate."""
    with (REFERENCE / "prices.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["standing"] for row in rows} == {"estimate"}
    emergency_vnd, urgent_vnd, routine_vnd = WAITING_VND_PER_HOUR
    (kind,) = parse_cylinder_types("id,full_kg,tare_kg\nk,2,1\n")
    assert [int(row["value"]) for row in rows] == [kind.empty_vnd, emergency_vnd, urgent_vnd]
    assert routine_vnd == 0


@given(st.integers(0, 999_999))
def test_kilograms_become_grams_exactly(grams):
    """However many decimals; the fourth tells 1.2500 from 1250."""
    cell = f"{grams // 1000}.{grams % 1000:03d}0"
    (kind,) = parse_cylinder_types(f"id,full_kg,tare_kg\nk,{cell},0\n")
    assert kind.full_g == grams


def test_files_are_read(tmp_path):
    """With or without byte order mark, and named in issues by their name."""
    path = tmp_path / "t.csv"
    path.write_bytes("\ufeffid,facility_id,deliver\no1,Đại Lộc,40L:1\n".encode())
    assert read_orders(path)[0].facility_id == "Đại Lộc"
    for read in (read_orders, read_vehicles, read_cylinder_types):
        with pytest.raises(InputError, match=r"none\.csv"):
            read(tmp_path / "none.csv")


def test_headers_may_be_in_any_order_case_and_alias():
    """Other columns are ignored."""
    text = " Slots ,PLATE,note,start_depot_id,payload_kg,vehicle_id\n24,43C,x,hk,1000,x1\n"
    (vehicle,) = parse_vehicles(text)
    assert (vehicle.id, vehicle.name, vehicle.start_depot_id, vehicle.slots) == ("x1", "43C", "hk", 24)


def test_texts_become_nfc():
    """A decomposed name is the same name."""
    (order,) = parse_orders("id,facility_id,deliver\no1,Đa\u0323i Lo\u0323\u0302c,40L:1\n")
    assert order.facility_id == "Đại Lộc"


def test_line_ends_and_quotes_may_differ():
    """Windows line ends, and a quoted cell with a comma."""
    (vehicle,) = parse_vehicles('id,name,payload_kg,slots,depot_id\r\nx1,"a, b",1000,24,hk\r\n')
    assert vehicle.name == "a, b"


def test_a_table_without_rows_is_empty():
    """A header alone is no fault."""
    assert parse_orders("id,facility_id\n") == ()


def test_rows_count_as_in_a_spreadsheet():
    """The header is row 1, a blank row counts, and a cell of two lines makes one row."""
    text = 'id,facility_id,deliver,note\no1,bv,40L:1,"two\nlines"\n\n,,,\no2,bv,x,\n'
    assert issues(parse_orders, text) == [("BAD_COUNTS", 5, "deliver")]


def test_bug_the_cause_was_english_in_the_vietnamese_sentence():
    """Windows and counts that cannot be read say why in the language of the sentence."""
    text = "id,facility_id,deliver,windows\no1,bv,40L:1;40L:2,07:00-09:00;08:00-10:00\n"
    with pytest.raises(InputError) as refused:
        parse_orders(text)
    counts, windows = (issue.fault for issue in refused.value.issues)
    assert (counts.vi, counts.en) == (
        "Không đọc được số bình: loại bình ghi hai lần: '40L'",
        "These are not counts: type given twice: '40L'",
    )
    assert windows.vi.endswith("khung giờ chồng nhau hoặc sai thứ tự: 07:00-09:00;08:00-10:00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("FILE_EMPTY", None, "")),
        ("\n \n", ("FILE_EMPTY", None, "")),
        (",,\n", ("FILE_EMPTY", None, "")),
        ("id,facility_id\né,b\n".encode("cp1258"), ("NOT_UTF8", 2, "")),
        ("id|facility_id|deliver\no1|bv|x\n", ("WRONG_SEPARATOR", 1, "")),
        ("sep=;\nid,facility_id\n", ("WRONG_SEPARATOR", 1, "")),
        ("id,deliver\no1,40L:1\n", ("MISSING_COLUMN", 1, "facility_id")),
        ("id,facility_id,ID\n", ("REPEATED_COLUMN", 1, "id")),
        ('id,facility_id\n"o1,bv\n', ("BAD_CSV", 2, "")),
        ("id,facility_id,deliver\no1,bv\n", ("EMPTY_ORDER", 2, "deliver")),
        ("id,facility_id,deliver\no1,bv,40L:1,10L:2\n", ("TOO_MANY_CELLS", 2, "")),
        ("id,facility_id,deliver\n,bv,40L:1\n", ("BLANK_CELL", 2, "id")),
        ("id,facility_id,deliver\no#1,bv,40L:1\n", ("RESERVED_ID", 2, "id")),
        ("id,facility_id,deliver\no1,bv,\n", ("EMPTY_ORDER", 2, "deliver")),
        ("id,facility_id,deliver\no1,bv,40L:0\n", ("EMPTY_ORDER", 2, "deliver")),
        ("id,facility_id,deliver\no1,bv,40L:-1\n", ("BAD_COUNTS", 2, "deliver")),
        ("id,facility_id,deliver,urgency\no1,bv,40L:1,soon\n", ("UNKNOWN_VALUE", 2, "urgency")),
        ("id,facility_id,deliver,due\no1,bv,40L:1,7h\n", ("BAD_TIME", 2, "due")),
        ("id,facility_id,deliver,windows\no1,bv,40L:1,9-10\n", ("BAD_WINDOWS", 2, "windows")),
        (
            "id,facility_id,deliver,windows\no1,bv,40L:1,07:00-09:00;08:00-10:00\n",
            ("BAD_WINDOWS", 2, "windows"),
        ),
        ("id,facility_id,deliver\no1,bv,40L:1\no2,bv,40L:1\no1,bv,40L:1\n", ("DUPLICATE_ID", 4, "id")),
    ],
)
def test_each_fault_of_a_table(text, expected):
    """One damage, one issue."""
    assert issues(parse_orders, text) == [expected]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ('"1,250"', "AMBIGUOUS_NUMBER"),
        ("nan", "NOT_A_NUMBER"),
        ("inf", "NOT_A_NUMBER"),
        ("1e3", "NOT_A_NUMBER"),
        ("٣", "NOT_A_NUMBER"),
        ("12 kg", "NOT_A_NUMBER"),
        ("1.250", "AMBIGUOUS_NUMBER"),
        ("12.0001", "NOT_WHOLE"),
        ("-1", "NUMBER_OUT_OF_RANGE"),
        ("0", "NUMBER_OUT_OF_RANGE"),
        ("1000001", "NUMBER_OUT_OF_RANGE"),
    ],
)
def test_each_number_that_is_refused(cell, code):
    """Whatever two readers could take for two numbers, and what no truck carries."""
    text = f"id,payload_kg,slots,depot_id\nx1,{cell},24,hk\n"
    assert issues(parse_vehicles, text) == [(code, 2, "payload_kg")]


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("max_trips", "0", "NUMBER_OUT_OF_RANGE"),
        ("max_trips", "1.5", "NOT_WHOLE"),
        ("shift", "06:00", "BAD_WINDOWS"),
        ("shift", "06:00-09:00;10:00-12:00", "BAD_SHIFT"),
        ("shift", "18:00-06:00", "BAD_WINDOWS"),
        ("max_continuous_h", "0", "NUMBER_OUT_OF_RANGE"),
        ("max_duration_h", "0", "NUMBER_OUT_OF_RANGE"),
        ("max_duration_h", "08:00", "NOT_A_NUMBER"),
        ("max_duration_h", "no", "NOT_A_NUMBER"),
        ("meal_min", "0", "NUMBER_OUT_OF_RANGE"),
        ("meal_within_h", "0.5", "NUMBER_OUT_OF_RANGE"),
        ("meal_windows", "noon", "BAD_WINDOWS"),
    ],
)
def test_each_cell_of_a_vehicle_that_is_refused(column, cell, code):
    """Trips are whole, a shift is one window."""
    text = f"id,payload_kg,slots,depot_id,{column}\nx1,1000,24,hk,{cell}\n"
    assert issues(parse_vehicles, text) == [(code, 2, column)]


def test_a_whole_number_may_carry_a_zero_behind_the_point():
    """As spreadsheets and data frames write them."""
    (vehicle,) = parse_vehicles("id,payload_kg,slots,depot_id\nx1,1000.0,24.0,hk\n")
    assert (vehicle.payload_g, vehicle.slots) == (1_000_000, 24)


def test_a_shift_may_begin_before_midnight():
    """And end after the next one."""
    (vehicle,) = parse_vehicles("id,payload_kg,slots,depot_id,shift\nx1,1000,24,hk,-02:00-26:00\n")
    assert vehicle.shift == Shift(start_s=-2 * HOUR, end_s=26 * HOUR, max_duration_s=12 * HOUR)


def test_a_full_cylinder_weighs_more_than_an_empty_one():
    """Columns that were swapped show."""
    text = "id,full_kg,tare_kg\n40L,48,56.3\n"
    assert issues(parse_cylinder_types, text) == [("FULL_BELOW_TARE", 2, "full_kg")]


def test_all_faults_come_at_once():
    """Header, cells and rows of the whole file."""
    text = "id,payload_kg,slots\nx1,2 kg,nan\nx1,1000\n,1000,24,x\n"
    assert issues(parse_vehicles, text) == [
        ("MISSING_COLUMN", 1, "depot_id"),
        ("NOT_A_NUMBER", 2, "payload_kg"),
        ("NOT_A_NUMBER", 2, "slots"),
        ("BLANK_CELL", 3, "slots"),
        ("DUPLICATE_ID", 3, "id"),
        ("TOO_MANY_CELLS", 4, ""),
        ("BLANK_CELL", 4, "id"),
    ]


def test_a_repeated_id_names_both_rows():
    """The issue stands at the second and names the first."""
    with pytest.raises(InputError, match=r"row 4(.|\n)*stands in row 2"):
        parse_orders("id,facility_id,deliver\no1,bv,40L:1\no2,bv,40L:1\no1,bv,40L:1\n")
