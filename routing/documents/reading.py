"""Problems, tours, plans and scenarios from JSON; what is refused is refused with every issue."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from routing.documents.decode import record
from routing.documents.faults import Faults, shown
from routing.documents.json_text import parse_json
from routing.documents.source_texts import read_source_texts
from routing.model import (
    FORMAT_VERSION,
    LAST_WITH_TEXTS,
    OLDEST_VERSION,
    InputError,
    Issue,
    IssueCode,
    Plan,
    Problem,
    Scenario,
    Text,
    Tour,
    Tours,
)
from routing.tables.files import load

PROBLEM: Final = "oxyroute-problem"
PLAN: Final = "oxyroute-plan"
TOURS: Final = "oxyroute-tours"
SCENARIO: Final = "oxyroute-scenario"


@dataclass(frozen=True, slots=True, kw_only=True)
class _TourFile:
    tours: tuple[Tour, ...]


def parse_problem(text: bytes | str, *, file: str = "") -> Problem:
    """Return the problem that a JSON text holds.

    Parameters
    ----------
    file : str
        The name that issues give as their file.

    Raises
    ------
    InputError
        With all issues of the first step that fails: text, JSON, format and version, fields
        (each at its JSON path), and at last what `Problem` itself refuses.
    """
    return _parse(text, file, PROBLEM, Problem)  # type: ignore[no-any-return]


def parse_plan(text: bytes | str, *, file: str = "") -> Plan:
    """Return the plan that a JSON text holds; raises InputError as `parse_problem` does."""
    return _parse(text, file, PLAN, Plan)  # type: ignore[no-any-return]


def parse_tours(text: bytes | str, *, file: str = "") -> Tours:
    """Return the tours that a JSON text holds; raises InputError as `parse_problem` does."""
    return _parse(text, file, TOURS, _TourFile).tours  # type: ignore[no-any-return]


def parse_scenario(text: bytes | str, *, file: str = "") -> Scenario:
    """Return the scenario that a JSON text holds; raises InputError as `parse_problem` does."""
    return _parse(text, file, SCENARIO, Scenario)  # type: ignore[no-any-return]


def read_problem(path: Path) -> Problem:
    """Return the problem in the file at `path`; raises InputError as `parse_problem` does."""
    return parse_problem(load(path), file=Path(path).name)


def read_plan(path: Path) -> Plan:
    """Return the plan in the file at `path`; raises InputError as `parse_problem` does."""
    return parse_plan(load(path), file=Path(path).name)


def read_tours(path: Path) -> Tours:
    """Return the tours in the file at `path`; raises InputError as `parse_problem` does."""
    return parse_tours(load(path), file=Path(path).name)


def read_scenario(path: Path) -> Scenario:
    """Return the scenario in the file at `path`; raises InputError as `parse_problem` does."""
    return parse_scenario(load(path), file=Path(path).name)


def _parse(text: bytes | str, file: str, name: str, cls: type) -> Any:  # noqa: ANN401
    faults = Faults(file)
    value = parse_json(text, file=file, finite=False)
    _format(faults, value, name)
    faults.refuse()
    more: dict[str, Any] = {"format_version": faults.version} if cls in (Problem, Plan) else {}
    if cls is Problem and faults.version <= LAST_WITH_TEXTS:
        value = dict(value)
        texts = read_source_texts(faults, value.pop("sources", {}), _profiles(value))
        more |= {"source_texts": texts, "roads": texts.roads, "notes": texts.notes}
    try:
        result = record(faults, cls, value, "$", tag="format", **more)
    except InputError as error:
        raise InputError(_in_file(error, file)) from None
    faults.refuse()
    return result


def _profiles(value: dict[str, Any]) -> list[str]:
    """Return the names of the profiles of a problem, as far as it has any."""
    travel = value.get("travel")
    profiles = travel.get("profiles") if isinstance(travel, dict) else None
    return list(profiles) if isinstance(profiles, dict) else []


def _in_file(error: InputError, file: str) -> list[Issue]:
    return [dataclasses.replace(x, subject=dataclasses.replace(x.subject, file=file)) for x in error.issues]


def _format(faults: Faults, value: Any, name: str) -> None:  # noqa: ANN401
    mark = value.get("format") if isinstance(value, dict) else None
    seen = mark.get("name") if isinstance(mark, dict) else mark
    if not isinstance(mark, dict) or seen != name:
        fault = Text(
            f"Đây không phải tệp {name} mà là {shown(seen)}", f"This is not {name} but {shown(seen)}"
        )
        right = Text(f"Chọn một tệp {name}", f'Choose a file that says "format": {{"name": "{name}", …}}')
        faults.add(IssueCode.WRONG_FORMAT, "$.format.name", fault, right)
        return
    faults.keys(mark, "$.format", known=("name", "version"), needed=())
    version = mark.get("version")
    if type(version) is int and OLDEST_VERSION <= version <= FORMAT_VERSION:
        faults.version = version
    else:
        has, wants = shown(version), f"{OLDEST_VERSION}-{FORMAT_VERSION}"
        fault = Text(
            f"Bản {has}; OxyRoute này đọc bản {wants}", f"Version {has}; this OxyRoute reads {wants}"
        )
        update = Text("Cập nhật OxyRoute, hoặc xuất lại tệp", "Update OxyRoute, or export the file anew")
        faults.add(IssueCode.UNSUPPORTED_VERSION, "$.format.version", fault, update)
