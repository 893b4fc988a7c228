"""`oxyroute top-up`: orders that may wait, offered to the engines at what a later visit would cost."""

from pathlib import Path
from typing import Annotated

import typer

from routing.documents import problem_sha256, read_problem, write_problem
from routing.replan.topup import SHARE_PERCENT, priced
from service.cli.numbers import vnd
from service.cli.outputs import check_outputs
from service.cli.show import add_row, table
from service.cli.terminal import guarded, out


@guarded
def top_up(
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM", help="Tệp dữ liệu ngày / problem file")],
    *,
    orders: Annotated[str, typer.Option(help="Các đơn chưa cần hôm nay, cách nhau bằng dấu phẩy / a,b,c")],
    share: Annotated[
        int,
        typer.Option(help="% số lần đơn để lại cần chuyến riêng / % of cases that need a drive of their own"),
    ] = SHARE_PERCENT,
    out_path: Annotated[Path, typer.Option("--out", help="Tệp dữ liệu ngày mới / new problem file")],
) -> None:
    """Cho phép để lại các đơn, với giá ước tính của lần giao sau / make orders optional, at a price."""
    check_outputs({"--out": out_path}, inputs=(problem_path,))
    wanted = [word.strip() for word in orders.split(",") if word.strip()]
    problem = priced(read_problem(problem_path), wanted, share_percent=share)
    write_problem(problem, out_path)
    title = f"Giá ước tính của lần giao sau ({share} % chuyến riêng) / Estimated cost of a later visit"
    made = table(title, "Đơn / order", "Cơ sở / facility", ">Giá / prize")
    for key in dict.fromkeys(wanted):
        order = problem.order_by_id[key]
        name = problem.facility_by_id[order.facility_id].name
        add_row(made, key, name, vnd(order.prize_vnd or 0))
    console = out()
    console.print(made)
    console.print(f"✓ {out_path}: sha256 {problem_sha256(problem)[:12]}", markup=False, soft_wrap=True)
