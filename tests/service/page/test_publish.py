"""Publishing a plan of data that have been replaced since: the page says so and asks for a tick."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from routing.documents import problem_json, tours_json
from routing.model import Problem, Tour, TourTrip

JSON = {"Content-Type": "application/json"}

pytestmark = pytest.mark.browser


def drafted(day, problem: Problem) -> None:
    """Hand in a problem and keep a plan of its first order."""
    sha256 = handed_in(day, problem)
    trip = TourTrip(depot_id=problem.depots[0].id, part_ids=(problem.orders[0].id,))
    tours = json.loads(tours_json((Tour(vehicle_id=problem.vehicles[0].id, trips=(trip,)),)))["tours"]
    request = {"problem_sha256": sha256, "tours": tours, "keep": True}
    assert day.http.post("/v1/tours/check", json=request).status_code == 200


def handed_in(day, problem: Problem) -> str:
    answer = day.http.post("/v1/problems", content=problem_json(problem), headers=JSON)
    assert answer.status_code == 201, answer.text
    return answer.json()["sha256"]


def confirm(page: Page) -> None:
    page.click("#publish")
    page.click("#confirm button[value=yes]")


def test_outdated_plan_needs_a_tick(visit: Callable[..., Page], day, two_clinics: Problem) -> None:
    """Shown from the start; without the tick the server refuses, with it the plan is published."""
    problem = replace(two_clinics, date="2031-02-03")
    drafted(day, problem)
    handed_in(day, replace(problem, name="corrected"))
    page = visit(f"{day.url}/?date=2031-02-03")
    expect(page.locator("#publish-outdated")).to_be_visible()
    confirm(page)
    expect(page.locator("#plan-publish .fault")).to_contain_text("problem_not_current")
    page.check("#publish-outdated")
    confirm(page)
    expect(page.locator("#status.published")).to_be_visible()
    assert day.http.get("/v1/schedules/2031-02-03").json()["revision"] == 1


def test_data_replaced_while_the_page_is_open(visit: Callable[..., Page], day, two_clinics: Problem) -> None:
    """The tick appears with the refusal."""
    problem = replace(two_clinics, date="2031-02-04")
    drafted(day, problem)
    page = visit(f"{day.url}/?date=2031-02-04")
    expect(page.locator("#publish")).to_be_visible()
    expect(page.locator("#publish-outdated")).to_be_hidden()
    handed_in(day, replace(problem, name="corrected"))
    confirm(page)
    expect(page.locator("#publish-outdated")).to_be_visible()
    page.check("#publish-outdated")
    confirm(page)
    expect(page.locator("#status.published")).to_be_visible()
