"""Problems, tours, plans and scenarios as canonical JSON (RFC 8785), and their hashes."""

import hashlib
import os
import secrets
import stat
from pathlib import Path
from typing import Any, Final

import rfc8785

from routing.documents.encode import encode, fits_version
from routing.model import FORMAT_VERSION, Plan, Problem, Scenario, Tours

PROBLEM: Final = "oxyroute-problem"
PLAN: Final = "oxyroute-plan"
TOURS: Final = "oxyroute-tours"
SCENARIO: Final = "oxyroute-scenario"


def problem_json(problem: Problem) -> bytes:
    """Return `problem` as canonical JSON: the same problem always gives the same bytes.

    A problem that was read from an older version of the format is written in the oldest version, from that
    on, that can say it: unchanged, in its own. So its hash, and the plans that name it, stay valid.

    Raises
    ------
    ValueError
        If a number is beyond 2^53 - 1, which JSON cannot carry to every reader.
    """
    return _as_read(PROBLEM, problem)


def problem_sha256(problem: Problem) -> str:
    """Return the SHA-256 of `problem_json`, in hexadecimal."""
    return hashlib.sha256(problem_json(problem)).hexdigest()


def plan_json(plan: Plan) -> bytes:
    """Return `plan` as canonical JSON, of an older version where it was read from one, as `problem_json`."""
    return _as_read(PLAN, plan)


def tours_json(tours: Tours) -> bytes:
    """Return `tours` as canonical JSON."""
    return _document(TOURS, {"tours": encode(tours)})


def scenario_json(scenario: Scenario) -> bytes:
    """Return `scenario` as canonical JSON."""
    return _document(SCENARIO, encode(scenario))


def write_problem(problem: Problem, path: Path) -> None:
    """Write `problem_json` to `path`, whole or not at all."""
    write_bytes(problem_json(problem), path)


def write_plan(plan: Plan, path: Path) -> None:
    """Write `plan_json` to `path`, whole or not at all."""
    write_bytes(plan_json(plan), path)


def write_tours(tours: Tours, path: Path) -> None:
    """Write `tours_json` to `path`, whole or not at all."""
    write_bytes(tours_json(tours), path)


def write_scenario(scenario: Scenario, path: Path) -> None:
    """Write `scenario_json` to `path`, whole or not at all."""
    write_bytes(scenario_json(scenario), path)


def write_bytes(data: bytes, path: Path) -> None:
    """Put `data` at `path` in one step: a reader sees the old file or the new one, never a half.

    A symbolic link stays one, and a file keeps its permissions. Something that is no file (`/dev/stdout`) is
    written to directly.

    Raises
    ------
    OSError
        If the folder does not exist or may not be written; what was at `path` stays.
    """
    path = Path(path)
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path = path.resolve()
    draft = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with draft.open("xb") as file:
            if path.exists():
                draft.chmod(stat.S_IMODE(path.stat().st_mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _as_read(name: str, value: Problem | Plan) -> bytes:
    since = range(value.format_version, FORMAT_VERSION)
    version = next((version for version in since if fits_version(value, version)), FORMAT_VERSION)
    return _document(name, encode(value, version), version)


def _document(name: str, body: dict[str, Any], version: int = FORMAT_VERSION) -> bytes:
    return rfc8785.dumps({"format": {"name": name, "version": version}, **body})
