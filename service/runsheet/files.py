"""The run sheets of a day as files, for whoever has a printer and no server."""

from pathlib import Path

from routing.documents import write_bytes
from routing.model import Plan, Problem
from service.runsheet.file_names import file_names
from service.runsheet.page import html_page
from service.runsheet.sheet import run_sheet
from service.runsheet.table import csv_bytes


def write_run_sheets(problem: Problem, plan: Plan, folder: Path, *, revision: int) -> tuple[Path, ...]:
    """Write each depot's run sheet as CSV and page into `folder` and return the paths.

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    names = file_names(depot.id for depot in problem.depots)
    for depot in problem.depots:
        sheet = run_sheet(problem, plan, depot.id)
        for suffix, data in (
            (".csv", csv_bytes(sheet)),
            (".html", html_page(sheet, revision=revision).encode()),
        ):
            path = folder / f"{names[depot.id]}{suffix}"
            write_bytes(data, path)
            written.append(path)
    return tuple(written)
