"""/v1/scenarios: asking what if, beside the published schedule and never in it."""

from fastapi import APIRouter, Response

from service.api.common import IdempotencyKey, Open, ScenarioId, errors
from service.api.strict import StrictRoute
from service.dispatch.requests import scenario_request
from service.schemas import OperationView, ScenarioRequest, ScenarioView
from service.store import plans, scenarios

router = APIRouter(route_class=StrictRoute, tags=["scenarios"])


@router.post(
    "/scenarios",
    status_code=202,
    summary="Hỏi điều gì xảy ra nếu… / ask what if…",
    responses=errors(404, 409, 422),
)
def post_scenario(
    service: Open, body: ScenarioRequest, response: Response, key: IdempotencyKey = None
) -> OperationView:
    """Queue the plan of a changed day; the base plan is not touched."""
    limit = service.settings.max_seconds
    request = scenario_request(service.store, body.job(), max_seconds=limit)
    operation = service.jobs.submit(
        kind="scenario", request=request, key=key, base_plan_id=request["base_plan_id"]
    )
    response.headers["Location"] = f"/v1/operations/{operation.id}"
    return OperationView.of(operation)


@router.get(
    "/scenarios/{scenario_id}",
    summary="Kết quả của một kịch bản / what came out of a scenario",
    responses=errors(404, 422),
)
def get_scenario(service: Open, scenario_id: ScenarioId) -> ScenarioView:
    """Return changes, figures and the difference to the base plan."""
    with service.store.read() as tx:
        row = scenarios.row(tx, scenario_id)
        plan = plans.row(tx, row.plan_id) if row.plan_id else None
    return ScenarioView.of(row, plan=plan)
