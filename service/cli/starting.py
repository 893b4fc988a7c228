"""Options of planning again from a plan in hand, and what must be given with them."""

from pathlib import Path
from typing import Annotated

import typer

from routing.model import InputError, Issue, IssueCode, Subject, Text
from routing.replan.locks import Locks

START = Annotated[
    Path | None, typer.Option(help="Bắt đầu từ kế hoạch này, của ngày nào cũng được / plan to start from")
]
LOCK_ROUTE = Annotated[
    list[str] | None, typer.Option(help="Xe giữ nguyên tuyến / truck whose route stays as it is")
]
LOCK_VEHICLE = Annotated[
    list[str] | None,
    typer.Option(help="Xe giữ các chuyến đang có, có thể thêm chuyến / truck that keeps its trips"),
]
LOCK_STOP = Annotated[
    list[str] | None, typer.Option(help="Đơn ở lại trên xe đang chở / order that stays on its truck")
]
STAY_CLOSE = Annotated[
    bool,
    typer.Option(
        "--stay-close",
        help="Giữ sát kế hoạch bắt đầu: đổi xe, đổi giờ có giá / price moving stops of the start plan",
    ),
]
DEPART = Annotated[
    list[str] | None,
    typer.Option(
        metavar="XE[:N]",
        help="Xe đã đi N chuyến đầu, mặc định 1 / truck whose first N trips have left, by default 1",
    ),
]


def refuse_without_problem(locks: Locks, out_path: Path | None, out_problem: Path | None) -> None:
    """Raise `InputError` where a plan with locks would be written without the problem that it is for."""
    if not (locks.given and out_path and not out_problem):
        return
    issue = Issue(
        code=IssueCode.LOCKS_NOT_KEPT,
        subject=Subject(column="--out-problem"),
        fault=Text(
            "Kế hoạch có khóa thuộc về dữ liệu ngày đã khóa, mà dữ liệu ngày ấy không được ghi",
            "A plan with locks belongs to the problem with these locks, which is not written",
        ),
        remedy=Text("Thêm --out-problem TỆP", "Add --out-problem FILE"),
    )
    raise InputError([issue])
