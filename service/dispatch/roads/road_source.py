"""Finding again the roads that a problem's travel times were computed from."""

from collections.abc import Iterable
from pathlib import Path

from routing.model import InputError, Issue, IssueCode, Problem, Subject, Text
from service.dispatch.roads.closing import as_closed
from service.dispatch.roads.geography import RoadGraph, read_roads
from service.dispatch.sample import SAMPLE_ROADS, sample_path


def roads_of(problem: Problem, *, override: Path | None = None, beside: Path | None = None) -> RoadGraph:
    """Return the road graph that `problem` names, or that of `override`.

    Parameters
    ----------
    beside
        The problem's file: a relative path is tried from the working directory, then from there.

    Raises
    ------
    InputError
        ROADS_NOT_NAMED, ROADS_MISSING or ROADS_CHANGED.
    """
    path = override or _named(problem, beside)
    graph = read_roads(path)
    if problem.roads.sha256 and graph.sha256 != problem.roads.sha256:
        raise _refusal(
            IssueCode.ROADS_CHANGED,
            str(path),
            Text(
                "Tệp đường khác với tệp đã dùng để lập dữ liệu ngày",
                "The roads differ from those the problem was built from",
            ),
            Text(
                "Dùng đúng tệp cũ hoặc lập lại dữ liệu ngày", "Use the same file or build the problem again"
            ),
        )
    return as_closed(graph, problem)


def roads_by_hash(problem: Problem, known: Iterable[RoadGraph | None]) -> RoadGraph | None:
    """Return the one of known roads that has the problem's hash, closed as it says; None if there is none."""
    wanted = problem.roads.sha256
    graph = next((graph for graph in known if graph and graph.sha256 == wanted), None)
    return as_closed(graph, problem) if graph else None


def roads_among(problem: Problem, known: Iterable[Path]) -> RoadGraph:
    """Return the roads of `problem` out of known files, by hash and never by the path it names.

    Raises
    ------
    InputError
        ROADS_UNKNOWN, if none of them has the hash.
    """
    graph = roads_by_hash(problem, map(read_roads, known))
    if graph:
        return graph
    raise _refusal(
        IssueCode.ROADS_UNKNOWN,
        problem.roads.file,
        Text(
            "Máy chủ không có bản đồ đường của dữ liệu ngày này",
            "The server does not have the roads of this problem",
        ),
        Text(
            "Khởi động máy chủ với OXYROUTE_ROADS trỏ tới tệp đường đó",
            "Start the server with OXYROUTE_ROADS naming that road file",
        ),
    )


def need_own_roads(problem: Problem) -> None:
    """Refuse to close roads where the travel times are not computed here.

    Raises
    ------
    InputError
        ROADS_OF_SERVER.
    """
    server = problem.roads.server
    if server:
        raise _refusal(
            IssueCode.ROADS_OF_SERVER,
            server,
            Text(
                f"Thời gian đi đường của dữ liệu ngày này lấy từ {server}: không thể cấm đường ở đây",
                f"The travel times of this problem are from {server}: its roads cannot be closed here",
            ),
            Text(
                "Lập lại dữ liệu ngày với --roads, không có --matrix-from, rồi cấm đường",
                "Build the problem again with --roads, without --matrix-from, and close roads then",
            ),
        )


def no_roads() -> Issue:
    """Return the issue of a day that has neither roads nor a server of travel times."""
    return Issue(
        code=IssueCode.ROADS_NOT_GIVEN,
        subject=Subject(column="roads"),
        fault=Text("Chưa có nguồn thời gian đi đường", "There is no source of travel times"),
        remedy=Text(
            "Thêm --roads (tệp đường) hoặc --matrix-from (máy chủ OSRM, Valhalla)",
            "Add --roads (a road file) or --matrix-from (a server, OSRM or Valhalla)",
        ),
    )


def _named(problem: Problem, beside: Path | None) -> Path:
    name = problem.roads.file
    if name == SAMPLE_ROADS:
        return sample_path("roads")
    if not name:
        raise _refusal(
            IssueCode.ROADS_NOT_NAMED,
            "",
            Text("Dữ liệu ngày không ghi tệp đường", "The problem names no road file"),
            Text("Thêm --roads", "Add --roads"),
        )
    tried = [Path(name)] + ([beside.parent / name] if beside else [])
    for path in tried:
        if path.exists():
            return path
    raise _refusal(
        IssueCode.ROADS_MISSING,
        name,
        Text(f"Không tìm thấy tệp đường {name}", f"The road file {name} is not there"),
        Text("Chỉ đường dẫn mới bằng --roads", "Give its new path with --roads"),
    )


def _refusal(code: IssueCode, file: str, fault: Text, remedy: Text) -> InputError:
    return InputError([Issue(code=code, subject=Subject(file=file), fault=fault, remedy=remedy)])
