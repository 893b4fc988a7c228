"""/v1/health and /v1/ready."""

from importlib.metadata import PackageNotFoundError, version

from fastapi import APIRouter

from service.api.common import Open, errors
from service.api.strict import StrictRoute
from service.schemas import HealthView

_UNINSTALLED = "dev"
"""What a source tree answers that runs without being installed."""

router = APIRouter(route_class=StrictRoute, tags=["health"])


@router.get("/health", summary="Máy chủ còn sống / the server lives")
def get_health() -> HealthView:
    """Answer without touching anything."""
    return HealthView(status="ok", version=_version())


@router.get(
    "/ready",
    summary="Sẵn sàng làm việc / ready for work",
    responses=errors(503),
)
def get_ready(service: Open) -> HealthView:
    """Answer once the store answers."""
    service.store.ready()
    return HealthView(status="ready", version=_version())


def _version() -> str:
    try:
        return version("oxyroute")
    except PackageNotFoundError:
        return _UNINSTALLED
