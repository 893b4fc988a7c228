"""The single engines by name; `routing.portfolio` adds the search that they make together."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from routing.engines.first_run import small_day
from routing.engines.greedy import greedy
from routing.engines.or_tools import or_tools
from routing.engines.ruin_recreate import compile_search, is_compiled, ruin_recreate
from routing.engines.with_pyvrp import with_pyvrp
from routing.model import Engine, Text

ENGINES: Final[Mapping[str, Engine]] = {
    "greedy": greedy,
    "or_tools": or_tools,
    "ruin_recreate": ruin_recreate,
    "with_pyvrp": with_pyvrp,
}


def first_run_notice(engine: str) -> Text | None:
    """Return what to tell people before an engine's first run on this machine, None if nothing."""
    if engine != "ruin_recreate" or is_compiled():
        return None
    return Text(
        "Chuẩn bị bộ tìm tuyến (chỉ lần đầu): chừng một phút, không tính vào thời gian tối ưu",
        "Preparing the route search (first run only): up to a minute, not counted as searching",
    )


@cache
def prepare(engine: str) -> None:
    """Do what an engine's first search would have to wait for: compile its code, or load it."""
    if engine == "ruin_recreate":
        compile_search(small_day())
