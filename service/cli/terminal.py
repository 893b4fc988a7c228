"""What every command shares: two consoles, exit codes, and refusals without tracebacks."""

import functools
import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, ParamSpec, TypeVar

import typer
from rich.console import Console

from routing.extras import LOG
from routing.model import InputError, Text
from service.dispatch.faults import NotCurrentError, RefusedPlanError
from service.store import StoreError

GOOD: Final = 0
BROKEN: Final = 1
BAD_INPUT: Final = 2
INTERNAL: Final = 70
INTERRUPTED: Final = 130
_NARROWEST: Final = 120

P = ParamSpec("P")
R = TypeVar("R")


def out() -> Console:
    """Return the console of results."""
    return _console(sys.stdout)


def err() -> Console:
    """Return the console of progress and complaints."""
    return _console(sys.stderr)


def _console(stream: object) -> Console:
    # A pipe has no width; tables of 80 columns would cut names that somebody greps for.
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")
    console = Console(file=stream, highlight=False)  # type: ignore[arg-type]
    if not console.is_terminal and console.width < _NARROWEST:
        console = Console(file=stream, highlight=False, width=_NARROWEST)  # type: ignore[arg-type]
    return console


def note(line: Text) -> None:
    """Tell people something in both languages, beside the results."""
    err().print(f"{line.vi}\n  {line.en}", markup=False, soft_wrap=True)


@contextmanager
def without_tracebacks() -> Iterator[None]:
    """Keep what is logged of failed extras from the terminal, unless somebody asks for details."""
    before = LOG.disabled
    LOG.disabled = before or not os.environ.get("OXYROUTE_DEBUG")
    try:
        yield
    finally:
        LOG.disabled = before


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Turn refused input into a list on stderr and exit code 2, and never show a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (typer.Exit, typer.Abort):
            raise
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - whatever happened, a sentence
            raise typer.Exit(_explain(error)) from None

    return run


def _explain(error: BaseException) -> int:
    """Say on stderr what happened and return the exit code for it."""
    match error:
        case InputError():
            _complain(error)
        case StoreError() | RefusedPlanError() | NotCurrentError():
            err().print(f"✗ {error.message.vi}\n  {error.message.en}", markup=False)
        case BrokenPipeError():
            return GOOD
        case KeyboardInterrupt():
            err().print("Đã ngắt / interrupted")
            return INTERRUPTED
        case OSError():
            where = f"{error.filename or ''} ({error.strerror})"
            err().print(f"✗ Không đọc/ghi được / cannot read or write: {where}", markup=False)
        case _:
            _confess(error)
            return INTERNAL
    return BAD_INPUT


def _confess(error: BaseException) -> None:
    if os.environ.get("OXYROUTE_DEBUG"):
        traceback.print_exception(error)
    err().print(
        f"✗ Lỗi nội bộ / internal error: {type(error).__name__}. "
        "OXYROUTE_DEBUG=1 để xem chi tiết / shows the details.",
        markup=False,
    )


def _complain(error: InputError) -> None:
    console = err()
    count = error.count
    console.print(f"✗ {count} lỗi trong dữ liệu vào / {count} fault(s) in the input:", markup=False)
    for issue in error.issues:
        console.print(f"  {issue}", markup=False, soft_wrap=True)
