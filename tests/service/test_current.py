"""Which problem is current: the one handed in last, however often it was handed in before."""

import json
import sqlite3
from dataclasses import replace

import pytest
from alembic import command
from alembic.config import Config
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from routing.documents import tours_json
from routing.model import Problem, Tour, TourTrip
from service.app import make_app
from service.cli import app
from service.settings import Settings
from service.store import Store, open_store, problems
from service.store.engine import open_engines

DAY = "2026-11-24"
OUTDATED = {"accept": ["problem_not_current"]}


def current(client: TestClient, day: str = DAY) -> str:
    return client.get("/v1/depots", params={"date": day}).json()["problem_sha256"]


def drafted(client: TestClient, problem: Problem, sha256: str) -> str:
    """Keep a plan of the first order and return its id."""
    trip = TourTrip(depot_id=problem.depots[0].id, part_ids=(problem.orders[0].id,))
    tours = json.loads(tours_json((Tour(vehicle_id=problem.vehicles[0].id, trips=(trip,)),)))["tours"]
    request = {"problem_sha256": sha256, "tours": tours, "keep": True}
    return client.post("/v1/tours/check", json=request).json()["plan_id"]


def test_handed_in_again_is_current_again(client: TestClient, two_clinics: Problem, steps) -> None:
    """P1, P2, then P1 again: P1 is planned, however the clock stands; a second hand-in changes nothing."""
    first, second = two_clinics, replace(two_clinics, name="other")
    sha1, sha2 = steps.hand_in(client, first), steps.hand_in(client, second)
    assert current(client) == sha2
    for _ in range(2):
        assert steps.hand_in(client, first) == sha1
        assert current(client) == sha1
    operation = client.post("/v1/plans", json={"date": DAY, "engine": "greedy", "seconds": 1}).json()
    plan = steps.operation(client, operation["id"])["plan_id"]
    assert client.get(f"/v1/plans/{plan}").json()["problem_sha256"] == sha1


def test_each_day_has_a_current_problem(client: TestClient, two_clinics: Problem, steps) -> None:
    """Another day's problem is the last of all, and takes nothing from this day's."""
    sha1 = steps.hand_in(client, two_clinics)
    other = steps.hand_in(client, replace(two_clinics, date="2026-11-25"))
    assert (current(client), current(client, "2026-11-25")) == (sha1, other)
    assert client.get("/v1/depots").json()["problem_sha256"] == other
    steps.hand_in(client, two_clinics)
    assert client.get("/v1/depots").json()["problem_sha256"] == sha1


def test_order_of_hand_ins_decides_and_not_the_clock(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock set back between two hand-ins does not make the older one current."""
    for number, at in enumerate(("2026-11-23T10:00:00.000000Z", "2026-11-23T09:00:00.000000Z")):
        monkeypatch.setattr(problems, "now", lambda at=at: at)
        with store.write() as tx:
            problems.put(tx, b"{}", sha256=str(number) * 64, date=DAY, name="x")
    with store.read() as tx:
        assert problems.current(tx, DAY).sha256 == "1" * 64


def test_plan_of_replaced_data_is_published_by_name_only(
    client: TestClient, two_clinics: Problem, steps
) -> None:
    """A draft of P1 is a conflict once P2 is there, published where that is accepted, or P1 is back."""
    sha1 = steps.hand_in(client, two_clinics)
    first, two = (drafted(client, two_clinics, sha1) for _ in range(2))
    sha2 = steps.hand_in(client, replace(two_clinics, name="other"))
    assert client.get(f"/v1/plans/{first}").json()["problem_current"] is False
    answer = client.post(f"/v1/plans/{first}/publish")
    assert (answer.status_code, answer.json()["code"]) == (409, "problem_not_current")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["current_problem_sha256"] == sha2
    assert client.get(f"/v1/schedules/{DAY}").status_code == 404
    assert client.post(f"/v1/plans/{first}/publish", json={"accept": ["anything"]}).status_code == 422
    assert client.post(f"/v1/plans/{first}/publish", json={"accept": []}).status_code == 409
    assert client.post(f"/v1/plans/{first}/publish", json=OUTDATED).json()["revision"] == 1
    # Published it is; to say so again changes nothing and needs no consent.
    assert client.post(f"/v1/plans/{first}/publish").json()["revision"] == 1
    steps.hand_in(client, two_clinics)
    assert client.get(f"/v1/plans/{two}").json()["problem_current"] is True
    assert client.post(f"/v1/plans/{two}/publish").json()["revision"] == 2


def test_plan_with_locks_is_current_as_long_as_its_day(
    client: TestClient, two_clinics: Problem, steps
) -> None:
    """Locks make a problem of their own, which is as current as the one they were put on."""
    sha1 = steps.hand_in(client, two_clinics)
    start = drafted(client, two_clinics, sha1)
    request = {
        "start_plan_id": start,
        "locks": {"vehicles": [two_clinics.vehicles[0].id]},
        "engine": "greedy",
        "seconds": 1,
    }
    operation = steps.operation(client, client.post("/v1/plans", json=request).json()["id"])
    locked = operation["plan_id"]
    assert client.get(f"/v1/plans/{locked}").json()["problem_sha256"] != sha1
    assert current(client) == sha1
    steps.hand_in(client, replace(two_clinics, name="other"))
    assert client.post(f"/v1/plans/{locked}/publish").json()["code"] == "problem_not_current"
    steps.hand_in(client, two_clinics)
    assert client.post(f"/v1/plans/{locked}/publish").json()["status"] == "published"


def test_command_line_publishes_alike(settings: Settings, two_clinics: Problem, steps) -> None:
    """`oxyroute publish` refuses and accepts as the server does."""
    with TestClient(make_app(settings)) as client:
        plan = drafted(client, two_clinics, steps.hand_in(client, two_clinics))
        steps.hand_in(client, replace(two_clinics, name="other"))
    arguments = ["publish", plan, "--home", str(settings.home)]
    refused = CliRunner().invoke(app, arguments)
    assert refused.exit_code == 2
    assert "problem_not_current" in refused.output
    good = CliRunner().invoke(app, [*arguments, "--accept", "problem_not_current"])
    assert good.exit_code == 0, good.output
    assert CliRunner().invoke(app, ["publish", "plan-none", "--home", str(settings.home)]).exit_code == 2


def test_home_of_the_first_schema_keeps_its_newest(settings: Settings) -> None:
    """The last problem stored under the first schema is current after the upgrade; scenarios are not."""
    settings.home.mkdir(parents=True)
    engine, reader = open_engines(settings.url)
    config = Config()
    config.set_main_option("script_location", "service.store:migrations")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    reader.dispose()
    rows = [("a", "day", "1"), ("c", "day", "3"), ("b", "day", "2"), ("d", "scenario", "4")]
    with sqlite3.connect(settings.home / "oxyroute.db") as raw:
        raw.executemany(
            "INSERT INTO problems (sha256, date, name, kind, body, created_at) "
            "VALUES (?, ?, '', ?, x'00', ?)",
            [(letter * 64, DAY, kind, at) for letter, kind, at in rows],
        )
    opened = open_store(settings)
    with opened.read() as tx:
        assert problems.current(tx, DAY).sha256 == "c" * 64
        assert problems.current(tx).sha256 == "c" * 64
        assert not problems.is_current(tx, "d" * 64)
    opened.close()
