"""The options that close roads, in the words of every command that takes them."""

from pathlib import Path
from typing import Annotated

import typer

CLOSE_WAY = Annotated[list[str] | None, typer.Option(help="Đường bị cấm / road (way id) closed")]
CLOSE_AREA = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE.geojson", help="Vùng ngập, cấm: tệp đa giác / flooded area: file of polygons"),
]
CLOSE_EDGE = Annotated[
    list[str] | None,
    typer.Option(metavar="FROM,TO", help="Đoạn đường một chiều, theo nút / stretch, one way, by junctions"),
]
STILL_REACHABLE = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ID",
        help="Nơi bị chia cắt nhưng vẫn tới được / place cut off that trucks can serve",
    ),
]
CLOSE_HOURS = Annotated[
    str,
    typer.Option(
        metavar="HH:MM-HH:MM;…", help="Giờ đóng mọi đường nêu trên / when all that is closed is; else all day"
    ),
]
