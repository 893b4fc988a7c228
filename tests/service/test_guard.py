"""Foreign web pages and foreign names: what a browser of a dispatcher could be made to send is refused."""

import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from fastapi.testclient import TestClient

from routing.model import Problem
from service.api.guard import host_name
from service.app import make_app
from service.cli import serve
from service.settings import Settings

JSON = {"Content-Type": "application/json"}
REQUEST = {"date": "2026-11-24", "engine": "greedy"}
WRITING = (
    "/v1/problems",
    "/v1/plans",
    "/v1/scenarios",
    "/v1/tours/check",
    "/v1/plans/plan-0123456789abcdef/publish",
    "/v1/plans/plan-0123456789abcdef/insertions",
    "/v1/operations/op-0123456789abcdef/stop",
    f"/v1/problems/{'a' * 64}/top-ups",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(home=tmp_path_factory.mktemp("home"), hosts=("oxy.example",))
    with TestClient(make_app(settings), base_url="http://localhost:8000") as opened:
        yield opened


def code(answer) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail_en"]
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("path", WRITING)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "http://localhost"},
        {"Origin": "http://localhost.evil.example:8000"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost:8000", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_foreign_pages_do_not_write(client: TestClient, path: str, headers: dict) -> None:
    """Neither another site nor another port of this machine reaches a handler that writes."""
    assert code(client.post(path, json=REQUEST, headers=headers)) == (403, "foreign_page")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost:8000"},
        {"Origin": "http://LOCALHOST:8000", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_own_page_and_programmes_write(client: TestClient, headers: dict) -> None:
    """What our page sends, and what has no browser behind it, comes to the handler."""
    assert client.post("/v1/plans", json=REQUEST, headers=headers).status_code == 404


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "localhost.evil.example", "10.1.2.3", "[2001:db8::1]", "x" * 300],
)
@pytest.mark.parametrize("path", ["/", "/v1/health", "/v1/plans", "/openapi.json", "/page/icon.svg"])
def test_foreign_names_are_not_answered(client: TestClient, host: str, path: str) -> None:
    """A name that was led to this machine by somebody's DNS reads nothing."""
    assert code(client.get(path, headers={"Host": host})) == (421, "unknown_host")


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LocalHost:1",
        "127.0.0.1:8000",
        "127.1.2.3",
        "[::1]:8000",
        "oxy.example",
        "oxy.example.:80",
    ],
)
def test_known_names_are_answered(client: TestClient, host: str) -> None:
    """Names of loopback, by any port, and those that the settings say."""
    assert client.get("/v1/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "name"), [("a:1", "a"), ("[::1]:80", "::1"), ("::1", "::1"), ("A.b.", "a.b"), (" x ", "x")]
)
def test_names_without_ports(host: str, name: str) -> None:
    assert host_name(host) == name


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Type": "application/jsonx"},
        {**JSON, "Content-Encoding": "gzip"},
        {},
    ],
)
@pytest.mark.parametrize("path", ["/v1/problems", "/v1/plans", "/v1/tours/check", WRITING[4]])
def test_only_json_is_read(client: TestClient, path: str, headers: dict) -> None:
    """A form of any page could send other kinds without asking."""
    assert code(client.post(path, content=b"{}", headers=headers)) == (415, "not_json")


def test_json_of_any_name_is_read(client: TestClient) -> None:
    for kind in ("application/json; charset=UTF-8", "application/vnd.oxyroute+json"):
        answer = client.post("/v1/plans", content=b"{}", headers={"Content-Type": kind})
        assert answer.status_code == 422


def test_head_is_answered_as_get(client: TestClient) -> None:
    """The same head without a body, refusals too."""
    for path, status in (("/v1/plans", 200), ("/", 200), ("/v1/plans/plan-0123456789abcdef", 404)):
        got, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (status, b"")
        assert head.headers["content-type"] == got.headers["content-type"]
    assert client.head("/v1/plans?nope=1").status_code == 422


def test_a_real_server_refuses_and_answers(start_server, tmp_path: Path, two_clinics: Problem, steps) -> None:
    """Over a socket: its own address and page may publish, a foreign page and name may not."""
    server = start_server(tmp_path / "home")
    steps.hand_in(server.http, two_clinics)
    foreign = {"Origin": "https://evil.example"}
    assert server.http.post("/v1/plans", json=REQUEST, headers=foreign).status_code == 403
    assert server.http.get("/v1/plans", headers={"Host": "evil.example"}).status_code == 421
    own = server.http.post(
        "/v1/plans", json=REQUEST, headers={"Origin": server.url, "Sec-Fetch-Site": "same-origin"}
    )
    assert own.status_code == 202
    port = int(server.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
        raw.sendall(b"GET /v1/health HTTP/1.0\r\n\r\n")
        assert b" 200 " in raw.recv(1000).splitlines()[0]


@pytest.mark.parametrize(("host", "warnings"), [("127.0.0.1", 0), ("0.0.0.0", 1)])
def test_listening_to_other_machines_warns(
    host: str, warnings: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever opens the server to a network is told what that means, in both languages."""
    for name in ("PromptServer", "make_app", "signal"):
        monkeypatch.setattr(serve, name, Mock())
    serve.run_server(SimpleNamespace(settings=Settings(host=host, port=0)))
    output = capsys.readouterr().err
    assert output.count("WARNING: this server answers other machines") == warnings
    assert output.count("CẢNH BÁO") == warnings
