"""The wire types: what HTTP takes and gives."""

from service.schemas.given import ChangesAsked, PlanRequest, ScenarioRequest, ToursRequest
from service.schemas.shown import (
    HealthView,
    JudgedView,
    OperationView,
    PlaceListView,
    PlanListView,
    PlanView,
    PlanWithBody,
    ProblemDetails,
    ProblemView,
    RunSheetListView,
    RunSheetView,
    ScenarioView,
    ScheduleView,
)

__all__ = [
    "ChangesAsked",
    "HealthView",
    "JudgedView",
    "OperationView",
    "PlaceListView",
    "PlanListView",
    "PlanRequest",
    "PlanView",
    "PlanWithBody",
    "ProblemDetails",
    "ProblemView",
    "RunSheetListView",
    "RunSheetView",
    "ScenarioRequest",
    "ScenarioView",
    "ScheduleView",
    "ToursRequest",
]
