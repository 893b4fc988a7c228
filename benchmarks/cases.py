"""The named cases of the end-to-end measurement: what goes into `build`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from benchmarks.hanoi import hanoi_files, make_day, write_day
from service.dispatch.sample import SAMPLE_ROADS, SampleDay, sample_path

DATE: Final = "2026-11-24"


def _hanoi(out: Path) -> dict[str, Any]:
    files = hanoi_files()
    write_day(make_day(files, seed=1), out)
    return {
        "facilities": [str(path.resolve()) for path in files.facilities],
        "depots": str(files.depots.resolve()),
        "vehicles": str(out / "vehicles.csv"),
        "orders": str(out / "orders.csv"),
        "roads": str(files.roads.resolve()),
        "roads_name": f"shared:{files.roads.name}",
    }


def _quang_nam(day: SampleDay) -> Callable[[Path], dict[str, Any]]:
    def inputs(out: Path) -> dict[str, Any]:
        del out
        return {
            "facilities": [str(sample_path("facilities.csv"))],
            "depots": str(sample_path("depots.csv")),
            "vehicles": str(sample_path("vehicles.csv")),
            "orders": str(sample_path(f"orders_{day}.csv")),
            "roads": str(sample_path("roads")),
            "roads_name": SAMPLE_ROADS,
        }

    return inputs


CASES: Final[Mapping[str, Callable[[Path], dict[str, Any]]]] = {
    "hanoi": _hanoi,
    "quang-nam-calm": _quang_nam("calm"),
    "quang-nam-surge": _quang_nam("surge"),
}


def build_job(case: str, out: Path) -> dict[str, Any]:
    """Return the job that builds a case; `out` takes made tables and the problem file.

    Roads are named, not given as a path: the problem's hash is the same on every machine.
    """
    out = out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    return {"job": "build", "date": DATE, "out": str(out / "problem.json"), **CASES[case](out)}
