"""What is left until the stock-out, what empties stay and what waiting costs, wherever a plan is shown."""

import csv
import io
from dataclasses import replace

import pytest
from rich.console import Console

from routing.model import Counts, Plan, Problem, Tour, TourTrip, Urgency
from routing.replan.insertion import rank_insertions
from routing.timetable import timetable
from service.cli import show
from service.dispatch.maps.maps import draw_plan, plan_geojson
from service.dispatch.plans.figures import figures
from service.runsheet import csv_bytes, html_page, run_sheet

HOUR = 3600


@pytest.fixture
def priced(two_clinics: Problem) -> Problem:
    """An, due at 08:00, has nine empties for four fulls; binh, due at 07:00, is begun at 07:10."""
    an, binh = two_clinics.orders
    types = tuple(replace(kind, empty_vnd=5_000) for kind in two_clinics.cylinder_types)
    an = replace(an, due_s=8 * HOUR, collect=Counts({"40L": 9}), urgency=Urgency.EMERGENCY)
    binh = replace(binh, due_s=7 * HOUR)
    return two_clinics.replace(
        cylinder_types=types, orders=(an, binh), waiting_vnd_per_hour=(60_000, 12_000, 0)
    )


def _planned(problem: Problem, *ids: str) -> Plan:
    trip = TourTrip(depot_id="depot", part_ids=ids)
    return timetable(problem, [Tour(vehicle_id="t1", trips=(trip,))])


def _shown(show_on) -> str:
    console = Console(file=io.StringIO(), width=160, highlight=False)
    show_on(console)
    return console.file.getvalue()


def test_every_list_of_stops_shows_the_margin(priced):
    """An has an hour and a half, binh is ten minutes late: on sheets, maps and the command line."""
    plan = _planned(priced, "o-an#1", "o-binh")
    assert [stop.margin_s for stop in plan.stops] == [5_400, -600]
    points = plan_geojson(draw_plan(priced, plan, None))["features"]
    assert [x["properties"]["margin_s"] for x in points if x["properties"]["kind"] == "stop"] == [5_400, -600]
    sheet = run_sheet(priced, plan, "depot")
    rows = list(csv.DictReader(io.StringIO(csv_bytes(sheet).decode("utf-8-sig"))))
    assert [row["Còn trước khi cạn (phút)/Margin before stock-out (min)"] for row in rows] == [
        "90",
        "-10",
        "",
    ]
    page = html_page(sheet)
    assert "stock-out in 1 h 30" in page
    assert "late +10" in page
    text = _shown(lambda console: show.routes(console, priced, plan))
    assert "an 06:30 (+1:30)" in text
    assert "binh 07:10 (−0:10)" in text


def test_empties_left_are_told_as_empties(priced):
    """Five empties stay: all orders count as served, and the cost says what is in it."""
    plan = _planned(priced, "o-an#1", "o-binh")
    values = figures(priced, plan, ())
    assert (values["orders"], values["served"]) == (2, 2)
    assert (values["cylinders"], values["cylinders_served"]) == (9, 9)
    assert values["empties_left"] == {"cylinders": 5, "vnd": 25_000}
    assert values["waiting_vnd"] == 390_000
    assert values["objective_format"] == priced.format_version
    text = _shown(lambda console: show.summary(console, {**values, "search_quality": None}))
    assert "Bình rỗng để lại / empties left" in text
    rows = _shown(lambda console: show.unserved(console, priced, plan))
    assert "5 rỗng / empty" in rows


def test_whoever_asks_for_an_order_means_its_fulls(priced):
    """The part with fulls is put in, though the order's empties are a part of their own."""
    plan = _planned(priced, "o-binh")
    (best, *_) = rank_insertions(priced, plan, "o-an")
    assert best.part_id == "o-an#1"
