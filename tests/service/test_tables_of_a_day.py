"""The files of a day together: faults side by side, what is left out named, names in all their spellings."""

import json
import unicodedata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from routing.model import InputError, Text
from service.cli import app
from service.dispatch.day.build import BuildReport, build_problem
from service.dispatch.day.tables import Inputs


def build(folder: Path, heard: list[Text] | None = None, **more) -> BuildReport:
    """Build the day of a folder; `heard` gets what people are told meanwhile."""
    files = {"facilities": (folder / "facilities.csv",), "orders": folder / "orders.csv"} | more
    return build_problem(
        Inputs(
            depots=folder / "depots.csv",
            vehicles=folder / "vehicles.csv",
            date="2026-11-24",
            roads=folder / "roads",
            **files,
        ),
        tell=None if heard is None else heard.append,
    )


def refused(folder: Path, **more) -> set[tuple]:
    """Build in vain, and return each issue as code, file, row and column."""
    with pytest.raises(InputError) as caught:
        build(folder, **more)
    subjects = [(issue.code, issue.subject) for issue in caught.value.issues]
    return {(code, x.file, x.row, x.column) for code, x in subjects}


def add(folder: Path, name: str, *rows: str) -> None:
    """Add rows to a file."""
    with (folder / name).open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)


def test_cells_and_references_are_told_in_one_run(folder: Path) -> None:
    """A bad cell hides no unknown id: neither of its own row nor of another, nor of another file."""
    add(folder, "orders.csv", "d-5,nobody,40L", "d-6,nobody,40L:1", "d-7,an,99L:1")
    add(folder, "vehicles.csv", "xe-2,92C-2,viele,40,nowhere")
    add(folder, "depots.csv", "kho-2,Kho 2,abc,108.00,ncc,Nhà cung cấp,41L:1")
    assert refused(folder) == {
        ("BAD_COUNTS", "orders.csv", 6, "deliver"),
        ("UNKNOWN_REFERENCE", "orders.csv", 6, "facility_id"),
        ("UNKNOWN_REFERENCE", "orders.csv", 7, "facility_id"),
        ("UNKNOWN_REFERENCE", "orders.csv", 8, "deliver"),
        ("NOT_A_NUMBER", "vehicles.csv", 3, "payload_kg"),
        ("UNKNOWN_REFERENCE", "vehicles.csv", 3, "depot_id"),
        ("NOT_A_NUMBER", "depots.csv", 3, "lat"),
        ("BAD_COUNTS", "depots.csv", 3, "stock"),
    }


def test_a_place_with_a_bad_cell_is_known_all_the_same(folder: Path) -> None:
    """One fault is told of it, and none of the rows that name it."""
    path = folder / "facilities.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("16.00,108.10", "16.00,x"), encoding="utf-8")
    assert refused(folder) == {("NOT_A_NUMBER", "facilities.csv", 2, "lon")}


@pytest.mark.parametrize("name", ["facilities.csv", "depots.csv"])
def test_a_file_that_cannot_be_read_is_one_fault(folder: Path, name: str) -> None:
    """What refers to it is not blamed."""
    (folder / name).unlink()
    assert refused(folder) == {("FILE_MISSING", name, None, "")}


def test_an_order_that_stands_in_two_files_is_told_by_row(folder: Path) -> None:
    """With all else that is wrong."""
    urgent = folder / "urgent.csv"
    urgent.write_text("id,facility_id,deliver\n\nd-an,an,40L:1\nd-9,an,40L:x\n", encoding="utf-8")
    assert refused(folder, more_orders=(urgent,)) == {
        ("DUPLICATE_ID", "urgent.csv", 3, "id"),
        ("BAD_COUNTS", "urgent.csv", 4, "deliver"),
    }


def test_rows_are_those_of_a_spreadsheet_in_every_file(folder: Path) -> None:
    """A blank row counts, a cell of two lines makes one row."""
    for name in ("facilities.csv", "depots.csv", "vehicles.csv", "orders.csv", "roads/links.csv"):
        path = folder / name
        head, _, rows = path.read_text(encoding="utf-8").partition("\n")
        first, _, rest = rows.partition("\n")
        path.write_text(f'{head},note\n\n{first},"two\nlines"\n{rest}', encoding="utf-8")
    add(folder, "facilities.csv", "z,Z,16.0,x")
    add(folder, "depots.csv", "z,Z,16.0,x")
    add(folder, "vehicles.csv", "z,Z,x,1,kho")
    add(folder, "orders.csv", "z,an,x")
    add(folder, "roads/links.csv", "W9,,,a,b,trunk,x,")
    assert {(file, row) for _, file, row, _ in refused(folder)} == {
        ("facilities.csv", 8),
        ("depots.csv", 4),
        ("vehicles.csv", 4),
        ("orders.csv", 7),
        ("links.csv", 7),
    }


def test_columns_that_nobody_reads_are_named(folder: Path) -> None:
    """Whether the day is built or refused; a contact is no such column."""
    path = folder / "facilities.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [
        f"{line},{more}"
        for line, more in zip(lines, ["recieving,phone", *["05:00-22:00,0909"] * 5], strict=True)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    heard: list[Text] = []
    build(folder, heard)
    assert [text.en for text in heard if "nobody reads" in text.en] == [
        "facilities.csv: columns that nobody reads: “recieving” (is “receiving” meant?)"
    ]
    again: list[Text] = []
    add(folder, "orders.csv", "d-9,an,x")
    with pytest.raises(InputError):
        build(folder, again)
    assert [text for text in again if "nobody reads" in text.en] == [
        t for t in heard if "nobody reads" in t.en
    ]


def test_the_files_of_the_example_have_no_such_column(folder: Path) -> None:
    """Nothing is said where nothing is wrong."""
    heard: list[Text] = []
    build(folder, heard)
    assert not any("nobody reads" in text.en for text in heard)


@pytest.mark.parametrize("cells", [",", " , "])
def test_a_facility_without_a_position_or_an_order_is_left_out_and_named(folder: Path, cells: str) -> None:
    """The day is built without it; ordered for, it refuses the day."""
    add(folder, "facilities.csv", f"moi,Trạm mới,{cells},commune_station,Quảng Nam")
    heard: list[Text] = []
    report = build(folder, heard)
    assert "moi" not in {snap.place_id for snap in report.snaps.snaps}
    assert any("moi (facilities.csv, dòng 7)" in text.vi and "row 7" in text.en for text in heard)
    add(folder, "orders.csv", "d-moi,moi,40L:1")
    assert refused(folder) == {
        ("BLANK_CELL", "facilities.csv", 7, "lat"),
        ("BLANK_CELL", "facilities.csv", 7, "lon"),
    }


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ("moi,,,,,", {("BLANK_CELL", "name"), ("BLANK_CELL", "lat"), ("BLANK_CELL", "lon")}),
        ("moi,Trạm mới,16.0,,,", {("BLANK_CELL", "lon")}),
        ("moi,Trạm mới,x,,,", {("NOT_A_NUMBER", "lat"), ("BLANK_CELL", "lon")}),
        (",Trạm mới,,,,", {("BLANK_CELL", "id"), ("BLANK_CELL", "lat"), ("BLANK_CELL", "lon")}),
    ],
)
def test_what_is_wrong_besides_still_refuses_the_day(folder: Path, row: str, faults: set) -> None:
    """Half a position is a slip, and so is a row without a name."""
    add(folder, "facilities.csv", row)
    assert {(code, column) for code, _, _, column in refused(folder)} == faults


def test_a_depot_without_a_position_refuses_the_day(folder: Path) -> None:
    """Trucks may start there."""
    add(folder, "depots.csv", "kho-2,Kho 2,,,,,")
    assert {(code, column) for code, _, _, column in refused(folder)} == {
        ("BLANK_CELL", "lat"),
        ("BLANK_CELL", "lon"),
    }


def feature(feature_id, geometry, **properties) -> dict:
    """A GeoJSON feature."""
    return {"type": "Feature", "id": feature_id, "geometry": geometry, "properties": properties}


def point(lon: float, lat: float) -> dict:
    """A GeoJSON point."""
    return {"type": "Point", "coordinates": [lon, lat]}


def test_geojson_of_an_export_is_taken(folder: Path) -> None:
    """Nulls hide nothing, a collection of one point is that point, unlocated features are left out."""
    multi = {"type": "MultiPoint", "coordinates": [[108.2, 16.0]]}
    nested = {"type": "GeometryCollection", "geometries": [point(108.2, 16.0)]}
    features = [
        feature("an", point(108.1, 16.0), id=None, name="Trạm An", kind=None, **{"class": "commune_station"}),
        feature("binh", multi, id="", name="Trạm Bình", unload_fixed_min=1.125),
        feature("dao", nested, ID="  ", name="Trạm Đảo", type="clinic"),
        feature("xa", point(108.2, 16.0), name="Trạm Xa", uid="x7"),
        feature("moi", None, name="Trạm mới"),
        feature("to", {"type": "Polygon", "coordinates": []}, name="Trạm to"),
    ]
    path = folder / "facilities.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    heard: list[Text] = []
    problem = build(folder, heard, facilities=(path,)).problem
    assert [place.id for place in problem.facilities] == ["an", "binh", "dao", "xa"]
    assert problem.facility_by_id["binh"].unload_fixed_s == round(1.125 * 60)
    assert any("moi (facilities.geojson, row 5), to (facilities.geojson, row 6)" in text.en for text in heard)
    assert any("“uid”" in text.en for text in heard)


def test_a_place_that_its_province_cannot_hold_is_named(folder: Path) -> None:
    """Old names count as new ones do; the day is built all the same."""
    heard: list[Text] = []
    build(folder, heard)
    (told,) = [text for text in heard if "cannot be in their province" in text.en]
    assert told.en.endswith("xa (facilities.csv, row 5: named Quảng Ngãi, the point is in Đà Nẵng)")
    assert "xa (facilities.csv, dòng 5: ghi Quảng Ngãi, điểm ở Đà Nẵng)" in told.vi


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Khánh Hòa", "Khánh Hoà"),
        ("Khánh Hoà", "Khánh Hòa"),
        ("Tỉnh Khánh Hòa", "Khánh Hòa"),
        ("Khánh Hòa", "tỉnh  khánh hoà"),
        ("KHÁNH  HÒA", "Khánh Hòa"),
        (unicodedata.normalize("NFD", "Khánh Hoà"), "Khánh Hòa"),
        ("Khánh Hòa", unicodedata.normalize("NFD", "Khánh Hoà")),
        ("Ðà Nẵng", "Đà Nẵng"),
        ("TP. Đà Nẵng", "Thành phố Đà Nẵng"),
        ("TP Đà Nẵng", "đà nẵng"),
        ("Bà Rịa-Vũng Tàu", "Bà Rịa – Vũng Tàu"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
    ],
)
def test_a_province_counts_in_all_its_spellings(folder: Path, written: str, asked: str) -> None:
    """Where the tone stands, the word for the unit, Ð for Đ, case, spaces, hyphens."""
    path = folder / "facilities.csv"
    text = path.read_text(encoding="utf-8").replace(
        "Trạm An,16.00,108.10,commune_station,Quảng Nam", f"Trạm An,16.00,108.10,commune_station,{written}"
    )
    path.write_text(text, encoding="utf-8")
    report = build(folder, province=asked)
    assert [order.id for order in report.problem.orders] == ["d-an"]
    assert report.outside == ("d-binh", "d-dao", "d-xa")
    assert report.outside_provinces == ("Quảng Nam", "Quảng Ngãi")


@pytest.mark.parametrize(
    ("written", "asked"), [("Quảng Nam", "Quảng Ngãi"), ("Hoà Bình", "Hóa Bình"), ("Hà Nam", "Hà Nam Ninh")]
)
def test_other_provinces_are_others(folder: Path, written: str, asked: str) -> None:
    """Another tone or another letter is another name."""
    path = folder / "facilities.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Quảng Nam", written).replace("Quảng Ngãi", "Huế"),
        encoding="utf-8",
    )
    assert {code for code, *_ in refused(folder, province=asked)} == {"NO_ORDERS_IN_PROVINCE"}


def test_the_command_names_what_it_leaves_out(folder: Path) -> None:
    """Orders of other provinces by id, with these provinces; columns that nobody reads."""
    path = folder / "orders.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("deliver", "deliver,uregncy"), encoding="utf-8")
    files = {name: str(folder / f"{name}.csv") for name in ("facilities", "depots", "vehicles", "orders")}
    given = [word for name, file in files.items() for word in (f"--{name}", file)]
    given += ["--roads", str(folder / "roads"), "--date", "2026-11-24", "--province", "Quảng Nam"]
    result = CliRunner().invoke(app, ["build", *given, "--out", str(folder / "p.json")])
    assert result.exit_code == 0, result.output
    assert "d-xa (Quảng Ngãi)" in result.output
    assert "“uregncy” (ý là “urgency”?)" in result.output
