"""The command line: the same powers as the HTTP door; a command is imported when it is asked for."""

import typer

from service.cli.commands import Commands

__all__ = ["app"]

app = typer.Typer(
    name="oxyroute",
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)


@app.callback()
def _oxyroute() -> None:
    """Lập tuyến giao oxy y tế cho một tỉnh / delivery routes of medical oxygen for a province.

    oxyroute COMMAND --help: mọi tùy chọn của một lệnh / all options of a command.
    """
