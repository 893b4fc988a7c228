"""The day page at `/`: one shell rendered once, and the files of `service/board` under `/board/`."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

_BOARD: Final = Path(__file__).parents[1] / "board"


def install(app: FastAPI) -> None:
    """Add the page to `app`; the one place where a page meets the server."""
    app.mount("/board", _Fresh(directory=_BOARD), name="board")

    @app.get("/", include_in_schema=False, response_class=HTMLResponse)
    def day_page() -> HTMLResponse:
        return HTMLResponse(_shell(), headers={"Cache-Control": "no-cache"})


class _Fresh(StaticFiles):
    """Static files that a browser asks about each time, so that an update never mixes old and new modules."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - as in the parent
        answer = super().file_response(*args, **kwargs)
        answer.headers["Cache-Control"] = "no-cache"
        return answer


@lru_cache(maxsize=1)
def _shell() -> str:
    loader = PackageLoader("service.page", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    # Named in the shell, modules are fetched side by side and not one import after another.
    modules = sorted(path.relative_to(_BOARD).as_posix() for path in _BOARD.rglob("*.js"))
    return environment.get_template("day.html").render(modules=modules)
