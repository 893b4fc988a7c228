"""Files that a command reads are not the ones it writes, by whatever name."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from routing.documents import problem_sha256, write_plan, write_problem
from routing.model import InputError, Problem, Tour, TourTrip
from routing.solve import judge
from service.cli import app
from service.cli.outputs import check_outputs

AREA = '{"type":"Polygon","coordinates":[[[108,16],[108.1,16],[108.1,16.1],[108,16]]]}'


@pytest.fixture
def day(tmp_path: Path, two_clinics: Problem, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A problem, a plan and an area, in the working directory."""
    trip = TourTrip(depot_id=two_clinics.depots[0].id, part_ids=("o-an",))
    tours = (Tour(vehicle_id=two_clinics.vehicles[0].id, trips=(trip,)),)
    write_problem(two_clinics, tmp_path / "p.json")
    write_plan(
        judge(two_clinics, tours, problem_sha256=problem_sha256(two_clinics)).plan, tmp_path / "k.json"
    )
    (tmp_path / "area.geojson").write_text(AREA, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names_of(path: Path) -> list[str]:
    """Other names of a file: by steps, whole, by a symlink, by a hard link, by a linked folder."""
    (path.parent / "soft").symlink_to(path.name)
    os.link(path, path.parent / "hard")
    (path.parent / "loop").symlink_to(".", target_is_directory=True)
    return [path.name, f"./sub/../{path.name}", str(path), "soft", "hard", f"loop/{path.name}"]


SEARCH = ["--engine", "greedy", "--iterations", "1"]
COMMANDS = {
    "solve": (["solve", "p.json", *SEARCH, "--out"], "p.json"),
    "solve start": (["solve", "p.json", "--start", "k.json", *SEARCH, "--out"], "k.json"),
    "solve problem": (["solve", "p.json", *SEARCH, "--out-problem"], "p.json"),
    "what-if": (["what-if", "p.json", "--demand", "2", *SEARCH, "--out"], "p.json"),
    "what-if plan": (["what-if", "p.json", "--demand", "2", "--plan", "k.json", *SEARCH, "--out"], "k.json"),
    "what-if area": (
        ["what-if", "p.json", "--close-area", "area.geojson", *SEARCH, "--out-problem"],
        "area.geojson",
    ),
    "insert": (["insert", "p.json", "k.json", "o-binh", "--out"], "p.json"),
    "insert plan": (["insert", "p.json", "k.json", "o-binh", "--out"], "k.json"),
    "top-up": (["top-up", "p.json", "--orders", "o-an", "--out"], "p.json"),
    "run-sheet": (["run-sheet", "p.json", "k.json", "--depot", "kho", "--out"], "k.json"),
}


@pytest.mark.parametrize("case", COMMANDS)
def test_no_command_writes_over_what_it_reads(day: Path, case: str) -> None:
    """Refused before any work by every name of the file, which stays byte for byte."""
    arguments, target = COMMANDS[case]
    path = day / target
    before = path.read_bytes()
    for name in names_of(path):
        result = CliRunner().invoke(app, [*arguments, name])
        assert result.exit_code == 2, (name, result.output)
        assert "OUTPUT_IS_INPUT" in result.output, (name, result.output)
        assert path.read_bytes() == before


@pytest.mark.parametrize("option", ["--out", "--snap-report", "--snap-picture"])
@pytest.mark.parametrize(
    "target", ["facilities.csv", "depots.csv", "vehicles.csv", "orders.csv", "roads/links.csv"]
)
def test_build_spares_its_tables(folder: Path, option: str, target: str) -> None:
    """A table, or a file in a folder of roads, is not written over."""
    before = (folder / target).read_bytes()
    arguments = ["build", "--date", "2026-11-24", "--roads", str(folder / "roads")]
    for table in ("facilities", "depots", "vehicles", "orders"):
        arguments += [f"--{table}", str(folder / f"{table}.csv")]
    written = {"--out": str(folder / "p.json"), option: str(folder / target)}
    for name, path in written.items():
        arguments += [name, path]
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, "OUTPUT_IS_INPUT" in result.output) == (2, True), result.output
    assert (folder / target).read_bytes() == before
    assert not (folder / "p.json").exists()


def test_two_outputs_are_two_files(day: Path) -> None:
    result = CliRunner().invoke(
        app, ["solve", "p.json", *SEARCH, "--out", "n.json", "--out-problem", "./n.json"]
    )
    assert result.exit_code == 2
    assert "SAME_OUTPUT" in result.output
    assert not (day / "n.json").exists()


def test_folders_are_no_files(day: Path) -> None:
    """A folder in place of the file, and a file in no folder, are told before any work."""
    for name in ("sub", "none/n.json"):
        assert CliRunner().invoke(app, ["solve", "p.json", *SEARCH, "--out", name]).exit_code == 2


def test_new_and_old_files_are_written(day: Path) -> None:
    """What is not read may be written, also once more, and beside the tables of roads."""
    check_outputs({"--out": day / "new.json", "--other": None}, inputs=(day / "p.json", None, day))
    check_outputs({"--out": day / "k.json"}, inputs=(day / "p.json",))
    with pytest.raises(InputError):
        check_outputs({"--out": day / "sub" / ".." / "k.json"}, inputs=(day / "k.json",))
