"""The single engines by name; `routing.portfolio` adds the search that they make together."""

from collections.abc import Mapping
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
        "Lần chạy đầu tiên trên máy này: biên dịch bộ giải, chừng một phút, không tính vào thời gian tìm",
        "First run on this machine: compiling the engine for up to a minute, not counted as searching",
    )


def prepare(engine: str) -> None:
    """Do what an engine's first run on this machine would have to wait for."""
    if engine == "ruin_recreate" and not is_compiled():
        compile_search(small_day())
