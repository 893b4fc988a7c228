"""Bodies that are small to send and dear to read: each is refused quickly, and says by which limit."""

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from routing.documents import problem_json
from routing.model import MOST_ISSUES, Problem
from service.api.limits import LARGE_BYTES, SMALL_BYTES
from service.app import make_app
from service.settings import Settings

JSON = {"Content-Type": "application/json"}
PLAN = "/v1/plans/plan-0123456789abcdef"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with TestClient(make_app(Settings(home=tmp_path_factory.mktemp("home")))) as opened:
        yield opened


def sent(client: TestClient, path: str, body) -> tuple[int, dict]:
    answer = client.post(path, content=body, headers=JSON)
    assert answer.headers["content-type"] == "application/problem+json", answer.text[:500]
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/v1/plans", LARGE_BYTES),
        ("/v1/scenarios", LARGE_BYTES),
        ("/v1/tours/check", LARGE_BYTES),
        (f"{PLAN}/publish", SMALL_BYTES),
        (f"{PLAN}/insertions", SMALL_BYTES),
        (f"/v1/problems/{'a' * 64}/top-ups", SMALL_BYTES),
    ],
)
def test_each_address_has_its_limit(client: TestClient, path: str, limit: int) -> None:
    """Announced or in pieces, a body over the limit of its address is refused, and the limit named."""
    for body in (b" " * (limit + 1), (b" " * 100_000 for _ in range(limit // 100_000 + 1))):
        status, answer = sent(client, path, body)
        assert (status, answer["code"]) == (413, "body_too_large")
        assert str(limit) in answer["detail"]
        assert path in answer["detail_en"]


def test_problems_may_be_large(client: TestClient, two_clinics: Problem) -> None:
    """What is too large elsewhere is a problem's usual size; its limit is the one of the settings."""
    body = problem_json(two_clinics) + b" " * (LARGE_BYTES + 1)
    assert client.post("/v1/problems", content=body, headers=JSON).status_code == 201
    status, answer = sent(client, "/v1/problems", (b" " * 1_000_000 for _ in range(65)))
    assert status == 413
    assert "OXYROUTE_MAX_BODY_BYTES" in answer["detail_en"]


def test_repeated_keys_are_found_in_one_pass(client: TestClient) -> None:
    """Tens of thousands of keys, each twice, are one issue that names some."""
    keys = ",".join(f'"k{i}":1' for i in range(40_000))
    status, answer = sent(client, "/v1/problems", f"{{{keys},{keys}}}")
    assert (status, [issue["code"] for issue in answer["issues"]]) == (422, ["DUPLICATE_KEY"])
    assert len(json.dumps(answer)) < 5_000


@pytest.mark.parametrize("orders", ["{}," * 66_000 + "{}", '{"' + "x" * 100_000 + '":{}},' * 2 + "{}"])
def test_answers_are_no_larger_than_a_hundred_issues(
    client: TestClient, two_clinics: Problem, orders: str
) -> None:
    """However many faults, at most a hundred are listed and the rest is counted."""
    value = json.loads(problem_json(two_clinics))
    value["orders"] = "here"
    body = json.dumps(value).replace('"here"', f"[{orders}]")
    answer = client.post("/v1/problems", content=body, headers=JSON)
    assert answer.status_code == 422
    issues = answer.json()["issues"]
    assert len(issues) <= MOST_ISSUES + 1
    if len(issues) > MOST_ISSUES:
        assert issues[-1]["code"] == "MORE_ISSUES"
    assert len(answer.content) < 200_000


def test_fields_of_requests_are_cut_alike(client: TestClient) -> None:
    """Thousands of wrong fields of a request are a hundred issues and a number."""
    request = {"start_plan_id": "plan-0123456789abcdef", "locks": {"routes": [1] * 9_000}}
    status, answer = sent(client, "/v1/plans", json.dumps(request))
    assert (status, len(answer["issues"])) == (422, MOST_ISSUES + 1)
    assert "8900" in answer["issues"][-1]["fault"]["en"]


@pytest.mark.parametrize("path", ["/v1/problems", "/v1/plans", "/v1/scenarios", "/v1/tours/check"])
@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("[" * 100_000, "NOT_JSON"),
        ('{"a":' * 500 + "1" + "}" * 500, "NOT_JSON"),
        ("[" + "[]," * 1_200_000 + "[]]", "TOO_COMPLEX"),
        ('{"a":' + "9" * 5_000 + "}", "NOT_JSON"),
        ('{"a":1,"a":1}', "DUPLICATE_KEY"),
        ("\ufeff{", "NOT_JSON"),
        (b"\xff", "NOT_UTF8"),
    ],
)
def test_every_body_is_read_by_one_reader(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str, body: str | bytes, code: str
) -> None:
    """Depth, number of parts, doubtful numbers and repeated keys are refused alike at every address."""
    monkeypatch.setattr("routing.documents.json_text.MOST_CONTAINERS", 1_000_000)
    status, answer = sent(client, path, body)
    assert (status, [issue["code"] for issue in answer["issues"]]) == (422, [code])


@pytest.mark.parametrize("path", ["/v1/plans", "/v1/scenarios", "/v1/tours/check", f"{PLAN}/publish"])
@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_numbers_that_are_none(client: TestClient, path: str, number: str) -> None:
    """Nothing that is no number is taken for one, however deep in a body it stands."""
    status, answer = sent(client, path, f'{{"a":[{{"b":{number}}}]}}')
    assert (status, [issue["code"] for issue in answer["issues"]]) == (422, ["NOT_JSON"])


def test_brackets_in_texts_are_no_parts(client: TestClient, two_clinics: Problem) -> None:
    """A name full of brackets is a name."""
    odd = replace(two_clinics, name="[{" * 100 + '\\"[' * 100)
    assert client.post("/v1/problems", content=problem_json(odd), headers=JSON).status_code == 201


def test_a_real_server_ends_slow_and_endless_bodies(start_server, tmp_path: Path, monkeypatch) -> None:
    """Over a socket: a late body is 408, one without end 413, half a head is closed, others are served."""
    monkeypatch.setenv("OXYROUTE_MAX_BODY_S", "1")
    server = start_server(tmp_path / "home")
    port = int(server.url.rpartition(":")[2])
    head = b"POST /v1/plans HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as slow:
        slow.sendall(head + b"Content-Length: 1000\r\n\r\n{")
        assert server.http.get("/v1/health").status_code == 200
        assert b" 408 " in slow.recv(1000).splitlines()[0]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as silent:
        silent.sendall(b"GET /v1/health HTTP/1.1\r\nHost: local")
        assert silent.recv(1000) == b""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as kept:
        kept.sendall(2 * b"GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        # Answered twice, and closed once nothing more comes.
        assert b"".join(iter(lambda: kept.recv(1000), b"")).count(b"HTTP/1.1 200") == 2
    with socket.create_connection(("127.0.0.1", port), timeout=30) as endless:
        endless.sendall(head + b"Transfer-Encoding: chunked\r\n\r\n")
        piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        try:
            for _ in range(2 + LARGE_BYTES // 0x10000):
                endless.sendall(piece)
        except OSError:
            pass
        assert b" 413 " in endless.recv(1000).splitlines()[0]
