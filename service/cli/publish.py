"""`oxyroute publish`: make a stored plan the schedule of its day."""

from __future__ import annotations

from typing import Annotated

import typer

from service.cli.asked import HELP_ONLY
from service.cli.options import HOME
from service.cli.serve import settings_of
from service.cli.terminal import guarded, out
from service.dispatch.plans.faults import PROBLEM_NOT_CURRENT

if not HELP_ONLY:
    from service.dispatch.plans.planning import publish as publish_plan
    from service.wiring import open_home


@guarded
def publish(
    plan_id: Annotated[
        str, typer.Argument(metavar="PLAN_ID", help="Mã kế hoạch đã lưu / id of a stored plan")
    ],
    *,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar=PROBLEM_NOT_CURRENT,
            help="Chấp nhận kế hoạch của dữ liệu đã bị thay / accept a plan of data replaced since",
        ),
    ] = None,
    home: HOME = None,
) -> None:
    """Công bố một kế hoạch đã lưu trong thư mục dữ liệu / publish a plan stored in the data directory."""
    with open_home(settings_of(home=home, port=None, host=None)) as store:
        row = publish_plan(store, plan_id, accept=accept or ())
    out().print(
        f"✓ Đã công bố bản {row.revision} cho ngày {row.date} / published as revision {row.revision}",
        markup=False,
        soft_wrap=True,
    )
