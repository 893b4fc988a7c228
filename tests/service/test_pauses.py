"""A day's breaks and meals, from-to with their kind, wherever a plan is shown to people or programs."""

import csv
import io
import json
from dataclasses import replace

import pytest

from routing.model import Break, BreakKind, DriverRules, Meals, Plan, Problem, Tour, TourTrip, clock_on_day
from routing.timetable import timetable
from service.dispatch.maps.maps import draw_plan, plan_geojson
from service.runsheet import csv_bytes, html_page, json_bytes, run_sheet

MINUTE = 60


@pytest.fixture
def resting(two_clinics: Problem) -> Problem:
    """A meal after an hour and a half of work at most, and a break after forty minutes at the wheel."""
    rules = DriverRules(
        max_continuous_driving_s=40 * MINUTE,
        break_s=15 * MINUTE,
        meals=Meals(length_s=30 * MINUTE, within_work_s=90 * MINUTE),
    )
    return two_clinics.replace(vehicles=tuple(replace(v, rules=rules) for v in two_clinics.vehicles))


def _planned(problem: Problem) -> Plan:
    trips = tuple(TourTrip(depot_id="depot", part_ids=(order.id,)) for order in problem.orders)
    plan = timetable(problem, [Tour(vehicle_id="t1", trips=trips)])
    assert {pause.kind for pause in plan.routes[0].pauses} == set(BreakKind)
    return plan


def _hours(problem: Problem, pause: Break) -> tuple[str, str]:
    return clock_on_day(pause.start_s, problem.date), clock_on_day(pause.end_s, problem.date)


def test_each_pause_stands_on_one_trip_of_the_sheet(resting: Problem) -> None:
    """In its hours: none is lost between two trips, and none is listed twice."""
    plan = _planned(resting)
    trips = run_sheet(resting, plan, "depot").trips
    assert len(trips) == 2
    assert sum((trip.pauses for trip in trips), ()) == plan.routes[0].pauses
    for trip in trips[1:]:
        assert all(pause.start_s >= trips[0].back_s for pause in trip.pauses)


def test_sheets_tell_each_pause_in_every_form(resting: Problem) -> None:
    """On paper, in the table between the stops, and as JSON."""
    plan = _planned(resting)
    sheet = run_sheet(resting, plan, "depot")
    page = html_page(sheet)
    lines = list(csv.DictReader(io.StringIO(csv_bytes(sheet).decode("utf-8-sig"))))
    rows = [(x["Loại/Kind"], x["Dỡ/Begin"], x["Xong/End"]) for x in lines if x["Loại/Kind"] != "vỏ về/return"]
    assert [begin for _, begin, _ in rows] == sorted(begin for _, begin, _ in rows)
    for pause in plan.routes[0].pauses:
        start, end = _hours(resting, pause)
        meal = pause.kind is BreakKind.MEAL
        assert f"<b>{start}–{end}</b> {'nghỉ ăn / meal' if meal else 'nghỉ lái xe / driving break'}" in page
        assert ("nghỉ ăn/meal" if meal else "nghỉ lái xe/driving break", start, end) in rows
    pauses = [pause for trip in json.loads(json_bytes(sheet))["trips"] for pause in trip["pauses"]]
    assert [(x["start_s"], x["end_s"], x["kind"]) for x in pauses] == [
        (pause.start_s, pause.end_s, pause.kind.value) for pause in plan.routes[0].pauses
    ]


def test_maps_have_each_pause_where_the_truck_stands(resting: Problem) -> None:
    """Forty of fifty minutes out is at four fifths of the line; without a line the place is not known."""
    plan = _planned(resting)
    drawn = draw_plan(resting, plan, None)
    features = [x for x in plan_geojson(drawn)["features"] if x["properties"]["kind"] == "pause"]
    properties = [x["properties"] for x in features]
    assert [(x["start_s"], x["end_s"], x["pause"]) for x in properties] == [
        (pause.start_s, pause.end_s, pause.kind.value) for pause in plan.routes[0].pauses
    ]
    assert {x["vehicle_id"] for x in properties} == {"t1"}
    places = {place.id: place.location for place in resting.places}
    for leg in plan.routes[0].legs:
        ends = (places[leg.origin_id], places[leg.destination_id])
        for pause in leg.breaks[:1]:
            (point,) = (
                x["geometry"]["coordinates"] for x in features if x["properties"]["start_s"] == pause.start_s
            )
            share = (pause.start_s - leg.depart_s) / leg.travel_s
            lon, lat = (
                getattr(ends[0], axis) + share * (getattr(ends[1], axis) - getattr(ends[0], axis))
                for axis in ("lon", "lat")
            )
            assert point == pytest.approx([lon, lat], abs=2e-6)
    lost = replace(drawn, lines=(None,) * len(drawn.lines))
    nowhere = [x for x in plan_geojson(lost)["features"] if x["properties"]["kind"] == "pause"]
    assert len(nowhere) == len(features)
    assert None in [x["geometry"] for x in nowhere]
