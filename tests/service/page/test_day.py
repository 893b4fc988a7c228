"""The day as the page shows it: figures, map, trucks and stops, all of one plan and linked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def digits(text: str) -> int:
    return int("".join(filter(str.isdigit, text)))


def values(page: Page, selector: str, name: str) -> list[str]:
    return page.eval_on_selector_all(selector, f"nodes => nodes.map(node => node.dataset.{name})")


def test_figures_are_those_of_the_api(page, day):
    """Each figure on the page is the API's, written as people in Viet Nam write it."""
    figures = day.plan["figures"]

    def shown(name: str) -> str:
        return page.inner_text(f"[data-figure={name}] .number")

    assert shown("orders") == f"{figures['served']} / {figures['orders']}"
    assert digits(shown("cost")) == figures["cost_vnd"]
    assert shown("cost").endswith("₫")
    assert f"{figures['cost_vnd']:,}".replace(",", ".") in shown("cost")
    assert digits(shown("trucks")) == figures["trucks"]
    assert digits(shown("distance")) == round(figures["distance_m"] / 1000)
    assert digits(shown("unserved")) == sum(figures["unserved_by_urgency"].values())
    assert digits(shown("violations")) == 0
    routes = day.body()["plan"]["routes"]
    late = [s for r in routes for t in r["trips"] for s in t["stops"] if s["late_s"]]
    assert digits(shown("late")) == len(late)


def test_status_and_data_label_are_visible(page):
    """Who looks sees at once that the plan is published, and that the data are not real."""
    expect(page.locator("#status")).to_contain_text("bản 1")
    expect(page.locator("#status")).to_contain_text("revision 1")
    expect(page.locator("#standing")).to_contain_text("Synthetic or estimated")


def test_a_plan_that_nobody_searched_says_so(page):
    """Greedy builds one plan: the figure asks for a look, and tells what helps."""
    figure = page.locator("[data-figure=search]")
    expect(figure).to_contain_text("chưa có")
    expect(figure).to_contain_text("search longer before use")
    expect(figure).to_contain_text("cần xem")


def test_every_place_of_the_map_is_in_a_table(page, day):
    """Facilities drawn are those of the table's rows, and the rows are the plan's stops in order."""
    routes = day.body()["plan"]["routes"]
    parts = [s["part_id"] for r in routes for t in r["trips"] for s in t["stops"]]
    assert values(page, "#stops tr[data-stop]", "stop") == parts
    drawn = set(values(page, "#map-lines [data-place]", "place"))
    assert drawn == set(values(page, "tr[data-facility]", "facility"))
    assert values(page, "#trucks li", "truck") == [r["vehicle_id"] for r in routes]
    assert set(values(page, "#map-lines path[data-truck]", "truck")) == {r["vehicle_id"] for r in routes}


def test_a_truck_chosen_in_the_list_is_chosen_everywhere(page, day, soon):
    """Its line comes to the front, the table holds its stops alone, and letting go shows all again."""
    route = day.body()["plan"]["routes"][1]
    button = page.locator(f"#trucks li[data-truck='{route['vehicle_id']}'] button")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    soon(lambda: set(values(page, "#stops tr[data-stop]", "truck")), {route["vehicle_id"]})
    expect(page.locator("#map-lines path.route.ahead")).to_have_count(1)
    page.click("#stops-clear")
    soon(lambda: len(set(values(page, "#stops tr[data-stop]", "truck"))), day.plan["figures"]["trucks"])


def test_a_stop_chosen_in_the_table_is_chosen_on_the_map_and_back(page, soon):
    """A row's button marks its place on the map; a click on a place marks its row and its truck."""
    row = page.locator("#stops tr[data-stop]").nth(5)
    place = row.get_attribute("data-facility")
    row.locator("button").click()
    soon(lambda: values(page, "#map-lines .place.chosen", "place"), [place])
    page.focus("#map")
    page.keyboard.press("Escape")
    expect(page.locator("#map-lines .place.chosen")).to_have_count(0)
    page.locator("#map-lines [data-place]").last.dispatch_event("click")
    expect(page.locator("#map-lines .place.chosen")).to_have_count(1)
    (chosen,) = values(page, "#map-lines .place.chosen", "place")
    soon(lambda: values(page, "#stops tr.chosen", "facility"), [chosen])
    expect(page.locator("#trucks li.chosen")).to_have_count(1)


def test_a_hidden_truck_leaves_the_map_only(page):
    """The check box takes a line off the map; the table keeps its stops."""
    stops = page.locator("#stops tr[data-stop]").count()
    box = page.locator("#trucks li input").first
    box.uncheck()
    expect(page.locator("#map-lines path.route.gone")).to_have_count(1)
    expect(page.locator("#stops tr[data-stop]")).to_have_count(stops)
    page.click("#trucks-all")
    expect(box).to_be_checked()
    expect(page.locator("#map-lines path.route.gone")).to_have_count(0)


def test_search_ignores_diacritics_and_columns_sort(page, soon):
    """`tra my` finds Trà My; sorting by arrival orders the times and says so."""
    page.fill("#stops-search", "tra my")
    shown = page.locator("#stops tr[data-stop] td.facility")
    soon(lambda: {"Trà My" in text for text in shown.all_inner_texts()}, {True})
    page.fill("#stops-search", "")
    page.click("[data-sort=arrive]")
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    times = page.locator("#stops td.of-arrive").all_inner_texts()
    assert len(times) == len(values(page, "#stops tr[data-stop]", "stop")) > 1
    assert times == sorted(times)


def test_run_sheets_are_linked(page, day):
    """Each depot has a page to print and a CSV, and both links lead somewhere."""
    links = page.eval_on_selector_all("#sheets a", "nodes => nodes.map(node => node.href)")
    assert len(links) == 6
    for link in links:
        assert day.http.get(link).status_code == 200


def test_the_address_keeps_the_day(page, day):
    """The day before has no data and says so; the browser's way back leads to the plan again."""
    page.click("#day-before")
    page.wait_for_selector("#empty:not([hidden])")
    expect(page.locator("#empty")).to_contain_text("No data for this day")
    page.wait_for_selector(f"#empty .days a[href*='{day.date}']")
    page.go_back()
    page.wait_for_selector("#figures-part:not([hidden])")
    expect(page.locator("#date")).to_have_value(day.date)
    # A browser notes every 404; that of a day without data is meant.
    page.faults.clear()


def test_a_refusal_is_told_in_words(visit: Callable[..., Page], day):
    """A problem+json of the server appears in both languages, and no half page stays behind."""
    page = visit(day.address)
    body = {"status": 503, "code": "store_busy", "detail": "Hãy thử lại", "detail_en": "Try again"}
    page.route("**/v1/plans?*", lambda route: route.fulfill(status=503, json=body))
    page.click("#day-after")
    page.wait_for_selector("#trouble:not([hidden])")
    expect(page.locator("#trouble")).to_contain_text("Hãy thử lại Try again")
    expect(page.locator("#figures-part")).to_be_hidden()


def test_each_trip_tells_when_its_driver_pauses(page, day):
    """The rows of trips list all breaks and meals of the plan, from-to, with what each is for."""
    routes = day.body()["plan"]["routes"]
    trips = [trip for route in routes for trip in route["trips"]]
    stops = [stop for trip in trips for stop in trip["stops"]]
    legs = [entry["leg"] for entry in (*trips, *stops) if entry["leg"]] + [
        route["finish"] for route in routes
    ]
    rests = [pause for entry in (*routes, *trips, *stops, *legs) for pause in entry["rests"]]
    names = {"meal": "nghỉ ăn meal", "driving": "nghỉ lái xe driving break"}

    def clock(seconds: int) -> str:
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"

    expected = [
        f"{clock(pause['start_s'])}–{clock(pause['end_s'])} {names[pause['kind']]}"
        for pause in (*rests, *(pause for leg in legs for pause in leg["breaks"]))
    ]
    assert any("nghỉ ăn" in text for text in expected)
    assert sorted(page.locator("#stops tr.trip .pause").all_inner_texts()) == sorted(expected)
