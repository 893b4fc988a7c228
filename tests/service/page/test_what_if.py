"""What if a depot is down, and planning a day from the page: the published plan is never touched."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page

from routing.documents import problem_json
from routing.model import Problem

JSON = {"Content-Type": "application/json"}

pytestmark = pytest.mark.browser
# The first search after an installation compiles its kernel, which may take a minute.
SOLVE_MS = 120_000


def test_a_lost_depot_shows_its_delta_and_leaves_the_plan_alone(page, day):
    """A search is stopped, before and after stand side by side, the map shows it, a button leads back."""
    before = day.published()
    page.check("#what-if-depots input >> nth=0")
    page.fill("#what-if-seconds", "300")
    page.click("#what-if-go")
    page.wait_for_selector(".progress p[role=status]:has-text('Tốt nhất')", timeout=SOLVE_MS)
    page.click(".progress button")
    page.wait_for_selector("#delta-table", timeout=SOLVE_MS)
    assert page.locator("#delta-table tbody tr").count() == 11
    scenario_id = page.evaluate("new URLSearchParams(location.search).get('scenario')")
    scenario = day.http.get(f"/v1/scenarios/{scenario_id}").json()
    cost = f"{scenario['delta']['after']['cost_vnd']:,}".replace(",", ".")
    assert cost in page.inner_text("#delta-table")
    page.click("#delta-show")
    page.wait_for_selector("#assumed:not([hidden])")
    assert "Giả định" in page.inner_text("#status")
    shown = page.inner_text("[data-figure=cost] .number")
    assert cost in shown
    page.click("#back")
    page.wait_for_selector("#assumed", state="hidden")
    assert "revision 1" in page.inner_text("#status")
    assert day.published() == before


def test_asking_nothing_is_refused_at_once(page):
    """Without any change the page says what is missing."""
    page.click("#what-if-go")
    assert "Choose a depot" in page.inner_text("#what-if-fault")


def test_an_area_drawn_on_the_map_is_closed(page, day):
    """Three corners are clicked, the scenario is asked with them, and legs over closed roads are told."""
    page.click("#area-part summary")
    page.click("#area-draw")
    assert page.is_disabled("#area-done")
    frame = page.locator("#map")
    box = frame.bounding_box()
    for east, south in ((0.4, 0.3), (0.6, 0.3), (0.5, 0.5)):
        frame.click(position={"x": box["width"] * east, "y": box["height"] * south})
    page.click("#area-done")
    assert page.inner_text("#area-count") == "(1)"
    page.fill("#close-from", "00:30")
    assert page.locator("#map-lines path.area.asked").count() == 1
    page.fill("#what-if-seconds", "1")
    page.click("#what-if-go")
    page.wait_for_selector("#delta-table", timeout=SOLVE_MS)
    scenario_id = page.evaluate("new URLSearchParams(location.search).get('scenario')")
    scenario = day.http.get(f"/v1/scenarios/{scenario_id}").json()
    (area,) = scenario["changes"]["close_area"]
    assert scenario["changes"]["close_hours"] == "00:30-24:00"
    assert len(area["geometry"]["coordinates"][0]) == 4
    assert page.locator("#delta-hits li").count() == min(60, len(scenario["hits"]["legs"])) > 0
    page.click("#delta-show")
    page.wait_for_selector("#map-lines path.area.closed", state="attached")


def test_lines_are_asked_for_at_the_zoom_of_the_map(page):
    """As fine as the map shows them, and finer once it is closer."""

    def zooms():
        urls = [url for url in page.requests if "lines.geojson?zoom=" in url]
        return [int(url.rsplit("=", 1)[1]) for url in urls]

    first = zooms()
    assert first
    for _ in range(6):
        page.click("#zoom-in")
    page.wait_for_function(
        "performance.getEntriesByType('resource').filter((x) => x.name.includes('zoom=')).length > 1"
    )
    assert max(zooms()) > first[0]


def test_a_day_without_plan_is_planned_and_published(visit: Callable[..., Page], day, scarce_stock: Problem):
    """A stored problem offers planning; the draft shows why orders are unserved, and is published."""
    problem = replace(scarce_stock, date="2031-01-07")
    assert day.http.post("/v1/problems", content=problem_json(problem), headers=JSON).status_code == 201
    page = visit(f"{day.url}/?date=2031-01-07")
    assert "No plan yet" in page.inner_text("#empty")
    page.fill("#plan-seconds", "1")
    page.click("#plan-go")
    page.wait_for_selector("#publish", timeout=SOLVE_MS)
    assert "Bản nháp" in page.inner_text("#status")
    rows = page.locator("#unserved tr[data-stop]")
    assert rows.count() >= 1
    assert rows.first.locator("td").nth(5).inner_text().strip()
    summary = page.inner_text("#unserved .shortfall")
    assert "2 × 40L lacking at Kho east: 1 order" in summary
    assert "would serve the unserved order" in summary
    page.click("#publish")
    page.click("#confirm button[value=yes]")
    page.wait_for_selector("#status.published")
    assert day.http.get("/v1/schedules/2031-01-07").json()["revision"] == 1


def test_a_permit_is_tried_where_a_ban_binds(
    visit: Callable[..., Page], page, day, two_clinics: Problem, by_hour
):
    """An is barred all day; the page offers a permit, and with it both clinics are served."""
    assert not page.is_visible("#permit-part")
    travel = by_hour(two_clinics.travel, (0, 100, "an"), (23 * 3600, 100, ""))
    problem = replace(two_clinics, date="2031-01-08", travel=travel)
    assert day.http.post("/v1/problems", content=problem_json(problem), headers=JSON).status_code == 201
    bound = visit(f"{day.url}/?date=2031-01-08")
    bound.fill("#plan-seconds", "1")
    bound.click("#plan-go")
    bound.wait_for_selector("#publish", timeout=SOLVE_MS)
    assert "Cấm xe tải" in bound.inner_text("#unserved")
    bound.click("#permit-part summary")
    bound.check("#what-if-permits input >> nth=0")
    assert bound.inner_text("#permit-count") == "(1)"
    bound.fill("#what-if-seconds", "1")
    bound.click("#what-if-go")
    bound.wait_for_selector("#delta-table", timeout=SOLVE_MS)
    scenario_id = bound.evaluate("new URLSearchParams(location.search).get('scenario')")
    scenario = day.http.get(f"/v1/scenarios/{scenario_id}").json()
    assert scenario["changes"]["permit"] == ["t1"]
    assert scenario["delta"]["after"]["unserved"] == [0, 0, 0]
    assert "cấp phép" in bound.inner_text("#delta")
