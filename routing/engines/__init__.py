"""The engines by name; adding one here puts it through the conformance suite."""

from collections.abc import Mapping
from typing import Final

from routing.engines.greedy import greedy
from routing.engines.or_tools import or_tools
from routing.engines.ruin_recreate import ruin_recreate
from routing.model import Engine

ENGINES: Final[Mapping[str, Engine]] = {
    "greedy": greedy,
    "or_tools": or_tools,
    "ruin_recreate": ruin_recreate,
}
