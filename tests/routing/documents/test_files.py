"""A file is written whole or not at all."""

from pathlib import Path

import pytest

from routing.documents import (
    read_plan,
    read_problem,
    read_scenario,
    read_tours,
    write_bytes,
    write_plan,
    write_problem,
    write_scenario,
    write_tours,
)
from routing.model import Objective, Plan, Scenario, Text, Tour

NO_PLAN = Plan(problem_sha256="", routes=(), objective=Objective())


def test_files_are_read_as_they_were_written(tmp_path, two_clinics):
    """Problem, plan, tours and scenario."""
    tours = (Tour(vehicle_id="v", trips=()),)
    scenario = Scenario(name=Text("Không", "Nothing"), changes=())
    pairs = [
        (two_clinics, write_problem, read_problem),
        (NO_PLAN, write_plan, read_plan),
        (tours, write_tours, read_tours),
        (scenario, write_scenario, read_scenario),
    ]
    for value, write, read in pairs:
        write(value, tmp_path / "file.json")
        assert read(tmp_path / "file.json") == value
    assert [path.name for path in tmp_path.iterdir()] == ["file.json"]


def test_a_failed_write_leaves_the_old_file(tmp_path):
    """A target that cannot be replaced stays, and no draft is left behind."""
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(OSError):
        write_bytes(b"new", target)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_missing_folder_is_an_error(tmp_path):
    """Folders are not made up."""
    with pytest.raises(FileNotFoundError):
        write_plan(NO_PLAN, tmp_path / "nowhere" / "plan.json")


def test_links_and_rights_stay(tmp_path):
    """What a link leads to is written, and a file that nobody else may read stays one."""
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_bytes(b"old")
    target.chmod(0o600)
    link.symlink_to("target.json")
    write_bytes(b"new", link)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.json", "target.json"]


def test_any_name_and_what_is_no_file(tmp_path):
    """As long a name as the file system takes is written, and so is what lies in no folder of files."""
    name = "x" * 255
    write_bytes(b"new", tmp_path / name)
    assert (tmp_path / name).read_bytes() == b"new"
    write_bytes(b"new", Path("/dev/null"))
    assert not Path("/dev/null").is_file()
