"""For everybody: keyboard alone, a narrow phone, dark and light, and a page that keeps to its host."""

import re
import time
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

SERIOUS = ("serious", "critical")


def serious(page: Page) -> list[tuple[str, list[str]]]:
    violations = Axe().run(page).response["violations"]
    return [(x["id"], [n["target"] for n in x["nodes"]][:3]) for x in violations if x["impact"] in SERIOUS]


def test_the_shell_holds_no_inline_code_and_names_no_other_host(day):
    """What the policy forbids is not there: inline scripts and styles, files of other hosts."""
    answer = day.http.get("/")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", answer.text)
    named = re.findall(r'(?:src|href)="([^"]+)"', answer.text)
    assert [address for address in named if not address.startswith(("/", "#"))] == []
    assets = [address for address in named if address.startswith("/board/")]
    assert {address.rpartition(".")[2] for address in assets} == {"css", "js", "svg"}
    for address in assets:
        asset = day.http.get(address)
        assert asset.status_code == 200
        assert asset.headers["cache-control"] == "no-cache"


def test_a_closed_area_can_be_given_without_a_mouse(day):
    """Beside drawing, the form takes a file, and both are labelled in both languages."""
    text = day.http.get("/").text
    assert re.search(r'<label for="area-file">.*GeoJSON.*lang="en"', text)
    assert re.search(r'id="area-draw">.*Vẽ trên bản đồ.*Draw on the map', text)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(1400, "dark"), (360, "light")])
def test_axe_finds_nothing_serious(visit: Callable[..., Page], day, width, scheme):
    """No serious finding of axe in both colour schemes, on a desk and on a phone, with a truck chosen."""
    page = visit(day.address, width=width, color_scheme=scheme)
    page.locator("#trucks li button").first.click()
    assert serious(page) == []


@pytest.mark.browser
def test_paper_is_light_though_the_screen_is_dark(visit: Callable[..., Page], day, soon):
    """Printed from dark mode, the day has dark letters on white, its names, and nothing to press."""
    page = visit(day.address, color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) != "rgb(255, 255, 255)"
    page.emulate_media(media="print", color_scheme="dark")
    soon(lambda: page.evaluate(ground), "rgb(255, 255, 255)")
    letters = page.evaluate("getComputedStyle(document.querySelector('#stops td')).color")
    assert max(map(int, re.findall(r"\d+", letters)[:3])) < 0x60
    for gone in ("#what-if-part", "#plan-part", "#stops-form", "#zoom-in", "#trucks input"):
        expect(page.locator(gone).first).to_be_hidden()
    for kept in (
        "#trucks li button",
        "#stops thead button",
        "#stops td.facility button",
        "#map-lines path.route",
    ):
        expect(page.locator(kept).first).to_be_visible()


@pytest.mark.browser
def test_axe_finds_nothing_serious_in_a_scenario(visit: Callable[..., Page], day):
    """Neither banner, differences, hit orders nor unserved orders add a serious finding."""
    request = {"base": day.plan["id"], "changes": {"demand": 1.5}, "engine": "greedy", "seconds": 1}
    operation = day.http.post("/v1/scenarios", json=request).json()
    deadline = time.monotonic() + 30
    while operation["state"] != "done":
        assert time.monotonic() < deadline, operation
        time.sleep(0.2)
        operation = day.http.get(f"/v1/operations/{operation['id']}").json()
    plan, scenario = operation["plan_id"], operation["scenario_id"]
    page = visit(f"{day.address}&plan={plan}&scenario={scenario}")
    expect(page.locator("#delta .hit li").first).to_be_attached()
    expect(page.locator("#unserved tr[data-stop]").first).to_be_attached()
    assert serious(page) == []


@pytest.mark.browser
def test_a_narrow_page_does_not_scroll_sideways(visit: Callable[..., Page], day, soon):
    """Nothing sticks out at the side, and what a thumb presses is at least 40 px high."""
    page = visit(day.address, width=360, height=740, has_touch=True)
    for width in (360, 390, 768):
        page.set_viewport_size({"width": width, "height": 740})
        soon(lambda: page.evaluate("innerWidth"), width)
        soon(lambda: page.evaluate("document.documentElement.scrollWidth") <= width, wanted=True)  # noqa: B023
    heights = page.eval_on_selector_all(
        "button, select, input:not([type=checkbox]), .draw, .choice, nav a, a.button",
        "nodes => nodes.filter(n => n.offsetParent && !n.matches('.link')).map(n => n.offsetHeight)",
    )
    assert heights
    assert min(heights) >= 40


@pytest.mark.browser
def test_the_keyboard_reaches_and_works_everything(page):
    """Tab meets the skip link first, then day, map, trucks; Enter chooses, keys move the map."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    # A browser follows a link when it has time to.
    expect(page.locator("#main")).to_be_focused()
    met = []
    for _ in range(12):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        if met[-1] == "truck":
            break
    assert met[0] == "map"
    assert {"zoom-in", "zoom-out", "zoom-all", "trucks-all"} <= set(met)
    page.keyboard.press("Enter")
    page.wait_for_selector("#trucks li.chosen")
    expect(page.locator("#map-lines path.route.ahead")).to_have_count(1)


@pytest.mark.browser
def test_the_skip_link_loads_nothing_anew(page):
    """A step to a fragment asks the server for nothing: what was drawn stays, and with it the focus."""
    page.wait_for_load_state("networkidle")
    count = len(page.requests)
    page.evaluate("document.querySelector('#trucks li').mine = true")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.wait_for_load_state("networkidle")
    assert [url for url in page.requests[count:] if "/v1/" in url] == []
    assert page.evaluate("document.querySelector('#trucks li').mine === true")


@pytest.mark.browser
def test_keys_zoom_and_move_the_map(page):
    """Plus and arrows change what the map shows, 0 brings the whole back."""
    plane = page.locator("#map-lines > g").first
    expect(plane).to_have_attribute("transform", re.compile("."))
    whole = plane.get_attribute("transform")
    page.focus("#map")
    for key in ("+", "ArrowLeft", "ArrowDown"):
        before = plane.get_attribute("transform")
        page.keyboard.press(key)
        expect(plane).not_to_have_attribute("transform", before)
    page.keyboard.press("0")
    expect(plane).to_have_attribute("transform", whole)


@pytest.mark.browser
def test_english_is_marked_as_english(page):
    """The page is Vietnamese; every English word beside it says its language."""
    assert page.get_attribute("html", "lang") == "vi"
    assert page.locator(".en:not([lang=en])").count() == 0
    assert page.locator(".en[lang=en]").count() > 50
