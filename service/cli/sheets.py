"""`oxyroute run-sheet`: what one depot prints."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from routing.documents import read_problem, write_bytes
from routing.model import RunSheet
from service.cli.asked import HELP_ONLY
from service.cli.outputs import check_outputs
from service.cli.plans import read_valid_plan_of
from service.cli.terminal import guarded, out

if not HELP_ONLY:
    from service.runsheet import csv_bytes, html_page, json_bytes
    from service.runsheet import run_sheet as make_sheet

SheetFormat = Literal["csv", "html", "json"]


@guarded
def run_sheet(
    problem_path: Annotated[Path, typer.Argument(metavar="PROBLEM", help="Tệp dữ liệu ngày / problem file")],
    plan_path: Annotated[Path, typer.Argument(metavar="PLAN", help="Tệp kế hoạch / plan file")],
    *,
    depot: Annotated[str, typer.Option(help="Mã kho / depot id")],
    format_: Annotated[SheetFormat, typer.Option("--format", help="csv, html, json")] = "csv",
    out_path: Annotated[Path | None, typer.Option("--out", help="Tệp để ghi / file to write")] = None,
) -> None:
    """In phiếu giao hàng của một kho / a depot's run sheet."""
    check_outputs({"--out": out_path}, inputs=(problem_path, plan_path))
    problem = read_problem(problem_path)
    sheet = make_sheet(problem, read_valid_plan_of(problem, plan_path), depot)
    data = _rendered(sheet, format_)
    if out_path is None:
        sys.stdout.buffer.write(data)
        return
    write_bytes(data, out_path)
    out().print(f"✓ {out_path}", markup=False, soft_wrap=True)


def _rendered(sheet: RunSheet, form: SheetFormat) -> bytes:
    match form:
        case "csv":
            return csv_bytes(sheet)
        case "html":
            return html_page(sheet).encode()
        case "json":
            return json_bytes(sheet)
