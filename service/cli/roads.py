"""`oxyroute roads`: maps of roads, for work without internet afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from service.cli.asked import HELP_ONLY
from service.cli.outputs import check_outputs
from service.cli.terminal import guarded, note, out

if not HELP_ONLY:
    from service.dispatch.roads.geography import download_roads, read_roads

roads = typer.Typer(help="Bản đồ đường / maps of roads.", no_args_is_help=True)


@roads.callback()
def _group() -> None:
    """Bản đồ đường / maps of roads."""


@roads.command()
@guarded
def download(
    *,
    place: Annotated[str, typer.Option(help="Tên nơi, như “Đà Nẵng, Việt Nam” / name of a place")],
    out_path: Annotated[Path, typer.Option("--out", help="Tệp .graphml / file to write")],
) -> None:
    """Tải đường của một nơi từ OpenStreetMap / download a place's roads from OpenStreetMap."""
    check_outputs({"--out": out_path})
    download_roads(place, out_path)
    graph = read_roads(out_path)
    for line in graph.report.lines():
        note(line)
    out().print(f"✓ {out_path} (© OpenStreetMap contributors, ODbL)", markup=False, soft_wrap=True)
