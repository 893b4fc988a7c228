"""The HTTP door under /v1: handlers of a few lines; what they do is in `dispatch` and `jobs`."""

from fastapi import APIRouter

from service.api import health, maps, operations, plans, problems, scenarios, schedules

__all__ = ["router"]

router = APIRouter(prefix="/v1")
for part in (problems, plans, operations, schedules, scenarios, maps, health):
    router.include_router(part.router)
