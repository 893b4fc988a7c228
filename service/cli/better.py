"""A published plan behind which hardly any search stands is searched again, while the server runs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from routing.model import Text, thousands
from service.api.common import Service
from service.cli.terminal import note
from service.dispatch.plans.faults import NotCurrentError, RefusedPlanError, StaleRevisionError
from service.dispatch.plans.planning import StoredPlan, load_plan, publish
from service.dispatch.plans.search import Search
from service.dispatch.plans.solving import can_wait
from service.dispatch.requests import PlanJob, plan_request
from service.runsheet import write_run_sheets
from service.store import OperationRow, PlanRow, StoreError, operations

_TICK_S: Final = 0.5
_MOST_PREPARING_S: Final = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What was searched too little: the published plan, how it is searched again, where run sheets go."""

    row: PlanRow
    search: Search
    sheets: Path


@contextmanager
def bettered(service: Service, again: Again | None) -> Iterator[None]:
    """Search again as soon as our own search is ready, and publish what is better as the next revision.

    The search is an operation like any other, seen on the page. Whoever has published another plan
    meanwhile is not overruled.
    """
    over = threading.Event()
    if again is None:
        yield
        return
    worker = threading.Thread(target=_better, args=(service, again, over), name="better", daemon=True)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join(timeout=5.0)


def _better(service: Service, again: Again, over: threading.Event) -> None:
    waited_s = 0.0
    while can_wait() and waited_s < _MOST_PREPARING_S and not over.wait(_TICK_S):
        waited_s += _TICK_S
    if over.is_set() or can_wait():
        return
    try:
        operation = _searched(service, again, over)
        if operation is not None and operation.plan_id:
            _take(service, again, load_plan(service.store, operation.plan_id))
    except (NotCurrentError, RefusedPlanError, StaleRevisionError, StoreError) as error:
        note(
            Text(
                f"Chưa công bố bản tốt hơn: {error.message.vi}",
                f"The better plan is not published: {error.message.en}",
            )
        )


def _searched(service: Service, again: Again, over: threading.Event) -> OperationRow | None:
    """Return the operation of the second search once it is over."""
    job = PlanJob(search=again.search, problem_sha256=again.row.problem_sha256)
    request = plan_request(service.store, job, max_seconds=again.search.seconds)
    operation = service.jobs.submit(kind="plan", request=request)
    while not over.wait(_TICK_S):
        with service.store.read() as tx:
            operation = operations.row(tx, operation.id)
        if operation.final:
            return operation
    return None


def _take(service: Service, again: Again, stored: StoredPlan) -> None:
    """Publish the plan found, unless it is worse, with its run sheets."""
    before = load_plan(service.store, again.row.id).plan.objective
    if stored.plan.objective > before:
        note(Text("Tối ưu lại không thấy bản tốt hơn", "Searching again found nothing better"))
        return
    row = publish(service.store, stored.row.id, seen_revision=again.row.revision)
    write_run_sheets(stored.problem, stored.plan, again.sheets, revision=row.revision)
    cost = thousands(stored.plan.objective.cost_vnd)
    note(
        Text(
            f"✓ Đã công bố bản {row.revision}, tốt hơn: chi phí {cost} ₫; phiếu giao hàng đã thay",
            f"✓ Published a better plan as revision {row.revision}: cost {cost} VND; run sheets replaced",
        )
    )
