"""/v1/schedules: the published plan of a day and the run sheets of its depots."""

import json
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Header, Query, Response

from routing.model import Text
from service.api.common import DateName, DepotId, Open, errors
from service.api.strict import StrictRoute
from service.dispatch.plans.planning import StoredPlan, schedule
from service.errors import RequestError
from service.runsheet import csv_bytes, file_names, html_page, json_value, run_sheet
from service.schemas import RunSheetListView, RunSheetView, ScheduleView

router = APIRouter(route_class=StrictRoute, tags=["schedules"], prefix="/schedules/{date}")
Form = Literal["json", "csv", "html"]
_TYPES: dict[str, Form] = {
    "application/json": "json",
    "text/csv": "csv",
    "text/html": "html",
    "application/*": "json",
    "text/*": "html",
    "*/*": "json",
}
# The page is styled in itself and loads nothing.
_PAGE_CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"


@router.get(
    "",
    summary="Lịch đã công bố của ngày / the published schedule of a day",
    responses=errors(404, 422),
)
def get_schedule(service: Open, date: DateName, response: Response) -> ScheduleView:
    """Return the published plan; its ETag is the day's revision."""
    stored = schedule(service.store, date)
    response.headers["ETag"] = f'"{stored.row.revision}"'
    links = {depot.id: _address(stored, depot.id) for depot in stored.problem.depots}
    return ScheduleView.whole(stored.row, run_sheets=links, plan=json.loads(stored.body))


@router.get(
    "/run-sheets",
    summary="Các phiếu giao hàng của ngày / the run sheets of a day",
    responses=errors(404, 422),
)
def get_run_sheets(service: Open, date: DateName) -> RunSheetListView:
    """Return what each depot loads, with the address of its run sheet."""
    stored = schedule(service.store, date)
    run_sheets = []
    for depot in stored.problem.depots:
        sheet = run_sheet(stored.problem, stored.plan, depot.id)
        depot_fields = {"depot_id": depot.id, "depot_name": depot.name, "supplier_id": depot.supplier_id}
        counts = {"trips": len(sheet.trips), "loaded": dict(sheet.loaded.items())}
        counts["empties_back"] = dict(sheet.empties_back.items())
        run_sheets.append({**depot_fields, **counts, "href": _address(stored, depot.id)})
    return RunSheetListView(date=stored.row.date, revision=stored.row.revision, run_sheets=run_sheets)


@router.get(
    "/run-sheets/{depot_id:path}",
    response_model=RunSheetView,
    summary="Phiếu giao hàng của một kho / the run sheet of a depot",
    responses={200: {"content": {"text/csv": {}, "text/html": {}}}, **errors(404, 406, 422)},
)
def get_run_sheet(
    service: Open,
    date: DateName,
    depot_id: DepotId,
    form: Annotated[Form | None, Query(alias="format")] = None,
    accept: Annotated[str, Header(max_length=1000)] = "*/*",
) -> Response | RunSheetView:
    """Return the run sheet as JSON, CSV or a page to print, by `format` or by `Accept`."""
    stored = schedule(service.store, date)
    if depot_id not in stored.problem.depot_by_id:
        raise RequestError(404, Text(f"Không có kho {depot_id!r}", f"There is no depot {depot_id!r}"))
    sheet, revision = run_sheet(stored.problem, stored.plan, depot_id), stored.row.revision
    match form or _accepted(accept):
        case "csv":
            return Response(
                csv_bytes(sheet), media_type="text/csv; charset=utf-8", headers=_download(stored, depot_id)
            )
        case "html":
            page = html_page(sheet, revision=revision)
            headers = {"Content-Security-Policy": _PAGE_CSP}
            return Response(page, media_type="text/html; charset=utf-8", headers=headers)
        case _:
            return RunSheetView(**json_value(sheet, revision=revision))


def _download(stored: StoredPlan, depot_id: str) -> dict[str, str]:
    """Return the header that gives a download a name of its own depot."""
    names = file_names(depot.id for depot in stored.problem.depots)
    name = f"run-sheet-{stored.row.date}-{names[depot_id]}-r{stored.row.revision}.csv"
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


def _accepted(accept: str) -> Form:
    wishes = []
    for place, part in enumerate(accept.split(",")):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        if kind in _TYPES:
            wishes.append((-_number(quality), place, _TYPES[kind]))
    if not wishes:
        offered = "application/json, text/csv, text/html"
        raise RequestError(406, Text(f"Chỉ có {offered}", f"There is only {offered}"))
    return min(wishes)[2]


def _number(quality: str) -> float:
    try:
        return float(quality)
    except ValueError:
        return 1.0


def _address(stored: StoredPlan, depot_id: str) -> str:
    return f"/v1/schedules/{stored.row.date}/run-sheets/{quote(depot_id, safe='')}"
