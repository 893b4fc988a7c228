"""The day page at `/`; for now a signpost to the schedule and the API."""

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

_SIGNPOST = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>OxyRoute</title></head><body><main>
<h1>OxyRoute</h1>
<ul>
<li><a href="/v1/schedules/tomorrow">Lịch ngày mai / tomorrow's schedule</a></li>
<li><a href="/v1/schedules/tomorrow/run-sheets">Phiếu chạy xe / run sheets</a></li>
<li><a href="/openapi.json">API</a></li>
</ul></main></body></html>
"""


def install(app: FastAPI) -> None:
    """Add the page to `app`; the one place where a page meets the server."""

    @app.get("/", include_in_schema=False, response_class=HTMLResponse)
    def day_page() -> str:
        return _SIGNPOST
