"""The options that several commands share."""

from pathlib import Path
from typing import Annotated, Final

import typer

DEFAULT_ENGINE: Final = "portfolio"
ENGINE_NAMES: Final = ("ruin_recreate", "with_pyvrp", "or_tools", "greedy", "portfolio")
MOST_ITERATIONS: Final = 100_000_000
MOST_PLACES: Final = 5
SNAP_LIMIT_M: Final = 600.0
"""All these are of modules that take seconds to import; a test holds them to what is said there."""

SECONDS = Annotated[float, typer.Option(min=0.1, max=86_400, help="Thời gian tìm (giây) / seconds to search")]
ITERATIONS = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=MOST_ITERATIONS,
        help="Số vòng tìm thay cho giây, để lập lại y nguyên / rounds, not seconds: the same plan again",
    ),
]
SEED = Annotated[int, typer.Option(min=0, help="Hạt giống ngẫu nhiên (seed) / seed")]
ENGINE = Annotated[str, typer.Option(help=f"Bộ giải / engine: {', '.join(ENGINE_NAMES)}")]
AS_JSON = Annotated[bool, typer.Option("--json", help="Một dòng JSON / one JSON line")]
HOME = Annotated[Path | None, typer.Option(help="Thư mục dữ liệu / data directory")]
PORT = Annotated[
    int | None, typer.Option(min=0, max=65_535, help="Cổng; 0: cổng trống bất kỳ / port; 0: any free")
]
HOST = Annotated[str | None, typer.Option(help="Địa chỉ lắng nghe / address to listen on")]
