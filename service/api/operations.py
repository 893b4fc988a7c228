"""/v1/operations: how a solve is getting on, stopping it, and its events."""

from collections.abc import AsyncIterator
from typing import Final

import anyio
from fastapi import APIRouter
from sse_starlette import EventSourceResponse, ServerSentEvent

from service.api.common import Open, OperationId, errors
from service.api.strict import StrictRoute
from service.schemas import OperationView
from service.store import OperationRow, Store, operations

router = APIRouter(route_class=StrictRoute, tags=["operations"])
_PERIOD_S: Final = 0.5


@router.get(
    "/operations/{operation_id}",
    summary="Tiến độ của một tác vụ / how an operation is getting on",
    responses=errors(404, 422),
)
def get_operation(service: Open, operation_id: OperationId) -> OperationView:
    """Return state, progress and, at the end, the link to the result."""
    return OperationView.of(_read(service.store, operation_id))


@router.post(
    "/operations/{operation_id}/stop",
    status_code=202,
    summary="Dừng, giữ phương án tốt nhất / stop, keeping the best plan so far",
    responses=errors(404, 422),
)
def post_stop(service: Open, operation_id: OperationId) -> OperationView:
    """Ask for an early end; an operation that is over stays as it is."""
    return OperationView.of(service.jobs.stop(operation_id))


@router.get(
    "/operations/{operation_id}/events",
    summary="Theo dõi trực tiếp (SSE) / watch (server-sent events)",
    responses={200: {"content": {"text/event-stream": {}}}, **errors(404, 422)},
    response_class=EventSourceResponse,
)
def get_events(service: Open, operation_id: OperationId) -> EventSourceResponse:
    """Send the operation whenever it changes: events `progress`, and `end` as the last."""
    _read(service.store, operation_id)
    return EventSourceResponse(_events(service.store, operation_id))


async def _events(store: Store, operation_id: str) -> AsyncIterator[ServerSentEvent]:
    seen = ""
    while True:
        row = await anyio.to_thread.run_sync(_read, store, operation_id)
        if row.updated_at != seen:
            seen = row.updated_at
            data = OperationView.of(row).model_dump_json()
            yield ServerSentEvent(data, event="end" if row.final else "progress", id=seen)
        if row.final:
            return
        await anyio.sleep(_PERIOD_S)


def _read(store: Store, operation_id: str) -> OperationRow:
    with store.read() as tx:
        return operations.row(tx, operation_id)
