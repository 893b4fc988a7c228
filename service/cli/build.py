"""`oxyroute build`: tables and roads in, one problem file out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from routing.day_tables import WAITING_VND_PER_HOUR
from routing.documents import problem_sha256, write_bytes, write_problem
from routing.model import Problem, Text
from routing.model.limits import MOST
from service.cli.asked import HELP_ONLY
from service.cli.options import SNAP_LIMIT_M
from service.cli.outputs import check_outputs
from service.cli.terminal import err, guarded, note, out
from service.dispatch.sample import reference_path

if not HELP_ONLY:
    from service.dispatch.day.build import BuildReport, Step, build_problem
    from service.dispatch.day.build import Progress as Watch
    from service.dispatch.day.tables import Inputs
    from service.dispatch.roads.road_rules import SHIPPED

_NAMED: Final = 20
"""Orders left out that are named."""
_STEPS: Final[dict[Step, str]] = {
    "roads": "Đọc đường / reading roads",
    "matrix": "Tính thời gian đi / travel times",
}


@guarded
def build(
    *,
    facilities: Annotated[
        list[Path], typer.Option(help="Cơ sở y tế (CSV, GeoJSON); lặp lại được / facilities, repeatable")
    ],
    depots: Annotated[Path, typer.Option(help="Kho nạp oxy / depots")],
    vehicles: Annotated[Path, typer.Option(help="Xe / trucks")],
    orders: Annotated[
        list[Path], typer.Option(help="Đơn của ngày; lặp lại được / the day's orders, repeatable")
    ],
    date: Annotated[str, typer.Option(help="Ngày năm-tháng-ngày / day YYYY-MM-DD")],
    out_path: Annotated[Path, typer.Option("--out", help="Tệp dữ liệu ngày / problem file to write")],
    roads: Annotated[
        Path | None, typer.Option(help="Đường: tệp OSM hoặc thư mục / OSM file or directory")
    ] = None,
    matrix_from: Annotated[
        str,
        typer.Option(
            metavar="osrm:URL|valhalla:URL",
            help="Lấy thời gian đi đường từ máy chủ này / travel times from this server",
        ),
    ] = "",
    cylinders: Annotated[Path | None, typer.Option(help="Loại bình / cylinder types")] = None,
    province: Annotated[str, typer.Option(help="Chỉ tỉnh này / only this province")] = "",
    bans: Annotated[
        str,
        typer.Option(
            metavar="FILE|shipped",
            help="Lệnh cấm xe tải theo giờ (CSV, shipped: bảng kèm theo) / bans of trucks",
        ),
    ] = "",
    road_hours: Annotated[
        str,
        typer.Option(
            metavar="FILE|shipped",
            help="Tốc độ theo giờ (CSV, shipped: ước tính kèm theo) / speeds by the hour",
        ),
    ] = "",
    truck_profiles: Annotated[
        Path | None, typer.Option(help="Các loại xe: khối lượng, cỡ (CSV) / kinds of trucks: mass, sizes")
    ] = None,
    empty_vnd: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=MOST["empty_vnd"],
            help="Giá một bình rỗng để lại; bỏ trống: theo bảng loại bình "
            "/ price of an empty left standing; without it, that of the cylinder table",
        ),
    ] = None,
    emergency_waiting_vnd: Annotated[
        int,
        typer.Option(
            min=0,
            max=MOST["waiting_vnd_per_hour"],
            help="Giá mỗi giờ đơn cấp cứu phải chờ (ước tính; 0: tắt) "
            "/ price of an hour that an emergency waits (an estimate; 0: off)",
        ),
    ] = WAITING_VND_PER_HOUR[0],
    urgent_waiting_vnd: Annotated[
        int,
        typer.Option(
            min=0,
            max=MOST["waiting_vnd_per_hour"],
            help="Giá mỗi giờ đơn gấp phải chờ (ước tính; 0: tắt) "
            "/ price of an hour that an urgent order waits (an estimate; 0: off)",
        ),
    ] = WAITING_VND_PER_HOUR[1],
    snap_limit: Annotated[
        float, typer.Option(min=1, help="Cách đường tối đa (m) / farthest from a road (m)")
    ] = SNAP_LIMIT_M,
    snap_report: Annotated[
        Path | None, typer.Option(help="Ghi bảng gắn điểm vào đường / write how places meet the road")
    ] = None,
    snap_picture: Annotated[
        Path | None, typer.Option(help="Vẽ hình điểm gắn vào đường (SVG) / draw how places meet the road")
    ] = None,
) -> None:
    """Lập dữ liệu của một ngày / build the problem of a day."""
    tables: tuple[Path | None, ...] = (
        *facilities,
        *orders,
        depots,
        vehicles,
        roads,
        cylinders,
        truck_profiles,
    )
    named = (Path(name) for name in (bans, road_hours) if name not in {"", SHIPPED})
    check_outputs(
        {"--out": out_path, "--snap-report": snap_report, "--snap-picture": snap_picture},
        inputs=(*tables, *named),
    )
    inputs = Inputs(
        facilities=tuple(facilities),
        depots=depots,
        vehicles=vehicles,
        orders=orders[0],
        more_orders=tuple(orders[1:]),
        roads=roads,
        matrix_from=matrix_from,
        date=date,
        cylinders=cylinders or reference_path("cylinders.csv"),
        province=province,
        snap_limit_m=snap_limit,
        bans=bans,
        road_hours=road_hours,
        truck_profiles=truck_profiles,
        empty_vnd=empty_vnd,
        waiting_vnd_per_hour=(emergency_waiting_vnd, urgent_waiting_vnd, 0),
    )
    with _watched() as progress:
        report = build_problem(inputs, tell=note, progress=progress, picture=snap_picture is not None)
    if snap_report:
        write_bytes((report.snaps.table() + "\n").encode(), snap_report)
    if snap_picture:
        write_bytes(report.picture.encode(), snap_picture)
    write_problem(report.problem, out_path)
    _tell(report, out_path)


@contextmanager
def _watched() -> Iterator[Watch]:
    """Show on stderr, where that is a terminal, how far each step has come."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err(), transient=True) as bars:
        tasks = {step: bars.add_task(label, total=1.0, start=False) for step, label in _STEPS.items()}

        def progress(step: Step, share: float) -> None:
            bars.start_task(tasks[step])
            bars.update(tasks[step], completed=share)

        yield progress


def _tell(report: BuildReport, path: Path) -> None:
    notes, problem = err(), report.problem
    places = {place.id for place in problem.places}
    by_map = report.map_snaps.lines(places) if report.map_snaps else ()
    for line in (*report.road_lines, *by_map, *_server_lines(problem), *report.snaps.lines(places)):
        note(line)
    for order_id in report.stranded:
        notes.print(f"! {order_id}: không có đường tới / no road leads there", markup=False)
    if report.outside:
        notes.print(_outside(report), markup=False)
    spent = ", ".join(f"{step} {seconds:.2f} s" for step, seconds in report.seconds.items())
    notes.print(f"Thời gian / time: {spent}", markup=False)
    out().print(
        f"✓ {path}: {len(problem.orders)} đơn/orders, {len(problem.facilities)} cơ sở/facilities, "
        f"{len(problem.depots)} kho/depots, {len(problem.vehicles)} xe/trucks, "
        f"sha256 {problem_sha256(problem)[:12]}",
        markup=False,
        soft_wrap=True,
    )


def _outside(report: BuildReport) -> str:
    """Return a line on the orders that the choice of a province leaves out, with their names."""
    count, named = len(report.outside), ", ".join(report.outside[:_NAMED])
    more = f" … +{count - _NAMED}" if count > _NAMED else ""
    provinces = ", ".join(report.outside_provinces) or "—"
    return (
        f"! {count} đơn ngoài tỉnh bị bỏ / orders outside the province left out: {named}{more} ({provinces})"
    )


def _server_lines(problem: Problem) -> tuple[Text, ...]:
    """Return what to tell of the server that travel times are from, before how places meet its roads."""
    server = problem.roads.server
    line = Text(f"Thời gian đi đường lấy từ {server}:", f"Travel times are from {server}:")
    return (line,) if server else ()
