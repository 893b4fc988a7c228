"""The HTTP application: wiring, errors, limits, /v1 and the page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import anyio.to_thread
from fastapi import FastAPI

from service import errors, page
from service.api import router
from service.api.common import Service
from service.api.guard import KnownCallers
from service.api.head import HeadAsGet
from service.api.limits import BodyLimit, SecurityHeaders
from service.settings import Settings
from service.wiring import open_service

THREADS: Final = 16
"""Threads that answer. Each takes its turn at the interpreter, and the event loop waits for them all."""


def make_app(settings: Settings | None = None, *, service: Service | None = None) -> FastAPI:
    """Return the application; it opens its home when it starts, unless given an open service."""
    chosen = service.settings if service else settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        if service is not None:
            app.state.service = service
            yield
            return
        with open_service(chosen) as opened:
            app.state.service = opened
            yield

    # The usual pages of FastAPI load their scripts from a CDN; openapi.json is enough for any client.
    app = FastAPI(
        title="OxyRoute",
        version="1",
        summary="Lập tuyến giao oxy y tế / medical-oxygen delivery routes",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.include_router(router)
    page.install(app)
    errors.install(app)
    # The last one added is the first that a request meets.
    app.add_middleware(BodyLimit, most=chosen.max_body_bytes, seconds=chosen.max_body_s)
    app.add_middleware(HeadAsGet)
    app.add_middleware(KnownCallers, hosts=(chosen.host, *chosen.hosts))
    app.add_middleware(SecurityHeaders)
    return app
