"""The commands by name, what each is for in full, and where it is found once it is asked for.

Engines and maps take seconds to import, which nobody who asks for help should wait for.
"""

import importlib
from typing import Any, Final, NamedTuple

import typer
from typer.core import TyperGroup


class _Command(NamedTuple):
    at: str
    vi: str
    en: str


_COMMANDS: Final = {
    "demo": _Command(
        "demo.demo",
        "Chạy thử với dữ liệu mẫu Quảng Nam: lập, công bố, in phiếu, mở trang",
        "Try it on the sample of Quảng Nam: plan, publish, print run sheets, serve the page",
    ),
    "build": _Command(
        "build.build",
        "Lập tệp dữ liệu của một ngày từ các bảng và bản đồ đường",
        "Make the data file of a day from tables and a map of roads",
    ),
    "solve": _Command(
        "solve.solve",
        "Lập kế hoạch cho dữ liệu của một ngày; Ctrl-C giữ phương án tốt nhất",
        "Plan the data of a day; Ctrl-C ends the search and keeps the best plan",
    ),
    "check": _Command(
        "judge.check",
        "Kiểm tra một kế hoạch theo mọi quy tắc",
        "Check a plan by every rule of its day",
    ),
    "bound": _Command(
        "bound.bound",
        "Chứng minh chi phí không thể thấp hơn bao nhiêu",
        "Prove how cheap a plan of this day can be at the best",
    ),
    "what-if": _Command(
        "what_if.what_if",
        "Điều gì xảy ra nếu mất kho, xe, đường, hoặc nhu cầu đổi",
        "What if a depot, a truck or a road is lost, or demand changes",
    ),
    "hits": _Command(
        "hits.hits",
        "Chặng nào của kế hoạch đi qua đường bị đóng",
        "Which legs of a plan drive over roads that are closed",
    ),
    "insert": _Command(
        "insert.insert",
        "Xếp hạng chỗ chèn một đơn vào kế hoạch",
        "Rank the places for one more order in a plan",
    ),
    "why": _Command(
        "why.tell_why",
        "Vì sao một đơn do xe này giao, hoặc chưa giao được",
        "Why this truck serves an order, or why none does",
    ),
    "top-up": _Command(
        "top_up.top_up",
        "Cho phép để lại một số đơn, với giá ước tính của lần giao sau",
        "Make orders optional, at the estimated price of a later visit",
    ),
    "roads": _Command(
        "roads.roads",
        "Tải bản đồ đường",
        "Download maps of roads",
    ),
    "run-sheet": _Command(
        "sheets.run_sheet",
        "In phiếu giao hàng của một kho",
        "Print the run sheet of a depot",
    ),
    "publish": _Command(
        "publish.publish",
        "Công bố một kế hoạch đã lưu",
        "Publish a stored plan as the schedule of its day",
    ),
    "serve": _Command(
        "serve.serve",
        "Chạy máy chủ: trang và giao diện HTTP",
        "Run the server: the page and the HTTP interface",
    ),
}
_INTERRUPTED: Final = 130
_WIDEST: Final = max(map(len, _COMMANDS))


class Commands(TyperGroup):
    """Lists every command without importing any, each sentence whole and not cut to the width."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - Typer brings its own Context
        """Return the names, in the order in which a day needs them."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401
        """Import a command and return it, None if there is none of that name."""
        del ctx
        return _imported(cmd_name) if cmd_name in _COMMANDS else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the list: in English, and in Vietnamese below."""
        del ctx
        with formatter.section("Commands"):
            for name, command in _COMMANDS.items():
                formatter.write_dl([(name.ljust(_WIDEST), command.en), (" " * _WIDEST, command.vi)])


def _imported(name: str) -> Any:  # noqa: ANN401
    module, _, attribute = _COMMANDS[name].at.partition(".")
    try:
        command = getattr(importlib.import_module(f"service.cli.{module}"), attribute)
    except KeyboardInterrupt:
        # It takes seconds, in which somebody may think better of it.
        typer.echo("Đã dừng theo Ctrl-C; chưa ghi gì\n  Stopped by Ctrl-C; nothing was written", err=True)
        raise typer.Exit(_INTERRUPTED) from None
    if not isinstance(command, typer.Typer):
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
        alone.command(name)(command)
        command = alone
    return typer.main.get_command(command)
