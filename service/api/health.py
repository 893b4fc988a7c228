"""/v1/health and /v1/ready."""

from importlib.metadata import PackageNotFoundError, version
from typing import Final

from fastapi import APIRouter

from routing.model import Text
from service.api.common import Open, errors
from service.api.strict import StrictRoute
from service.errors import RequestError
from service.schemas import HealthView

_UNINSTALLED = "dev"
"""What a source tree answers that runs without being installed."""

_NOT_WORKING: Final = Text(
    "Máy chủ không còn xử lý hàng đợi. Hãy khởi động lại máy chủ.",
    "The queue is not being worked off. Restart the server.",
)

router = APIRouter(route_class=StrictRoute, tags=["health"])


@router.get("/health", summary="Máy chủ còn sống / the server lives")
async def get_health() -> HealthView:
    """Answer without touching anything, not even a thread that others may hold."""
    return HealthView(status="ok", version=_version())


@router.get(
    "/ready",
    summary="Sẵn sàng làm việc / ready for work",
    responses=errors(503, 507),
)
def get_ready(service: Open) -> HealthView:
    """Answer once the store can be written to and somebody works off what is asked."""
    service.store.ready()
    if not service.jobs.working:
        raise RequestError(503, _NOT_WORKING, code="planning_stalled")
    return HealthView(status="ready", version=_version())


def _version() -> str:
    try:
        return version("oxyroute")
    except PackageNotFoundError:
        return _UNINSTALLED
