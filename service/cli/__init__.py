"""The command line: the same powers as the HTTP door."""

import typer

from service.cli.bound import bound
from service.cli.build import build
from service.cli.demo import demo
from service.cli.hits import hits
from service.cli.insert import insert
from service.cli.judge import check
from service.cli.publish import publish
from service.cli.roads import roads
from service.cli.serve import serve
from service.cli.sheets import run_sheet
from service.cli.solve import solve
from service.cli.top_up import top_up
from service.cli.what_if import what_if

__all__ = ["app"]

app = typer.Typer(
    name="oxyroute",
    help="Lập tuyến giao oxy y tế / medical-oxygen delivery routes.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
app.command()(demo)
app.command()(build)
app.command()(solve)
app.command()(check)
app.command()(bound)
app.command("what-if")(what_if)
app.command()(hits)
app.command()(insert)
app.command("top-up")(top_up)
app.add_typer(roads, name="roads")
app.command("run-sheet")(run_sheet)
app.command()(publish)
app.command()(serve)
