"""A real server with the sample day, and a real browser in front of it."""

import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[3]
PATIENCE_S = 60.0
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Day:
    """The server of a home that holds the sample day, planned and published."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, timeout=20)
        self.plan = self.http.get("/v1/plans").json()["plans"][0]
        self.date = self.plan["date"]
        self.address = f"{url}/?date={self.date}"

    def published(self) -> bytes:
        """The published schedule, byte for byte."""
        return self.http.get(f"/v1/schedules/{self.date}").content

    def body(self) -> dict:
        """The published plan with its routes."""
        return self.http.get(f"/v1/plans/{self.plan['id']}").json()


@pytest.fixture(scope="session")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """Plan the sample day once and serve it to all tests of the page."""
    home = tmp_path_factory.mktemp("page") / "home"
    arguments = ["demo", "--no-serve", "--engine", "greedy", "--seconds", "2", "--home", str(home)]
    run = [sys.executable, "-m", "service.cli"]
    filled = [*run, *arguments]
    done = subprocess.run(filled, check=False, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == 0, done.stderr
    serve = [*run, "serve", "--home", str(home), "--port", "0"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(serve, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=env)
    try:
        made = Day(_address(server))
        yield made
        made.http.close()
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_S)
        server.stdout.close()


def _address(server: subprocess.Popen) -> str:
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=lambda: lines.put(server.stdout.readline()), daemon=True).start()
    line = lines.get(timeout=PATIENCE_S)
    assert "http://" in line, line
    return line[line.index("http://") :].split("/ ")[0]


# Of a module, not of the session: while it lives, its event loop occupies the thread of the tests.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window; its absence skips a test, or fails it where CI asks for strictness."""
    path = os.environ.get("OXYROUTE_CHROMIUM") or shutil.which("chromium")
    if not path:
        if os.environ.get("OXYROUTE_REQUIRE_BROWSER") == "1":
            pytest.fail("a browser is required and there is none (OXYROUTE_CHROMIUM)")
        pytest.skip("needs Chromium (OXYROUTE_CHROMIUM)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def desk(browser: Browser) -> BrowserContext:
    """A desk's screen; its tests share it, so that the modules of the page are fetched once."""
    return browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")


@pytest.fixture
def visit(browser: Browser, desk: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Open pages that close with the test; what they complain of is kept in `page.faults`."""
    opened = []

    def open_page(address: str, *, width: int = 1400, height: int = 900, **options: object) -> Page:
        if (width, height, options) == (1400, 900, {}):
            page = desk.new_page()
        else:
            size = {"width": width, "height": height}
            page = browser.new_context(viewport=size, reduced_motion="reduce", **options).new_page()
        opened.append(page)
        page.faults = []
        page.requests = []
        page.on("console", lambda message: message.type == "error" and page.faults.append(message.text))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda request: page.requests.append(request.url))
        page.set_default_timeout(20_000)
        page.goto(address)
        at_rest(page)
        return page

    yield open_page
    for page in opened:
        page.close()


def at_rest(page: Page) -> None:
    """Wait until the page has shown all that it asked the server for."""
    page.wait_for_selector("main[aria-busy=false]")
    page.wait_for_selector("html[data-awaited='0']", state="attached")


@pytest.fixture
def rest() -> Callable[[Page], None]:
    """What to call after an act that asks the server for something."""
    return at_rest


@pytest.fixture
def soon() -> Callable[[Callable[[], object], object], None]:
    """Assert that what is read from a page comes to be what is wanted, however slow the machine is."""

    def check(read: Callable[[], object], wanted: object) -> None:
        until = time.monotonic() + PATIENCE_S
        while (reading := read()) != wanted and time.monotonic() < until:
            time.sleep(0.05)
        assert reading == wanted

    return check


@pytest.fixture
def page(visit: Callable[..., Page], day: Day) -> Iterator[Page]:
    """The sample day on a desk; at the end nothing was complained of, and nothing left the host."""
    opened = visit(day.address)
    opened.wait_for_selector("#map-lines path[data-truck]", state="attached")
    at_rest(opened)
    yield opened
    assert opened.faults == []
    assert [url for url in opened.requests if not url.startswith((day.url, "data:"))] == []
