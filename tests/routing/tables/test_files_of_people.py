"""Files as spreadsheets, phones and exports leave them: the same rows, whatever the wrapping."""

import unicodedata

import pytest

from routing.day_tables import parse_orders, parse_vehicles
from routing.model import InputError
from routing.tables import decoded

HEAD = ["id", "facility_id", "deliver", "due", "windows", "skills"]
ROWS = [
    ["o1", "Trạm Đại Lộc", "40L:12;10L:3", "07:30", "07:00-11:30;13:30-17:00", ""],
    ["o2", "bv", "40L:1", "", "", ""],
]


def written(separator=",", rows=ROWS, head=HEAD):
    """The table as text; cells that hold the separator are quoted."""
    return "".join(
        separator.join(f'"{cell}"' if separator in cell else cell for cell in row) + "\n"
        for row in [head, *rows]
    )


PLAIN = parse_orders(written())
UTF_16_LE = b"\xff\xfe" + written("\t").encode("utf-16-le")
UTF_16_BE = b"\xfe\xff" + written("\t").encode("utf-16-be")


@pytest.mark.parametrize(
    "data",
    [
        written(";"),
        written("\t"),
        "sep=,\n" + written(),
        "sep=;\r\n" + written(";"),
        '"sep=;"\n' + written(";"),
        "SEP=|\n" + written("|"),
        "\ufeff" + written(),
        "\ufeffsep=;\n" + written(";"),
        written().encode("utf-8-sig"),
        UTF_16_LE,
        UTF_16_BE,
        written().encode("utf-16-le"),
        written(";").encode("utf-16-be"),
        unicodedata.normalize("NFD", written()),
        unicodedata.normalize("NFD", written()).encode(),
        written().replace("Trạm Đại Lộc", "Trạm\u00a0Đại\u202fLộc\u00a0"),
        written().replace("\n", "\r\n"),
        written().replace("\n", "\r"),
        "\n\n" + written(),
        written().replace("facility_id", " Facility_ID "),
    ],
)
def test_the_wrapping_does_not_matter(data):
    """Separator, its line, byte order mark, UTF-16, decomposed letters, no-break spaces, ends of lines."""
    assert parse_orders(data) == PLAIN


@pytest.mark.parametrize("separator", ",;\t")
@pytest.mark.parametrize("add", [-3, -1, 1, 2, 50])
def test_blank_cells_at_the_end_may_be_left_out_or_added(separator, add):
    """In rows and in the header."""
    rows = [row if at == 0 else [*row[: len(row) + min(add, 0)], *[""] * add] for at, row in enumerate(ROWS)]
    assert parse_orders(written(separator, rows)) == PLAIN
    assert parse_orders(written(separator, rows, [*HEAD, *[""] * max(add, 0)])) == PLAIN


@pytest.mark.parametrize("separator", ",;\t")
def test_a_cell_too_many_that_holds_something_is_refused(separator):
    """A stray separator moves all cells behind it."""
    with pytest.raises(InputError) as refused:
        parse_orders(written(separator, [["o1", "bv", "40L:1", "", "", "", "", "x"]]))
    assert [(i.code, i.subject.row) for i in refused.value.issues] == [("TOO_MANY_CELLS", 2)]


def test_a_row_cut_short_lacks_what_is_required():
    """Its cells are blank, and told so."""
    with pytest.raises(InputError) as refused:
        parse_vehicles("id,payload_kg,slots,depot_id\nx1,1000\n")
    assert [(i.code, i.subject.row, i.subject.column) for i in refused.value.issues] == [
        ("BLANK_CELL", 2, "slots"),
        ("BLANK_CELL", 2, "depot_id"),
    ]


def test_the_line_of_the_separator_is_no_row():
    """A spreadsheet does not show it."""
    with pytest.raises(InputError) as refused:
        parse_orders("sep=;\nid;facility_id;deliver\no1;bv;x\n")
    assert [i.subject.row for i in refused.value.issues] == [2]


def test_a_decimal_comma_goes_with_semicolons():
    """As Excel saves where the comma is the decimal mark."""
    (vehicle,) = parse_vehicles("id;payload_kg;slots;depot_id;max_driving_h\nx1;1014,5;24;hk;9,5\n")
    assert (vehicle.payload_g, vehicle.rules.max_driving_s) == (1_014_500, 34_200)


@pytest.mark.parametrize("coding", ["cp1258", "latin-1", "utf-16"])
def test_bytes_that_are_no_text_are_refused(coding):
    """A file cut in the middle of a letter, or of an old code page; the line is named where it can be."""
    data = "id,facility_id,deliver\no1,Cô Tô,40L:1\n".encode(coding)
    with pytest.raises(InputError) as refused:
        parse_orders(data[:-1] if coding == "utf-16" else data)
    (issue,) = refused.value.issues
    assert (issue.code, issue.subject.row) == ("NOT_UTF8", None if coding == "utf-16" else 2)


def test_json_stays_utf_8():
    """As its standard has it."""
    with pytest.raises(InputError):
        decoded("{}".encode("utf-16"), "day.json")


def test_the_separator_is_the_one_that_finds_the_columns():
    """A title may hold another."""
    (order,) = parse_orders('id,facility_id,deliver,"note; or two; or three; or four"\no1,bv,40L:1,x\n')
    assert order.id == "o1"
