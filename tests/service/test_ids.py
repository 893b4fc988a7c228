"""Ids that people chose: what import takes has an address and a file of its own; the rest is refused."""

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from typer.testing import CliRunner

from routing.documents import parse_problem, problem_json, problem_sha256, tours_json
from routing.model import Problem, Tour, TourTrip
from routing.model.identity import MOST_ID, id_fault
from routing.solve import judge
from service.cli import app
from service.runsheet import file_names, write_run_sheets

DAY = "2026-11-24"
GOOD = (
    "NCC/01",
    "/",
    "a//b/",
    "../KHO",
    "KHO..",
    "...",
    "KHO A?x#y",
    "kho%2FA",
    "%2e%2e",
    "100%",
    "Kho Huế – số 1",
    "Ỗ",
    "kho;a=1&b=2",
    "kho+1",
    "'\"<b>",
    "\\kho",
    "C:",
    "nul",
    "run-sheets",
    "~",
    "氧",
    "😀",
    "K" * MOST_ID,
)
BAD = (
    ".",
    "..",
    "K" * (MOST_ID + 1),
    "KHO\nA",
    "KHO\tA",
    "KHO\x00A",
    "KHO\x7fA",
    "KHO\u202eA",
    "KHO\u200bA",
    "KHO\u00adA",
    "KHO\u2028A",
    "\ufeffKHO",
    " KHO",
    "KHO ",
    "\u00a0KHO",
    unicodedata.normalize("NFD", "Huế"),
)


def renamed(problem: Problem, name: str) -> bytes:
    """Return a problem as JSON whose first depot has another id."""
    old = json.dumps(problem.depots[0].id)
    return problem_json(problem).replace(old.encode(), json.dumps(name, ensure_ascii=False).encode())


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, server_class) -> Iterator[httpx.Client]:
    """A client of a real server: the one in this process decodes addresses twice."""
    server = server_class(tmp_path_factory.mktemp("home"))
    yield server.http
    server.close()


@pytest.mark.parametrize("name", GOOD)
def test_each_id_taken_has_its_address(client: httpx.Client, two_clinics: Problem, name: str) -> None:
    """The links that the server gives lead to the sheet of that very depot, in every form."""
    assert id_fault(name) is None
    problem = parse_problem(renamed(two_clinics, name))
    headers = {"Content-Type": "application/json"}
    sha256 = client.post("/v1/problems", content=problem_json(problem), headers=headers).json()["sha256"]
    trip = TourTrip(depot_id=name, part_ids=(problem.orders[0].id,))
    tours = json.loads(tours_json((Tour(vehicle_id=problem.vehicles[0].id, trips=(trip,)),)))["tours"]
    request = {"problem_sha256": sha256, "tours": tours, "keep": True}
    kept = client.post("/v1/tours/check", json=request).json()["plan_id"]
    assert client.post(f"/v1/plans/{kept}/publish").status_code == 200
    listed = client.get(f"/v1/schedules/{DAY}/run-sheets").json()["run_sheets"]
    links = client.get(f"/v1/schedules/{DAY}").json()["run_sheets"]
    (href,) = [sheet["href"] for sheet in listed if sheet["depot_id"] == name]
    assert href == links[name] == f"/v1/schedules/{DAY}/run-sheets/{quote(name, safe='')}"
    assert client.get(href).json()["depot_id"] == name
    assert client.get(f"{href}?format=html").status_code == 200
    disposition = client.get(f"{href}?format=csv").headers["content-disposition"]
    assert disposition.isascii()
    assert "/" not in disposition


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("kind", ["depots", "facilities", "vehicles", "orders", "cylinder_types"])
def test_ids_without_an_address_are_refused_by_the_model(
    client: httpx.Client, two_clinics: Problem, name: str, kind: str
) -> None:
    """Of whatever kind, and told as what it is."""
    value = json.loads(problem_json(two_clinics))
    value[kind][0]["id"] = name
    answer = client.post("/v1/problems", json=value)
    assert answer.status_code == 422
    assert "BAD_ID" in {issue["code"] for issue in answer.json()["issues"]}
    assert len(answer.content) < 50_000


def test_ids_of_tables_are_held_to_the_same_rule(folder: Path) -> None:
    """`build` refuses such an id with the file and row where it stands."""
    depots = (folder / "depots.csv").read_text(encoding="utf-8").replace("\nkho,", "\n..,")
    (folder / "depots.csv").write_text(depots, encoding="utf-8")
    vehicles = (folder / "vehicles.csv").read_text(encoding="utf-8").replace(",kho\n", ",..\n")
    (folder / "vehicles.csv").write_text(vehicles, encoding="utf-8")
    arguments = ["build", "--date", DAY, "--out", str(folder / "p.json"), "--roads", str(folder / "roads")]
    for table in ("facilities", "depots", "vehicles", "orders"):
        arguments += [f"--{table}", str(folder / f"{table}.csv")]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 2
    assert "BAD_ID" in result.output
    assert "depots.csv" in result.output
    assert not (folder / "p.json").exists()


def test_no_two_ids_share_a_file() -> None:
    """Whatever is in them: signs, capitals, devices, length, and names that look like an escape."""
    ids = [
        *GOOD,
        "A/B",
        "A_B",
        "A%2FB",
        "a/b",
        "A B",
        "KHO-A",
        "kho-a",
        "NUL",
        "nul.txt",
        "com1",
        ".hidden",
        "end.",
    ]
    ids += ["x" * 200 + tail for tail in "ab"] + ["Ế" * 100 + tail for tail in "ab"]
    ids = list(dict.fromkeys(ids))
    names = file_names(ids)
    assert len({name.casefold() for name in names.values()}) == len(ids)
    for name in names.values():
        assert not set(name) & set('/\\:*?"<>|\0\n')
        assert not name.startswith(".")
        assert not name.endswith((".", " "))
        assert len(name.encode()) <= 100
        assert name.split(".")[0].lower() not in {"nul", "con", "com1"}
    assert file_names(["KHO-HUẾ_1.a"]) == {"KHO-HUẾ_1.a": "KHO-HUẾ_1.a"}


def test_run_sheets_of_like_depots_are_apart(tmp_path: Path, two_depots: Problem) -> None:
    """Depots `A/B` and `A_B` have four files, all in the folder."""
    text = problem_json(two_depots).replace(b'"west"', b'"A/B"').replace(b'"east"', b'"A_B"')
    problem = parse_problem(text)
    plan = judge(problem, (), problem_sha256=problem_sha256(problem)).plan
    paths = write_run_sheets(problem, plan, tmp_path / "sheets", revision=1)
    assert len(set(paths)) == len(list((tmp_path / "sheets").iterdir())) == 4
    for depot in problem.depots:
        assert sum(f"({depot.id})" in path.read_text(encoding="utf-8") for path in paths) == 1
