"""Run sheets: their counts, safe CSV, a page that holds no live markup."""

import csv
import io
import json
from dataclasses import replace

import pytest

from routing.engines import ENGINES
from routing.model import Budget, Counts, InputError, Plan, Problem, Standing
from routing.timetable import timetable
from service.runsheet import csv_bytes, html_page, json_bytes, run_sheet, safe_cell


def plan(problem: Problem) -> Plan:
    return timetable(problem, ENGINES["greedy"](problem, Budget(seconds=1)), problem_sha256="c" * 64)


def test_sheets_hold_every_stop_once(world: Problem) -> None:
    """Over all depots, each stop of the plan stands on one sheet, and what is loaded is delivered."""
    made = plan(world)
    sheets = [run_sheet(world, made, depot.id) for depot in world.depots]
    listed = sorted(stop.order_id for s in sheets for trip in s.trips for stop in trip.stops)
    assert listed == sorted(stop.part_id for stop in made.stops)
    for sheet in sheets:
        for trip in sheet.trips:
            assert trip.loaded == sum((stop.delivered for stop in trip.stops), Counts())
            assert trip.begin_s <= trip.end_s <= trip.stops[0].arrive_s <= trip.back_s


def test_trips_of_a_truck_are_numbered(big_order: Problem) -> None:
    """A truck that reloads stands on the sheet once for each trip, in the order of loading."""
    sheet = run_sheet(big_order, plan(big_order), "depot")
    assert [t.begin_s for t in sheet.trips] == sorted(t.begin_s for t in sheet.trips)
    assert len({(t.vehicle_id, t.trip_number) for t in sheet.trips}) == len(sheet.trips) > 1


def test_unknown_depot_is_refused(two_clinics: Problem) -> None:
    """An unknown depot is refused with the list of those there are."""
    with pytest.raises(InputError) as caught:
        run_sheet(two_clinics, plan(two_clinics), "nowhere")
    assert "depot" in caught.value.issues[0].remedy.en


def test_csv_opens_in_a_spreadsheet(two_clinics: Problem) -> None:
    """The CSV has a byte order mark, one line a stop, and its counts add up."""
    data = csv_bytes(run_sheet(two_clinics, plan(two_clinics), "depot"))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert sum(int(row["Giao đầy/Full 40L"]) for row in rows) == 9
    assert rows[0]["Cơ sở/Facility"].startswith("Trạm y tế")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "  =1", "\r=1"])
def test_no_cell_is_live(text: str, two_clinics: Problem) -> None:
    """What would start a formula gets a quote, in names as well."""
    assert safe_cell(text) == f"'{text}"
    facilities = tuple(replace(f, name=text) for f in two_clinics.facilities)
    problem = two_clinics.replace(facilities=facilities)
    data = csv_bytes(run_sheet(problem, plan(problem), "depot")).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(data, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.lstrip(" ")[:1] in tuple("=+-@\t\r") and cell]


def test_page_escapes_names(two_clinics: Problem) -> None:
    """A facility's name cannot bring markup into the page."""
    facilities = tuple(replace(f, name="<script>alert(1)</script>") for f in two_clinics.facilities)
    problem = two_clinics.replace(facilities=facilities)
    page = html_page(run_sheet(problem, plan(problem), "depot"), revision=3)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_page_tells_what_a_driver_needs(two_clinics: Problem) -> None:
    """Plate, revision, hash, counts, signatures and the label stand on the page; no link leaves it."""
    page = html_page(run_sheet(two_clinics, plan(two_clinics), "depot"), revision=3)
    for wanted in (
        "92C-t1",
        "<dd>3</dd>",
        "c" * 12,
        "9\u00a0×\u00a040L",
        "Ký nhận",
        "tổng hợp/ước tính",
        "synthetic",
    ):
        assert wanted in page
    assert "http" not in page
    assert "src=" not in page


def test_label_is_for_estimates_only(two_clinics: Problem) -> None:
    """Where depot and facilities are sourced there is no label."""
    problem = two_clinics.replace(
        facilities=tuple(replace(f, standing=Standing.SOURCED) for f in two_clinics.facilities),
        depots=tuple(replace(d, standing=Standing.SOURCED) for d in two_clinics.depots),
    )
    sheet = run_sheet(problem, plan(problem), "depot")
    assert not sheet.synthetic
    assert "synthetic" not in html_page(sheet)


def test_empty_sheet_says_so(two_depots: Problem) -> None:
    """A depot at which nothing loads still has a sheet."""
    made = plan(two_depots)
    nothing = replace(made, routes=())
    assert "No trip loads at this depot" in html_page(run_sheet(two_depots, nothing, "west"))
    assert run_sheet(two_depots, nothing, "west").trips == ()


def test_json_is_canonical(two_clinics: Problem) -> None:
    """The JSON form names revision and counts."""
    value = json.loads(json_bytes(run_sheet(two_clinics, plan(two_clinics), "depot"), revision=2))
    assert (value["revision"], value["loaded"], value["depot_id"]) == (2, {"40L": 9}, "depot")
