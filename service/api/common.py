"""What handlers share: the open service, path parameters, raw bodies, documented errors."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final, cast

from fastapi import Depends, Header, Path, Request

from routing.model import MOST_ID, Problem
from service.dispatch.maps.drawn import DrawnLines
from service.dispatch.roads.geography import RoadGraph
from service.jobs.jobs import Jobs
from service.schemas import ProblemDetails
from service.settings import Settings
from service.store import Store

PlanId = Annotated[str, Path(pattern=r"^plan-[0-9a-f]{16}$")]
OperationId = Annotated[str, Path(pattern=r"^op-[0-9a-f]{16}$")]
ScenarioId = Annotated[str, Path(pattern=r"^scn-[0-9a-f]{16}$")]
ProblemHash = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
OrderId = Annotated[str, Path(min_length=1, max_length=MOST_ID)]
DepotId = Annotated[str, Path(min_length=1, max_length=MOST_ID)]
DateName = Annotated[str, Path(max_length=10, description="YYYY-MM-DD, today, tomorrow")]
IdempotencyKey = Annotated[str | None, Header(alias="Idempotency-Key", min_length=1, max_length=255)]

GEOJSON: Final = "application/geo+json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """An open installation; all that handlers need.

    `roads_of` gives the roads of a problem, or None where this installation does not have them;
    `drawn` has the lines of stored plans.
    """

    settings: Settings
    store: Store
    jobs: Jobs
    roads_of: Callable[[Problem], RoadGraph | None]
    drawn: DrawnLines


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of the errors that a handler may answer with."""
    content = {"application/problem+json": {"schema": ProblemDetails.model_json_schema()}}
    return {status: {"description": "problem+json", "content": content} for status in statuses}


def _service(request: Request) -> Service:
    return cast("Service", request.app.state.service)


async def _raw_body(request: Request) -> bytes:
    return await request.body()


Open = Annotated[Service, Depends(_service)]
RawBody = Annotated[bytes, Depends(_raw_body)]
