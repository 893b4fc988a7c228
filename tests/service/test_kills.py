"""Workers killed at random moments, from their first millisecond on: the server plans on, and ends."""

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from routing.model import Problem

_A_SERVER: Final = 10
"""Kills until the server is told to end and the next one goes on with its home."""


@pytest.mark.campaign
@pytest.mark.parametrize("kills", [pytest.param(6, marks=pytest.mark.bounded), 100])
def test_server_plans_on_after_kills(
    kills: int, tmp_path: Path, start_server: Callable[[Path], Any], long_road: Problem, steps
) -> None:
    """Each time the operation ends, with a plan or told why, the next one has a plan, and all is ready."""
    draw, longest_s = random.Random(kills), 0.0
    server = start_server(tmp_path / "home")
    sha256 = steps.hand_in(server.http, long_road)
    for number in range(kills):
        engine = draw.choice(["greedy", "or_tools", "portfolio"])
        operation_id = steps.ask(server.http, sha256, engine=engine, seconds=2, seed=number)
        kill_at_random(server.process.pid, steps, draw)
        if number % _A_SERVER == _A_SERVER - 1:
            longest_s = max(longest_s, ended(server))
            server = start_server(tmp_path / "home")
        operation = steps.operation(server.http, operation_id)
        assert operation["state"] == "done" or operation["error"]["code"] == "worker_died", operation
        assert steps.plan(server.http, sha256, seed=number)
        assert server.http.get("/v1/ready").status_code == 200
    longest_s = max(longest_s, ended(server))
    print(f"{kills} kills; the longest end took {longest_s:.1f} s")  # noqa: T201 - measured, not asserted


def kill_at_random(pid: int, steps: Any, draw: random.Random) -> None:
    """Kill a worker, or one of its own, some moments after it is there: often its very first."""
    until_s = time.monotonic() + 45
    while not steps.children(pid) and time.monotonic() < until_s:
        pass  # In its first millisecond.
    if draw.random() < 0.5:
        time.sleep(draw.choice([0.001, 0.01, 0.1, 1.0, 4.0]) * draw.random())
    workers = steps.children(pid)
    below = [child for worker in workers for child in steps.children(worker)]
    for victim in draw.sample(workers + below, k=1) if draw.random() < 0.3 and workers else workers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(victim, draw.choice([signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM]))


def ended(server: Any) -> float:
    """Tell a server to end and return the seconds that it took."""
    begin = time.monotonic()
    server.close()
    assert server.process.returncode == 0
    return time.monotonic() - begin
